/**
 * Brings a CycloneDX document in its newest JSON shape down to what one version can say in one encoding: fields in
 * the order of the grammar, nothing that the schema of that version would refuse. What is left out is a loss.
 */
import type { JsonValue } from '@theriac/core';
import { XML_FORBIDDEN } from '../../../text/xml-text.ts';
import { isList, isMap, type JsonMap, type MutableJson } from '../../document/json-fields.ts';
import type { Losses } from '../../model/losses.ts';
import { pointer } from '../../model/losses.ts';
import { type Field, GRAMMAR, type ObjectType, typesFor } from '../grammar.ts';
import { SCALARS, VOCABULARIES } from '../scalars.ts';
import { likeliest, shallow } from '../validate.ts';
import { type Span, versionOf, within } from '../versions.ts';

/** Where in the model an object of the document comes from. */
export interface Mark {
  readonly path: string;
  /** Keys that come from `rest`. */
  readonly rest: ReadonlySet<string>;
  /** Where that rest is, when it is not the object's own. */
  readonly restPath?: string;
}

export interface Target {
  readonly rank: number;
  readonly encoding: 'json' | 'xml';
  readonly marks: Map<object, Mark>;
  readonly losses: Losses;
}

/** Fields whose names in the model are others. */
const MODEL_NAMES: ReadonlyMap<string, string> = new Map([
  ['bom.serialNumber', 'id'],
  ['metadata.timestamp', 'created'],
  ['metadata.licenses', 'dataLicences'],
  ['component.bom-ref', 'ref'],
  ['component.type', 'kind'],
  ['component.cpe', 'cpes'],
  ['component.licenses', 'licences'],
  ['component.author', 'authors'],
  ['componentEvidence.licenses', 'licences'],
  ['componentEvidence.copyright', 'copyrights'],
  ['organizationalEntity.bom-ref', 'ref'],
  ['organizationalEntity.url', 'urls'],
  ['organizationalEntity.contact', 'contacts'],
  ['organizationalContact.bom-ref', 'ref'],
  ['tool.group', 'vendor'],
  ['vulnerability.bom-ref', 'ref'],
  ['vulnerability.references', 'aliases'],
  ['analysis.response', 'responses'],
  ['dependency.dependsOn', 'to'],
  ['dependency.provides', 'to'],
  ['dependency.ref', 'from'],
  ['license.id', 'value'],
  ['license.name', 'value'],
  ['licenseChoice.expression', 'value'],
  ['hash.alg', 'algorithm'],
  ['hash.content', 'value'],
]);

/** The document, fitted; its type is `bom`. */
export function fitCycloneDx(top: JsonMap, target: Target): JsonMap {
  const type = GRAMMAR.get('bom');
  if (type === undefined) return top;
  return new Fitting(target).object(top, type, { mark: undefined, parent: undefined, key: '' }) ?? {};
}

interface At {
  readonly mark: Mark | undefined;
  readonly parent: At | undefined;
  readonly key: string | number;
  /** Of the object that has it. */
  readonly type?: string;
}

class Fitting {
  readonly #target: Target;
  readonly #xml: boolean;

  constructor(target: Target) {
    this.#target = target;
    this.#xml = target.encoding === 'xml';
  }

