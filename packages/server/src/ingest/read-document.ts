/** A document that was sent in, read and judged: in a process of its own, whose memory and time are bounded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, isMatchEvidence, type ScanResult, TheriacError } from '@theriac/core';
import { scanResultSchema } from '@theriac/core/scan-result-schema';
import { DEFAULT_POLICY } from '@theriac/govern';
import { scan } from '@theriac/scan';
import { advisoryDigest, hasIndex, indexesFor, Lookup, matchComponents } from '@theriac/scan/matching';
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

async function readSbom(asked: ReadAsked): Promise<ReadResult> {
  const { file, system, asOf } = asked;
  const result = await scan({
    path: file,
    config: configOf(system),
    vex: [],
    store: storeOf(asked),
    asOf,
    onlyNew: false,
    prose: false,
    toolVersion: '0',
  });
  if (result.target.kind !== 'sbom')
    throw new TheriacError('THERIAC_TARGET_KIND', 'it is no bill of materials that is known');
  return withLookup(asked, result, (lookup) => told(result, result, lookup));
}

/** What only the scan could see stays as it says; what advisories say is asked anew, with the facts of the system. */
async function readScan(asked: ReadAsked): Promise<ReadResult> {
  const result = parsedResult(asked.file);
  const { components, roots } = result.inventory;
  return withLookup(asked, result, (lookup) => {
    const config = configOf(asked.system);
    const matched = matchComponents({
      roots,
      components,
      config,
      name: asked.system.name,
      lookup,
      asOf: asked.asOf,
    });
    const unasked = new Set(components.filter((one) => !hasIndex(one, lookup)).map(({ id }) => id));
    // What advisories say is kept as it was sent where this server has no index to ask.
    const own = result.findings.filter(
      (finding) => !isMatched(finding) || unasked.has(finding.subject.component ?? ''),
    );
    const ownRules = new Set(own.map(({ rule }) => rule));
    return told(
      result,
      {
        findings: [...own, ...matched.findings],
        rules: [...matched.rules, ...result.rules.filter(({ id }) => ownRules.has(id))],
      },
      lookup,
    );
  });
}

/** Whether it comes out of an index, and not out of a check. */
function isMatched({ evidence }: Finding): boolean {
  return evidence.some(isMatchEvidence);
}

function storeOf({ indexes }: Pick<ReadAsked, 'indexes'>): { indexes: string; downloads: string } {
  return { indexes, downloads: join(indexes, 'downloads') };
}

async function withLookup(
  asked: ReadAsked,
  { inventory }: Pick<ScanResult, 'inventory'>,
  run: (lookup: Lookup) => ReadResult,
): Promise<ReadResult> {
  const lookup = new Lookup(storeOf(asked), asked.asOf, DEFAULT_POLICY.maxIndexAgeDays);
  try {
    await lookup.open(indexesFor(inventory.components));
    return run(lookup);
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
  { findings, rules }: Pick<ReadResult, 'findings' | 'rules'>,
  lookup: Lookup,
): ReadResult {
  const digests = new Map<string, string>();
  const unasked = new Set<string>();
  for (const component of inventory.components) {
    if (!hasIndex(component, lookup)) unasked.add(component.purl);
    const digest = advisoryDigest(component, lookup);
    if (digest !== undefined) digests.set(component.purl, digest.toString('hex'));
  }
  return {
    roots: inventory.roots,
    components: inventory.components,
    findings,
    rules,
    digests,
    unasked,
    coverage: coverage
      .filter(({ state }) => state !== 'complete')
      .map(({ area, state, reasons }) => ({ area, state, reasons })),
  };
}
