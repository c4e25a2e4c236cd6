/** The first lines: can this ship, how much is wrong and how bad is it, how much work is it. */
import { count, type Finding, isOpen } from '@theriac/core';
import { clearedByAll } from '../../result-copies.ts';
import { componentCount, isNew, openCounts, systemGrounds } from '../../result-view.ts';
import { printable, shellWord } from '../../text/terminal-text.ts';
import { imageFacts } from '../image-text.ts';
import { OUTCOME_WORDS, shownText, VERDICT_TITLES, verdictText } from '../verdict-text.ts';
import { clearsAnyNew, sameFixes } from './changes.ts';
import type { Page } from './page.ts';

export function headLines(page: Page): string[] {
  const { result, style } = page;
  return [
    `${style.bold(`theriac · ${printable(result.target.name)}`)} · ${result.asOf}`,
    ...verdictLine(page),
    ...imageLines(page),
    ...countLines(page),
    ...sizeLines(page),
    ...groundLines(page),
  ];
}

/** What the image is, and whose its findings are. */
function imageLines({ result, wrapped }: Page): string[] {
  return imageFacts(result).flatMap((text) => wrapped(text));
}

/** The gate in one line: at the top for who reads, at the end for who scrolls. */
export function verdictLine({ result, style, wrapped }: Page): string[] {
  const { state } = result.gate;
  const title = VERDICT_TITLES[state];
  const paint = { passed: style.good, failed: style.bad, incomplete: style.warn }[state];
  return wrapped(`${title}: ${verdictText(result)}`).map((line, i) =>
    i === 0 ? line.replace(title, paint) : line,
  );
}

/** By outcome, and below it by severity. With a baseline it is the new ones that are counted so. */
function countLines(page: Page): string[] {
  const { result, style, wrapped } = page;
  const { onlyNew } = result.gate.policy;
  const counted = onlyNew ? result.findings.filter(isNew) : result.findings;
  const { open, outcomes, severities, uncertain } = openCounts(counted);
  const left = shownLines(page);
  if (open === 0) return left;
  const lead = `${open} ${onlyNew ? 'new' : 'open'}: `;
  const doubt = uncertain === 0 ? '' : ` (${uncertain} may not apply)`;
  const [head = '', ...rest] = wrapped(
    `${lead}${outcomes.map(([outcome, n]) => `${n} ${OUTCOME_WORDS[outcome]}`).join(', ')}${doubt}`,
  );
  const worst = outcomes[0]?.[0];
  return [
    worst === undefined ? head : head.replace(lead, style.bold(lead)),
    ...rest,
    ...wrapped(severities.map(([severity, n]) => `${n} ${severity}`).join(', '), ' '.repeat(lead.length)),
    ...left,
  ];
}

/** A view is never taken for the whole. */
export function shownLines({ result, wrapped }: Page): string[] {
  const text = shownText(result);
  return text === undefined ? [] : wrapped(text);
}

function sizeLines(page: Page): string[] {
  const { result, view, wrapped } = page;
  const { inventory, findings, gate } = result;
  const { onlyNew } = gate.policy;
  const counts = (finding: Finding): boolean => isOpen(finding) && (!onlyNew || isNew(finding));
  const open = findings.filter(counts).length;
  const groups = sameFixes(page)
    .filter(({ fix }) => fix.kind !== 'none')
    .filter((group) => !onlyNew || clearsAnyNew(group, page));
  const made = groups.flatMap(({ fix, others }) => [fix, ...others]);
  const cleared = clearedByAll(made, view).filter(counts).length;
  const known = findings.filter((f) => f.status.state === 'known').length;
  const silenced = findings.filter((f) => !isOpen(f)).length;
  return wrapped(
    [
      `${count(componentCount(inventory), 'component')} from ${count(inventory.roots.length, 'root')}`,
      ...(open === 0
        ? []
        : [`${count(groups.length, 'change')} clear${groups.length === 1 ? 's' : ''} ${cleared} of ${open}`]),
      ...(onlyNew ? [`${known} known from the baseline`] : []),
      ...(silenced === 0 ? [] : [`${silenced} not counted`]),
    ].join('; '),
  );
}

/** What holds for all findings of a system is said once. */
function groundLines({ result, style, wrapped, at = '' }: Page): string[] {
  const { systems, findings } = result;
  if (!findings.some(isOpen)) return [];
  const assumed = systems.some((s) => Object.values(s.facts).some((f) => f.origin === 'default'));
  const [only, ...others] = systems;
  const ground = only === undefined || others.length > 0 ? '' : `Ranked for ${systemGrounds(only)}.`;
  const next = assumed
    ? `What nobody declared is assumed at its worst: \`theriac init${at === '' ? '' : ` ${shellWord(at.startsWith('-') ? `./${at}` : at)}`}\` creates theriac.yaml.`
    : '';
  const text = [ground, next].filter((t) => t !== '').join(' ');
  return text === '' ? [] : wrapped(text).map(style.dim);
}
