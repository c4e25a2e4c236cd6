/** XML with namespaces as a tree, or element by element where a document is too large to hold. */
import type { Position } from '../text/positions.ts';
import { scanXml, type XmlAttribute } from './scanner.ts';

export interface XmlNode extends Position {
  readonly prefix: string;
  readonly local: string;
  /** Namespace, or the empty string. */
  readonly uri: string;
  /** Without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  readonly content: readonly (string | XmlNode)[];
}

/** Child elements. */
export function elementsOf(node: XmlNode): XmlNode[] {
  const elements: XmlNode[] = [];
  for (const part of node.content) if (typeof part !== 'string') elements.push(part);
  return elements;
}

/** Text directly inside, without that of children. */
export function textOf(node: XmlNode): string {
  let text = '';
  for (const part of node.content) if (typeof part === 'string') text += part;
  return text;
}

/**
 * The root element.
 * @param path what errors call the document
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line; THERIAC_INPUT_LIMIT for a document type, depth and number
 */
export function parseXml(text: string, path: string): XmlNode {
  let root: XmlNode | undefined;
  readXmlNodes([text], path, (node, ancestors) => {
    if (ancestors.length === 0) root = node;
    return true;
  });
  // A document without elements is refused by the scanner.
  return root ?? { prefix: '', local: '', uri: '', line: 1, column: 1, attributes: [], content: [] };
}

interface OpenNode extends XmlNode {
  readonly content: (string | XmlNode)[];
}

/**
 * Reads a document element by element.
 * @param close called for each complete element with those around it, the root first; when it returns false the element
 *   is not kept in its parent, so that only what is open is held
 * @throws TheriacError as {@link parseXml} does
 */
export function readXmlNodes(
  chunks: Iterable<string>,
  path: string,
  close: (node: XmlNode, ancestors: readonly XmlNode[]) => boolean,
): void {
  const stack: OpenNode[] = [];
  const options = {
    path,
    namespaces: true,
    doctype: 'refused',
    undefinedEntities: 'refused',
    maxDepth: 200,
    maxElements: 20_000_000,
    maxAttributes: 200,
  } as const;
  scanXml(chunks, options, {
    open: ({ prefix, local, uri, line, column, attributes }) => {
      stack.push({ prefix, local, uri, line, column, attributes, content: [] });
    },
    text: (more) => {
      const content = stack.at(-1)?.content;
      if (content === undefined) return;
      const last = content.at(-1);
      if (typeof last === 'string') content[content.length - 1] = last + more;
      else content.push(more);
    },
    close: () => {
      const node = stack.pop();
      if (node === undefined) return;
      if (node.content.length > 1) withoutIndentation(node.content);
      if (close(node, stack)) stack.at(-1)?.content.push(node);
    },
  });
}

/** Indentation between elements says nothing; text beside elements is kept. In place: there are many elements. */
function withoutIndentation(content: (string | XmlNode)[]): void {
  // Pieces of text in a row are one, so that two parts include an element.
  let kept = 0;
  for (const part of content) {
    if (typeof part === 'string' && !/\S/.test(part)) continue;
    content[kept] = part;
    kept += 1;
  }
  content.length = kept;
}
