/** `theriac sbom intake`: accepts or rejects a supplier's document, with reasons. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { storeOf } from '@theriac/advisories';
import type { Area, BomRead, ScanResult } from '@theriac/core';
import { hanging, printable } from '@theriac/formats/terminal-text';
import { type Config, DEFAULT_CONFIG } from '@theriac/govern';
import {
  type ArtefactFacts,
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
      ...(artefact === undefined ? {} : { artefact: await comparedWith(read, artefact, config, context) }),
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
  const { artefact } = given;
  // Digests are of files; a folder has none, and what is in it is compared instead.
  const isFile = artefact !== undefined && statSync(artefact, { throwIfNoEntry: false })?.isFile() === true;
  const verdict = await verifyFiles({ ...given, artefact: undefined }, io);
  if (!verdict.verified)
    return { signature: { verified: false, reason: `${verdict.refusal}: ${verdict.reason}` } };
  const reason = `signed by ${verdict.signer}`;
  // A statement about the document alone says nothing of the artefact; one that names artefacts must name this one.
  if (!isFile || (verdict.statement?.subjects.length ?? 0) < 2)
    return { signature: { verified: true, reason } };
  const whole = await verifyFiles(given, io);
  return {
    signature: whole.verified
      ? { verified: true, reason: `${reason}, with the artefact` }
      : { verified: false, reason: `${whole.refusal}: ${whole.reason}` },
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

async function comparedWith(
  { bom }: BomRead,
  path: string,
  config: Config,
  context: CommandContext,
): Promise<ArtefactFacts> {
  const found = await inventory({ path, artefact: true, config, onDefect: defectPrinter(context) });
  const { discrepancies, matched } = compareWithArtefact(bom, found);
  return {
    matched,
    gaps: found.unknowns
      .filter((unknown) => unknown.losesComponents)
      .map(({ location, message }) => `${location.path}: ${message}`),
    discrepancies: discrepancies.map(({ kind, name, said, found: shown }) => ({
      grave: ['critical', 'high'].includes(DISCREPANCY_RULES[kind].severity),
      text: `${kind}: ${name} (SBOM: ${said ?? 'not listed'}, ${basename(path)}: ${shown ?? 'not found'})`,
    })),
  };
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
