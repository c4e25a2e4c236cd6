/** Markdown of advisories as HTML: each kind of node has one element, and all text is escaped. */
import type { Nodes, Table } from 'mdast';
import { html, inlineText, joined, type Markup, textBlock } from '../html/markup.ts';
import { markdownTree } from './tree.ts';

/** Headings of a text below those of the page. */
const TOP_HEADING = 5;
const LAST_HEADING = 6;
const MAX_CODE = 20_000;

/** @param max characters of the text that are kept */
export function markdownHtml(text: string, max: number): Markup {
  return html`${markdownTree(text, max).children.map(nodeHtml)}`;
}

function nodeHtml(node: Nodes): Markup {
  switch (node.type) {
    case 'text':
      return inlineText(node.value);
    case 'inlineCode':
      return html`<code>${inlineText(node.value)}</code>`;
    case 'break':
      return html`<br>`;
    case 'emphasis':
      return html`<em>${inner(node)}</em>`;
    case 'strong':
      return html`<strong>${inner(node)}</strong>`;
    case 'delete':
      return html`<del>${inner(node)}</del>`;
    case 'link':
      return html`<a href="${node.url}" rel="noreferrer">${inner(node)}</a>`;
    case 'paragraph':
      return html`<p>${inner(node)}</p>`;
    case 'heading':
      return node.depth + TOP_HEADING - 1 >= LAST_HEADING
        ? html`<h6>${inner(node)}</h6>`
        : html`<h5>${inner(node)}</h5>`;
    case 'blockquote':
      return html`<blockquote>${inner(node)}</blockquote>`;
    case 'code':
      return html`<pre><code>${textBlock(node.value, MAX_CODE)}</code></pre>`;
    case 'thematicBreak':
      return html`<hr>`;
    case 'list':
      return node.ordered === true
        ? html`<ol start="${node.start ?? 1}">${inner(node)}</ol>`
        : html`<ul>${inner(node)}</ul>`;
    case 'listItem':
      return html`<li>${inner(node)}</li>`;
    case 'table':
      return tableHtml(node);
    default:
      return html``;
  }
}

function inner(node: Nodes): Markup {
  return joined('children' in node ? node.children.map(nodeHtml) : []);
}

function tableHtml({ children }: Table): Markup {
  const [head, ...rows] = children;
  return html`<div class="wrap"><table><thead><tr>${(head?.children ?? []).map((cell) => html`<th scope="col">${inner(cell)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.children.map((cell) => html`<td>${inner(cell)}</td>`)}</tr>`)}</tbody></table></div>`;
}
