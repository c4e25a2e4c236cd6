/** `theriac sbom intake`: shall a supplier's document be taken in? Accept or reject, with reasons. */
import { basename } from 'node:path';
import { storeOf } from '@theriac/advisories';
import { type Area, type BomRead, type ScanResult, TheriacError } from '@theriac/core';
import { type Config, DEFAULT_CONFIG } from '@theriac/govern';
import {
  compareWithArtefact,
  DEFAULT_INTAKE,
  DISCREPANCY_RULES,
  diffBoms,
  INTAKE_CHECKS,
  type IntakeCheck,
  type IntakeVerdict,
  judgeIntake,
  judgeQuality,
  type LookedUp,
} from '@theriac/govern/sbom/index';
import { inventory, scan } from '@theriac/scan';
import { configFor } from '../../../inputs/config-file.ts';
import { asOfDay, Options } from '../../../inputs/options.ts';
import { hanging, printable } from '../../../render/text.ts';
import { VERSION } from '../../../version.ts';
import { readDocument } from '../documents.ts';
import { verifyFiles } from '../verify/run.ts';

/** @returns 0 accepted, 1 rejected */
export async function intakeCommand(file: string, given: object): Promise<number> {
  const options = new Options(given);
  const read = await readDocument(file);
  const asOf = asOfDay(options.text('asOf'), process.env, new Date());
  const config = options.text('config') === undefined ? DEFAULT_CONFIG : await configFor(file, options);
  const [quality] = judgeQuality(read.bom, ['ntia']);
  if (quality === undefined) throw new RangeError('there is an NTIA profile');
  const scanned = await scanDocument(file, config, asOf);
  const [artefact, previous] = [options.text('artefact'), options.text('previous')];
  const verdict = judgeIntake(
    {
      bom: read.bom,
      problems: read.problems,
      quality,
      findings: scanned.findings,
      gaps: (check) => gapsOf(scanned, AREAS_OF[check]),
      asOf,
      ...(await signatureOf(file, options)),
      ...(artefact === undefined ? {} : { discrepancies: await discrepancies(read, artefact, config) }),
      ...(previous === undefined ? {} : { changes: diffBoms((await readDocument(previous)).bom, read.bom) }),
    },
    { ...DEFAULT_INTAKE, ...limitsOf(options), require: requiredOf(options) },
  );
  if (options.flag('json')) process.stdout.write(`${JSON.stringify({ file, ...verdict }, null, 2)}\n`);
  else process.stdout.write(`${verdictLines(file, verdict).join('\n')}\n`);
  return verdict.accepted ? 0 : 1;
}

function limitsOf(options: Options): { maxAgeDays?: number } {
  const given = options.text('maxAge');
  if (given === undefined) return {};
  const days = Number(given);
  if (!Number.isInteger(days) || days < 1)
    throw new TheriacError('THERIAC_USAGE', '--max-age takes a whole number of days from 1');
  return { maxAgeDays: days };
}

function requiredOf(options: Options): readonly IntakeCheck[] {
  const more = options.list('require').map((name) => {
    const known = INTAKE_CHECKS.find((c) => c === name);
    if (known === undefined)
      throw new TheriacError('THERIAC_USAGE', `--require ${name}: not one of ${INTAKE_CHECKS.join(', ')}`);
    return known;
  });
  // What was given is meant to count.
  const given: IntakeCheck[] = [];
  if (options.text('artefact') !== undefined) given.push('artefact');
  if (options.text('previous') !== undefined) given.push('previous');
  if (options.text('signature') !== undefined || options.list('key').length > 0) given.push('signature');
  return [...new Set([...DEFAULT_INTAKE.require, ...given, ...more])];
}

async function signatureOf(
  file: string,
  options: Options,
): Promise<{ signature?: { verified: boolean; reason: string } }> {
  if (options.text('signature') === undefined && options.list('key').length === 0) return {};
  const verdict = await verifyFiles(file, options);
  return {
    signature: verdict.verified
      ? { verified: true, reason: `signed by ${verdict.signer}` }
      : { verified: false, reason: `${verdict.refusal}: ${verdict.reason}` },
  };
}

function scanDocument(file: string, config: Config, asOf: string): Promise<ScanResult> {
  return scan({
    path: file,
    config,
    vex: [],
    store: storeOf(process.env),
    asOf,
    toolVersion: VERSION,
    onlyNew: false,
    prose: false,
  });
}

/** Which area of a scan each check rests on. */
const AREAS_OF: Readonly<Record<LookedUp, Area>> = {
  malware: 'malware',
  vulnerabilities: 'vulnerabilities',
  'end-of-life': 'lifecycle',
  licences: 'licences',
};

/** Why what was looked up in an area cannot be relied on. */
function gapsOf({ coverage }: ScanResult, area: Area): readonly string[] {
  const found = coverage.find((c) => c.area === area);
  if (found === undefined) return [`${area}: did not run`];
  return found.state === 'complete' ? [] : found.reasons;
}

async function discrepancies(
  { bom }: BomRead,
  artefact: string,
  config: Config,
): Promise<{ grave: boolean; text: string }[]> {
  const { components } = await inventory({ path: artefact, config });
  return compareWithArtefact(bom, components).map(({ kind, name, said, found }) => ({
    grave: ['critical', 'high'].includes(DISCREPANCY_RULES[kind].severity),
    text: `${kind}: ${name} (SBOM: ${said ?? 'not listed'}, ${basename(artefact)}: ${found ?? 'not found'})`,
  }));
}

function verdictLines(file: string, verdict: IntakeVerdict): string[] {
  return [
    `${printable(file)}: ${verdict.accepted ? 'ACCEPTED' : 'REJECTED'}`,
    '',
    ...verdict.results.flatMap(({ check, state, reasons }) => [
      ...hanging(`  ${state.padEnd(8)}`, `${check}: ${reasons[0] ?? ''}`, 80),
      ...reasons.slice(1).flatMap((reason) => hanging('            - ', reason, 80)),
    ]),
    ...(verdict.accepted
      ? []
      : ['', 'Rejected because of:', ...verdict.reasons.flatMap((r) => hanging('  - ', r, 80))]),
  ];
}
