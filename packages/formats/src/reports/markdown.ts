/** A comment for a pull request, in GitHub-flavoured Markdown: verdict, first changes, the rest folded, coverage. */
import { count, describeStep, type Fix, isOpen, type ScanResult } from '@theriac/core';
import { clearanceOf, clearsText, copyOf } from '../result-copies.ts';
import {
  clearsNew,
  componentCount,
  displayId,
  dueOf,
  isNew,
  OUTCOME_TITLES,
  openCounts,
  outcomeOf,
  type ResultView,
  silencedBy,
  subjectName,
  viewOf,
} from '../result-view.ts';
import { plain, webAddress } from '../text/plain-text.ts';
import { imageFacts } from './image-text.ts';
import { shownText, VERDICT_TITLES, verdictText } from './verdict-text.ts';

/** GitHub refuses comments from 65,536 characters on. */
const MAX_LENGTH = 60_000;
const FIRST_FIXES = 10;
const FINDINGS_PER_FIX = 5;

const MARKS = { passed: '✅', failed: '❌', incomplete: '⚠️' } as const;

export function renderMarkdown(result: ScanResult): string {
  const view = viewOf(result);
  const { state } = result.gate;
  const filtered = shownText(result);
  const head = [
    `### ${MARKS[state]} ${VERDICT_TITLES[state]}: ${prose(result.target.name, 100)}`,
    '',
    `**${prose(sentence(verdictText(result)))}**`,
    '',
    ...countLines(result),
    ...imageFacts(result).flatMap((text) => [prose(text), '']),
    ...(filtered === undefined ? [] : [prose(filtered), '']),
  ];
  const tail = [...coverage(result), ...warnings(result)];
  const space = MAX_LENGTH - length(head) - length(tail) - 500;
  const fixes = ordered(result, view);
  const numbers = new Map(fixes.map((fix, i) => [fix, i + 1]));
  const rows = fixes.map((fix) => fixRow(fix, numbers, view));
  const body: string[] = [];
  let used = 0;
  let shown = 0;
  const place = (lines: readonly string[]): boolean => {
    if (used + length(lines) > space) return false;
    for (const one of lines) body.push(one);
    used += length(lines);
    return true;
  };
  const table = ['| # | Urgency | Due | Change | Clears |', '| --- | --- | --- | --- | --- |'];
  if (rows.length > 0) place(['#### What to do first', '', ...table]);
  for (const row of rows.slice(0, FIRST_FIXES)) if (place([row])) shown += 1;
  place(['']);
  if (rows.length > shown) {
    place([`<details><summary>${count(rows.length - shown, 'more change')}</summary>`, '', ...table]);
    for (const row of rows.slice(shown)) {
      if (!place([row])) break;
      shown += 1;
    }
    body.push('', '</details>', '');
  }
  if (shown < rows.length)
    body.push(
      `**${count(rows.length - shown, 'change')} left out**: this comment has a limit; see the full report.`,
      '',
    );
  for (const [title, lines] of [silenced(result, view), unknowns(result)]) {
    if (lines.length === 0 || !place([`<details><summary>${title}</summary>`, ''])) continue;
    const kept = lines.findIndex((line) => !place([line]));
    if (kept >= 0) body.push(`- and ${lines.length - kept} more; see the full report`);
    body.push('', '</details>', '');
  }
  return `${[...head, ...body, ...tail].join('\n').trimEnd()}\n`;
}

