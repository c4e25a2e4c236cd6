/** `theriac explain`: what an advisory says, from the installed indexes or the embedded set. */
import {
  type AdvisorySource,
  formatInterval,
  openAdvisories,
  openFacts,
  type PackageRecord,
  storeOf,
} from '@theriac/advisories';
import { embeddedAdvisories } from '@theriac/advisories/embedded/index';
import { deriveFromCvss, ECOSYSTEMS, type Ecosystem, TheriacError } from '@theriac/core';
import { printable, wrap } from '../render/text.ts';

const WIDTH = 80;
const DETAIL_LINES = 40;

export async function explainCommand(id: string): Promise<number> {
  const store = storeOf(process.env);
  const wanted = id.trim().toUpperCase();
  const lines: string[] = [];
  for (const row of ECOSYSTEMS.filter((e) => e.osv !== null)) {
    const source = openAdvisories(store, row) ?? embeddedAdvisories(row);
    if (source === undefined) continue;
    const found = recordsOf(source, row, wanted);
    if (found.length > 0 && lines.length === 0) lines.push(...head(found[0]?.record, source));
    for (const { name, record } of found) lines.push(...affected(row, name, record));
    source.close();
  }
  if (lines.length === 0) {
    throw new TheriacError(
      'THERIAC_USAGE',
      `no installed index knows ${printable(id)}; \`theriac db status\` shows what is installed`,
    );
  }
  process.stdout.write(`${[...lines, ...exploitation(store, wanted)].join('\n')}\n`);
  return 0;
}

function recordsOf(
  source: AdvisorySource,
  row: Ecosystem,
  wanted: string,
): { name: string; record: PackageRecord }[] {
  return source.packagesOf(wanted).flatMap((name) =>
    source
      .lookup(row.normalizeName(name))
      .filter((r) => [r.advisory.id, ...r.advisory.aliases].some((a) => a.toUpperCase() === wanted))
      .map((record) => ({ name, record })),
  );
}

function head(record: PackageRecord | undefined, source: AdvisorySource): string[] {
  if (record === undefined) return [];
  const { advisory } = record;
  const prose = source.prose(record);
  const lines = [`${advisory.id}: ${printable(advisory.title)}`, ''];
  if (advisory.aliases.length > 0) lines.push(...wrap(`Also: ${advisory.aliases.join(', ')}`, WIDTH));
  const cwe = advisory.cwe.length > 0 ? `; ${advisory.cwe.join(', ')}` : '';
  lines.push(...wrap(`Severity: ${advisory.severity}${cwe}`, WIDTH));
  for (const { vector, score } of advisory.cvss) {
    const derived = deriveFromCvss(vector);
    lines.push(`CVSS ${score.toFixed(1)}  ${vector}`);
    lines.push(
      `  derived: automatable ${derived.automatable ? 'yes' : 'no'}, technical impact ${derived.technicalImpact}`,
    );
  }
  if (advisory.published !== undefined) lines.push(`Published: ${advisory.published.slice(0, 10)}`);
  lines.push('');
  const details = prose.details.split('\n').flatMap((line) => wrap(line, WIDTH));
  lines.push(...details.slice(0, DETAIL_LINES), ...(details.length > DETAIL_LINES ? ['…'] : []));
  if (prose.references.length > 0)
    lines.push('', 'References:', ...prose.references.map((r) => `  ${printable(r.url)}`));
  return [...lines, '', 'Affected:'];
}

function affected(row: Ecosystem, name: string, record: PackageRecord): string[] {
  const ranges = [
    ...record.intervals.map(formatInterval),
    ...record.versions.slice(0, 10).map((v) => `=${v}`),
  ];
  const release = record.release === '' ? '' : ` (${record.release})`;
  return wrap(
    `${row.title} ${printable(name)}${release}: ${ranges.join(', ') || 'all versions'}  [${record.source} ${record.advisory.id}]`,
    WIDTH,
    '  ',
  );
}

function exploitation(store: ReturnType<typeof storeOf>, wanted: string): string[] {
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
