/** What to change: one entry per fix, with the findings that it clears. */
import { count, type Finding, type Fix, type FixStep, isOpen, type Outcome } from '@theriac/core';
import { clearanceOf, clearsText, copyOf } from '../../result-copies.ts';
import { clearsNew, displayId, dueOf, groundsOf, isNew, outcomeOf } from '../../result-view.ts';
import { clip, wrap } from '../../text/terminal-text.ts';
import { layerText } from '../image-text.ts';
import type { Page } from './page.ts';
import { repeatedNotes } from './repeated-notes.ts';
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

/** Digits of a fingerprint that tell the findings of one result apart. */
const SHORT_FINGERPRINT = 12;

/** Changes with the number that the report gives each. */
type Numbers = ReadonlyMap<Fix, number>;

export interface SameFix {
  readonly fix: Fix;
  /** The same change under other roots. */
  readonly others: readonly Fix[];
}

/** One change that many roots of a monorepo need is shown once, with the other roots below it. */
export function sameFixes({ result, view }: Pick<Page, 'result' | 'view'>): SameFix[] {
  const groups = Map.groupBy(result.fixes, (fix) =>
    [outcomeOf(fix, view), fix.kind, fix.purl, fix.to, fix.kind === 'change' ? fix.action : ''].join('\n'),
  );
  return [...groups.values()].flatMap(([fix, ...others]) => (fix === undefined ? [] : [{ fix, others }]));
}

/** With a baseline, what is new comes first, and what was there before is a number unless everything is asked for. */
export function changeLines(page: Page): string[] {
  const groups = sameFixes(page);
  if (!page.result.gate.policy.onlyNew) return listLines(page, groups, numbersOf(groups));
  const fresh = groups.filter((group) => clearsAnyNew(group, page));
  const before = groups.filter((group) => !fresh.includes(group));
  const numbers = numbersOf([...fresh, ...before]);
  const known = page.result.findings.filter((f) => f.status.state === 'known').length;
  const lines =
    fresh.length === 0
      ? ['', ...page.wrapped('Nothing new.')]
      : ['', page.style.bold('NEW SINCE THE BASELINE'), ...listLines(page, fresh, numbers)];
  if (known === 0) return lines;
  if (page.all)
    return [...lines, '', page.style.bold('KNOWN FROM THE BASELINE'), ...listLines(page, before, numbers)];
  const text = `Known from the baseline: ${count(known, 'finding')}; show them with --all.`;
  return [...lines, '', ...page.wrapped(text).map(page.style.dim)];
}

/** Whether a change is about something that the baseline does not have. */
export function clearsAnyNew({ fix, others }: SameFix, { view }: Pick<Page, 'view'>): boolean {
  return [fix, ...others].some((one) => clearsNew(one, view));
}

function numbersOf(groups: readonly SameFix[]): Numbers {
  return new Map(
    groups.flatMap(({ fix, others }, i) => [fix, ...others].map((one) => [one, i + 1] as const)),
  );
}

function listLines(page: Page, groups: readonly SameFix[], numbers: Numbers): string[] {
  const { all, style, wrapped } = page;
  const shown = all ? groups : groups.slice(0, FIXES_SHOWN);
  const numbered = shown.map((group) => ({ ...group, number: numbers.get(group.fix) ?? 0 }));
  const repeated = repeatedNotes(numbered.map(({ fix, number }) => ({ number, notes: notesOf(page, fix) })));
  const lines: string[] = [];
  let section: Outcome | undefined;
  for (const group of numbered) {
    const outcome = outcomeOf(group.fix, page.view);
    if (outcome !== section) lines.push('', style.outcome(outcome, HEADINGS[outcome]));
    section = outcome;
    for (const one of linesOf(page, group, numbers, repeated.texts)) lines.push(one);
  }
  const more = groups.length - shown.length;
  if (more > 0) lines.push('', ...wrapped(`… and ${count(more, 'more change')}; show all with --all.`));
  if (repeated.texts.size > 0) {
    lines.push('', style.bold('Notes'));
    for (const { numbers, text } of repeated.list)
      for (const one of wrapped(`${numbers}: ${text}`, '  ').map(style.dim)) lines.push(one);
  }
  return lines;
}

/** Findings that the entry shows; the baseline's are not repeated beside new ones. */
function findingsOf({ view, result }: Page, fix: Fix): Finding[] {
  const all = fix.clears.flatMap((id) => view.findings.get(id) ?? []);
  if (!result.gate.policy.onlyNew) return all;
  return [...all.filter(isNew), ...all.filter((f) => !isNew(f))];
}

function shownOf(page: Page, fix: Fix): Finding[] {
  const findings = findingsOf(page, fix);
  return page.all ? findings : findings.slice(0, FINDINGS_PER_FIX);
}

function notesOf(page: Page, fix: Fix): string[] {
  return [...shownOf(page, fix).flatMap((f) => f.notes), ...fix.caveats];
}

