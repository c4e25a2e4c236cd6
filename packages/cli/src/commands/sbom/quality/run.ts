/** `theriac sbom quality`: how well a document meets published minimum elements, and what would mend it. */
import { TheriacError } from '@theriac/core';
import {
  type ElementResult,
  judgeQuality,
  PROFILE_IDS,
  type ProfileId,
  type QualityReport,
} from '@theriac/govern/sbom/index';
import { Options } from '../../../inputs/options.ts';
import { clip, printable, wrap } from '../../../render/text.ts';
import { readDocument } from '../documents.ts';

const MISSING_SHOWN = 5;

/** @returns 0 every profile conforms, 1 one does not */
export async function qualityCommand(file: string, given: object): Promise<number> {
  const options = new Options(given);
  const profiles = profilesOf(options);
  const least = Number(options.text('minScore') ?? 'NaN');
  const { bom, unknowns } = await readDocument(file);
  const reports = judgeQuality(bom, profiles);
  if (options.flag('json')) process.stdout.write(`${JSON.stringify({ file, reports, unknowns }, null, 2)}\n`);
  else {
    const lines = reports.flatMap((r) => reportLines(r, options.flag('all')));
    for (const u of unknowns) lines.push(...wrap(`unknown: ${u.message}`, 80));
    process.stdout.write(`${printable(file)}\n${lines.join('\n')}\n`);
  }
  const good = (r: QualityReport): boolean => (Number.isNaN(least) ? r.conforms : r.score >= least);
  return reports.every(good) ? 0 : 1;
}

function profilesOf(options: Options): readonly ProfileId[] {
  const given = options.list('profile');
  if (given.length === 0 || given.includes('all')) return PROFILE_IDS;
  return given.map((name) => {
    const known = PROFILE_IDS.find((id) => id === name);
    if (known === undefined)
      throw new TheriacError('THERIAC_USAGE', `--profile ${name}: not one of ${PROFILE_IDS.join(', ')}, all`);
    return known;
  });
}

function reportLines(report: QualityReport, all: boolean): string[] {
  const draft = report.standing === 'draft' ? ', a draft that may change' : '';
  return [
    '',
    `${report.title}${draft}: ${report.score} of 100, ${report.conforms ? 'conforms' : 'does NOT conform'}`,
    ...report.elements.flatMap((e) => elementLines(e, all)),
  ];
}

function elementLines(e: ElementResult, all: boolean): string[] {
  const whole = e.asked > 0 && e.have === e.asked;
  if (whole && !all) return [];
  const mark = whole ? 'ok' : e.level === 'must' ? 'MISSING' : 'missing';
  const share = e.of === 'document' ? '' : `: ${e.have} of ${e.asked} have it`;
  const lines = wrap(`${mark.padEnd(8)}${e.title}${share}`, 78, '  ');
  if (whole) return lines;
  const shown = all ? e.missing : e.missing.slice(0, MISSING_SHOWN);
  for (const ref of shown) lines.push(clip(`          - ${ref}`, 80));
  if (e.missing.length > shown.length)
    lines.push(`          … and ${e.missing.length - shown.length} more (--all)`);
  return [...lines, ...wrap(`→ ${e.mend} (${e.clause})`, 78, '          ')];
}