/** With a baseline the new ones are counted by themselves. */
function countLines(result: ScanResult): string[] {
  const { gate, findings, inventory, asOf } = result;
  const { onlyNew, failOn } = gate.policy;
  const { open, outcomes, severities } = openCounts(onlyNew ? findings.filter(isNew) : findings);
  const known = findings.filter((f) => f.status.state === 'known').length;
  const facts = [
    ...(onlyNew ? [`${known} known from the baseline`] : []),
    `${count(componentCount(inventory), 'component')} from ${count(inventory.roots.length, 'root')}`,
    `judged as of ${asOf}`,
    `fails on ${failOn}${onlyNew ? ' (only new)' : ''}`,
  ];
  const listed = <T extends string>(counts: readonly (readonly [T, number])[]): string =>
    counts.map(([name, n]) => `${n} ${name}`).join(', ');
  return [
    ...(open === 0
      ? []
      : [`**${open} ${onlyNew ? 'new' : 'open'}**: ${listed(severities)} · ${listed(outcomes)}`, '']),
    prose(facts.join(' · ')),
    '',
  ];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function length(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** With a baseline only what clears something new is asked of this change. */
function ordered({ fixes, gate }: ScanResult, view: ResultView): readonly Fix[] {
  if (!gate.policy.onlyNew) return fixes;
  return fixes.filter((fix) => clearsNew(fix, view));
}

function fixRow(fix: Fix, numbers: ReadonlyMap<Fix, number>, view: ResultView): string {
  const ids = fix.clears.slice(0, FINDINGS_PER_FIX).map((id) => {
    const finding = view.findings.get(id);
    const rule = finding === undefined ? undefined : view.rules.get(finding.rule);
    const name = code(displayId(finding?.rule ?? id, rule), 60);
    const url = webAddress(rule?.url);
    return url === undefined || /[()\s|]/.test(url) ? name : `[${name}](${url})`;
  });
  const more = fix.clears.length - ids.length;
  const copy = copyOf(fix, view);
  const line = copy?.location.line === undefined ? '' : `:${copy.location.line}`;
  const where = copy === undefined ? [] : [code(`${copy.location.path}${line}`, 200), copy.scope];
  const clears = clearsText(clearanceOf(fix, view), (other) => numbers.get(other));
  const cells = [
    String(numbers.get(fix) ?? ''),
    OUTCOME_TITLES[outcomeOf(fix, view)],
    dueOf(fix, view) ?? 'with the next upgrade',
    [
      prose(fix.action, 300),
      ...(where.length === 0 ? [] : [where.join(', ')]),
      ...fix.steps.map((step) => code(describeStep(step), 300)),
    ].join('<br>'),
    [
      ...(clears === '' ? [] : [prose(sentence(clears), 300)]),
      [...ids, ...(more > 0 ? [`and ${more} more`] : [])].join(', '),
    ].join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

type Section = readonly [title: string, lines: readonly string[]];

function silenced(result: ScanResult, view: ResultView): Section {
  const findings = result.findings.filter((f) => !isOpen(f));
  return [
    `${count(findings.length, 'finding')} not counted (exceptions, VEX)`,
    findings.map(
      (f) =>
        `- ${code(displayId(f.rule, view.rules.get(f.rule)), 60)} in ${code(subjectName(f, view), 120)}: ${prose(silencedBy(f) ?? '', 300)}`,
    ),
  ];
}

function unknowns(result: ScanResult): Section {
  const all = [...result.inventory.unknowns].sort(
    (a, b) => Number(b.losesComponents) - Number(a.losesComponents),
  );
  return [
    count(all.length, 'known unknown'),
    all.map((u) => {
      const line = u.location.line === undefined ? '' : `:${u.location.line}`;
      return `- ${code(`${u.location.path}${line}`, 200)}: ${prose(u.message, 300)}`;
    }),
  ];
}

function coverage(result: ScanResult): string[] {
  return [
    '#### Coverage',
    '',
    '| Area | State | Why |',
    '| --- | --- | --- |',
    ...result.coverage.map(({ area, state, reasons }) => {
      const more = reasons.length > 2 ? ` (and ${reasons.length - 2} more)` : '';
      const shown = state === 'complete' || state === 'skipped' ? state : `**${state}**`;
      return `| ${area} | ${shown} | ${reasons
        .slice(0, 2)
        .map((r) => prose(r, 150))
        .join('; ')}${more} |`;
    }),
    '',
  ];
}

function warnings(result: ScanResult): string[] {
  return result.warnings.slice(0, 5).map((w) => `> ⚠️ ${prose(w, 200)}`);
}

/** Inline code of raw HTML: mentions and references in it are left alone by GitHub. */
function code(text: string, max = 200): string {
  return `<code>${encode(plain(text, max))}</code>`;
}

/**
 * Text without any meaning to Markdown, HTML or GitHub: a zero-width space keeps `@name` and `#1` from becoming a
 * mention or a reference.
 */
function prose(text: string, max = 1000): string {
  return encode(plain(text, max)).replace(/(&#(?:64|35);)(?=\w)/g, '$1&#8203;');
}

/** Everything that Markdown or HTML could read as more than itself, and what makes an address a link. */
function encode(text: string): string {
  return text
    .replace(/[&<>"'`*_~[\](){}\\|#!@^$=:]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`)
    .replace(/^([-+]|\d+[.])/, (found) => `&#${found.charCodeAt(0)};${found.slice(1)}`);
}
