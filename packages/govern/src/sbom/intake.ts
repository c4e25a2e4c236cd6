/**
 * Shall a supplier's bill of materials be taken in? One row a check, each passed, failed, or not known; what is not
 * known never counts as passed. The verdict names its reasons.
 */
import type { Bom, BomProblem, Finding } from '@theriac/core';
import { daysBetween } from '../days.ts';
import { factsOf, isCpe, isPurl } from './bom-facts.ts';
import type { BomDiff } from './diff.ts';
import type { QualityReport } from './quality.ts';

export const INTAKE_CHECKS = [
  'schema',
  'signature',
  'minimum-elements',
  'freshness',
  'depth',
  'identifiers',
  'malware',
  'vulnerabilities',
  'end-of-life',
  'licences',
  'artefact',
  'previous',
] as const;
export type IntakeCheck = (typeof INTAKE_CHECKS)[number];

export interface IntakeResult {
  readonly check: IntakeCheck;
  readonly state: 'passed' | 'failed' | 'unknown';
  /** What was found, one sentence each. */
  readonly reasons: readonly string[];
}

/** Checks that rest on what a scan of the document looked up. */
export type LookedUp = 'malware' | 'vulnerabilities' | 'end-of-life' | 'licences';

export interface IntakePolicy {
  /** Days after which a document is stale. */
  readonly maxAgeDays: number;
  /** Checks that must pass; what fails or stays unknown elsewhere is reported, and does not decide. */
  readonly require: readonly IntakeCheck[];
  /** Least share (0–1) of components with a package URL. */
  readonly identified: number;
}

export const DEFAULT_INTAKE: IntakePolicy = {
  maxAgeDays: 180,
  require: ['schema', 'minimum-elements', 'freshness', 'depth', 'identifiers', 'malware', 'vulnerabilities'],
  identified: 0.95,
};

export interface IntakeFacts {
  readonly bom: Bom;
  readonly problems: readonly BomProblem[];
  /** Undefined: no signature was given. */
  readonly signature?: { readonly verified: boolean; readonly reason: string };
  /** Minimum elements (NTIA). */
  readonly quality: QualityReport;
  /** What a scan of the document found; undefined: there was no index to ask. */
  readonly findings?: readonly Finding[];
  /** Why what was looked up for a check cannot be relied on; empty when everything was looked at. */
  readonly gaps: (check: LookedUp) => readonly string[];
  /** What a comparison with the artefact found; undefined: no artefact was given. */
  readonly artefact?: ArtefactFacts;
  /** Against the last document of the same product; undefined: there is none. */
  readonly changes?: BomDiff;
  /** YYYY-MM-DD */
  readonly asOf: string;
}

export interface ArtefactFacts {
  readonly discrepancies: readonly { readonly grave: boolean; readonly text: string }[];
  /** Components of the artefact that are as the document says. */
  readonly matched: number;
  /** Why the artefact may hold more than was found in it, one sentence each. */
  readonly gaps: readonly string[];
}

export interface IntakeVerdict {
  readonly accepted: boolean;
  readonly results: readonly IntakeResult[];
  /** Why not, one sentence each; empty when accepted. */
  readonly reasons: readonly string[];
}

export function judgeIntake(facts: IntakeFacts, policy: IntakePolicy): IntakeVerdict {
  const results = INTAKE_CHECKS.map((check): IntakeResult => ({ check, ...CHECKS[check](facts, policy) }));
  const reasons = results
    .filter((r) => policy.require.includes(r.check) && r.state !== 'passed')
    .map(
      (r) =>
        `${r.check} ${r.state === 'unknown' ? 'not known' : 'failed'}: ${r.reasons[0] ?? 'no reason given'}`,
    );
  return { accepted: reasons.length === 0, results, reasons };
}

type Outcome = Omit<IntakeResult, 'check'>;

const passed = (...reasons: string[]): Outcome => ({ state: 'passed', reasons });
const failed = (...reasons: string[]): Outcome => ({ state: 'failed', reasons });
const unknown = (...reasons: string[]): Outcome => ({ state: 'unknown', reasons });

function placed({ pointer, line, what }: BomProblem): string {
  // What is wrong with the text itself has a line, and no place in the document.
  return `${pointer || '/'}${pointer === '' && line !== undefined ? ` (line ${line})` : ''}: ${what}`;
}

