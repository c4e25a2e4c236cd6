/** `theriac explain`: an advisory, from the installed indexes or the embedded set; a rule; an error code. */
import {
  type AdvisorySource,
  formatInterval,
  openAdvisories,
  openFacts,
  type PackageRecord,
  type Store,
  storeOf,
} from '@theriac/advisories';
import { embeddedAdvisories } from '@theriac/advisories/embedded';
import {
  ADVISORY_INDEX_IDS,
  type AdvisorySet,
  advisorySet,
  deriveFromCvss,
  ERRORS,
  nearest,
  orderVersions,
  type Rule,
  type ScanResult,
  SEVERITIES,
  TheriacError,
} from '@theriac/core';
import { printable, wrap } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../command/command.ts';
import { placeOfTarget } from '../../run/target-place.ts';
import type { ExplainGiven } from './declare.ts';
import { explainFinding, findingOf, isFingerprint } from './finding.ts';

const DETAIL_LINES = 40;

export async function run(given: ExplainGiven, context: CommandContext): Promise<number> {
  const { id } = given;
  const { env, stdout, width } = context;
  if (isFingerprint(id.trim())) {
    const result = await resultFor(given, context);
    const lines = explainFinding(findingOf(result, id.trim()), result, width, placeOfTarget(given.target));
    stdout.write(`${lines.join('\n')}\n`);
    return 0;
  }
  const store = storeOf(env);
  const wanted = id.trim().toUpperCase();
  const own =
    explainOwn(store, wanted, width) ??
    (await explainRule(wanted, width)) ??
    (await explainOwnKind(wanted, given, width));
  if (own !== undefined) {
    stdout.write(`${own.join('\n')}\n`);
    return 0;
  }
  const lines: string[] = [];
  for (const row of ADVISORY_INDEX_IDS.map(advisorySet).filter((set) => set.osv !== null)) {
    const source = openAdvisories(store, row) ?? embeddedAdvisories(row);
    if (source === undefined) continue;
    const found = recordsOf(source, row, wanted);
    if (found.length > 0 && lines.length === 0)
      for (const each of head(
        found.map((f) => f.record),
        source,
        width,
      ))
        lines.push(each);
    for (const { name, record } of found)
      for (const one of affected(row, name, record, width)) lines.push(one);
    source.close();
  }
  if (lines.length === 0) {
    throw new TheriacError(
      'THERIAC_USAGE',
      `no installed index knows ${printable(id)}; \`theriac db status\` lists the installed indexes`,
    );
  }
  stdout.write(
    `${[...lines, ...exploitation(store, wanted).flatMap((line) => wrap(line, width))].join('\n')}\n`,
  );
  return 0;
}

/** The index as it is: an explanation fetches nothing. */
async function resultFor(given: ExplainGiven, context: CommandContext): Promise<ScanResult> {
  if (given.result !== undefined) {
    const { readResult } = await import('../../inputs/result-file.ts');
    return readResult(given.result);
  }
  const { scanOnce } = await import('../../run/scan-once.ts');
  return scanOnce({ ...given, offline: true }, false, context);
}

const END_OF_LIFE = 'THERIAC-EOL-';

/**
 * A rule of Theriac's own.
 * @throws TheriacError THERIAC_USAGE for what is written like one and is not in the catalogue
 */
async function explainRule(wanted: string, width: number): Promise<string[] | undefined> {
  if (!wanted.startsWith('THERIAC-')) return undefined;
  const { ruleCatalogue } = await import('@theriac/scan/plugins');
  const rules = await ruleCatalogue();
  const rule = rules.find(({ id }) => id === wanted);
  if (rule === undefined) {
    if (wanted.startsWith(END_OF_LIFE))
      throw new TheriacError(
        'THERIAC_USAGE',
        `no installed index knows a release line called ${printable(wanted)}; \`theriac db update\` installs them`,
      );
    const near = nearest(
      wanted,
      rules.map((r) => r.id),
    );
    throw new TheriacError(
      'THERIAC_USAGE',
      `there is no rule ${printable(wanted)}; ${near === undefined ? '`theriac docs rules` lists the rules' : `did you mean ${near}?`}`,
    );
  }
  return ruleLines(rule, width);
}

/** A kind of secrets of the user's own, in the configuration of the target. */
async function explainOwnKind(
  wanted: string,
  given: ExplainGiven,
  width: number,
): Promise<string[] | undefined> {
  if (!/^[A-Z][A-Z0-9]*-/.test(wanted)) return undefined;
  const { configFor } = await import('../../inputs/config-file.ts');
  const kind = (await configFor(given.target, given)).secrets.kinds.find(({ id }) => id === wanted);
  if (kind === undefined) return undefined;
  const { ownSecretRule } = await import('@theriac/scan/plugins');
  return [...ruleLines(ownSecretRule(kind), width), '', `Declared at ${kind.source}`];
}

function ruleLines(rule: Rule, width: number): string[] {
  const weaknesses = rule.cwe.length === 0 ? '' : `; ${rule.cwe.join(', ')}`;
  return [
    ...wrap(`${rule.id}: ${rule.title}`, width),
    '',
    `Severity: ${rule.severity}; kind: ${rule.kind}${weaknesses}`,
    '',
    ...wrap(rule.rationale ?? '', width),
    '',
    ...wrap(`What to do: ${rule.remediation ?? ''}`, width),
    ...(rule.url === undefined ? [] : ['', rule.url]),
  ];
}

