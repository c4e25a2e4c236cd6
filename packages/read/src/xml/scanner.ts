/**
 * The one scanner of XML, over `saxes`. The input is hostile: entities of a document type are never expanded, so that
 * neither external files nor a few lines that mean gigabytes get in; depth, elements and attributes are bounded.
 */
import { TheriacError } from '@theriac/core';
import { SaxesParser } from 'saxes';
import type { Position } from '../text/positions.ts';

export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  /** Namespace, or the empty string; always empty without `namespaces`. */
  readonly uri: string;
  readonly value: string;
}

interface XmlTag extends Position {
  readonly prefix: string;
  readonly local: string;
  /** Namespace, or the empty string; always empty without `namespaces`. */
  readonly uri: string;
  /** Without namespace declarations, where namespaces are read. */
  readonly attributes: readonly XmlAttribute[];
}

export interface XmlVisitor {
  /** @param tag placed at its `<` */
  open(tag: XmlTag): void;
  /** A piece of text or of a CDATA section in the innermost element. */
  text(text: string): void;
  /** The innermost element closes. */
  close(): void;
}

export interface XmlOptions {
  /** What errors call the document. */
  readonly path: string;
  /** Resolve namespaces, and refuse prefixes that are not declared. */
  readonly namespaces: boolean;
  /** Which document types are refused: all, or those that define entities. */
  readonly doctype: 'refused' | 'without-entities';
  /** Entities that are not defined: a syntax error, or kept as they are written. */
  readonly undefinedEntities: 'refused' | 'kept';
  readonly maxDepth: number;
  readonly maxElements: number;
  readonly maxAttributes: number;
}

/** How the parser begins each of its messages. */
const PLACE = /^\d{1,12}:\d{1,12}: /;
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/**
 * Reads a document, whole or in chunks.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line; THERIAC_INPUT_LIMIT for document types, depth and number
 */
export function scanXml(chunks: Iterable<string>, options: XmlOptions, visitor: XmlVisitor): void {
  const { path, namespaces } = options;
  const parser = new SaxesParser({ xmlns: namespaces, position: true });
  let chunk = '';
  /** Characters before the chunk. */
  let base = 0;
  let depth = 0;
  let count = 0;
  let start: Position = { line: 1, column: 1 };
  const limit = (what: string): never => {
    throw new TheriacError('THERIAC_INPUT_LIMIT', what, { path, line: Math.max(1, parser.line) });
  };
  /** The place of a tag whose name has just been read, with the character after it. */
  const startOf = (name: string): Position => {
    const offset = parser.position - name.length - 2;
    // If the character after the name was a line end, the tag began a line earlier.
    const isAfterLine = parser.columnIndex === 0;
    const line = Math.max(1, isAfterLine ? parser.line - 1 : parser.line);
    const lineStart = isAfterLine
      ? base + chunk.lastIndexOf('\n', Math.max(0, offset - base)) + 1
      : parser.position - parser.columnIndex;
    return { line, column: Math.max(1, offset - lineStart + 1) };
  };
  const refuse = (message: string): never => {
    const line = Math.max(1, parser.line);
    const from = chunk.lastIndexOf('\n', Math.max(0, parser.position - base - 2)) + 1;
    const isConflict = /^(?:<{7}|={7}|>{7})/.test(chunk.slice(from, from + 8));
    const what = isConflict
      ? 'a merge conflict is not resolved'
      : `not valid XML: ${message.replace(PLACE, '').replace(/\.$/, '').slice(0, 200)}`;
    throw new TheriacError('THERIAC_INPUT_SYNTAX', what, { path, line });
  };
  // Where every error is one, none is asked for: with one handler more the parser is an object that the engine cannot
  // optimise, and takes four times as long.
  if (options.undefinedEntities === 'kept')
    parser.on('error', ({ message }) => {
      if (!message.includes('undefined entity')) refuse(message);
    });
  parser.on('doctype', (doctype) => {
    if (options.doctype === 'refused') limit('a document type is refused; remove it');
    if (doctype.includes('<!ENTITY')) limit('a document type that defines entities is refused');
  });
  parser.on('opentagstart', ({ name }) => {
    start = startOf(name);
  });
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > options.maxElements) limit(`more than ${options.maxElements} elements`);
    if (depth >= options.maxDepth) limit(`nested deeper than ${options.maxDepth} levels`);
    depth += 1;
    const attributes: XmlAttribute[] = [];
    for (const key of Object.keys(tag.attributes)) {
      const attribute = tag.attributes[key];
      if (typeof attribute === 'string')
        attributes.push({ prefix: prefixOf(key), local: localOf(key), uri: '', value: attribute });
      else if (attribute !== undefined && attribute.uri !== XMLNS) {
        const { prefix, local, uri, value } = attribute;
        attributes.push({ prefix, local, uri, value });
      }
    }
    if (attributes.length > options.maxAttributes) limit(`more than ${options.maxAttributes} attributes`);
    visitor.open({
      prefix: tag.prefix ?? prefixOf(tag.name),
      local: tag.local ?? localOf(tag.name),
      uri: tag.uri ?? '',
      attributes,
      line: start.line,
      column: start.column,
    });
  });
  const text = (more: string): void => visitor.text(more);
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    depth -= 1;
    visitor.close();
  });
  try {
    for (const next of chunks) {
      base += chunk.length;
      chunk = next;
      parser.write(next);
    }
    parser.close();
  } catch (error) {
    if (error instanceof Error && !(error instanceof TheriacError) && PLACE.test(error.message))
      refuse(error.message);
    throw error;
  }
  if (count === 0)
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'the document has no XML element', { path, line: 1 });
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);
