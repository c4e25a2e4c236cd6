/** Markdown of advisories as Markdown again, for viewers that render it: nothing in it acts. */
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { type Handlers, toMarkdown } from 'mdast-util-to-markdown';
import { markdownTree } from './tree.ts';

/** @param max characters of the text that are kept */
export function safeMarkdown(text: string, max: number): string {
  const tree = markdownTree(text, max);
  // Headings of the text below those of the document that it goes into.
  for (const node of tree.children) if (node.type === 'heading') node.depth = node.depth < 3 ? 3 : node.depth;
  return toMarkdown(tree, {
    extensions: [gfmTableToMarkdown()],
    bullet: '-',
    fences: true,
    handlers: HANDLERS,
  }).trim();
}

/** A reference is text to every viewer, a backslash only to those that follow CommonMark; `@name` is no mention. */
const HANDLERS = {
  text: (node, _parent, state, info) =>
    state.safe(node.value, info).replace(/\\?[<>]|@/g, (found) => `&#${found.slice(-1).charCodeAt(0)};`),
} satisfies Partial<Handlers>;
