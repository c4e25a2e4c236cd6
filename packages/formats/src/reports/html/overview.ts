/** The top of the report: verdict, numbers, charts, coverage and known unknowns. */
import { count, type Finding, isOpen, type Location, OUTCOMES, type ScanResult } from '@theriac/core';
import {
  componentCount,
  componentOf,
  OUTCOME_TITLES,
  type ResultView,
  rootPathOf,
} from '../../result-view.ts';
import { html, type Markup } from '../../text/html/markup.ts';
import { type Bar, barChart } from './charts.ts';

const VERDICTS = {
  passed: 'Gate passed',
  failed: 'Gate failed',
  incomplete: 'Gate incomplete',
} as const;

const MAX_UNKNOWNS = 500;
const MAX_BARS = 8;

export function verdict(result: ScanResult): Markup {
  const { state, reasons, policy } = result.gate;
  return html`<section class="verdict ${state}" aria-labelledby="verdict">
<h2 id="verdict">${VERDICTS[state]}</h2>
<p>Fails on <strong>${policy.failOn}</strong>${policy.onlyNew ? ', only what is new' : ''}; requires ${policy.require.join(', ') || 'nothing'} to be complete.</p>
${reasons.length === 0 ? null : html`<ul>${reasons.map((r) => html`<li>${r}</li>`)}</ul>`}
${result.warnings.length === 0 ? null : html`<h3>Warnings</h3><ul>${result.warnings.map((w) => html`<li>${w}</li>`)}</ul>`}
</section>`;
}

export function stats(result: ScanResult): Markup {
  const open = result.findings.filter(isOpen);
  const urgent = open.filter((f) => f.decision.outcome === 'immediate').length;
  const items: readonly [string, number][] = [
    ['Open findings', open.length],
    ['of them immediate', urgent],
    ['Changes to make', result.fixes.length],
    ['Components', componentCount(result.inventory)],
    ['Roots', result.inventory.roots.length],
    ['Known unknowns', result.inventory.unknowns.length],
  ];
  return html`<dl class="stats">${items.map(([label, n]) => html`<div><dt>${label}</dt><dd>${n}</dd></div>`)}</dl>`;
}

export function charts(result: ScanResult, view: ResultView): Markup {
  const open = result.findings.filter(isOpen);
  if (open.length === 0) return html``;
  const outcomes = OUTCOMES.map((outcome) => ({
    label: OUTCOME_TITLES[outcome],
    count: open.filter((f) => f.decision.outcome === outcome).length,
    tone: outcome,
  }));
  return html`<section aria-labelledby="charts"><h2 id="charts">Open findings at a glance</h2>
<div class="charts">
${barChart('by-outcome', 'By decision', 'Decision', outcomes)}
${barChart('by-due', 'By due date', 'Due', dueBars(open, result.asOf))}
${barChart(
  'by-root',
  'By root',
  'Root',
  topBars(open, (f) => rootPathOf(f, view)),
)}
${barChart(
  'by-ecosystem',
  'By ecosystem',
  'Ecosystem',
  topBars(open, (f) => componentOf(f, view)?.ecosystem ?? 'files'),
)}
</div></section>`;
}

/** From now to later; the last day of each span, in days from the day of the run. */
const SPANS: readonly { readonly label: string; readonly until: number; readonly tone: string }[] = [
  { label: 'Overdue', until: -1, tone: 'immediate' },
  { label: 'Within 3 days', until: 3, tone: 'immediate' },
  { label: 'Within 7 days', until: 7, tone: 'immediate' },
  { label: 'Within 15 days', until: 15, tone: 'out-of-cycle' },
  { label: 'Within 30 days', until: 30, tone: 'out-of-cycle' },
  { label: 'Within 90 days', until: 90, tone: 'scheduled' },
  { label: 'Later', until: Number.POSITIVE_INFINITY, tone: 'scheduled' },
];

function dueBars(findings: readonly Finding[], asOf: string): Bar[] {
  const counts = SPANS.map(() => 0);
  let next = 0;
  for (const { decision } of findings) {
    if (decision.dueDate === null) {
      next += 1;
      continue;
    }
    const days = Math.round((Date.parse(decision.dueDate) - Date.parse(asOf)) / 86_400_000);
    const at = SPANS.findIndex((s) => days <= s.until);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return [
    ...SPANS.map(({ label, tone }, i) => ({ label, tone, count: counts[i] ?? 0 })),
    { label: 'Next upgrade', tone: 'defer', count: next },
  ];
}

function topBars(findings: readonly Finding[], key: (finding: Finding) => string): Bar[] {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(key(finding), (counts.get(key(finding)) ?? 0) + 1);
  const bars = [...counts]
    .map(([label, n]) => ({ label, count: n }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  const rest = bars.slice(MAX_BARS);
  if (rest.length === 0) return bars;
  return [
    ...bars.slice(0, MAX_BARS),
    { label: count(rest.length, 'other'), count: rest.reduce((sum, b) => sum + b.count, 0) },
  ];
}

export function coverage(result: ScanResult): Markup {
  const tone = { complete: 'good', partial: 'warn', failed: 'bad', skipped: 'soft' } as const;
  return html`<section aria-labelledby="coverage"><h2 id="coverage">Coverage</h2>
<div class="card wrap" role="region" aria-label="Coverage" tabindex="0"><table><caption>How far each area was looked at. What is not known is never counted as passed.</caption>
<thead><tr><th scope="col">Area</th><th scope="col">State</th><th scope="col">Why</th></tr></thead>
<tbody>${result.coverage.map(
    ({
      area,
      state,
      reasons,
    }) => html`<tr><th scope="row">${area}${result.gate.policy.require.includes(area) ? html` <span class="soft">required</span>` : null}</th>
<td class="nowrap"><strong class="${tone[state]}">${state}</strong></td><td class="long">${reasons.map((r) => html`<div>${r}</div>`)}</td></tr>`,
  )}</tbody></table></div>
${unknowns(result)}</section>`;
}

function unknowns(result: ScanResult): Markup {
  const all = result.inventory.unknowns.toSorted(
    (a, b) => Number(b.losesComponents) - Number(a.losesComponents),
  );
  if (all.length === 0) return html`<p>Nothing in the target was left unresolved.</p>`;
  const shown = all.slice(0, MAX_UNKNOWNS);
  const losing = all.filter((u) => u.losesComponents).length;
  return html`<h3 id="unknowns">${count(all.length, 'known unknown')}${losing === 0 ? '' : `, of which ${losing} may hide components`}</h3>
<div class="card wrap" role="region" aria-label="Known unknowns" tabindex="0"><table><caption class="unseen">Known unknowns</caption>
<thead><tr><th scope="col">Place</th><th scope="col">What could not be resolved</th><th scope="col">Components may be missing</th></tr></thead>
<tbody>${shown.map(
    (u) =>
      html`<tr><th scope="row" class="long">${placeOf(u.location)}</th><td class="long">${u.message}</td><td>${u.losesComponents ? html`<strong class="bad">yes</strong>` : 'no'}</td></tr>`,
  )}</tbody></table>${shown.length < all.length ? html`<p>${all.length - shown.length} more are in the JSON report.</p>` : null}</div>`;
}

export function placeOf({ path, line, column }: Location): string {
  return [path, ...(line === undefined ? [] : [line]), ...(column === undefined ? [] : [column])].join(':');
}
