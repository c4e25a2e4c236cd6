/** `theriac sbom quality`: how well a document meets published minimum elements, and how to fix it. */
import { basename } from 'node:path';
import type { BomRead } from '@theriac/core';
import { clip, hanging, printable, wrap } from '@theriac/formats/terminal-text';
import {
  type ElementResult,
  judgeQuality,
  PROFILE_IDS,
  type ProfileId,
  type QualityReport,
} from '@theriac/govern/sbom';
import type { CommandContext } from '../../../command/command.ts';
import { largeDocument } from '../../../inputs/large-document.ts';
import { readDocument } from '../documents.ts';
import type { QualityGiven } from './declare.ts';
import { raiseLines } from './raise.ts';

const MISSING_SHOWN = 5;

/** @returns 0 every profile conforms, 1 one does not */
export async function run(given: QualityGiven, context: CommandContext): Promise<number> {
  const { file, minScore } = given;
  const profiles = profilesOf(given.profile);
  const { bom, unknowns } = await documentOf(file, context);
  const reports = judgeQuality(bom, profiles);
  if (given.json) context.stdout.write(`${JSON.stringify({ file, reports, unknowns }, null, 2)}\n`, 'json');
  else {
    const lines = reports.flatMap((r) => reportLines(r, given.all, context.width));
    // Trying what helps looks up every component: only whoever asks for the profile waits for it.
    if (given.profile.includes('fda') && file !== '-')
      for (const line of await raiseLines(bom, file, context)) lines.push(line);
    for (const u of unknowns) for (const one of wrap(`unknown: ${u.message}`, context.width)) lines.push(one);
    context.stdout.write(`${printable(file)}\n${lines.join('\n')}\n`);
  }
  const good = (r: QualityReport): boolean => (minScore === undefined ? r.conforms : r.score >= minScore);
  return reports.every(good) ? 0 : 1;
}

/** Of one that is too large to hold, only what profiles ask for is read. */
async function documentOf(file: string, context: CommandContext): Promise<BomRead> {
  const large = largeDocument(file);
  if (large === undefined) return readDocument(file, context);
  const { readBomForQuality } = await import('@theriac/formats/bom');
  return (await readBomForQuality(large(), basename(file))) ?? readDocument(file, context);
}

function profilesOf(given: QualityGiven['profile']): readonly ProfileId[] {
  if (given.length === 0 || given.includes('all')) return PROFILE_IDS;
  return given.flatMap((id) => (id === 'all' ? [] : [id]));
}

function reportLines(report: QualityReport, all: boolean, width: number): string[] {
  const draft = report.standing === 'draft' ? ', a draft that may change' : '';
  return [
    '',
    ...wrap(
      `${report.title}${draft}: ${report.score} of 100, ${report.conforms ? 'conforms' : 'does NOT conform'}`,
      width,
    ),
    ...report.elements.flatMap((e) => elementLines(e, all, width)),
  ];
}

function elementLines(e: ElementResult, all: boolean, width: number): string[] {
  if (e.notCarried === true)
    return hanging('  --      ', `${e.title}: not asked, the format has no place for it`, width);
  const whole = e.asked > 0 && e.have === e.asked;
  if (whole && !all) return [];
  const mark = whole ? 'ok' : e.level === 'must' ? 'MISSING' : 'missing';
  const share = e.of === 'document' ? '' : `: ${e.have} of ${e.asked} have it`;
  const lines = hanging(`  ${mark.padEnd(8)}`, `${e.title}${share}`, width);
  if (whole) return lines;
  const shown = all ? e.missing : e.missing.slice(0, MISSING_SHOWN);
  for (const ref of shown) lines.push(clip(`          - ${ref}`, width));
  if (e.missing.length > shown.length)
    lines.push(`          … and ${e.missing.length - shown.length} more (--all)`);
  return [...lines, ...wrap(`→ ${e.remedy} (${e.clause})`, width, '          ')];
}
