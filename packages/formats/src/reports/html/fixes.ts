/** What to do, worst first. */
import { count, type Fix, type FixStep, OUTCOMES, type Outcome, type ScanResult } from '@theriac/core';
import { componentOf, displayId, dueOf, outcomeOf, type ResultView } from '../../result-view.ts';
import { html, type Markup } from '../../text/html/markup.ts';
import { placeOf } from './overview.ts';

const HEADINGS: Readonly<Record<Outcome, string>> = {
  immediate: 'Immediate: stop and fix',
  'out-of-cycle': 'Out of cycle: before the next release',
  scheduled: 'Scheduled: with regular maintenance',
  defer: 'Defer: with the next upgrade',
};

const MAX_FIXES = 300;
const MAX_LINKS = 12;

export function fixes(result: ScanResult, view: ResultView): Markup {
  if (result.fixes.length === 0) return html``;
  const shown = result.fixes.slice(0, MAX_FIXES);
  const grouped = OUTCOMES.map((outcome) => ({
    outcome,
    fixes: shown.map((fix, n) => ({ fix, n })).filter(({ fix }) => outcomeOf(fix, view) === outcome),
  }));
  return html`<section aria-labelledby="fixes"><h2 id="fixes">What to do</h2>
${grouped.map((group) =>
  group.fixes.length === 0
    ? html``
    : html`<h3>${HEADINGS[group.outcome]}</h3>
<ol class="fixes">${group.fixes.map(({ fix, n }) => card(fix, n, group.outcome, view))}</ol>`,
)}
${shown.length < result.fixes.length ? html`<p>${count(result.fixes.length - shown.length, 'less urgent change')} left out here; see the JSON report.</p>` : null}
<p class="unseen" id="copied" aria-live="polite"></p></section>`;
}

function card(fix: Fix, n: number, outcome: Outcome, view: ResultView): Markup {
  const findings = fix.clears.flatMap((id) => view.findings.get(id) ?? []);
  const [first] = findings;
  const component = first === undefined ? undefined : componentOf(first, view);
  const place = component?.location ?? first?.locations[0];
  const facts = [
    `Due ${dueOf(fix, view) ?? 'with the next upgrade'}`,
    ...(place === undefined ? [] : [placeOf(place)]),
    ...(component === undefined ? [] : [component.scope]),
    ...(fix.distance === 'unknown' ? [] : [`${fix.distance} change`]),
    `clears ${count(findings.length, 'finding')}`,
  ];
  return html`<li class="${outcome}"><p class="action">${fix.action}</p>
<p class="facts">${facts.join(' · ')}</p>
${fix.steps.map((step, at) => stepMarkup(step, `${n}-${at + 1}`))}
${fix.caveats.map((caveat) => html`<p class="facts">Note: ${caveat}</p>`)}
<p class="facts links">${findings.slice(0, MAX_LINKS).map((f) => html`<a href="#f-${f.fingerprint}">${displayId(f.rule, view.rules.get(f.rule))}</a>`)}${findings.length > MAX_LINKS ? ` and ${findings.length - MAX_LINKS} more` : ''}</p></li>`;
}

/** Commands and edits can be copied; words cannot be used as they are. */
function stepMarkup(step: FixStep, id: string): Markup {
  if (step.kind === 'text') return html`<p class="facts">${step.text}</p>`;
  const text = step.kind === 'command' ? step.command : step.text;
  const place = step.kind === 'command' ? step.folder : step.file;
  return html`<div class="snippet"><pre id="snippet-${id}">${text}</pre><button type="button" class="needs-script" hidden data-copy="snippet-${id}" aria-label="Copy: ${text}">Copy</button></div>${place === undefined || place === '' ? null : html`<p class="facts">in ${place}</p>`}`;
}
