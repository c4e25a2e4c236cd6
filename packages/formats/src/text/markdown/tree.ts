/**
 * Markdown of advisories as a tree (mdast) without anything that acts: no HTML, no images, only links to the web. What
 * is taken out stays readable as text.
 */
import type { Nodes, PhrasingContent, Root, RootContent, Table, TableCell, TableRow } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { plainLines, webAddress } from '../plain-text.ts';

/** Lists in quotations in lists: deeper ones are shown as text. */
const MAX_DEPTH = 12;

/** @param max characters of the text that are kept */
export function markdownTree(text: string, max: number): Root {
  const tree = fromMarkdown(plainLines(text, max), {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const definitions = new Map<string, string>();
  for (const node of tree.children)
    if (node.type === 'definition') definitions.set(node.identifier, node.url);
  return { type: 'root', children: blocks(tree.children, definitions, 0) };
}

type Definitions = ReadonlyMap<string, string>;

function blocks(nodes: readonly RootContent[], definitions: Definitions, depth: number): RootContent[] {
  return nodes.flatMap((node) => block(node, definitions, depth));
}

function block(node: RootContent, definitions: Definitions, depth: number): RootContent[] {
  if (depth > MAX_DEPTH) return [{ type: 'paragraph', children: [textNode(textOf(node))] }];
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return [{ ...node, children: phrases(node.children, definitions, depth) }];
    case 'blockquote':
      return [{ type: 'blockquote', children: blocks(node.children, definitions, depth + 1).filter(isFlow) }];
    case 'list':
      return [
        {
          ...node,
          children: node.children.map((item) => ({
            ...item,
            children: blocks(item.children, definitions, depth + 1).filter(isFlow),
          })),
        },
      ];
    case 'code':
    case 'thematicBreak':
      return [node];
    case 'table':
      return [tableOf(node, definitions)];
    case 'html':
      return [{ type: 'paragraph', children: [textNode(node.value)] }];
    case 'definition':
      return [];
    default:
      return isPhrase(node) ? phrase(node, definitions, depth) : [];
  }
}

function tableOf(table: Table, definitions: Definitions): Table {
  const cells = (row: TableRow): TableCell[] =>
    row.children.map((cell) => ({ type: 'tableCell', children: phrases(cell.children, definitions, 0) }));
  return { ...table, children: table.children.map((row) => ({ type: 'tableRow', children: cells(row) })) };
}

function phrases(
  nodes: readonly PhrasingContent[],
  definitions: Definitions,
  depth: number,
): PhrasingContent[] {
  return nodes.flatMap((node) => phrase(node, definitions, depth));
}

function phrase(node: PhrasingContent, definitions: Definitions, depth: number): PhrasingContent[] {
  if (depth > MAX_DEPTH) return [textNode(textOf(node))];
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'break':
      return [node];
    case 'emphasis':
    case 'strong':
    case 'delete':
      return [{ ...node, children: phrases(node.children, definitions, depth + 1) }];
    case 'link':
    case 'linkReference': {
      const inner = phrases(node.children, definitions, depth + 1);
      const url = webAddress(node.type === 'link' ? node.url : definitions.get(node.identifier));
      return url === undefined ? inner : [{ type: 'link', url, children: inner }];
    }
    case 'image':
    case 'imageReference':
      return node.alt === undefined || node.alt === null || node.alt === '' ? [] : [textNode(node.alt)];
    case 'html':
      return [textNode(node.value)];
    default:
      return [];
  }
}

const textNode = (value: string): PhrasingContent => ({ type: 'text', value });

/** The words of a node that is too deep, without recursion. */
function textOf(node: Nodes): string {
  const words: string[] = [];
  const waiting: Nodes[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('value' in next) words.push(next.value);
    if ('children' in next) for (const child of next.children.toReversed()) waiting.push(child);
  }
  return words.join(' ');
}

const FLOW = new Set(['blockquote', 'code', 'heading', 'list', 'paragraph', 'table', 'thematicBreak']);
type Flow = Extract<
  RootContent,
  { type: 'blockquote' | 'code' | 'heading' | 'list' | 'paragraph' | 'table' | 'thematicBreak' }
>;

function isFlow(node: RootContent): node is Flow {
  return FLOW.has(node.type);
}

const PHRASES = new Set([
  'break',
  'delete',
  'emphasis',
  'html',
  'image',
  'imageReference',
  'inlineCode',
  'link',
  'linkReference',
  'strong',
  'text',
]);

function isPhrase(node: RootContent): node is Extract<RootContent, PhrasingContent> {
  return PHRASES.has(node.type);
}
