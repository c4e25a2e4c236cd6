/** The graph as a picture that needs nothing else: colours for light and dark pages, a text alternative, no script. */
import { count } from '@theriac/core';
import type { AccessReport, Hop, PathNode } from '@theriac/core/configuration';
import { html, joined, type Markup } from '../text/html/markup.ts';
import { BOX, type Drawing, drawingOf, isLong, type Placed } from './layout.ts';
import { headline, hopText, placeText, type ReportView, shouldBeCut, storeText, viewOf } from './words.ts';

/** Pairs of at least 4.5 : 1 for text, 3 : 1 for lines. */
const STYLE = `.paths{--ink:#1b1f24;--soft:#525c67;--card:#fff;--line:#6b7580;--bad:#a8201a;--phi:#fdf0ef;font:13px system-ui,sans-serif}
@media (prefers-color-scheme:dark){.paths{--ink:#e7eaee;--soft:#aab4be;--card:#1a1e23;--line:#8a949e;--bad:#ff9d94;--phi:#2c1b1b}}
.paths text{fill:var(--ink)}.paths .facts{fill:var(--soft);font-size:11px}.paths .box{fill:var(--card);stroke:var(--line)}
.paths .store .box{stroke-width:2}.paths .phi .box{fill:var(--phi)}.paths .wrong .box{stroke:var(--bad);stroke-width:3}
.paths .hop{fill:none;stroke:var(--line);stroke-width:1.5}.paths .unused{stroke-dasharray:6 4}.paths .unsure{stroke-dasharray:1 4}
.paths .bad{stroke:var(--bad);stroke-width:2.5}.paths .head{fill:var(--line)}.paths .badhead{fill:var(--bad)}`;

/** Pixels for a line of text below. */
const NOTE = 24;

/** A file of its own, ending with a newline. */
export function pathsSvg(report: AccessReport): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${pathsPicture(report).markup}\n`;
}

export function pathsPicture(report: AccessReport): Markup {
  const view = viewOf(report);
  const drawing = drawingOf(report);
  const { width, left } = drawing;
  const more = left === 0 ? '' : ` ${left} more are not drawn.`;
  const height = drawing.height + (left === 0 ? 0 : NOTE);
  const wrong = new Set(report.paths.filter(shouldBeCut).map(({ store }) => store));
  const badHops = new Set(report.paths.filter(({ store }) => wrong.has(store)).flatMap(({ hops }) => hops));
  // What should be cut lies above the rest.
  const byWrong = [false, true].map(
    (bad) => [bad, drawing.hops.filter((hop) => isBad(hop, badHops) === bad)] as const,
  );
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="paths" role="img" aria-labelledby="paths-title paths-text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="paths-title">How the internet reaches data</title>
<desc id="paths-text">${headline(report)}${more} Full lines: it is used. Dashed: nothing keeps them apart. Dotted: not certain. Red: should be cut.</desc>
<style>${{ markup: STYLE }}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker><marker id="badhead" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="4.5" markerHeight="4.5" orient="auto"><path class="badhead" d="M0 0 8 4 0 8z"/></marker></defs>
${byWrong.flatMap(([bad, hops]) => hops.map((hop) => line(hop, drawing, view, bad)))}
${[...drawing.placed.values()].map((placed) => box(placed, wrong.has(placed.node.id)))}
${left === 0 ? null : html`<text class="facts" x="${BOX.margin}" y="${height - BOX.margin}">${count(left, 'more thing')} on ways that need no cut ${left === 1 ? 'is' : 'are'} not drawn.</text>`}
</svg>`;
}

/** Whether the hop, or one that it stands for, is on a path that should be cut. */
function isBad(hop: Hop, bad: ReadonlySet<Hop>): boolean {
  return bad.has(hop) || [...bad].some(({ from, to }) => from === hop.from && to === hop.to);
}

function line(hop: Hop, { placed, lanes }: Drawing, { label }: ReportView, bad: boolean): Markup {
  const from = placed.get(hop.from);
  const to = placed.get(hop.to);
  if (from === undefined || to === undefined) return { markup: '' };
  const kinds = ['hop', ...(hop.isUsed ? [] : ['unused']), ...(hop.unknown === undefined ? [] : ['unsure'])];
  const [x1, y1] = [from.x + BOX.width, from.y + BOX.height / 2];
  const [x2, y2] = [to.x - 2, to.y + BOX.height / 2];
  const bend = Math.min(60, (x2 - x1) / 2);
  const lane = isLong(from, to) ? lanes.get(hop.to) : undefined;
  const [out, back] = [x1 + BOX.gapX - 10, x2 - BOX.gapX + 12];
  const course =
    lane === undefined
      ? `C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
      : `C${out} ${y1} ${x1} ${lane} ${out} ${lane} H${back} C${x2} ${lane} ${back} ${y2} ${x2} ${y2}`;
  return html`<path class="${[...kinds, ...(bad ? ['bad'] : [])].join(' ')}" marker-end="url(#${bad ? 'badhead' : 'head'})" d="M${x1} ${y1} ${course}"><title>${label(hop.from)} → ${label(hop.to)}: ${hop.by}. ${hopText(hop)}. ${placeText(hop)}</title></path>`;
}

function box({ node, x, y }: Placed, isWrong: boolean): Markup {
  const kinds = [node.kind, ...(node.data?.class === 'phi' ? ['phi'] : []), ...(isWrong ? ['wrong'] : [])];
  const round =
    node.kind === 'internet' || node.kind === 'network' ? BOX.height / 2 : node.kind === 'store' ? 4 : 10;
  return html`<g class="${kinds.join(' ')}"><rect class="box" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="${round}"/>${joined(
    [
      html`<text x="${x + 14}" y="${y + 22}">${tail(node.label, 27)}</text>`,
      html`<text class="facts" x="${x + 14}" y="${y + 40}">${clipped(factsOf(node), 33)}</text>`,
    ],
  )}<title>${node.label}${node.kind === 'store' ? `: ${storeText(node)}` : ''}</title></g>`;
}

const KINDS = {
  internet: 'anyone',
  entry: 'entry',
  workload: 'runs code',
  store: 'store',
  network: 'nothing keeps them apart',
} as const;

function factsOf(node: PathNode): string {
  if (node.kind !== 'store') return KINDS[node.kind];
  const data = { phi: 'patient data', other: 'other data', unknown: 'data not known' }[
    node.data?.class ?? 'unknown'
  ];
  return `${node.technology ?? KINDS.store} · ${data}`;
}

/** Names of resources end with what tells them apart. */
function tail(text: string, most: number): string {
  return text.length > most ? `…${text.slice(text.length - most + 1)}` : text;
}

function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
