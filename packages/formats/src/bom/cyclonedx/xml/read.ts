/**
 * CycloneDX XML in the JSON shape, by the grammar. What is in other namespaces is kept as text of its own under
 * `xml:foreign` and `xml:attributes`, so that it can be written back.
 */
import type { BomProblem, JsonValue } from '@theriac/core';
import { elementsOf, textOf, type XmlNode } from '@theriac/read/xml';
import { plain } from '../../../text/plain-text.ts';
import type { JsonMap, MutableJson } from '../../document/json-fields.ts';
import { type Field, GRAMMAR, type ObjectType, typesFor } from '../grammar.ts';
import { SCALARS, VOCABULARIES } from '../scalars.ts';
import { versionRank } from '../versions.ts';
import type { XmlContext } from './context.ts';
import { attributesAsWritten, keepElement, keepWrapperAttributes, XML_ATTRIBUTES } from './foreign.ts';
import { OWN_FORMS } from './own-forms.ts';

const DEPENDENCY_GRAPH = 'http://cyclonedx.org/schema/ext/dependency-graph/1.0';

export interface XmlDocument {
  readonly top: JsonMap;
  readonly problems: readonly BomProblem[];
  /** Line of what a JSON pointer points to. */
  readonly lineOf: (pointer: string) => number | undefined;
}

/** A `bom` element in the JSON shape. `version` is what its namespace says. */
export function readCycloneDxXml(root: XmlNode, version: string): XmlDocument {
  const reader = new XmlReader(root.uri, versionRank(version));
  const type = GRAMMAR.get('bom');
  const body = type === undefined ? {} : reader.object(root, type, '');
  const top: MutableJson = { bomFormat: 'CycloneDX', specVersion: version };
  for (const [key, value] of Object.entries(body)) top[key] = value;
  reader.place(top, root);
  return { top, problems: reader.problems, lineOf: (pointer) => reader.lineOf(top, pointer) };
}

class XmlReader implements XmlContext {
  readonly problems: BomProblem[] = [];
  readonly #uri: string;
  readonly #rank: number;
  readonly #places = new WeakMap<object, XmlNode>();

  constructor(uri: string, rank: number) {
    this.#uri = uri;
    this.#rank = rank;
  }

  place = (value: object, node: XmlNode): void => {
    this.#places.set(value, node);
  };

  problem = (
    node: XmlNode,
    pointer: string,
    code: string,
    what: string,
    remedy: string,
    severity: BomProblem['severity'] = 'error',
  ): void => {
    if (this.problems.length < 1000)
      this.problems.push({ code, severity, pointer, line: node.line, what, remedy });
  };

  object = (node: XmlNode, type: ObjectType, pointer: string): MutableJson => {
    const result: MutableJson = {};
    this.#places.set(result, node);
    this.#attributes(node, type, pointer, result);
    let reached: Field | undefined;
    for (const child of elementsOf(node)) {
      if (child.uri !== this.#uri) {
        this.#graphExtension(child, pointer);
        keepElement(result, child);
        continue;
      }
      const field = type.byXmlName.get(child.local);
      if (field === undefined || field.xml.kind === 'attribute') {
        this.problem(
          child,
          `${pointer}/${child.local}`,
          'schema/unknown-field',
          `CycloneDX has no element ${plain(child.local, 80)} in ${type.name}`,
          'Remove it, or move it to a namespace of its own.',
        );
        continue;
      }
      if (reached !== undefined && field.order < reached.order && !type.anyOrder) {
        this.problem(
          child,
          `${pointer}/${field.name}`,
          'schema/order',
          `${child.local} comes after ${reached.xml.name}, but the schema expects it before`,
          'Put the elements in the order of the schema.',
        );
      } else reached = field;
      this.#element(child, field, `${pointer}/${field.name}`, result);
    }
    this.#text(node, type, pointer, result);
    return result;
  };

