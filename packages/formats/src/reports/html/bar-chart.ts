/** Bar charts as inline SVG, each with its numbers as a table. */
import { html, type Markup } from '../../text/html/markup.ts';

export interface Bar {
  readonly label: string;
  readonly count: number;
  /** Class that gives the colour; the label says the same in words. */
  readonly tone?: string;
}

const WIDTH = 420;
const ROW = 28;
const LABEL = 150;
const MAX_LABEL = 22;

/**
 * @param id unique in the page
 * @param title what is counted
 * @param unit heading of the label column
 */
export function barChart(id: string, title: string, unit: string, bars: readonly Bar[]): Markup {
  const most = Math.max(1, ...bars.map((b) => b.count));
  const height = bars.length * ROW + 4;
  const summary = bars.map((b) => `${b.label}: ${b.count}`).join(', ');
  return html`<figure class="chart">
<figcaption id="${id}-title">${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
<desc id="${id}-desc">${summary === '' ? 'Nothing to count' : summary}</desc>
${bars.map((bar, i) => row(bar, i, most))}
</svg>
<details><summary>Numbers: ${title}</summary>
<table><caption class="unseen">${title}</caption>
<thead><tr><th scope="col">${unit}</th><th scope="col" class="number">Findings</th></tr></thead>
<tbody>${bars.map((b) => html`<tr><th scope="row">${b.label}</th><td class="number">${b.count}</td></tr>`)}</tbody></table>
</details>
</figure>`;
}

function row(bar: Bar, index: number, most: number): Markup {
  const y = index * ROW;
  const space = WIDTH - LABEL - 44;
  const length = bar.count === 0 ? 0 : Math.max(3, Math.round((bar.count / most) * space));
  const label = bar.label.length > MAX_LABEL ? `…${bar.label.slice(1 - MAX_LABEL)}` : bar.label;
  return html`<g>
<text class="label" x="${LABEL - 12}" y="${y + 19}" text-anchor="end">${label}</text>
<rect class="track" x="${LABEL}" y="${y + 7}" width="${space}" height="16" rx="3"/>
<rect class="bar ${bar.tone ?? ''}" x="${LABEL}" y="${y + 7}" width="${length}" height="16" rx="3"/>
<text class="value" x="${LABEL + length + 8}" y="${y + 19}">${bar.count}</text>
</g>`;
}
