/** The layers of an image: what made each, whose it is, what came in with it. */
import { count, isOpen, type ScanResult } from '@theriac/core';
import { html, type Markup } from '../../text/html/markup.ts';
import { plain } from '../../text/plain-text.ts';
import { bytesText, imageFacts } from '../image-text.ts';

export function layers({ image, inventory, findings }: ScanResult): Markup {
  if (image === undefined || image.layers.length === 0) return html``;
  const components = Map.groupBy(inventory.components, ({ layer }) => layer);
  const open = Map.groupBy(findings.filter(isOpen), ({ layer }) => layer);
  return html`<section aria-labelledby="layers"><h2 id="layers">Layers</h2>
<div class="card wrap" role="region" aria-label="Layers" tabindex="0"><table><caption>From the bottom: what made each layer, and what came in with it</caption>
<thead><tr><th scope="col">Layer</th><th scope="col">Part</th><th scope="col">Size</th><th scope="col">Components</th><th scope="col">Open findings</th><th scope="col">Instruction</th></tr></thead>
<tbody>${image.layers.map(
    (layer, i) =>
      html`<tr><th scope="row">${String(i + 1)}</th><td>${layer.base === undefined ? 'not known' : layer.base ? 'base' : 'yours'}</td><td class="nowrap">${bytesText(layer.size)}</td><td>${String(components.get(i)?.length ?? 0)}</td><td>${String(open.get(i)?.length ?? 0)}</td><td class="long"><code>${plain(layer.instruction ?? '', 500)}</code></td></tr>`,
  )}</tbody></table></div>
${
  image.setId.length === 0
    ? null
    : html`<details><summary>${count(image.setId.length, 'file')} with the rights of their owner or group</summary><ul class="plain">${image.setId.map(({ path, mode }) => html`<li><code>${path}</code> ${mode}</li>`)}</ul></details>`
}</section>`;
}

export function imageParagraph(result: ScanResult): Markup | null {
  const facts = imageFacts(result);
  return facts.length === 0 ? null : html`<p class="facts">${facts.join(' · ')}</p>`;
}