  /** The dependency graph of CycloneDX 1.0 and 1.1 was in an extension, every node of which has a ref. */
  #graphExtension(node: XmlNode, pointer: string): void {
    if (node.uri !== DEPENDENCY_GRAPH) return;
    if (node.local === 'dependency' && !node.attributes.some(({ local }) => local === 'ref'))
      this.problem(node, pointer, 'schema/required', 'a dependency has no ref', 'Write ref="…".');
    for (const child of elementsOf(node)) this.#graphExtension(child, pointer);
  }

  #attributes(node: XmlNode, type: ObjectType, pointer: string, result: MutableJson): void {
    for (const { prefix, local, uri, value } of node.attributes) {
      const field = uri === '' ? type.byXmlName.get(`@${local}`) : undefined;
      if (field !== undefined) {
        result[field.name] = scalarOf(value, field.single[0] ?? 'text');
      } else {
        // The schemas since 1.1 allow unknown attributes anywhere, of other namespaces and of none.
        if (uri === '') {
          this.problem(
            node,
            `${pointer}/${local}`,
            'schema/unknown-field',
            `CycloneDX has no attribute ${plain(local, 80)} on ${node.local}`,
            'Check the spelling.',
            this.#uri.endsWith('/1.0') ? 'error' : 'warning',
          );
        }
        const known = result[XML_ATTRIBUTES];
        result[XML_ATTRIBUTES] = {
          ...(typeof known === 'object' ? known : {}),
          ...attributesAsWritten([{ prefix, local, uri, value }]),
        };
      }
    }
  }

  #text(node: XmlNode, type: ObjectType, pointer: string, result: MutableJson): void {
    const field = type.byXmlName.get('=');
    const text = textOf(node);
    if (field !== undefined) {
      // An empty property has no value; an empty hash has an empty one.
      if (text !== '' || field.required !== null)
        result[field.name] = scalarOf(text, field.single[0] ?? 'text');
    } else if (text.trim() !== '') {
      this.problem(
        node,
        pointer,
        'schema/type',
        `text in ${node.local}, which has only elements`,
        'Remove the text.',
      );
    }
  }

  #element(node: XmlNode, field: Field, pointer: string, result: MutableJson): void {
    const { xml } = field;
    if (xml.kind === 'own') {
      const form = OWN_FORMS[xml.name];
      if (form !== undefined) result[field.name] = form.read(node, pointer, this);
      return;
    }
    if (xml.kind === 'wrapped') {
      if (field.list.length === 0) {
        const [only] = this.#items(node, field, field.single, pointer, result);
        if (only !== undefined) result[field.name] = only;
        return;
      }
      const known = result[field.name];
      const items = Array.isArray(known) ? known : [];
      for (const one of this.#items(node, field, field.list, pointer, result)) items.push(one);
      this.#places.set(items, node);
      result[field.name] = items;
      return;
    }
    if (xml.kind === 'repeated' && typesFor(field, 'list', this.#rank).length > 0) {
      const known = result[field.name];
      const items: JsonValue[] = Array.isArray(known) ? known : [];
      if (items.length === 0) this.#places.set(items, node);
      items.push(this.#item(node, field, `${pointer}/${items.length}`));
      result[field.name] = items;
      return;
    }
    if (Object.hasOwn(result, field.name)) {
      this.problem(
        node,
        pointer,
        'schema/repeated',
        `duplicate ${node.local}: one is allowed`,
        'Keep one of them.',
      );
      return;
    }
    result[field.name] = this.value(node, field.single[0] ?? field.list[0] ?? 'text', pointer);
  }

  /** The items of a wrapper. */
  #items(
    node: XmlNode,
    field: Field,
    types: readonly string[],
    pointer: string,
    owner: MutableJson,
  ): JsonValue[] {
    const items: JsonValue[] = [];
    keepWrapperAttributes(owner, field.xml.name, node.attributes);
    for (const child of elementsOf(node)) {
      if (child.uri !== this.#uri) {
        keepElement(owner, child, field.xml.name);
        continue;
      }
      const index = field.xml.items.indexOf(child.local);
      if (index < 0) {
        this.problem(
          child,
          pointer,
          'schema/unknown-field',
          `CycloneDX has no element ${plain(child.local, 80)} in ${node.local}`,
          `Write ${field.xml.items.join(' or ')}.`,
        );
        continue;
      }
      const at = `${pointer}/${items.length}`;
      const type = types[index] ?? types[0] ?? 'text';
      items.push(
        field.xml.valueAttribute === undefined
          ? this.value(child, type, at)
          : this.#valueAttribute(child, field.xml.valueAttribute, at),
      );
    }
    return items;
  }

  /** One of repeated elements: an attribute's value, one of several wrapped types, or what its content shows. */
  #item(node: XmlNode, field: Field, pointer: string): JsonValue {
    const { valueAttribute, items } = field.xml;
    if (valueAttribute !== undefined) return this.#valueAttribute(node, valueAttribute, pointer);
    if (items.length > 0) {
      const [only] = elementsOf(node);
      const index = only === undefined ? -1 : items.indexOf(only.local);
      return only === undefined || index < 0 ? {} : this.value(only, field.list[index] ?? 'text', pointer);
    }
    const object = field.list.find((type) => GRAMMAR.has(type));
    const scalar = field.list.find((type) => !GRAMMAR.has(type));
    const hasElements = node.content.some((part) => typeof part !== 'string');
    return this.value(node, (hasElements ? object : scalar) ?? object ?? 'text', pointer);
  }

  #valueAttribute(node: XmlNode, name: string, pointer: string): JsonValue {
    const value = node.attributes.find(({ local, uri }) => local === name && uri === '')?.value;
    if (value === undefined || elementsOf(node).length > 0) {
      const what = value === undefined ? `has no ${name}` : 'has elements of its own, which are not read';
      this.problem(
        node,
        pointer,
        'schema/required',
        `${node.local} ${what}`,
        `Write ${name}="…" and nothing else.`,
      );
    }
    return value ?? '';
  }

  value = (node: XmlNode, typeName: string, pointer: string): JsonValue => {
    const type = GRAMMAR.get(typeName);
    if (type !== undefined) return this.object(node, type, pointer);
    for (const child of elementsOf(node)) {
      this.problem(
        child,
        pointer,
        'schema/type',
        `an element in ${node.local}, which has only text`,
        'Remove the element.',
      );
    }
    return scalarOf(textOf(node), typeName);
  };

  lineOf(top: object, pointer: string): number | undefined {
    let at: unknown = top;
    let node = this.#places.get(top);
    for (const key of pointer.split('/').slice(1)) {
      if (typeof at !== 'object' || at === null) break;
      const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
      const inner: unknown = Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined;
      const own = typeof inner === 'object' && inner !== null ? this.#places.get(inner) : undefined;
      node =
        own ?? (node === undefined ? undefined : (elementsOf(node).find((c) => c.local === name) ?? node));
      at = inner;
    }
    return node?.line;
  }
}

/** Text as the JSON type of a scalar; anything else stays text, and validation reports it. */
function scalarOf(text: string, type: string): JsonValue {
  if (VOCABULARIES.has(type)) return text.trim();
  const json = SCALARS.get(type)?.json;
  if (json === 'boolean') {
    const word = text.trim();
    return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : text;
  }
  if (json === 'number') {
    const word = text.trim();
    const number = Number(word);
    return word === '' || !Number.isFinite(number) ? text : number;
  }
  // Text keeps its white space; everything with a form of its own (URIs, dates, hashes) is trimmed.
  return type === 'text' || type === 'content' ? text : text.trim();
}
