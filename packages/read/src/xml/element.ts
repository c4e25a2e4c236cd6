/** XML without namespaces as a small tree: elements, their attributes and text. For manifests and lockfiles. */
import type { TargetFile } from '@theriac/core';
import { decodeText } from '../text/decode-text.ts';
import type { Position } from '../text/positions.ts';
import { scanXml } from './scanner.ts';

export class XmlElement {
  /** Without namespace prefix. */
  readonly name: string;
  /** Of the opening tag. */
  readonly line: number;
  readonly column: number;
  readonly children: XmlElement[] = [];
  readonly #attributes: ReadonlyMap<string, string>;
  /** Text directly inside, without that of children. */
  text = '';

  constructor(name: string, { line, column }: Position, attributes: ReadonlyMap<string, string>) {
    this.name = name;
    this.line = line;
    this.column = column;
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

/**
 * The root element.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line; THERIAC_INPUT_LIMIT for entities, depth and number
 */
export function readXml(file: TargetFile): XmlElement {
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  scanXml(
    [textOf(file)],
    {
      path: file.path,
      namespaces: false,
      doctype: 'without-entities',
      // Old poms have entities of HTML in the names of developers.
      undefinedEntities: 'kept',
      maxDepth: 200,
      maxElements: 1_000_000,
      maxAttributes: 1000,
    },
    {
      open: ({ local, attributes, line, column }) => {
        const values = new Map(attributes.map((attribute) => [attribute.local, attribute.value]));
        const element = new XmlElement(local, { line, column }, values);
        const parent = stack.at(-1);
        if (parent === undefined) root ??= element;
        else parent.children.push(element);
        stack.push(element);
      },
      text: (more) => {
        const element = stack.at(-1);
        if (element !== undefined) element.text += more;
      },
      close: () => {
        stack.pop();
      },
    },
  );
  // A document without elements is refused by the scanner.
  return root ?? new XmlElement('', { line: 1, column: 1 }, new Map());
}

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
