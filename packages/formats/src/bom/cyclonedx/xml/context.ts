/** What forms of their own are given to read from XML and to write to it. */
import type { JsonValue } from '@theriac/core';
import type { XmlNode } from '@theriac/read/xml';
import type { JsonObject } from '../../../text/untrusted-json.ts';
import type { MutableJson } from '../../document/json-fields.ts';
import type { ObjectType } from '../grammar.ts';

/** Reads elements by the grammar. */
export interface XmlContext {
  readonly object: (node: XmlNode, type: ObjectType, pointer: string) => MutableJson;
  readonly value: (node: XmlNode, type: string, pointer: string) => JsonValue;
  readonly problem: (node: XmlNode, pointer: string, code: string, what: string, remedy: string) => void;
  readonly place: (value: object, node: XmlNode) => void;
}

/** Where XML goes, one element per line. */
export interface XmlSink {
  /** An element with attributes and text, or with what `inner` writes. */
  readonly element: (
    name: string,
    attributes: readonly (readonly [string, string])[],
    inner: string | (() => void),
  ) => void;
  readonly object: (name: string, value: JsonObject, type: ObjectType) => void;
}