function linesOf(
  page: Page,
  { fix, others, number }: SameFix & { readonly number: number },
  numbers: Numbers,
  elsewhere: ReadonlySet<string>,
): string[] {
  const { width, style, wrapped } = page;
  const findings = findingsOf(page, fix);
  const [head = '', ...rest] = wrap(fix.action, width - INDENT.length);
  const lines = [
    `${String(number).padStart(2)}. ${style.bold(head)}`,
    ...rest.map((line) => INDENT + line),
    ...factsOf(page, { fix, others }, findings, numbers).flatMap((facts) =>
      wrapped(facts, INDENT).map(style.dim),
    ),
    ...rootLines(page, others),
  ];
  for (const step of stepsOf(page, fix, others))
    for (const one of stepLines(step, width, INDENT, page.at)) lines.push(one);
  if (fix.smaller !== undefined) {
    const { to, distance, clears } = fix.smaller;
    lines.push(
      ...wrapped(`or first ${to} (${distance} change): fixes ${clears} of ${findings.length}`, INDENT),
    );
  }
  const shown = shownOf(page, fix);
  const [first] = findings;
  for (const finding of shown) {
    for (const one of findingLines(page, finding)) lines.push(one);
    // A change of several files has the place of each.
    const place = finding === first ? '' : placeText(finding);
    if (place !== '' && place !== (first === undefined ? '' : placeText(first)))
      for (const one of wrapped(place, DEEP).map(style.dim)) lines.push(one);
  }
  if (shown.length < findings.length) lines.push(`${DEEP}… and ${findings.length - shown.length} more`);
  const own = new Set(notesOf(page, fix).filter((note) => !elsewhere.has(note)));
  for (const note of own) for (const one of wrapped(`note: ${note}`, INDENT).map(style.warn)) lines.push(one);
  return lines;
}

/** Of what is no component, whose place is that of its copies. */
function placeText({ subject, locations: [at] }: Finding): string {
  if (subject.component !== undefined || at === undefined) return '';
  return `${at.path}${at.line === undefined ? '' : `:${at.line}`}`;
}

/** The steps of the change, and those by which the other roots differ. */
function stepsOf({ all }: Page, fix: Fix, others: readonly Fix[]): FixStep[] {
  const steps = new Map(fix.steps.map((step) => [JSON.stringify(step), step]));
  for (const other of all ? others : others.slice(0, ROOTS_SHOWN))
    for (const step of other.steps) steps.set(JSON.stringify(step), step);
  return [...steps.values()];
}

/** `due 2026-12-11 · clears 1 critical, 2 high · patch change`, and below it where and why. */
function factsOf(
  { view, result }: Page,
  { fix, others }: SameFix,
  findings: readonly Finding[],
  numbers: Numbers,
): string[] {
  const [finding] = findings;
  const component = copyOf(fix, view);
  const at = component?.location ?? finding?.locations[0];
  const what = [
    `due ${dueOf(fix, view) ?? 'with the next upgrade'}`,
    clearsText(clearanceOf(fix, view, others), (other) => numbers.get(other)),
    fix.distance === 'unknown' || fix.kind === 'change' ? '' : `${fix.distance} change`,
  ];
  const layer = finding === undefined ? '' : layerText(finding, result.image);
  const where = [
    at === undefined ? '' : `${at.path}${at.line === undefined ? '' : `:${at.line}`}`,
    component?.scope ?? '',
    finding === undefined ? '' : groundsOf(finding).join(', '),
  ];
  return [what, where, [layer]]
    .map((facts) => facts.filter((f) => f !== '').join(' · '))
    .filter((line) => line !== '');
}

function rootLines({ all, style, view, wrapped }: Page, others: readonly Fix[]): string[] {
  const paths = [...new Set(others.flatMap((o) => view.roots.get(o.root ?? '')?.path ?? []))];
  // Fixes of files have no root.
  if (paths.length === 0) return [];
  const shown = all ? paths : paths.slice(0, ROOTS_SHOWN);
  const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
  return wrapped(`also in ${shown.join(', ')}${more}`, INDENT).map(style.dim);
}

/** With everything asked for, also what names the finding to `theriac explain`, and its own grounds. */
function findingLines({ width, all, style, view, result, wrapped }: Page, finding: Finding): string[] {
  const rule = view.rules.get(finding.rule);
  const flags = [
    ...(rule?.kev === undefined ? [] : [' KEV']),
    ...(finding.uncertain === true ? [' (possible)'] : []),
    ...(finding.status.state === 'known' && result.gate.policy.onlyNew ? [' (known)'] : []),
  ].join('');
  const lead = `${INDENT}• ${displayId(finding.rule, rule)} ${finding.severity}${flags}`;
  return [
    ...(width < STACKED_BELOW
      ? [lead, ...wrapped(rule?.title ?? '', DEEP)]
      : [clip(`${lead}: ${rule?.title ?? ''}`, width)]),
    ...(all && isOpen(finding)
      ? wrapped(
          [finding.fingerprint.slice(0, SHORT_FINGERPRINT), ...groundsOf(finding)].join(' · '),
          DEEP,
        ).map(style.dim)
      : []),
  ];
}
