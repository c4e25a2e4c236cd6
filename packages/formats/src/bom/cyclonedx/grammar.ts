/**
 * The grammar of CycloneDX 1.0–1.7, JSON and XML, as one table that validation, XML, older versions and the docs are
 * all driven by. The tables in `grammar/` list types; a line of a type is a field:
 *
 * ```
 * component
 *   type!     componentType   .        @          required · from the first version of the type · an attribute
 *   hashes    hash[]          .        >hash      a list; XML wraps the items: <hashes><hash/></hashes>
 *   swhid     text[]          1.6      +          a list since 1.6; XML repeats the element itself
 *   content!  text            .        =          the text of the element
 *   one-of id / name                              exactly one of these (`a+b`: all of a and b); any-of: at least one
 *   not-both version / versionRange
 *   only-if versionRange isExternal               the first only when the second is true
 *   alone expression 1.5-1.6/1.0-1.6              an item with this field is the only one of its list
 * ```
 *
 * - field: `!` required, `!1.6` required since 1.6, `!-1.3` required until 1.3
 * - type: a type, vocabulary (`words.ts`) or scalar (`scalars.ts`); `[]` a list, `[]^` one without repetitions;
 *   `a|b` either; `a@1.5` since that version
 * - version: `1.5` since, `1.5/1.3` since 1.5 in JSON and 1.3 in XML, `xml` in XML only, `.` always
 * - XML: nothing: an element of that name · `@`, `@name` attribute · `=` text · `>item` wrapped items · `name>item`
 *   wrapped under another name · `+`, `+name` repeated · `…@ref` the item's value is that attribute · `:name` an
 *   element of another name · `>a|b` the item's name shows which of the types it is · `*name`, `*` see `xml-forms.ts` ·
 *   `-` not in XML
 * - `xml-one data 1.5-1.5`: the XML of these versions has one where JSON has a list
 * - `xml-neither 1.0-1.5`: in the XML of these versions all that `one-of` lists may be absent
 * - `any-order`: XML may mix the elements of the type
 * - `open 1.2-1.3`: fields that are not listed are allowed in these versions
 *
 * The order of fields is the order that the XML schema demands. Tests hold the table against the official schemas.
 */
import { COMPONENTS } from './grammar/components.ts';
import { CRYPTOGRAPHY } from './grammar/cryptography.ts';
import { DECLARATIONS } from './grammar/declarations.ts';
import { DOCUMENT } from './grammar/document.ts';
import { FORMULATION } from './grammar/formulation.ts';
import { LICENCES } from './grammar/licences.ts';
import { MODELS } from './grammar/models.ts';
import { PATENTS } from './grammar/patents.ts';
import { SERVICES } from './grammar/services.ts';
import { VULNERABILITIES } from './grammar/vulnerabilities.ts';
import { NEWEST_RANK, type Span, versionRank } from './versions.ts';

interface XmlForm {
  readonly kind: 'none' | 'attribute' | 'text' | 'element' | 'wrapped' | 'repeated' | 'own';
  /** Of the attribute, element, wrapper or own form. */
  readonly name: string;
  /** Names of the items inside a wrapper, one for each type of the field. */
  readonly items: readonly string[];
  /** The attribute that holds the value of an item. */
  readonly valueAttribute?: string;
}

export interface Field {
  readonly name: string;
  readonly required: Span | null;
  /** Types of which the items of a list are; empty: it is not a list. */
  readonly list: readonly string[];
  /** Types of a single value; empty: it is always a list. */
  readonly single: readonly string[];
  readonly unique: boolean;
  /** First version of a type of a list (`[]`) or of a single value, where it came later than the field. */
  readonly typesSince: ReadonlyMap<string, number>;
  readonly json: Span;
  readonly inXml: Span;
  readonly xml: XmlForm;
  /** Place in the sequence of the XML schema. */
  readonly order: number;
}

export interface ObjectType {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Those that some version requires. */
  readonly needed: readonly Field[];
  /** XML elements and attributes (the latter with `@`) to fields; `=` to the text. */
  readonly byXmlName: ReadonlyMap<string, Field>;
  /** Groups of alternatives of fields. */
  readonly oneOf: readonly (readonly (readonly string[])[])[];
  readonly anyOf: readonly (readonly (readonly string[])[])[];
  readonly notBoth: readonly (readonly string[])[];
  readonly onlyIf: readonly { readonly field: string; readonly flag: string }[];
  readonly alone: readonly { readonly field: string; readonly json: Span; readonly inXml: Span }[];
  readonly open: Span | null;
  readonly anyOrder: boolean;
  readonly xmlOne: ReadonlyMap<string, Span>;
  /** Versions whose XML may have none of `oneOf`. */
  readonly xmlNeither: Span;
}

const NEVER: Span = { since: 1, until: 0 };

/** Types of a list or of a single value that a version has. */
export function typesFor(field: Field, shape: 'list' | 'single', rank: number): readonly string[] {
  const types = field[shape];
  if (field.typesSince.size === 0) return types;
  return types.filter((type) => (field.typesSince.get(shape === 'list' ? `${type}[]` : type) ?? 0) <= rank);
}

/** All object types by name. */
export const GRAMMAR: ReadonlyMap<string, ObjectType> = new Map(
  [
    DOCUMENT,
    COMPONENTS,
    LICENCES,
    VULNERABILITIES,
    SERVICES,
    MODELS,
    FORMULATION,
    CRYPTOGRAPHY,
    DECLARATIONS,
    PATENTS,
  ]
    .flatMap((table) => table.trim().split(/\n{2,}/))
    .map(typeOf)
    .map((type) => [type.name, type]),
);

