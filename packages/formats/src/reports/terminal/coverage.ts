/** What does not count, what is not known, and what was looked at. */
import { type Coverage, count, type Skipped } from '@theriac/core';
import { displayId, silencedBy } from '../../result-view.ts';
import type { Page } from './page.ts';

const UNKNOWN_FILES_SHOWN = 5;
const REASONS_SHOWN = 2;

export function silencedLines({ result, style, view, wrapped }: Page): string[] {
  const lines = result.findings.flatMap((finding) => {
    const { rule, subject } = finding;
    const by = silencedBy(finding);
    if (by === undefined) return [];
    const name = displayId(rule, view.rules.get(rule));
    return [wrapped(`${name} in ${subject.purl ?? subject.label}: ${by}`, '  ')];
  });
  return lines.length === 0 ? [] : ['', style.bold(`Not counted: ${lines.length}`), ...lines.flat()];
}

export function unknownLines({ result, all, style, wrapped }: Page): string[] {
  const { unknowns } = result.inventory;
  if (unknowns.length === 0) return [];
  const ordered = [...unknowns].sort((a, b) => Number(b.losesComponents) - Number(a.losesComponents));
  const files = [...Map.groupBy(ordered, (u) => u.location.path)];
  const shownFiles = all ? files : files.slice(0, UNKNOWN_FILES_SHOWN);
  const lines = shownFiles.flatMap(([path, here]) => {
    const shown = all ? here : here.slice(0, 1);
    const more = shown.length < here.length ? ` (and ${here.length - shown.length} more in this file)` : '';
    return shown.flatMap(({ location, message }) => {
      const line = location.line === undefined ? '' : `:${location.line}`;
      return wrapped(`${path}${line}: ${message}${more}`, '  ');
    });
  });
  const left = files.length - shownFiles.length;
  return [
    '',
    style.bold(`Known unknowns: ${unknowns.length}`),
    ...lines,
    ...(left > 0 ? [`  … and ${count(left, 'more file')}; show all with --all.`] : []),
  ];
}

const AREA_WIDTH = 16;

export function coverageLines(page: Page): string[] {
  const { result, style } = page;
  const paints = { complete: style.good, partial: style.warn, failed: style.warn, skipped: style.dim };
  return [
    '',
    style.bold('Coverage'),
    ...skippedLines(page),
    ...result.coverage.flatMap((area) => [
      `  ${area.area.padEnd(AREA_WIDTH)}${paints[area.state](area.state)}`,
      ...reasonLines(page, area),
    ]),
  ];
}

/** Reasons for which files that a plug-in asked for were left out; copies of packages and version control are no files. */
const LEFT_OUT: Readonly<Partial<Record<Skipped['reason'], string>>> = {
  'ignored-by-git': 'ignored by git',
  excluded: 'excluded',
  link: 'behind a link',
};

/** What was left out on purpose, so that nobody takes it for read. */
function skippedLines({ result, style, wrapped }: Page): string[] {
  const counts = Map.groupBy(result.inventory.skipped, (s) => LEFT_OUT[s.reason]);
  const said = [...counts].flatMap(([what, paths]) =>
    what === undefined ? [] : [`${paths.length} ${what}`],
  );
  if (said.length === 0) return [];
  return wrapped(`Left out: ${said.join(', ')} (listed by --format json).`, '  ').map(style.dim);
}

function reasonLines({ all, style, wrapped }: Page, { state, reasons, accepted = [] }: Coverage): string[] {
  const known = accepted.flatMap((reason) => wrapped(`accepted: ${reason}`, '    ').map(style.dim));
  if (state === 'complete' || state === 'skipped') return known;
  const shown = all ? reasons : reasons.slice(0, REASONS_SHOWN);
  const more = reasons.length - shown.length;
  const open = [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].flatMap((reason) =>
    wrapped(reason, '    ').map(style.dim),
  );
  return [...open, ...known];
}
