/**
 * XML with places: a small tree of elements, their attributes and text. Entities of a document type are refused, not
 * expanded, so that neither external files nor a few lines that mean gigabytes can be smuggled in.
 */
import { type TargetFile, TheriacError } from '@theriac/core';
import { decodeText } from '@theriac/read/text';
import { SaxesParser } from 'saxes';

export class XmlElement {
  /** Without namespace prefix. */
  readonly name: string;
  /** 1-based line of the opening tag. */
  readonly line: number;
  readonly children: XmlElement[] = [];
  readonly #attributes: ReadonlyMap<string, string>;
  /** Text directly inside, without that of children. */
  text = '';

  constructor(name: string, line: number, attributes: ReadonlyMap<string, string>) {
    this.name = name;
    this.line = line;
    this.#attributes = attributes;
  }

  /** By its name without prefix. */
  attribute(name: string): string | undefined {
    return this.#attributes.get(name);
  }
  /** Attribute whatever the case of its name, as MSBuild and NuGet compare. */
  attributeOfAnyCase(name: string): string | undefined {
    for (const [key, value] of this.#attributes) if (key.toLowerCase() === name.toLowerCase()) return value;
    return undefined;
  }
  child(name: string): XmlElement | undefined {
    return this.children.find((c) => c.name === name);
  }
  all(name: string): XmlElement[] {
    return this.children.filter((c) => c.name === name);
  }
  /** Trimmed text of a child; undefined when there is no such child. */
  textOf(name: string): string | undefined {
    return this.child(name)?.text.trim();
  }
  /** Elements at the end of a path of names, through every branch. */
  at(...path: string[]): XmlElement[] {
    let found: XmlElement[] = [this];
    for (const name of path) found = found.flatMap((e) => e.all(name));
    return found;
  }
}

const MAX_DEPTH = 200;
const MAX_ELEMENTS = 1_000_000;
const MAX_ATTRIBUTES = 1000;

/**
 * The root element.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line; THERIAC_INPUT_LIMIT for entities, depth and number
 */
export function readXml(file: TargetFile): XmlElement {
  const text = textOf(file);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  let line = 1;
  const limit = (what: string): never => {
    throw new TheriacError('THERIAC_INPUT_LIMIT', what, { path: file.path, line: lineOf(parser.line) });
  };
  const lines = text.split('\n').length;
  const lineOf = (at: number): number => Math.min(Math.max(at, 1), lines);
  parser.on('error', (error) => {
    // Entities of HTML stand in old poms, in the names of developers; they are kept as they are.
    if (error.message.includes('undefined entity')) return;
    const at = lineOf(parser.line);
    const conflict = /^(?:<{7}|={7}|>{7})/.test(text.split('\n', at)[at - 1] ?? '');
    throw new TheriacError(
      'THERIAC_INPUT_SYNTAX',
      conflict ? 'a merge conflict is not resolved' : 'not valid XML',
      { path: file.path, line: at },
    );
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('<!ENTITY')) limit('a document type that defines entities is refused');
  });
  parser.on('opentagstart', () => {
    // The character after the name has been read; if that was a line end, the tag began a line earlier.
    line = parser.columnIndex === 0 ? parser.line - 1 : parser.line;
  });
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > MAX_ELEMENTS) limit(`more than ${MAX_ELEMENTS} elements`);
    if (stack.length >= MAX_DEPTH) limit(`nested deeper than ${MAX_DEPTH} levels`);
    const attributes = Object.entries(tag.attributes);
    if (attributes.length > MAX_ATTRIBUTES) limit(`more than ${MAX_ATTRIBUTES} attributes`);
    const element = new XmlElement(
      localName(tag.name),
      lineOf(line),
      new Map(attributes.map(([key, value]) => [localName(key), value])),
    );
    const parent = stack.at(-1);
    if (parent === undefined) root ??= element;
    else parent.children.push(element);
    stack.push(element);
  });
  const addText = (more: string): void => {
    const element = stack.at(-1);
    if (element !== undefined) element.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => stack.pop());
  parser.write(text).close();
  if (root === undefined) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'no XML element', { path: file.path, line: 1 });
  }
  return root;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Single-byte encodings that old XML declares; everything else goes the way of all text. */
const LATIN = /^(?:iso-8859-1|iso-8859-15|windows-1252|us-ascii|latin1)$/i;

function textOf(file: TargetFile): string {
  const bytes = file.bytes();
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('latin1');
  const declared = /^<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1];
  if (declared !== undefined && LATIN.test(declared)) {
    return new TextDecoder('windows-1252').decode(bytes).replace(/\r\n?/g, '\n');
  }
  return decodeText(bytes, file.path);
}
