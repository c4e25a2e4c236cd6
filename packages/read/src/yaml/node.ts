/** YAML values with places. */
import type { Position } from '../text/positions.ts';

/** Placed where the value starts; the value of a mapping: where its key starts. */
export interface YamlNode extends Position {
  readonly value: YamlValue;
  /** The comment at the end of the same line, where the reader keeps it. */
  readonly comment?: string;
  /** A tag of the application that is written before it: `!Sub`. Tags of YAML itself (`!!str`) are not kept. */
  readonly tag?: string;
}
export type YamlValue = string | null | YamlMap | YamlNode[];

/** A mapping; keys in the order of the file. */
export class YamlMap {
  readonly entries = new Map<string, YamlNode>();

  get(key: string): YamlNode | undefined {
    return this.entries.get(key);
  }
}

/** The mapping of a node, or an empty one. */
export function mapOf(node: YamlNode | undefined): YamlMap {
  return node?.value instanceof YamlMap ? node.value : EMPTY;
}
const EMPTY = new YamlMap();

/** The items of a sequence, or none. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return Array.isArray(node?.value) ? node.value : [];
}

/** The scalar of a node; undefined for collections and empty values. */
export function scalarOf(node: YamlNode | undefined): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}
