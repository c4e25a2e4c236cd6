/** The component list with its search, and what is excepted. */
import { type Component, count, isOpen, type ScanResult } from '@theriac/core';
import { displayId, type ResultView, silencedBy, subjectName } from '../../result-view.ts';
import { dataBlock, html, type Markup } from '../../text/html/markup.ts';
import { plain } from '../../text/plain-text.ts';
import { placeOf } from './coverage.ts';

/** Rows in the page at a time; searching reaches every component in the data. */
const SHOWN = 300;
const MAX_DATA = 50_000;

type Row = readonly string[];

/** Of the columns after the name; the script sets the same. */
const CELL_CLASSES: readonly string[] = ['', 'nowrap', 'nowrap', 'nowrap', 'long', 'long'];

export function components(result: ScanResult): Markup {
  const all = result.inventory.components;
  const rows = all.slice(0, MAX_DATA).map(rowOf);
  const shown = rows.slice(0, SHOWN);
  const cut = all.length > shown.length ? `; the first ${shown.length} are shown` : '';
  return html`<section aria-labelledby="components"><h2 id="components">Components</h2>
<form class="filters needs-script" hidden role="search" aria-label="Search components"><label>Search components<input type="search" id="component-search" autocomplete="off"></label></form>
<p id="component-count" role="status" aria-live="polite" class="soft">${count(all.length, 'component')}${cut}</p>
${all.length > MAX_DATA ? html`<p>Search reaches the first ${MAX_DATA}; all are in the JSON report.</p>` : null}
<div class="card wrap" role="region" aria-label="Components" tabindex="0"><table><caption class="unseen">Components</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Version</th><th scope="col">Ecosystem</th><th scope="col">Scope</th><th scope="col">Asked for</th><th scope="col">Licence</th><th scope="col">Place</th></tr></thead>
<tbody id="component-rows">${shown.map(
    ([name = '', ...cells]) =>
      html`<tr><th scope="row" class="long">${name}</th>${cells.map((cell, i) => html`<td class="${CELL_CLASSES[i] ?? ''}">${cell}</td>`)}</tr>`,
  )}</tbody></table></div>
<script type="application/json" id="component-data">${dataBlock({ cap: SHOWN, classes: ['long', ...CELL_CLASSES], rows })}</script></section>`;
}

function rowOf(component: Component): Row {
  return [
    plain(component.name, 200),
    plain(component.version ?? 'not known', 100),
    component.ecosystem,
    component.scope,
    component.firstParty === true ? 'own' : component.direct ? 'direct' : 'transitive',
    plain(component.licence ?? '', 120),
    plain(placeOf(component.location), 300),
  ];
}

export function silenced(result: ScanResult, view: ResultView): Markup {
  const list = result.findings.filter((f) => !isOpen(f));
  if (list.length === 0) return html``;
  return html`<section aria-labelledby="silenced"><h2 id="silenced">Exceptions and VEX</h2>
<div class="card wrap" role="region" aria-label="Exceptions and VEX" tabindex="0"><table><caption>Findings that are not counted, and by whose word</caption>
<thead><tr><th scope="col">Finding</th><th scope="col">Package</th><th scope="col">By</th></tr></thead>
<tbody>${list
    .slice(0, 1000)
    .map(
      (f) =>
        html`<tr><th scope="row"><a href="#f-${f.fingerprint}">${displayId(f.rule, view.rules.get(f.rule))}</a></th><td>${subjectName(f, view)}</td><td>${silencedBy(f) ?? ''}</td></tr>`,
    )}</tbody></table></div></section>`;
}
