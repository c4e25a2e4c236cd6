/** XML of other namespaces in the JSON shape: kept as text of its own, so that it can be written back. */
import type { JsonValue } from '@theriac/core';
import type { XmlAttribute, XmlNode } from '@theriac/read/xml';
import { isObject, type JsonObject } from '../../../text/untrusted-json.ts';
import { serializeXml } from '../../../text/xml-text.ts';
import type { JsonMap, MutableJson } from '../../document/json-fields.ts';

/** Elements of other namespaces, as text, and attributes of wrappers; `in` names the wrapper around them. */
const XML_FOREIGN = 'xml:foreign';
/** Attributes of other namespaces: `prefix:name` → value, with an `xmlns:prefix` for each. */
export const XML_ATTRIBUTES = 'xml:attributes';

/** Keeps an element. */
export function keepElement(owner: MutableJson, node: XmlNode, wrapper?: string): void {
  keep(owner, { ...(wrapper === undefined ? {} : { in: wrapper }), xml: serializeXml(node) });
}

/** Keeps attributes of a wrapper. */
export function keepWrapperAttributes(
  owner: MutableJson,
  wrapper: string,
  attributes: readonly XmlAttribute[],
): void {
  if (attributes.length > 0) keep(owner, { in: wrapper, attributes: attributesAsWritten(attributes) });
}

function keep(owner: MutableJson, one: JsonMap): void {
  const known = owner[XML_FOREIGN];
  const kept: JsonValue[] = Array.isArray(known) ? known : [];
  kept.push(one);
  owner[XML_FOREIGN] = kept;
}

export function attributesAsWritten(attributes: readonly XmlAttribute[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { prefix, local, uri, value } of attributes) {
    if (prefix !== '' && prefix !== 'xml') kept[`xmlns:${prefix}`] = uri;
    kept[prefix === '' ? local : `${prefix}:${local}`] = value;
  }
  return kept;
}

/** What is written back inside an object or one of its wrappers. */
export interface Foreign {
  readonly wrapper: string | undefined;
  readonly xml: string | undefined;
  readonly attributes: readonly (readonly [string, string])[];
}

export function foreignOf(value: JsonObject): Foreign[] {
  const kept = Object.hasOwn(value, XML_FOREIGN) ? value[XML_FOREIGN] : undefined;
  if (!Array.isArray(kept)) return [];
  return kept.filter(isObject).map((one) => ({
    wrapper: typeof one.in === 'string' ? one.in : undefined,
    xml: typeof one.xml === 'string' ? one.xml : undefined,
    attributes: Object.entries(isObject(one.attributes) ? one.attributes : {}).flatMap(
      ([key, text]): [string, string][] => (typeof text === 'string' ? [[key, text]] : []),
    ),
  }));
}
