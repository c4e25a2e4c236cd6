/** How far each area was looked at, and what could not be resolved. */
import { count, type Location, type ScanResult } from '@theriac/core';
import { html, type Markup } from '../../text/html/markup.ts';

const MAX_UNKNOWNS = 500;

export function coverage(result: ScanResult): Markup {
  const tone = { complete: 'good', partial: 'warn', failed: 'bad', skipped: 'soft' } as const;
  return html`<section aria-labelledby="coverage"><h2 id="coverage">Coverage</h2>
<div class="card wrap" role="region" aria-label="Coverage" tabindex="0"><table class="stacked"><caption>How far each area was looked at. What is not known is never counted as passed.</caption>
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
