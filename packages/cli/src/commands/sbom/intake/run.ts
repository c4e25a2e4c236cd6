/** `theriac sbom intake`: accepts or rejects a supplier's document, with reasons. */
import { basename } from 'node:path';
import { storeOf } from '@theriac/advisories';
import type { Area, BomRead, ScanResult } from '@theriac/core';
import { hanging, printable } from '@theriac/formats/terminal-text';
import { type Config, DEFAULT_CONFIG } from '@theriac/govern';
import {
  compareWithArtefact,
  DEFAULT_INTAKE,
  DISCREPANCY_RULES,
  diffBoms,
  type IntakeCheck,
  type IntakeVerdict,
  judgeIntake,
  judgeQuality,
  type LookedUp,
} from '@theriac/govern/sbom';
import { inventory, scan } from '@theriac/scan';
import type { CommandContext } from '../../../command/command.ts';
import { configFor } from '../../../inputs/config-file.ts';
import { asOfDay } from '../../../inputs/time.ts';
import { defectPrinter } from '../../../run/print-defect.ts';
import { VERSION } from '../../../version.ts';
import { readDocument } from '../documents.ts';
import { verifyFiles } from '../verify/verify-files.ts';
import type { IntakeGiven } from './declare.ts';

/** @returns 0 accepted, 1 rejected */
export async function run(given: IntakeGiven, context: CommandContext): Promise<number> {
  const { file, artefact, previous } = given;
  const read = await readDocument(file, context);
  const asOf = asOfDay(given.asOf, context.env, new Date());
  const config = given.config === undefined ? DEFAULT_CONFIG : await configFor(file, given);
  const [quality] = judgeQuality(read.bom, ['ntia']);
  if (quality === undefined) throw new RangeError('there is an NTIA profile');
  const scanned = await scanDocument(file, config, asOf, context);
  const verdict = judgeIntake(
    {
      bom: read.bom,
      problems: read.problems,
      quality,
      findings: scanned.findings,
      gaps: (check) => gapsOf(scanned, AREAS_OF[check]),
      asOf,
      ...(await signatureOf(given, context)),
      ...(artefact === undefined
        ? {}
        : { discrepancies: await discrepancies(read, artefact, config, context) }),
      ...(previous === undefined
        ? {}
        : { changes: diffBoms((await readDocument(previous, context)).bom, read.bom) }),
    },
    {
      ...DEFAULT_INTAKE,
      ...(given.maxAge === undefined ? {} : { maxAgeDays: given.maxAge }),
      require: requiredOf(given),
    },
  );
  if (given.json) context.stdout.write(`${JSON.stringify({ file, ...verdict }, null, 2)}\n`, 'json');
  else context.stdout.write(`${verdictLines(file, verdict, context.width).join('\n')}\n`);
  return verdict.accepted ? 0 : 1;
}

function requiredOf(given: IntakeGiven): readonly IntakeCheck[] {
  // What was given must pass as well.
  const implied: IntakeCheck[] = [];
  if (given.artefact !== undefined) implied.push('artefact');
  if (given.previous !== undefined) implied.push('previous');
  if (isSigned(given)) implied.push('signature');
  return [...new Set([...DEFAULT_INTAKE.require, ...implied, ...given.require])];
}

function isSigned({ signature, key }: IntakeGiven): boolean {
  return signature !== undefined || key.length > 0;
}

async function signatureOf(
  given: IntakeGiven,
  io: CommandContext,
): Promise<{ signature?: { verified: boolean; reason: string } }> {
  if (!isSigned(given)) return {};
  const verdict = await verifyFiles(given, io);
  return {
    signature: verdict.verified
      ? { verified: true, reason: `signed by ${verdict.signer}` }
      : { verified: false, reason: `${verdict.refusal}: ${verdict.reason}` },
  };
}

function scanDocument(
  file: string,
  config: Config,
  asOf: string,
  context: CommandContext,
): Promise<ScanResult> {
  return scan({
    path: file,
    config,
    vex: [],
    store: storeOf(context.env),
    asOf,
    toolVersion: VERSION,
    onlyNew: false,
    prose: false,
    onDefect: defectPrinter(context),
  });
}

/** The area of a scan that each check uses. */
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
  context: CommandContext,
): Promise<{ grave: boolean; text: string }[]> {
  const found = await inventory({ path: artefact, artefact: true, config, onDefect: defectPrinter(context) });
  return compareWithArtefact(bom, found).discrepancies.map(({ kind, name, said, found }) => ({
    grave: ['critical', 'high'].includes(DISCREPANCY_RULES[kind].severity),
    text: `${kind}: ${name} (SBOM: ${said ?? 'not listed'}, ${basename(artefact)}: ${found ?? 'not found'})`,
  }));
}

function verdictLines(file: string, verdict: IntakeVerdict, width: number): string[] {
  return [
    `${printable(file)}: ${verdict.accepted ? 'ACCEPTED' : 'REJECTED'}`,
    '',
    ...verdict.results.flatMap(({ check, state, reasons }) => [
      ...hanging(`  ${state.padEnd(8)}`, `${check}: ${reasons[0] ?? ''}`, width),
      ...reasons.slice(1).flatMap((reason) => hanging('            - ', reason, width)),
    ]),
    ...(verdict.accepted
      ? []
      : ['', 'Rejected because of:', ...verdict.reasons.flatMap((r) => hanging('  - ', r, width))]),
  ];
}
