/** What is there, and what to change: one entry per fix, with the findings that it clears. */
import { count, type Finding, type Fix, type FixStep, isOpen, type Outcome } from '@theriac/core';
import { componentCount, displayId, dueOf, outcomeOf } from '../../result-view.ts';
import { clip, printable, wrap } from '../../text/terminal-text.ts';
import type { Page } from './page.ts';
import { runsOf } from './runs.ts';
import { stepLines } from './snippets.ts';

const FINDINGS_PER_FIX = 3;
const FIXES_SHOWN = 12;
const ROOTS_SHOWN = 2;
/** Narrower than this, the title of a finding is below its id. */
const STACKED_BELOW = 60;
const INDENT = '    ';
const DEEP = '      ';

const HEADINGS: Readonly<Record<Outcome, string>> = {
  immediate: 'IMMEDIATE: stop and fix',
  'out-of-cycle': 'OUT OF CYCLE: before the next release',
  scheduled: 'SCHEDULED: with regular maintenance',
  defer: 'DEFER: with the next upgrade',
};

export function headLines(page: Page): string[] {
  const { result, style, wrapped } = page;
  const { target, inventory, findings, asOf, systems } = result;
  const all = findings.filter(isOpen);
  const open = all.length;
  const doubtful = all.filter((f) => f.uncertain === true).length;
  const changes = sameFixes(page).filter(({ fix }) => fix.kind !== 'none').length;
  const state =
    open === 0
      ? 'no open findings'
      : `${count(open, 'open finding')}${doubtful === 0 ? '' : ` (${doubtful} may not apply)`}, fixed by ${count(changes, 'change')}`;
  const lines = [
    `${style.bold(`theriac · ${printable(target.name)}`)} · ${asOf}`,
    '',
    ...wrapped(
      `${count(componentCount(inventory), 'component')} from ${count(inventory.roots.length, 'root')}; ${state}.`,
    ),
  ];
  const assumed = systems.filter((s) => Object.values(s.facts).some((f) => f.origin === 'default'));
  if (open > 0 && assumed.length > 0)
    lines.push(
      ...wrapped(
        'theriac.yaml does not describe the system fully: ranking assumes the worst. `theriac init` creates the file.',
      ).map(style.dim),
    );
  return lines;
}

export function fixLines(page: Page): string[] {
  const { all, style, wrapped } = page;
  const groups = sameFixes(page);
  const shown = all ? groups : groups.slice(0, FIXES_SHOWN);
  const lines: string[] = [];
  let section: Outcome | undefined;
  for (const [i, { fix, others }] of shown.entries()) {
    const outcome = outcomeOf(fix, page.view);
    if (outcome !== section) lines.push('', style.outcome(outcome, HEADINGS[outcome]));
    section = outcome;
    for (const one of linesOf(page, fix, others, i + 1)) lines.push(one);
  }
  const more = groups.length - shown.length;
  if (more > 0) lines.push('', ...wrapped(`… and ${count(more, 'more change')}; show all with --all.`));
  return lines;
}

interface SameFix {
  readonly fix: Fix;
  /** The same change under other roots. */
  readonly others: readonly Fix[];
}

/** One change that many roots of a monorepo need is shown once, with the other roots below it. */
function sameFixes({ result, view }: Page): SameFix[] {
  const groups = Map.groupBy(result.fixes, (fix) =>
    [outcomeOf(fix, view), fix.kind, fix.purl, fix.to, fix.kind === 'change' ? fix.action : ''].join('\n'),
  );
  return [...groups.values()].flatMap(([fix, ...others]) => (fix === undefined ? [] : [{ fix, others }]));
}

