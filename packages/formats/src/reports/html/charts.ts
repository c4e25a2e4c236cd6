/** Open findings at a glance: when they are due, and where they are. */
import { count, type Finding, isOpen, type ScanResult } from '@theriac/core';
import { componentOf, type ResultView, rootPathOf } from '../../result-view.ts';
import { html, type Markup } from '../../text/html/markup.ts';
import { type Bar, barChart } from './bar-chart.ts';

const MAX_BARS = 8;

export function charts(result: ScanResult, view: ResultView): Markup {
  const open = result.findings.filter(isOpen);
  if (open.length === 0) return html``;
  return html`<section aria-labelledby="charts"><h2 id="charts">At a glance</h2>
<div class="charts">
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
