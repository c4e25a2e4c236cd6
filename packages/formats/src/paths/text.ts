/** Paths as text, within a width. */
import { count } from '@theriac/core';
import type { AccessPath, AccessReport, Hop } from '@theriac/core/configuration';
import { hanging, printable, wrap } from '../text/terminal-text.ts';
import type { PathOptions } from './options.ts';
import {
  cutsOf,
  doubtTexts,
  headline,
  hopText,
  isOpen,
  placeText,
  type ReportView,
  storeText,
  verdictText,
  viewOf,
} from './words.ts';

/** Paths that are fine, and those that are only possible, are counted from here on, unless all are wanted. */
const FINE_SHOWN = 3;
const OPEN_SHOWN = 10;

export function pathsText(report: AccessReport, { width, all }: Pick<PathOptions, 'width' | 'all'>): string {
  const view = viewOf(report);
  const wrong = report.paths.filter(({ rules }) => rules.length > 0);
  const open = report.paths.filter((path) => path.rules.length === 0 && isOpen(path));
  const fine = report.paths.filter((path) => path.rules.length === 0 && !isOpen(path));
  const shown = [open.slice(0, all ? undefined : OPEN_SHOWN), fine.slice(0, all ? undefined : FINE_SHOWN)];
  const [openLeft = 0, fineLeft = 0] = [open, fine].map((list, i) => list.length - (shown[i]?.length ?? 0));
  const lines = [
    ...wrap(headline(report), width),
    ...[...wrong, ...shown.flat()].flatMap((path) => ['', ...pathLines(path, view, width)]),
    ...moreLines(openLeft, 'that is possible, not certain', width),
    ...moreLines(fineLeft, 'through what uses the store', width),
    ...egressLines(report, view, { width, all }),
    ...unreachedLines(report, view, width),
    ...unknownLines(report, width),
  ];
  return `${lines.join('\n')}\n`;
}

function moreLines(left: number, what: string, width: number): string[] {
  return left === 0 ? [] : ['', ...wrap(`${count(left, 'more path')} ${what}; --all shows them.`, width)];
}

function pathLines(path: AccessPath, view: ReportView, width: number): string[] {
  const store = view.node(path.store);
  const chain = [view.label(path.hops[0]?.from ?? ''), ...path.hops.map(({ to }) => view.label(to))];
  return [
    ...wrap(`${printable(store?.label ?? path.store)}: ${verdictText(path)}`, width),
    ...wrap(printable(storeText(store)), width, '  '),
    ...wrap(printable(chain.join(' → ')), width, '  '),
    ...path.hops.flatMap((hop, i) => hopLines(hop, i + 1, view, width)),
    ...doubtTexts(path).flatMap((text) => hanging('  Not known: ', printable(text), width)),
    ...cutLines(path, view, width),
  ];
}

function hopLines(hop: Hop, number: number, view: ReportView, width: number): string[] {
  const lead = `  ${number}. `;
  const rest = ' '.repeat(lead.length);
  return [
    ...hanging(lead, printable(`to ${view.label(hop.to)}: ${hop.by}`), width),
    ...wrap(`${printable(placeText(hop))} · ${hopText(hop)}`, width, rest),
    ...(hop.also ?? []).flatMap(({ at, by }) =>
      wrap(printable(`and ${by} (${at.path}:${at.line})`), width, rest),
    ),
    ...(hop.unknown === undefined ? [] : wrap(printable(`not certain: ${hop.unknown}`), width, rest)),
  ];
}

function cutLines({ cuts }: AccessPath, view: ReportView, width: number): string[] {
  const texts = [...new Set(cuts.map((hop) => `${view.label(hop.to)}: ${cutsOf(hop)}`))];
  if (texts.length === 0) return ['  Cut: more than 50 hops would have to go'];
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) return hanging('  Cut: ', printable(only), width);
  return [
    `  Cut all ${texts.length}:`,
    ...texts.flatMap((text) => hanging('    - ', printable(text), width)),
  ];
}

const EGRESS_SHOWN = 5;

function egressLines(
  { egress }: AccessReport,
  view: ReportView,
  { width, all }: Pick<PathOptions, 'width' | 'all'>,
): string[] {
  if (egress.length === 0) return [];
  const shown = all ? egress : egress.slice(0, EGRESS_SHOWN);
  const more = egress.length - shown.length;
  return [
    '',
    ...hanging(
      '',
      'What may leave: these connect to every address, and hold data or stand next to it.',
      width,
    ),
    ...shown.flatMap(({ node, hop }) =>
      hanging(
        '  - ',
        printable(
          `${view.label(node)}: ${hop.by} (${placeText(hop)})${hop.unknown === undefined ? '' : `; not certain: ${hop.unknown}`}`,
        ),
        width,
      ),
    ),
    ...(more === 0 ? [] : [`  and ${more} more; --all shows them`]),
  ];
}

function unreachedLines({ unreached }: AccessReport, view: ReportView, width: number): string[] {
  if (unreached.length === 0) return [];
  const names = unreached.map((id) => view.label(id)).join(', ');
  return ['', ...wrap(printable(`Not reached from the internet, by what was read: ${names}`), width)];
}

function unknownLines({ unknowns }: AccessReport, width: number): string[] {
  if (unknowns.length === 0) return [];
  return [
    '',
    'Not known:',
    ...unknowns.flatMap(({ location, message }) =>
      hanging(
        '  - ',
        printable(`${location.path}${location.line === undefined ? '' : `:${location.line}`}: ${message}`),
        width,
      ),
    ),
  ];
}
