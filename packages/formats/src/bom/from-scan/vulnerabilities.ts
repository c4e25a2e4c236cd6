/** The vulnerabilities of a scan as a bill of materials has them: one entry for a rule and a judgement of it. */
import type {
  BomAffected,
  BomAnalysis,
  BomAnalysisJustification,
  BomRating,
  BomVulnerability,
  BomVulnerabilitySource,
  CvssVector,
  Finding,
  Rule,
  ScanResult,
  VexJustification,
} from '@theriac/core';
import { type ResultView, silencedBy, viewOf } from '../../result-view.ts';
import { plain, plainLines, webAddress } from '../../text/plain-text.ts';
import { UniqueKeys } from '../../text/unique-keys.ts';

const METHODS: Readonly<Record<CvssVector['version'], string>> = {
  '2.0': 'CVSSv2',
  '3.0': 'CVSSv3',
  '3.1': 'CVSSv31',
  '4.0': 'CVSSv4',
};

/** VEX justifications in CycloneDX words; the exact VEX word is in `analysis.detail`. */
const JUSTIFICATIONS: Readonly<Record<VexJustification, BomAnalysisJustification>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'requires_environment',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
};

export function vulnerabilitiesOfScan(result: ScanResult): BomVulnerability[] {
  const view = viewOf(result);
  const groups = new Map<string, Finding[]>();
  for (const finding of result.findings) {
    if (finding.kind !== 'vulnerability' && finding.kind !== 'malware') continue;
    const key = JSON.stringify([finding.rule, analysisOf(finding)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const keys = new UniqueKeys();
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => entry(group, view, keys));
}

function entry(group: readonly Finding[], view: ResultView, keys: UniqueKeys): BomVulnerability[] {
  const [worst] = group;
  const rule = worst === undefined ? undefined : view.rules.get(worst.rule);
  if (worst === undefined || rule === undefined) return [];
  const page = webAddress(rule.url);
  const [published, updated] = [dateTime(rule.published), dateTime(rule.modified)];
  const cwes = rule.cwe.flatMap((id) => {
    const number = /^CWE-(\d{1,6})$/i.exec(id)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  const advisories = [...(rule.references ?? [])].flatMap((r) => webAddress(r.url) ?? []);
  const remedies = [
    ...new Set(group.flatMap((f) => (view.fixesOf.get(f.fingerprint) ?? []).map((fix) => fix.action))),
  ].sort();
  return [
    {
      ref: keys.take(`theriac:vulnerability:${plain(rule.id, 200)}`),
      refMadeUp: true,
      id: plain(rule.id, 200),
      source: sourceOf(rule.id, page),
      aliases: rule.aliases.map((id) => ({ id: plain(id, 200), source: sourceOf(id) })),
      ratings: ratings(rule, worst),
      cwes: [...new Set(cwes)],
      description: plain(rule.title, 2000) || rule.id,
      ...(rule.rationale === undefined ? {} : { detail: plainLines(rule.rationale) }),
      ...(remedies.length === 0 ? {} : { recommendation: plainLines(remedies.join('\n')) }),
      advisories: [...new Set(advisories)].map((url) => ({ url })),
      ...(published === undefined ? {} : { published }),
      ...(updated === undefined ? {} : { updated }),
      analysis: analysisOf(worst),
      affects: affected(group, view),
      properties: [
        { name: 'theriac:kind', value: worst.kind },
        { name: 'theriac:outcome', value: worst.decision.outcome },
        { name: 'theriac:due', value: worst.decision.dueDate ?? 'next upgrade' },
        ...(rule.kev === undefined ? [] : [{ name: 'theriac:kev', value: rule.kev.dateAdded }]),
        ...(rule.epss === undefined ? [] : [{ name: 'theriac:epss', value: String(rule.epss.score) }]),
      ],
    },
  ];
}

function ratings(rule: Rule, worst: Finding): BomRating[] {
  return [
    ...rule.cvss.map((c) => ({
      score: c.score,
      severity: cvssSeverity(c.score),
      method: METHODS[c.version],
      vector: plain(c.vector, 500),
    })),
    {
      source: { name: 'theriac' },
      severity: rule.severity,
      method: 'SSVC',
      justification: plain(worst.decision.why, 1000),
    },
  ];
}

/** CVSS 3.1 §5: zero is “none”. */
function cvssSeverity(score: number): NonNullable<BomRating['severity']> {
  if (score === 0) return 'none';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}

function sourceOf(id: string, page?: string): BomVulnerabilitySource {
  const name = id.startsWith('CVE-')
    ? 'NVD'
    : id.startsWith('GHSA-')
      ? 'GitHub Advisories'
      : id.startsWith('THERIAC-')
        ? 'theriac'
        : 'OSV';
  return { name, ...(page === undefined ? {} : { url: page }) };
}

/**
 * What is known of the flaw in this product. An open finding is a match by version, which has not been examined:
 * that is `in_triage`, not `exploitable`. A malicious package is the exploit; an accepted risk is a risk.
 */
function analysisOf(finding: Finding): BomAnalysis {
  const { status } = finding;
  const detail = silencedBy(finding);
  const said = { responses: [], ...(detail === undefined ? {} : { detail }) };
  if (status.state === 'vex' && status.status === 'fixed') return { state: 'resolved', ...said };
  if (status.state === 'vex') {
    const justification = Object.entries(JUSTIFICATIONS).find(([word]) => word === status.justification)?.[1];
    return { state: 'not_affected', ...(justification === undefined ? {} : { justification }), ...said };
  }
  if (status.state === 'excepted') return { state: 'exploitable', ...said };
  return { state: finding.kind === 'malware' ? 'exploitable' : 'in_triage', responses: [] };
}

function affected(group: readonly Finding[], view: ResultView): BomAffected[] {
  const status = group[0]?.status.state === 'vex' ? 'unaffected' : 'affected';
  const versions = new Map<string, string | null>();
  for (const finding of group) {
    // By component, not by the finding's own purl: a reference must not dangle.
    for (const id of finding.subject.components) {
      const component = view.components.get(id);
      if (component !== undefined) versions.set(component.purl, component.version);
    }
  }
  return [...versions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ref, version]) => ({
      ref,
      versions: version === null ? [] : [{ version: plain(version), status }],
    }));
}

function dateTime(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(text)
    ? text
    : undefined;
}
