/** The page: the picture, then each path hop by hop. */
import { count } from '@theriac/core';
import type { AccessPath, AccessReport } from '@theriac/core/configuration';
import { html, type Markup } from '../text/html/markup.ts';
import { htmlPage } from '../text/html/page.ts';
import type { PathOptions } from './options.ts';
import { pathsPicture } from './svg.ts';
import {
  cutsOf,
  doubtTexts,
  headline,
  hopText,
  isOpen,
  placeText,
  type ReportView,
  shouldBeCut,
  storeText,
  verdictText,
  viewOf,
} from './words.ts';

const STYLE =
  '.picture{overflow-x:auto;margin:0}.picture svg{display:block;max-width:none}.picture~.facts{margin:.6rem 0 0}article.card{margin-top:.75rem}article.card h3{margin-top:0}article.card p{margin:.4rem 0}ul.card{padding-left:2.2rem}.picture svg text{font-size:13px}.picture svg .facts{font-size:11px}ol.hops{padding-left:1.4rem}ol.hops li{margin:.35rem 0}';

export function pathsPage(report: AccessReport, { title }: Pick<PathOptions, 'title'>): string {
  const view = viewOf(report);
  const isBad = report.paths.some(shouldBeCut);
  return htmlPage({
    title: `Paths to data: ${title}`,
    style: STYLE,
    body: html`<a class="skip" href="#main">Skip to the content</a>
<header><p class="brand">Theriac</p><h1>Paths to data: ${title}</h1></header>
<main id="main">
<section class="verdict ${isBad ? 'failed' : report.unknowns.length > 0 || report.paths.some(isOpen) ? '' : 'passed'}"><h2>${headline(report)}</h2>
<p class="facts">By what the configuration says. What it does not say is not known, and is never taken for safe.</p></section>
<section aria-labelledby="picture"><h2 id="picture">Picture</h2>
<figure class="picture card" tabindex="0" aria-labelledby="picture">${pathsPicture(report)}</figure>
<p class="facts">Full lines: it is used. Dashed: nothing keeps them apart. Dotted: not certain. Red: should be cut. Each path is listed below.</p></section>
${pathList(report, view)}
${egress(report, view)}
${unreached(report, view)}
${unknown(report)}
</main>`,
  });
}

/** Paths that are fine, and rows of what may leave: more than these are folded. */
const UNFOLDED = 10;

function pathList({ paths }: AccessReport, view: ReportView): Markup | null {
  if (paths.length === 0) return null;
  const isTold = (path: AccessPath): boolean => path.rules.length > 0 || isOpen(path);
  const fine = paths.filter((path) => !isTold(path));
  return html`<section aria-labelledby="paths"><h2 id="paths">Paths, hop by hop</h2>${paths.filter(isTold).map((path) => pathCard(path, view))}${folded(
    `${count(fine.length, 'path')} through what uses the store`,
    fine.map((path) => pathCard(path, view)),
    fine.length,
  )}</section>`;
}

function folded(title: string, body: Markup | readonly Markup[], size: number): Markup | readonly Markup[] {
  return size <= UNFOLDED ? body : html`<details><summary>${title}</summary>${body}</details>`;
}

function pathCard(path: AccessPath, view: ReportView): Markup {
  const store = view.node(path.store);
  const cuts = [...new Set(path.cuts.map((hop) => `${view.label(hop.to)}: ${cutsOf(hop)}`))];
  return html`<article class="card"><h3>${store?.label ?? path.store}: <span class="${shouldBeCut(path) ? 'bad' : 'soft'}">${verdictText(path)}</span></h3>
<p class="facts">${storeText(store)}</p>
<ol class="hops">${path.hops.map(
    (hop) =>
      html`<li>${view.label(hop.from)} → <strong>${view.label(hop.to)}</strong>: ${hop.by}<br><span class="facts"><code>${placeText(hop)}</code> · ${hopText(hop)}${hop.unknown === undefined ? '' : ` · not certain: ${hop.unknown}`}${(hop.also ?? []).map(({ at, by }) => html`<br>and ${by} <code>${at.path}:${at.line}</code>`)}</span></li>`,
  )}</ol>
${doubtTexts(path).map((text) => html`<p class="facts">Not known: ${text}</p>`)}
<p><strong>${cuts.length > 1 ? `Cut all ${cuts.length}` : 'Cut'}:</strong></p>
<ul class="plain">${cuts.length === 0 ? html`<li>more than 50 hops would have to go</li>` : cuts.map((text) => html`<li>${text}</li>`)}</ul></article>`;
}

function egress({ egress: rows }: AccessReport, view: ReportView): Markup | null {
  if (rows.length === 0) return null;
  return html`<section aria-labelledby="egress"><h2 id="egress">What may leave</h2>
<p>These connect to every address, and hold data or stand next to it.</p>
${folded(count(rows.length, 'connection'), html`<ul class="card plain">${rows.map(({ node, hop }) => html`<li>${view.label(node)}: ${hop.by} <span class="facts"><code>${placeText(hop)}</code>${hop.unknown === undefined ? '' : ` · not certain: ${hop.unknown}`}</span></li>`)}</ul>`, rows.length)}</section>`;
}

function unreached({ unreached: ids }: AccessReport, view: ReportView): Markup | null {
  if (ids.length === 0) return null;
  return html`<section aria-labelledby="unreached"><h2 id="unreached">Not reached</h2>
<p>The internet does not reach these stores, by what was read.</p>
<ul class="card plain">${ids.map((id) => html`<li>${view.label(id)}: ${storeText(view.node(id))}</li>`)}</ul></section>`;
}

function unknown({ unknowns }: AccessReport): Markup | null {
  if (unknowns.length === 0) return null;
  return html`<section aria-labelledby="unknown"><h2 id="unknown">Not known</h2>
<ul class="card plain">${unknowns.map(({ location, message }) => html`<li><code>${location.path}</code>: ${message}</li>`)}</ul></section>`;
}