/** Rules and errors of Theriac itself: end of life, and the coded errors. */
function explainOwn(store: Store, wanted: string, width: number): string[] | undefined {
  for (const [code, row] of Object.entries(ERRORS)) {
    if (code === wanted)
      return [
        code,
        '',
        ...wrap(row.means, width),
        ...wrap(`Next: ${row.next}`, width),
        `Exit code: ${row.exit}`,
      ];
  }
  if (wanted.startsWith('THERIAC_')) {
    const near = nearest(wanted, Object.keys(ERRORS));
    const hint = near === undefined ? '`theriac docs errors` lists them' : `did you mean ${near}?`;
    throw new TheriacError('THERIAC_USAGE', `there is no error code ${printable(wanted)}; ${hint}`);
  }
  const rule = /^THERIAC-EOL-(.+)-([^-]+)$/.exec(wanted);
  const facts = rule === null ? undefined : openFacts(store);
  if (rule === null || facts === undefined) return undefined;
  const product = (rule[1] ?? '').toLowerCase();
  const cycles = facts.eol(product);
  facts.close();
  if (cycles.length === 0) return undefined;
  return [
    `${wanted}: the release line ${rule[2]} of ${product} has reached its end of life`,
    '',
    ...wrap(
      'A release line past its end of life gets no security fixes; new flaws in it stay open. Move to a line that is maintained.',
      width,
    ),
    '',
    'Release lines (endoflife.date):',
    ...cycles
      .slice(0, 12)
      .map(
        (c) =>
          `  ${c.cycle.padEnd(10)}end of life ${c.eol === true ? 'reached' : c.eol === false ? 'not announced' : c.eol}`,
      ),
  ];
}

function recordsOf(
  source: AdvisorySource,
  row: AdvisorySet,
  wanted: string,
): { name: string; record: PackageRecord }[] {
  return source.packagesOf(wanted).flatMap((name) =>
    source
      .lookup(row.normalizeName(name))
      .filter(({ advisory: { id, aliases, fixes = [] } }) =>
        [id, ...aliases, ...fixes].some((a) => a.toUpperCase() === wanted),
      )
      .map((record) => ({ name, record })),
  );
}

/** Text from the record with the longest details; ids, vectors and weaknesses from all records. */
function head(records: readonly PackageRecord[], source: AdvisorySource, width: number): string[] {
  const described = records.map((record) => ({ record, prose: source.prose(record) }));
  described.sort((a, b) => b.prose.details.length - a.prose.details.length);
  const [best] = described;
  if (best === undefined) return [];
  const { prose } = best;
  const { advisory } = best.record;
  const all = records.map((r) => r.advisory);
  const aliases = [...new Set(all.flatMap((a) => [a.id, ...a.aliases]))]
    .filter((a) => a !== advisory.id)
    .sort();
  const vectors = new Map(all.flatMap((a) => a.cvss.map((c) => [c.vector, c.score] as const)));
  const cwe = [...new Set(all.flatMap((a) => a.cwe))].sort();
  const severity = SEVERITIES.find((s) => all.some((a) => a.severity === s)) ?? 'unknown';
  const lines = [...wrap(`${advisory.id}: ${advisory.title}`, width), ''];
  if (aliases.length > 0) for (const one of wrap(`Also: ${aliases.join(', ')}`, width)) lines.push(one);
  const weaknesses = cwe.length > 0 ? `; ${cwe.join(', ')}` : '';
  for (const one of wrap(`Severity: ${severity}${weaknesses}`, width)) lines.push(one);
  for (const [vector, score] of vectors) {
    const derived = deriveFromCvss(vector);
    lines.push(`CVSS ${score.toFixed(1)}  ${vector}`);
    lines.push(
      ...wrap(
        `derived: automatable ${derived.automatable ? 'yes' : 'no'}, technical impact ${derived.technicalImpact}`,
        width,
        '  ',
      ),
    );
  }
  if (advisory.published !== undefined) lines.push(`Published: ${advisory.published.slice(0, 10)}`);
  lines.push('');
  const details =
    prose.details === ''
      ? wrap(
          source.meta.source === 'embedded'
            ? 'No description: only the embedded set is installed. Next: `theriac db update`'
            : 'No description: the record of the feed has none.',
          width,
        )
      : prose.details.split('\n').flatMap((line) => wrap(line, width));
  lines.push(...details.slice(0, DETAIL_LINES), ...(details.length > DETAIL_LINES ? ['…'] : []));
  if (prose.references.length > 0) {
    lines.push('');
    lines.push('References:');
    for (const each of prose.references.map((r) => `  ${printable(r.url)}`)) lines.push(each);
  }
  return [...lines, '', 'Affected:'];
}

function affected(row: AdvisorySet, name: string, record: PackageRecord, width: number): string[] {
  const sorted = [...record.intervals].sort((a, b) => orderVersions(row.scheme, a.introduced, b.introduced));
  const ranges = [...sorted.map(formatInterval), ...record.versions.slice(0, 10).map((v) => `=${v}`)];
  const release = record.release === '' ? '' : ` (${record.release})`;
  return wrap(
    `${row.title} ${printable(name)}${release}: ${ranges.join(', ') || 'all versions'}  [${record.source} ${record.advisory.id}]`,
    width,
    '  ',
  );
}

function exploitation(store: Store, wanted: string): string[] {
  const facts = openFacts(store);
  if (facts === undefined || !wanted.startsWith('CVE-')) return [];
  const { kev, epss } = facts.cve(wanted);
  facts.close();
  return [
    '',
    kev === undefined
      ? 'Not in the CISA KEV catalogue.'
      : `Exploited in the wild: in CISA KEV since ${kev.dateAdded}${kev.ransomware ? ', used by ransomware' : ''}.`,
    ...(epss === undefined
      ? []
      : [
          `EPSS: ${(epss.score * 100).toFixed(1)} % within 30 days (percentile ${(epss.percentile * 100).toFixed(0)}).`,
        ]),
  ];
}