function typeOf(block: string): ObjectType {
  const [name = '', ...lines] = block.split('\n');
  const fields = new Map<string, Field>();
  const byXmlName = new Map<string, Field>();
  const oneOf: string[][][] = [];
  const anyOf: string[][][] = [];
  const notBoth: string[][] = [];
  const onlyIf: { field: string; flag: string }[] = [];
  const alone: { field: string; json: Span; inXml: Span }[] = [];
  let open: Span | null = null;
  let anyOrder = false;
  let xmlNeither = NEVER;
  const xmlOne = new Map<string, Span>();
  for (const line of lines) {
    const [first = '', ...rest] = line.trim().split(/\s+/);
    const groups = (): string[][] =>
      rest
        .join(' ')
        .split(' / ')
        .map((group) => group.split('+'));
    if (first === 'one-of') oneOf.push(groups());
    else if (first === 'any-of') anyOf.push(groups());
    else if (first === 'not-both') notBoth.push(groups().flat());
    else if (first === 'only-if') onlyIf.push({ field: rest[0] ?? '', flag: rest[1] ?? '' });
    else if (first === 'alone') {
      const [json = '', inXml = json] = (rest[1] ?? '').split('/');
      alone.push({ field: rest[0] ?? '', json: spanOf(json), inXml: spanOf(inXml) });
    } else if (first === 'xml-one') xmlOne.set(rest[0] ?? '', spanOf(rest[1] ?? ''));
    else if (first === 'xml-neither') xmlNeither = spanOf(rest[0] ?? '');
    else if (first === 'any-order') anyOrder = true;
    else if (first === 'open') open = spanOf(rest[0] ?? '');
    else {
      const field = fieldOf(first, rest, fields.size);
      fields.set(field.name, field);
      for (const xmlName of xmlNamesOf(field)) byXmlName.set(xmlName, field);
    }
  }
  const needed = [...fields.values()].filter((field) => field.required !== null);
  return {
    name,
    fields,
    needed,
    byXmlName,
    oneOf,
    anyOf,
    notBoth,
    onlyIf,
    alone,
    open,
    anyOrder,
    xmlOne,
    xmlNeither,
  };
}

function fieldOf(
  first: string,
  [type = 'text', version = '.', xml = '']: readonly string[],
  order: number,
): Field {
  const [name = '', required] = first.split('!');
  const [json = '.', inXml = json] = version.split('/');
  const list: string[] = [];
  const single: string[] = [];
  const typesSince = new Map<string, number>();
  const grouped = /^\(([^()]*)\)(\[\].*)$/.exec(type);
  const alternatives =
    grouped === null ? type.split('|') : (grouped[1] ?? '').split('|').map((one) => `${one}${grouped[2]}`);
  for (const alternative of alternatives) {
    const [shape = '', version] = alternative.split('@');
    const [base = '', brackets] = shape.split('[');
    (brackets === undefined ? single : list).push(base);
    if (version !== undefined)
      typesSince.set(brackets === undefined ? base : `${base}[]`, versionRank(version));
  }
  const form = formOf(name, xml);
  return {
    name,
    required: required === undefined ? null : spanOf(required),
    list,
    single,
    unique: type.endsWith('^'),
    typesSince,
    json: json === 'xml' ? NEVER : spanOf(json),
    inXml: form.kind === 'none' ? NEVER : spanOf(inXml === 'xml' ? '.' : inXml),
    xml: form,
    order,
  };
}

/** `1.5` since · `1.2-1.3` from to · `-1.3` until · `.` or nothing: always. */
function spanOf(text: string): Span {
  if (text === '.' || text === '') return { since: 0, until: NEWEST_RANK };
  const [since = '', until] = text.split('-');
  return {
    since: since === '' ? 0 : versionRank(since),
    until: until === undefined ? NEWEST_RANK : versionRank(until),
  };
}

function formOf(name: string, xml: string): XmlForm {
  const [shape = '', valueAttribute] = xml.startsWith('@') ? [xml] : xml.split('@');
  const attribute = valueAttribute === undefined ? {} : { valueAttribute };
  if (shape === '-') return { kind: 'none', name, items: [] };
  if (shape.startsWith('@')) return { kind: 'attribute', name: shape.slice(1) || name, items: [] };
  if (shape === '=') return { kind: 'text', name, items: [] };
  if (shape.startsWith('*')) return { kind: 'own', name: shape.slice(1), items: [] };
  if (shape.startsWith(':')) return { kind: 'element', name: shape.slice(1), items: [] };
  const [outer = '', inner] = shape.split('>');
  if (shape.startsWith('+')) {
    const items = inner === undefined ? [] : inner.split('|');
    return { kind: 'repeated', name: outer.slice(1) || name, items, ...attribute };
  }
  if (inner !== undefined)
    return { kind: 'wrapped', name: outer || name, items: inner.split('|'), ...attribute };
  return { kind: 'element', name, items: [] };
}

function xmlNamesOf({ name, xml }: Field): string[] {
  if (xml.kind === 'none') return [];
  if (xml.kind === 'attribute') return [`@${xml.name}`];
  if (xml.kind === 'text') return ['='];
  // Forms of their own have the name of the field.
  return [xml.kind === 'own' ? name : xml.name];
}
