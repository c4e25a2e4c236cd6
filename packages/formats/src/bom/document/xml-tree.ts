/**
 * XML with namespaces and places, as a tree. The input is hostile: a document type is refused whatever it says, so
 * that there are no entities to expand and no files to fetch; depth, elements and attributes are bounded.
 */
import { TheriacError } from '@theriac/core';
import { SaxesParser } from 'saxes';

export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

export interface XmlNode {
  readonly prefix: string;
  readonly local: string;
  /** Namespace, or the empty string. */
  readonly uri: string;
  /** 1-based line of the opening tag. */
  readonly line: number;
  /** Without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  readonly content: readonly (string | XmlNode)[];
}

const XML_LIMITS = { depth: 200, elements: 20_000_000, attributes: 200 } as const;

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Child elements. */
export function elementsOf(node: XmlNode): XmlNode[] {
  return node.content.filter((part) => typeof part !== 'string');
}

/** Text directly inside, without that of children. */
export function textOf(node: XmlNode): string {
  return node.content.filter((part) => typeof part === 'string').join('');
}

/**
 * The root element.
 * @param path what errors call the document
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line; THERIAC_INPUT_LIMIT for a document type, depth and number
 */
export function parseXml(text: string, path: string): XmlNode {
  let root: XmlNode | null = null;
  readXmlEvents([text], path, {
    close: (node, depth) => {
      if (depth === 0) root = node;
      return true;
    },
  });
  if (root === null) throw new TheriacError('THERIAC_INPUT_SYNTAX', 'no XML element', { path, line: 1 });
  return root;
}

interface XmlEvents {
  /** An element is complete. `depth` counts the elements around it. Returning false keeps it from its parent. */
  readonly close: (node: XmlNode, depth: number, ancestors: readonly XmlNode[]) => boolean;
}

interface OpenNode extends XmlNode {
  readonly content: (string | XmlNode)[];
}

/** Reads a document piece by piece; whoever drops elements as they close holds only what is open. */
export function readXmlEvents(chunks: Iterable<string>, path: string, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: OpenNode[] = [];
  let count = 0;
  let line = 1;
  const limit = (what: string): never => {
    throw new TheriacError('THERIAC_INPUT_LIMIT', what, { path, line: Math.max(1, parser.line) });
  };
  parser.on('error', () => {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid XML', {
      path,
      line: Math.max(1, parser.line),
    });
  });
  parser.on('doctype', () => limit('a document type is refused: bills of materials have none'));
  parser.on('opentagstart', () => {
    // The character after the name has been read; if that was a line end, the tag began a line earlier.
    line = Math.max(1, parser.columnIndex === 0 ? parser.line - 1 : parser.line);
  });
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > XML_LIMITS.elements) limit(`more than ${XML_LIMITS.elements} elements`);
    if (stack.length >= XML_LIMITS.depth) limit(`nested deeper than ${XML_LIMITS.depth} levels`);
    const attributes: XmlAttribute[] = [];
    for (const key of Object.keys(tag.attributes)) {
      const attribute = tag.attributes[key];
      if (attribute === undefined || attribute.uri === XMLNS) continue;
      const { prefix, local, uri, value } = attribute;
      attributes.push({ prefix, local, uri, value });
    }
    if (attributes.length > XML_LIMITS.attributes) limit(`more than ${XML_LIMITS.attributes} attributes`);
    const node: OpenNode = {
      prefix: tag.prefix,
      local: tag.local,
      uri: tag.uri,
      line,
      attributes,
      content: [],
    };
    stack.push(node);
  });
  const addText = (more: string): void => {
    const content = stack.at(-1)?.content;
    if (content === undefined) return;
    const last = content.at(-1);
    if (typeof last === 'string') content[content.length - 1] = last + more;
    else content.push(more);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const node = stack.pop();
    if (node === undefined) return;
    if (node.content.some((part) => typeof part !== 'string')) {
      // Indentation between elements says nothing; text beside elements is kept.
      const kept = node.content.filter((part) => typeof part !== 'string' || part.trim() !== '');
      node.content.splice(0, node.content.length, ...kept);
    }
    if (events.close(node, stack.length, stack) !== false) stack.at(-1)?.content.push(node);
  });
  for (const chunk of chunks) parser.write(chunk);
  parser.close();
}

/** What XML 1.0 has no character for. */
export const XML_FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function escapeXmlText(text: string): string {
  if (!/[&<>\r]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

export function escapeXmlAttribute(text: string): string {
  if (!/[&<>"\t\n\r]/.test(text)) return text;
  return escapeXmlText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

/**
 * An element as text that stands for itself: every namespace that it uses is declared in it.
 * @param scope prefixes that are declared around it
 */
export function serializeXml(node: XmlNode, scope: ReadonlyMap<string, string> = new Map()): string {
  const inner = new Map(scope);
  let head = '';
  const declare = (prefix: string, uri: string): void => {
    if (inner.get(prefix) === uri || prefix === 'xml' || (uri === '' && !inner.has(prefix))) return;
    inner.set(prefix, uri);
    head += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeXmlAttribute(uri)}"`;
  };
  declare(node.prefix, node.uri);
  for (const { prefix, uri } of node.attributes) if (prefix !== '') declare(prefix, uri);
  for (const { prefix, local, value } of node.attributes)
    head += ` ${prefix === '' ? local : `${prefix}:${local}`}="${escapeXmlAttribute(value)}"`;
  const name = node.prefix === '' ? node.local : `${node.prefix}:${node.local}`;
  if (node.content.length === 0) return `<${name}${head}/>`;
  const body = node.content
    .map((part) => (typeof part === 'string' ? escapeXmlText(part) : serializeXml(part, inner)))
    .join('');
  return `<${name}${head}>${body}</${name}>`;
}