  #lose(at: At, why: string): undefined {
    this.#target.losses.add(pathOf(at), why);
    return undefined;
  }

  #span(field: Field): Span {
    return this.#xml ? field.inXml : field.json;
  }

  /** The fitted object, or undefined when nothing valid is left of it. */
  object(value: JsonMap, type: ObjectType, outer: At): JsonMap | undefined {
    const { rank, marks } = this.#target;
    const mark = marks.get(value);
    const at = mark === undefined ? outer : { mark, parent: undefined, key: outer.key };
    const result: MutableJson = {};
    for (const key of Object.keys(value)) {
      const given = value[key];
      if (given === undefined) continue;
      const field = type.fields.get(key);
      const here: At = { mark: undefined, parent: at, key, type: type.name };
      if (field === undefined) {
        if (this.#isKept(key, type)) result[key] = given;
        else
          this.#lose(
            here,
            key.startsWith('xml:')
              ? 'this version and encoding has no other namespaces'
              : 'CycloneDX has no such field',
          );
      } else if (!within(this.#span(field), rank)) this.#lose(here, this.#notThere(field));
      else {
        const fitted = this.#field(given, field, here);
        // A party in several places is the same one; an id may stand in one place only.
        if (fitted === undefined || (key === 'bom-ref' && this.#isUsed(fitted, type))) continue;
        result[key] = fitted;
      }
    }
    return this.#together(result, type, at);
  }

  readonly #parties = new Set<JsonValue>();
  #isUsed(ref: JsonValue, { name }: ObjectType): boolean {
    if (name !== 'organizationalEntity' && name !== 'organizationalContact') return false;
    if (this.#parties.has(ref)) return true;
    this.#parties.add(ref);
    return false;
  }

  /** Whether a field that the grammar does not list may be there all the same. */
  #isKept(key: string, type: ObjectType): boolean {
    // 1.0 has no place for other namespaces.
    if (key.startsWith('xml:')) return this.#xml && this.#target.rank > 0;
    return !this.#xml && type.open !== null && within(type.open, this.#target.rank) && key !== '__proto__';
  }

  #notThere(field: Field): string {
    const { rank } = this.#target;
    if (this.#xml && field.xml.kind === 'none' && within(field.json, rank))
      return 'CycloneDX XML has no such element';
    if (!this.#xml && field.json.since > field.json.until) return 'CycloneDX JSON has no such field';
    const { since } = this.#span(field);
    return rank < since
      ? `came with CycloneDX ${versionOf(since)}`
      : `is not part of CycloneDX ${versionOf(rank)}`;
  }

  #field(value: JsonValue, field: Field, at: At): JsonValue | undefined {
    const { rank } = this.#target;
    const single = typesFor(field, 'single', rank);
    const list = typesFor(field, 'list', rank);
    if (!isList(value))
      return single.length === 0 ? this.#lose(at, 'is not a list') : this.#value(value, single, at);
    if (list.length === 0) {
      // This version has one where later ones have a list: the first stays.
      for (let index = 1; index < value.length; index += 1)
        this.#lose({ mark: undefined, parent: at, key: index }, 'this version has one of them only');
      const [first] = value;
      if (first === undefined || single.length === 0) return this.#lose(at, 'is a list');
      return this.#value(first, single, { mark: undefined, parent: at, key: 0 });
    }
    const items: JsonValue[] = [];
    const seen = field.unique ? new Set<string>() : undefined;
    const alike = new Map<string, JsonMap[]>();
    for (const [index, item] of value.entries()) {
      const fitted = this.#value(item, list, { mark: undefined, parent: at, key: index });
      if (fitted === undefined) continue;
      if (seen !== undefined && typeof fitted === 'string') {
        if (seen.has(fitted)) continue;
        seen.add(fitted);
      }
      if (field.unique && isMap(fitted) && this.#isRepeated(fitted, alike)) {
        const mark = isMap(item) ? this.#target.marks.get(item) : undefined;
        this.#lose({ mark, parent: at, key: index }, 'this version cannot tell it from another one');
        continue;
      }
      items.push(fitted);
    }
    if (this.#xml && items.length > 1 && this.#isXmlOne(field, at)) {
      for (let index = 1; index < items.length; index += 1)
        this.#lose(
          { mark: undefined, parent: at, key: index },
          'the XML of this version has one of them only',
        );
      return items.slice(0, 1);
    }
    // What was all lost is not an empty list.
    return items.length === 0 && value.length > 0 ? undefined : items;
  }

  /** @param alike items of the list so far, by what they look like at first sight */
  #isRepeated(item: JsonMap, alike: Map<string, JsonMap[]>): boolean {
    const key = shallow(item);
    const others = alike.get(key);
    if (others === undefined) {
      alike.set(key, [item]);
      return false;
    }
    const text = JSON.stringify(item);
    if (others.some((other) => JSON.stringify(other) === text)) return true;
    others.push(item);
    return false;
  }

  #isXmlOne(field: Field, at: At): boolean {
    const span = GRAMMAR.get(at.type ?? '')?.xmlOne.get(field.name);
    return span !== undefined && within(span, this.#target.rank);
  }

  #value(value: JsonValue, types: readonly string[], at: At): JsonValue | undefined {
    if (isMap(value)) {
      const objects = types.length === 1 ? types : types.filter((type) => GRAMMAR.has(type));
      const type = objects.length === 0 ? undefined : GRAMMAR.get(likeliest(value, objects));
      if (type !== undefined) return this.object(value, type, at);
    }
    const scalar = types.find((type) => !GRAMMAR.has(type));
    return scalar === undefined ? this.#lose(at, 'is not an object') : this.#scalar(value, scalar, at);
  }

  #scalar(value: JsonValue, name: string, at: At): JsonValue | undefined {
    const words = VOCABULARIES.get(name);
    if (words !== undefined) {
      const since = typeof value === 'string' ? words.get(value) : undefined;
      if (since === undefined) return this.#lose(at, 'is not a word that CycloneDX has here');
      return since > this.#target.rank
        ? this.#lose(at, `the word came with CycloneDX ${versionOf(since)}`)
        : value;
    }
    const scalar = SCALARS.get(name);
    if (scalar === undefined || scalar.json === 'object')
      return isMap(value) ? value : this.#lose(at, 'is not an object');
    if (typeof value !== scalar.json) return this.#lose(at, `is not a ${scalar.json}`);
    if (typeof value !== 'string' && typeof value !== 'number') return value;
    const reason = scalar.refuse?.(value) ?? null;
    if (reason !== null && name === 'uri' && typeof value === 'string') {
      this.#lose(at, 'it is not a URI, so the characters that URIs do not have were percent-encoded');
      return value.toWellFormed().replace(/[\s<>"{}|\\^`]/g, encodeURIComponent);
    }
    if (reason !== null) return this.#lose(at, reason);
    if (typeof value !== 'string') return value;
    if (!this.#xml) return this.#oneLine(value, name, at);
    const clean = value.replace(XML_FORBIDDEN, '\ufffd');
    if (clean !== value) this.#lose(at, 'has characters that XML cannot hold');
    return clean;
  }

  /** The JSON schema of 1.2 has no line ends in text. */
  #oneLine(value: string, name: string, at: At): string {
    if (versionOf(this.#target.rank) !== '1.2' || name !== 'text' || !/[\n\r\u2028\u2029]/.test(value))
      return value;
    this.#lose(at, 'CycloneDX 1.2 has no line ends in text, so spaces replace them');
    return value.replace(/\r\n|[\n\r\u2028\u2029]/g, ' ');
  }

  /** The object with what the schema demands of its fields together; undefined when it cannot be had. */
  #together(result: MutableJson, type: ObjectType, at: At): JsonMap | undefined {
    const { rank } = this.#target;
    const has = (name: string): boolean => Object.hasOwn(result, name);
    for (const { field, flag } of type.onlyIf) {
      if (!has(field) || result[flag] === true) continue;
      this.#lose({ mark: undefined, parent: at, key: field }, `needs ${flag} to be true`);
      delete result[field];
    }
    for (const [, second] of type.notBoth.filter((names) => names.every(has))) {
      if (second === undefined) continue;
      this.#lose({ mark: undefined, parent: at, key: second }, 'excludes another field');
      delete result[second];
    }
    for (const field of type.needed) {
      if (field.required === null || has(field.name) || !within(field.required, rank)) continue;
      if (!within(this.#span(field), rank)) continue;
      const fallback = FALLBACKS[`${type.name}.${field.name}`];
      if (fallback === undefined) return this.#lose(at, `has no ${field.name}, which is required`);
      result[field.name] = fallback;
    }
    const whole = (group: readonly string[]): boolean => group.every(has);
    const mayLack = this.#xml && within(type.xmlNeither, rank);
    const fits = (count: number): boolean => count === 1 || (count === 0 && mayLack);
    if (type.oneOf.some((groups) => !fits(groups.filter(whole).length) && !this.#lacksGroup(groups, type)))
      return this.#lose(at, 'has not exactly one of the fields that exclude each other');
    if (type.anyOf.some((groups) => !groups.some(whole)))
      return this.#lose(at, 'has none of the fields of which one is required');
    // XML keeps the order of the grammar, so that a required field filled in late is in its place.
    return ordered(result, type);
  }

  /** Whether one of the alternatives exists in JSON only: then its absence in XML is not a fault. */
  #lacksGroup(groups: readonly (readonly string[])[], type: ObjectType): boolean {
    return (
      this.#xml && groups.some((group) => group.some((name) => type.fields.get(name)?.xml.kind === 'none'))
    );
  }
}

/** What is written where a version requires a field that is not known. */
const FALLBACKS: Readonly<Record<string, JsonValue | undefined>> = {
  'bom.version': 1,
  'bom.components': [],
  'component.version': '',
  'component.modified': false,
};

/** With the fields in the order of the grammar. */
function ordered(result: MutableJson, type: ObjectType): JsonMap {
  let last = -1;
  let inOrder = true;
  for (const key in result) {
    const order = type.fields.get(key)?.order ?? Number.MAX_SAFE_INTEGER;
    if (order < last) inOrder = false;
    last = order;
  }
  if (inOrder) return result;
  const place = (key: string): number => type.fields.get(key)?.order ?? Number.MAX_SAFE_INTEGER;
  const sorted: [string, JsonValue][] = [];
  for (const key of Object.keys(result).sort((a, b) => place(a) - place(b))) {
    const value = result[key];
    if (value !== undefined) sorted.push([key, value]);
  }
  return Object.fromEntries(sorted);
}

function pathOf(at: At): string {
  if (at.mark !== undefined) return at.mark.path;
  if (at.parent === undefined) return '';
  const { key, parent, type = '' } = at;
  const base = pathOf(parent);
  if (parent.mark === undefined || typeof key === 'number') return pointer(base, key);
  if (parent.mark.rest.has(key)) return pointer(parent.mark.restPath ?? `${base}/rest/fields`, key);
  return pointer(base, MODEL_NAMES.get(`${type}.${key}`) ?? key);
}
