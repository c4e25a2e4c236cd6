/** A document that was sent in, read and judged: in a process of its own, whose memory and time are bounded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ScanResult, TheriacError } from '@theriac/core';
import { scanResultSchema } from '@theriac/core/scan-result-schema';
import { scan } from '@theriac/scan';
import { Lookup, matchComponents } from '@theriac/scan/matching';
import { configOf } from './config-of.ts';
import type { ReadAnswer, ReadAsked, ReadResult } from './messages.ts';

export async function readDocument(asked: ReadAsked): Promise<ReadAnswer> {
  try {
    return { result: await (asked.kind === 'scan' ? readScan(asked) : readSbom(asked)) };
  } catch (error) {
    if (error instanceof TheriacError) return { failure: `${error.message} (${error.code})` };
    throw error;
  }
}

async function readSbom({ file, system, asOf, indexes }: ReadAsked): Promise<ReadResult> {
  const result = await scan({
    path: file,
    config: configOf(system),
    vex: [],
    store: { indexes, downloads: join(indexes, 'downloads') },
    asOf,
    onlyNew: false,
    prose: false,
    toolVersion: '0',
  });
  if (result.target.kind !== 'sbom')
    throw new TheriacError('THERIAC_TARGET_KIND', 'it is no bill of materials that is known');
  return told(result, result.findings, result.rules);
}

/** What only the scan could see stays as it says; what advisories say is asked anew, with the facts of the system. */
async function readScan({ file, system, asOf, indexes }: ReadAsked): Promise<ReadResult> {
  const result = parsedResult(file);
  const { components, roots } = result.inventory;
  const config = configOf(system);
  const lookup = new Lookup(
    { indexes, downloads: join(indexes, 'downloads') },
    asOf,
    config.policy.maxIndexAgeDays,
  );
  try {
    await lookup.open([...new Set(components.map(({ ecosystem }) => ecosystem))].sort());
    const matched = matchComponents({ roots, components, config, name: system.name, lookup, asOf });
    const isAsked = ({ kind }: { readonly kind: string }): boolean =>
      kind === 'vulnerability' || kind === 'malware' || kind === 'lifecycle';
    const own = result.findings.filter((finding) => !isAsked(finding));
    return told(
      result,
      [...matched.findings, ...own],
      [...matched.rules, ...result.rules.filter((rule) => own.some((finding) => finding.rule === rule.id))],
    );
  } finally {
    lookup.close();
  }
}

function parsedResult(file: string): ScanResult {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new TheriacError('THERIAC_RESULT', 'it is not JSON', {}, { cause });
  }
  const parsed = scanResultSchema.safeParse(value);
  if (parsed.success) return parsed.data as ScanResult;
  const [issue] = parsed.error.issues;
  throw new TheriacError(
    'THERIAC_RESULT',
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a result'}`,
  );
}

function told(
  { inventory, coverage }: Pick<ScanResult, 'inventory' | 'coverage'>,
  findings: ReadResult['findings'],
  rules: ReadResult['rules'],
): ReadResult {
  return {
    roots: inventory.roots,
    components: inventory.components,
    findings: findings.map((finding) => finding),
    rules,
    coverage: coverage
      .filter(({ state }) => state !== 'complete')
      .map(({ area, state, reasons }) => ({ area, state, reasons })),
  };
}
