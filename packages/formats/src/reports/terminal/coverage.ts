/** What does not count, what is not known, and what was looked at. */
import { type Area, type Coverage, count, type Skipped } from '@theriac/core';
import { displayId, silencedBy } from '../../result-view.ts';
import type { Page } from './page.ts';

const UNKNOWN_FILES_SHOWN = 5;
const REASONS_SHOWN = 6;

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

/** Each gap once, with the areas that it concerns; then the known unknowns that are no gap of an area. */
export function coverageLines(page: Page): string[] {
  const { result, style, wrapped } = page;
  const gaps = gapsOf(result.coverage);
  const shown = page.all ? gaps : gaps.slice(0, REASONS_SHOWN);
  const more = gaps.length - shown.length;
  const required = new Set(result.gate.policy.require);
  const states = Map.groupBy(result.coverage, (c) => c.state);
  const named = (state: Coverage['state']): string => (states.get(state) ?? []).map((c) => c.area).join(', ');
  const [complete, skipped] = [named('complete'), named('skipped')];
  return [
    ...(shown.length === 0
      ? []
      : [
          '',
          style.bold('Not fully known'),
          ...shown.flatMap(({ areas, reason, failed }) => {
            const title = `${areas.join(', ')}${failed ? ' (failed)' : ''}`;
            const paint = areas.some((area) => required.has(area)) ? style.warn : style.dim;
            return wrapped(`${title}: ${reason}`, '  ').map((line, i) =>
              i === 0 ? line.replace(title, paint) : line,
            );
          }),
          ...(more > 0 ? [`  … and ${count(more, 'more gap')}; show all with --all.`] : []),
        ]),
    ...unknownLines(page, gaps),
    '',
    ...(complete === '' ? [] : wrapped(`Complete: ${complete}.`)),
    ...(skipped === '' ? [] : wrapped(`Nothing to check: ${skipped}.`).map(style.dim)),
    ...acceptedLines(page),
    ...skippedLines(page),
  ];
}

interface Gap {
  readonly areas: readonly Area[];
  readonly reason: string;
  readonly failed: boolean;
}

function gapsOf(coverage: readonly Coverage[]): Gap[] {
  const gaps = new Map<string, { areas: Area[]; failed: boolean }>();
  for (const { area, state, reasons } of coverage) {
    if (state === 'complete' || state === 'skipped') continue;
    for (const reason of reasons) {
      const gap = gaps.get(reason);
      if (gap === undefined) gaps.set(reason, { areas: [area], failed: state === 'failed' });
      else {
        gap.areas.push(area);
        gap.failed ||= state === 'failed';
      }
    }
  }
  return [...gaps].map(([reason, gap]) => ({ reason, ...gap }));
}

/** A known unknown that loses components is a gap of the inventory, and was told there. */
function unknownLines({ result, all, style, wrapped }: Page, gaps: readonly Gap[]): string[] {
  const told = new Set(gaps.map(({ reason }) => reason));
  const unknowns = result.inventory.unknowns.filter(
    ({ location, message }) => all || !told.has(`${location.path}: ${message}`),
  );
  if (unknowns.length === 0) return [];
  const ordered = [...unknowns].sort((a, b) => Number(b.losesComponents) - Number(a.losesComponents));
  const files = [...Map.groupBy(ordered, (u) => u.location.path)].filter(
    ([path]) => all || ![...told].some((reason) => reason.startsWith(`${path}: `)),
  );
  if (files.length === 0) return [];
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
    style.bold(`Known unknowns: ${result.inventory.unknowns.length}`),
    ...lines,
    ...(left > 0 ? [`  … and ${count(left, 'more file')}; show all with --all.`] : []),
  ];
}

function acceptedLines({ result, style, wrapped }: Page): string[] {
  const accepted = new Set(result.coverage.flatMap((area) => area.accepted ?? []));
  return [...accepted].flatMap((reason) => wrapped(`Accepted: ${reason}`).map(style.dim));
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
  return wrapped(`Left out: ${said.join(', ')} (listed by --format json).`).map(style.dim);
}
