/** The first screen: can this ship, how bad is it, and what comes first. */
import { count, isOpen, type ScanResult, SEVERITIES, type Severity } from '@theriac/core';
import {
  componentCount,
  isNew,
  OUTCOME_TITLES,
  openCounts,
  type ResultView,
  systemGrounds,
} from '../../result-view.ts';
import { html, type Markup } from '../../text/html/markup.ts';
import { shownText, VERDICT_TITLES, verdictText } from '../verdict-text.ts';
import { firstChange } from './fixes.ts';
import { imageParagraph } from './layers.ts';

const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  unknown: 'Unknown',
};

export function verdict(result: ScanResult, view: ResultView): Markup {
  const { state, policy } = result.gate;
  const shown = shownText(result);
  return html`<section class="verdict ${state}" aria-labelledby="verdict">
<h2 id="verdict">${VERDICT_TITLES[state]}</h2>
<p class="why">${sentence(verdictText(result))}</p>
${shown === undefined ? null : html`<p>${shown}</p>`}
${tiles(result)}
<p class="facts">${sizes(result)}</p>
${imageParagraph(result)}
${firstChange(result, view)}
${result.warnings.length === 0 ? null : html`<details><summary>${count(result.warnings.length, 'warning')}</summary><ul class="plain">${result.warnings.map((w) => html`<li>${w}</li>`)}</ul></details>`}
<p class="facts">Fails on ${policy.failOn}${policy.onlyNew ? ', only what is new' : ''}; ${policy.require.join(', ') || 'nothing'} must be complete.</p>
${grounds(result)}
</section>`;
}

/** Counts by severity, each a link to those findings; with a baseline of the new ones. */
function tiles(result: ScanResult): Markup {
  const { onlyNew } = result.gate.policy;
  const { open, outcomes, severities } = openCounts(
    onlyNew ? result.findings.filter(isNew) : result.findings,
  );
  if (open === 0) return html`<p>No open ${onlyNew ? 'new ' : ''}findings.</p>`;
  const counts = new Map(severities);
  const decided = outcomes.map(([outcome, n]) => `${n} ${OUTCOME_TITLES[outcome].toLowerCase()}`).join(', ');
  return html`<ul class="tiles" aria-label="${onlyNew ? 'New findings' : 'Open findings'} by severity">
${SEVERITIES.filter((s) => s !== 'unknown' || counts.has(s)).map(
  (s) =>
    html`<li class="${s}"><a href="#findings" data-filter="severity=${s}"><strong>${counts.get(s) ?? 0}</strong> <span>${SEVERITY_TITLES[s]}</span></a></li>`,
)}</ul>
<p class="decided"><strong>${open} ${onlyNew ? 'new' : 'open'}</strong>: ${decided}</p>`;
}

function sizes({ inventory, findings, fixes, gate }: ScanResult): string {
  const known = findings.filter((f) => f.status.state === 'known').length;
  const silenced = findings.filter((f) => !isOpen(f)).length;
  return [
    count(fixes.filter((fix) => fix.kind !== 'none').length, 'change'),
    ...(gate.policy.onlyNew ? [`${known} known from the baseline`] : []),
    ...(silenced === 0 ? [] : [`${silenced} not counted`]),
    count(componentCount(inventory), 'component'),
    count(inventory.roots.length, 'root'),
    ...(inventory.unknowns.length === 0 ? [] : [count(inventory.unknowns.length, 'known unknown')]),
  ].join(' · ');
}

function grounds({ systems, findings }: ScanResult): Markup | null {
  const [only, ...others] = systems;
  if (only === undefined || others.length > 0 || !findings.some(isOpen)) return null;
  return html`<p class="facts">Ranked for ${systemGrounds(only)}.</p>`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