const CHECKS: Readonly<Record<IntakeCheck, (facts: IntakeFacts, policy: IntakePolicy) => Outcome>> = {
  schema: ({ problems }) => {
    const errors = problems.filter((p) => p.severity === 'error');
    if (errors.length === 0) return passed('it keeps to its format');
    return failed(...errors.slice(0, 5).map(placed), ...more(errors.length - 5));
  },
  signature: ({ signature }) => {
    if (signature === undefined) return unknown('no signature was given');
    return signature.verified ? passed(signature.reason) : failed(signature.reason);
  },
  'minimum-elements': ({ quality }) => {
    if (quality.conforms) return passed(`${quality.title}: everything is there`);
    const lacking = quality.elements.filter(
      (e) => e.level === 'must' && e.notCarried !== true && e.have < Math.max(1, e.asked),
    );
    return failed(
      ...lacking.map((e) =>
        e.of === 'document'
          ? `${e.title} is missing`
          : `${e.title}: ${e.asked - e.have} of ${e.asked} components lack it`,
      ),
      ...(lacking.length === 0 ? ['the document lists nothing'] : []),
    );
  },
  freshness: ({ bom, asOf }, { maxAgeDays }) => {
    if (bom.created === undefined || Number.isNaN(Date.parse(bom.created)))
      return unknown('it does not say when it was made');
    const age = daysBetween(bom.created, asOf);
    if (age < 0) return failed(`it says that it was made in the future (${bom.created})`);
    return age > maxAgeDays
      ? failed(`${age} days old; at most ${maxAgeDays} are allowed`)
      : passed(`${age} days old`);
  },
  depth: ({ bom }) => {
    const { edges, packages, needed } = factsOf(bom);
    if (packages.length === 0) return failed('it lists nothing');
    if (edges.length === 0) return failed('it does not say what depends on what');
    const subjects = new Set(bom.subjects);
    const transitive = edges.some((e) => !subjects.has(e.from) && needed.has(e.from));
    return transitive
      ? passed('transitive dependencies are listed')
      : failed('only direct dependencies are listed; what these bring along is not');
  },
  identifiers: ({ bom }, { identified }) => {
    const { packages } = factsOf(bom);
    if (packages.length === 0) return failed('it lists nothing');
    const good = packages.filter((c) => isPurl(c.purl) || c.cpes.some(isCpe)).length;
    const text = `${good} of ${packages.length} components have a valid package URL or CPE`;
    return good / packages.length >= identified ? passed(text) : failed(text);
  },
  malware: (facts) => ofFindings('malware', facts, (f) => f.kind === 'malware', 'malicious package'),
  vulnerabilities: (facts) =>
    ofFindings(
      'vulnerabilities',
      facts,
      (f) => f.kind === 'vulnerability' && ['immediate', 'out-of-cycle'].includes(f.decision.outcome),
      'vulnerability that cannot wait',
    ),
  'end-of-life': (facts) =>
    ofFindings('end-of-life', facts, (f) => f.kind === 'lifecycle', 'component past its end of life'),
  licences: (facts) =>
    ofFindings(
      'licences',
      facts,
      (f) => f.kind === 'licence' && ['critical', 'high'].includes(f.severity),
      'licence that the policy does not allow',
    ),
  artefact: ({ artefact }) => {
    if (artefact === undefined) return unknown('no artefact was given to compare with');
    const { discrepancies, matched, gaps } = artefact;
    const grave = discrepancies.filter((d) => d.grave);
    if (grave.length > 0) return failed(...grave.slice(0, 10).map((d) => d.text), ...more(grave.length - 10));
    const minor = discrepancies.map((d) => d.text);
    if (gaps.length > 0) return unknown(...gaps.slice(0, 5), ...more(gaps.length - 5));
    // An artefact of which nothing is recognised confirms nothing.
    if (matched === 0) return unknown('no listed component was found in the artefact', ...minor.slice(0, 5));
    const said = `${matched} of its components are as the document says`;
    return minor.length === 0
      ? passed(said)
      : passed(`${said}; ${minor.length} minor`, ...minor.slice(0, 5), ...more(minor.length - 5));
  },
  previous: ({ changes }) => {
    if (changes === undefined) return unknown('no earlier document was given');
    const back = changes.changes.filter((c) => c.kind === 'downgraded');
    const swapped = changes.changes.filter((c) => c.facts.some((f) => f.includes('other contents')));
    const count = (kind: string): number => changes.changes.filter((c) => c.kind === kind).length;
    const summary = `${count('added')} added, ${count('removed')} removed, ${count('upgraded')} upgraded, ${back.length} downgraded`;
    if (back.length + swapped.length === 0) return passed(summary);
    return failed(
      summary,
      ...back.map((c) => `${c.name} went back from ${c.before} to ${c.after}`),
      ...swapped.map((c) => `${c.name} ${c.after}: ${c.facts.join(', ')}`),
    );
  },
};

function ofFindings(
  check: LookedUp,
  { findings, gaps }: IntakeFacts,
  concerns: (finding: Finding) => boolean,
  what: string,
): Outcome {
  if (findings === undefined) return unknown('nothing was looked up');
  const hits = findings.filter(
    (f) => (f.status.state === 'open' || f.status.state === 'known') && concerns(f),
  );
  if (hits.length > 0)
    return failed(
      `${hits.length} × ${what}`,
      ...hits.slice(0, 5).map((f) => `${f.subject.label}: ${f.rule}`),
      ...more(hits.length - 5),
    );
  const missed = gaps(check);
  return missed.length > 0 ? unknown(...missed) : passed(`no ${what}`);
}

function more(count: number): string[] {
  return count > 0 ? [`and ${count} more`] : [];
}
