/** Third-party notices as one HTML page that needs nothing else: no script, no request, readable by a screen reader. */
import { count } from '@theriac/core';
import { html, type Markup, textBlock } from '../text/html/markup.ts';
import { htmlPage } from '../text/html/page.ts';
import type { NoticeComponent, NoticeContent } from './content.ts';
import { componentLabel, groupTexts, licenceLabel, type TextGroup, textIds, titleOf } from './text.ts';

const OWN_STYLE = `
details{border-bottom:1px solid var(--line);padding:.6rem 0}summary{cursor:pointer;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem;line-height:1.45;margin:.8rem 0 0}
td ul{list-style:none;margin:0;padding:0}h3{display:inline;font-size:1rem;margin:0}
@media print{details>*{display:block}}`;
const MAX_TEXT = 4_000_000;

export function renderNoticeHtml(content: NoticeContent): string {
  const groups = groupTexts(content.components);
  const ids = textIds(groups);
  const gaps = content.gaps.length > 0;
  const body = html`<a class="skip" href="#main">Skip to the notices</a>
<header><p class="brand">Third-party notices</p><h1>${content.product}</h1>
<p class="soft">${count(content.components.length, 'third-party component')}, ${count(groups.length, 'text')}</p></header>
<nav aria-label="Sections"><ul><li><a href="#components">Components</a></li>${gaps ? html`<li><a href="#gaps">Not found</a></li>` : null}<li><a href="#texts">Texts</a></li></ul></nav>
<main id="main" tabindex="-1">
<section aria-labelledby="components"><h2 id="components">Components</h2>
<div class="card wrap" role="region" aria-label="Components" tabindex="0"><table><caption class="unseen">Components, their licences and copyright lines</caption>
<thead><tr><th scope="col">Component</th><th scope="col">Licence</th><th scope="col">Texts</th><th scope="col">Copyright</th></tr></thead>
<tbody>${content.components.map((component) => row(component, ids.get(component) ?? []))}</tbody></table></div></section>
${gaps ? gapsOf(content) : null}
<section aria-labelledby="texts"><h2 id="texts">Texts</h2>
<div class="card">${groups.map(textOf)}</div></section>
</main>`;
  return htmlPage({ title: `Third-party notices: ${content.product}`, style: OWN_STYLE, body });
}

function row(component: NoticeComponent, ids: readonly string[]): Markup {
  return html`<tr><th scope="row">${componentLabel(component)}</th><td>${licenceLabel(component)}</td><td>${ids.map(
    (id) => html`<a href="#${id}">${id}</a>`,
  )}</td><td><ul>${component.copyrights.map((line) => html`<li>${line}</li>`)}</ul></td></tr>`;
}

function gapsOf(content: NoticeContent): Markup {
  return html`<section aria-labelledby="gaps"><h2 id="gaps">Not found</h2><ul class="card">${content.gaps.map(
    (gap) => html`<li>${gap.component}: ${gap.why}</li>`,
  )}</ul></section>`;
}

function textOf(group: TextGroup): Markup {
  return html`<details id="${group.id}" open><summary><h3>${group.id} ${titleOf(group)}</h3></summary>
<p class="soft">For ${group.components.map(componentLabel).join(', ')}</p>
<pre>${textBlock(group.text, MAX_TEXT)}</pre></details>`;
}