function linesOf(page: Page, fix: Fix, others: readonly Fix[], number: number): string[] {
  const { width, all, style, view, wrapped } = page;
  const findings = fix.clears.flatMap((id) => view.findings.get(id) ?? []);
  const [head = '', ...rest] = wrap(fix.action, width - INDENT.length);
  const lines = [
    `${String(number).padStart(2)}. ${style.bold(head)}`,
    ...rest.map((line) => INDENT + line),
    ...wrapped(factsOf(page, fix, findings[0]), INDENT).map(style.dim),
    ...rootLines(page, others),
  ];
  for (const step of stepsOf(page, fix, others))
    for (const one of stepLines(step, width, INDENT)) lines.push(one);
  if (fix.smaller !== undefined) {
    const { to, distance, clears } = fix.smaller;
    lines.push(
      ...wrapped(`or first ${to} (${distance} change): fixes ${clears} of ${findings.length}`, INDENT),
    );
  }
  const shown = all ? findings : findings.slice(0, FINDINGS_PER_FIX);
  for (const alike of runsOf(shown, (f) => f.decision.why))
    for (const one of alikeLines(page, alike)) lines.push(one);
  if (shown.length < findings.length) lines.push(`${DEEP}… and ${findings.length - shown.length} more`);
  for (const caveat of fix.caveats)
    for (const one of wrapped(`note: ${caveat}`, INDENT).map(style.dim)) lines.push(one);
  return lines;
}

/** The steps of the change, and those by which the other roots differ. */
function stepsOf({ all }: Page, fix: Fix, others: readonly Fix[]): FixStep[] {
  const steps = new Map(fix.steps.map((step) => [JSON.stringify(step), step]));
  for (const other of all ? others : others.slice(0, ROOTS_SHOWN))
    for (const step of other.steps) steps.set(JSON.stringify(step), step);
  return [...steps.values()];
}

/** `due 2026-12-11 · package-lock.json:674 · production · patch change`. */
function factsOf({ view }: Page, fix: Fix, finding: Finding | undefined): string {
  const component = view.components.get(finding?.subject.component ?? '');
  const at = component?.location ?? finding?.locations[0];
  return [
    `due ${dueOf(fix, view) ?? 'with the next upgrade'}`,
    at === undefined ? '' : `${at.path}${at.line === undefined ? '' : `:${at.line}`}`,
    component?.scope ?? '',
    fix.distance === 'unknown' || fix.kind === 'change' ? '' : `${fix.distance} change`,
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function rootLines({ all, style, view, wrapped }: Page, others: readonly Fix[]): string[] {
  const paths = [...new Set(others.flatMap((o) => view.roots.get(o.root ?? '')?.path ?? []))];
  // Fixes of files have no root.
  if (paths.length === 0) return [];
  const shown = all ? paths : paths.slice(0, ROOTS_SHOWN);
  const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
  return wrapped(`also in ${shown.join(', ')}${more}`, INDENT).map(style.dim);
}

/** Findings that are ranked for the same reasons, with the reasons once below them. */
function alikeLines(page: Page, findings: readonly Finding[]): string[] {
  const why = `${findings.length > 1 ? 'each: ' : ''}${findings[0]?.decision.why ?? ''}`;
  // What holds for all of them is said once.
  const [first, ...others] = findings;
  const shared =
    others.length === 0 ? [] : (first?.notes ?? []).filter((n) => others.every((f) => f.notes.includes(n)));
  return [
    ...findings.flatMap((f) =>
      findingLines(page, { ...f, notes: f.notes.filter((n) => !shared.includes(n)) }),
    ),
    ...shared.flatMap((note) => page.wrapped(note, DEEP).map(page.style.warn)),
    ...page.wrapped(why, DEEP).map(page.style.dim),
  ];
}

function findingLines({ width, style, view, wrapped }: Page, finding: Finding): string[] {
  const rule = view.rules.get(finding.rule);
  const known =
    finding.status.state === 'known' ? ' (in baseline)' : finding.uncertain === true ? ' (possible)' : '';
  const lead = `${INDENT}• ${displayId(finding.rule, rule)} ${finding.severity}${known}`;
  return [
    ...(width < STACKED_BELOW
      ? [lead, ...wrapped(rule?.title ?? '', DEEP)]
      : [clip(`${lead}: ${rule?.title ?? ''}`, width)]),
    ...finding.notes.flatMap((note) => wrapped(note, DEEP).map(style.warn)),
  ];
}
