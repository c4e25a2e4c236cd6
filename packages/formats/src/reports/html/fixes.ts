/** What to do, worst first: a closed card per change, which opens to its commands and the findings that it clears. */
import {
  count,
  type Finding,
  type Fix,
  type FixStep,
  OUTCOMES,
  type Outcome,
  type ScanResult,
} from '@theriac/core';
import { clearanceOf, clearsText, copyOf } from '../../result-copies.ts';
import {
  clearsNew,
  displayId,
  dueOf,
  groundsOf,
  openCounts,
  outcomeOf,
  type ResultView,
} from '../../result-view.ts';
import { html, type Markup, textBlock } from '../../text/html/markup.ts';
import { placeOf } from './coverage.ts';

const HEADINGS: Readonly<Record<Outcome, string>> = {
  immediate: 'Immediate: stop and fix',
  'out-of-cycle': 'Out of cycle: before the next release',
  scheduled: 'Scheduled: with regular maintenance',
  defer: 'Defer: with the next upgrade',
};

const MAX_FIXES = 300;
const MAX_LINKS = 12;

/** The change that the first screen shows whole. */
export function firstChange(result: ScanResult, view: ResultView): Markup | null {
  const { onlyNew } = result.gate.policy;
  const fix = ordered(result, view)
    .filter((f) => !onlyNew || clearsNew(f, view))
    .find((f) => f.kind !== 'none' && f.steps.length > 0);
  if (fix === undefined) return null;
  return html`<div class="first"><h3>First: ${fix.action}</h3>
<p class="facts">${factsOf(fix, view, numbersOf(ordered(result, view)))}</p>
${fix.steps.map((step, at) => stepMarkup(step, `first-${at + 1}`))}
<p><a href="#fixes">All changes</a></p></div>`;
}

export function fixes(result: ScanResult, view: ResultView): Markup {
  if (result.fixes.length === 0) return html``;
  const all = ordered(result, view);
  const shown = all.slice(0, MAX_FIXES).map((fix, n) => ({ fix, n }));
  const numbers = numbersOf(all);
  const { onlyNew } = result.gate.policy;
  const isFresh = ({ fix }: { readonly fix: Fix }): boolean => !onlyNew || clearsNew(fix, view);
  const known = shown.filter((one) => !isFresh(one));
  return html`<section aria-labelledby="fixes"><h2 id="fixes">What to do</h2>
${onlyNew && shown.length === known.length ? html`<p>Nothing new.</p>` : null}
${groups(shown.filter(isFresh), numbers, view)}
${known.length === 0 ? null : html`<details class="known"><summary>Known from the baseline: ${count(known.length, 'change')}</summary>${groups(known, numbers, view)}</details>`}
${shown.length < all.length ? html`<p>${count(all.length - shown.length, 'less urgent change')} left out here; see the JSON report.</p>` : null}
<p class="unseen" id="copied" aria-live="polite"></p></section>`;
}

/** With a baseline, what clears something new comes first. */
function ordered({ fixes: all, gate }: ScanResult, view: ResultView): readonly Fix[] {
  if (!gate.policy.onlyNew) return all;
  return [...all.filter((fix) => clearsNew(fix, view)), ...all.filter((fix) => !clearsNew(fix, view))];
}

function clearedBy(fix: Fix, view: ResultView): Finding[] {
  return fix.clears.flatMap((id) => view.findings.get(id) ?? []);
}

type Numbers = ReadonlyMap<Fix, number>;

function numbersOf(all: readonly Fix[]): Numbers {
  return new Map(all.map((fix, i) => [fix, i + 1]));
}

function groups(
  shown: readonly { readonly fix: Fix; readonly n: number }[],
  numbers: Numbers,
  view: ResultView,
): Markup[] {
  return OUTCOMES.flatMap((outcome) => {
    const here = shown.filter(({ fix }) => outcomeOf(fix, view) === outcome);
    if (here.length === 0) return [];
    return [
      html`<h3>${HEADINGS[outcome]}</h3>
<ol class="cards" start="${(here[0]?.n ?? 0) + 1}">${here.map(({ fix, n }) => card(fix, n, numbers, view))}</ol>`,
    ];
  });
}

function card(fix: Fix, n: number, numbers: Numbers, view: ResultView): Markup {
  const findings = clearedBy(fix, view);
  const { severities } = openCounts(findings);
  const worst = severities[0]?.[0] ?? 'unknown';
  return html`<li class="card-item ${worst}"><details class="fix" id="fix-${n + 1}"><summary><span class="title">${n + 1}. ${fix.action}</span>
<span class="badges">${severities.map(([severity, count]) => html`<span class="badge ${severity}">${count} ${severity}</span>`)}</span>
<span class="facts">${factsOf(fix, view, numbers)}</span></summary>
${fix.steps.length === 0 ? null : html`<h4>Change</h4>`}
${fix.steps.map((step, at) => stepMarkup(step, `${n + 1}-${at + 1}`))}
${fix.smaller === undefined ? null : html`<p>Or first ${fix.smaller.to} (${fix.smaller.distance} change): fixes ${fix.smaller.clears} of ${findings.length}.</p>`}
${fix.caveats.map((caveat) => html`<p class="facts">Note: ${caveat}</p>`)}
<h4>About ${count(findings.length, 'finding')}</h4>
<ul class="plain">${findings.slice(0, MAX_LINKS).map((f) => html`<li>${link(f, view)}</li>`)}${findings.length > MAX_LINKS ? [html`<li>and ${findings.length - MAX_LINKS} more</li>`] : []}</ul></details></li>`;
}

function link(finding: Finding, view: ResultView): Markup {
  const rule = view.rules.get(finding.rule);
  return html`<a href="#f-${finding.fingerprint}">${displayId(finding.rule, rule)}</a> <span class="badge ${finding.severity}">${finding.severity}</span> ${rule?.title ?? ''}`;
}

function factsOf(fix: Fix, view: ResultView, numbers: Numbers): string {
  const [first] = clearedBy(fix, view);
  const component = copyOf(fix, view);
  const clears = clearsText(clearanceOf(fix, view), (other) => numbers.get(other));
  const place = component?.location ?? first?.locations[0];
  return [
    `due ${dueOf(fix, view) ?? 'with the next upgrade'}`,
    ...(clears === '' ? [] : [clears]),
    ...(fix.distance === 'unknown' || fix.kind === 'change' ? [] : [`${fix.distance} change`]),
    ...(place === undefined ? [] : [placeOf(place)]),
    ...(component === undefined ? [] : [component.scope]),
    ...(first === undefined ? [] : groundsOf(first)),
  ].join(' · ');
}

/** Commands and edits can be copied as they are, words cannot be used so. */
function stepMarkup(step: FixStep, id: string): Markup {
  if (step.kind === 'text') return html`<p>${step.text}</p>`;
  const text = step.kind === 'command' ? step.command : step.text;
  const place = step.kind === 'command' ? step.folder : step.file;
  return html`${place === undefined || place === '' ? null : html`<p class="facts">In ${place}:</p>`}<div class="snippet"><pre id="snippet-${id}">${textBlock(text, MAX_SNIPPET)}</pre><button type="button" class="needs-script" hidden data-copy="snippet-${id}" aria-label="Copy: ${text}">Copy</button></div>`;
}

const MAX_SNIPPET = 4000;
