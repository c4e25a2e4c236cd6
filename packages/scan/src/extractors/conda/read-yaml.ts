/** YAML of conda files with the line of each value. Aliases are limited, so that none multiplies. */
import { type TargetFile, TheriacError } from '@theriac/core';
import { isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';

export type YamlNode = Node | ParsedNode | null | undefined;

export interface YamlDocument {
  readonly root: YamlNode;
  /** 1-based line where a node begins. */
  line(node: YamlNode): number;
}

const MAX_DEPTH = 100;

/** @throws TheriacError when the file is not YAML or nested too deep */
export function readYaml(file: TargetFile): YamlDocument {
  const text = file.text();
  const counter = new LineCounter();
  guardDepth(text, file.path);
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, {
      lineCounter: counter,
      strict: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
  } catch {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid YAML', { path: file.path });
  }
  const [error] = document.errors;
  if (error !== undefined) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid YAML', {
      path: file.path,
      line: counter.linePos(error.pos[0]).line || 1,
    });
  }
  return {
    root: document.contents,
    line: (node) => (node?.range ? counter.linePos(node.range[0]).line || 1 : 1),
  };
}

/** Items of a list; empty for anything else. Aliases stay unresolved, as no conda tool writes them. */
export function itemsOf(node: YamlNode): YamlNode[] {
  return isSeq(node) ? (node.items as YamlNode[]) : [];
}

/** The value of a key; undefined when `node` is not a map or has no such key. */
/** Whether the node is there, and neither empty nor of the kind. */
export function isOtherThan(kind: 'list' | 'mapping', node: YamlNode): boolean {
  if (node === null || node === undefined || (isScalar(node) && node.value === null)) return false;
  return kind === 'list' ? !isSeq(node) : !isMap(node);
}

export function valueOfKey(node: YamlNode, key: string): YamlNode {
  if (!isMap(node)) return undefined;
  for (const pair of node.items)
    if (isScalar(pair.key) && pair.key.value === key) return pair.value as YamlNode;
  return undefined;
}

/** Keys with their values, in the order of the file. */
export function entriesOf(node: YamlNode): [string, YamlNode][] {
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) =>
    isScalar(pair.key) && typeof pair.key.value === 'string'
      ? [[pair.key.value, pair.value as YamlNode]]
      : [],
  );
}

/** A string, or a number as it was written: `1.10` is no 1.1. */
export function textOfNode(node: YamlNode): string | undefined {
  if (!isScalar(node)) return undefined;
  if (typeof node.value === 'string') return node.value;
  return typeof node.value === 'number' ? (node.source ?? String(node.value)) : undefined;
}

/** The parser descends into brackets and indentation by recursion. */
function guardDepth(text: string, path: string): void {
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indent = line.search(/[^\s-]/);
    for (const character of line) {
      if (character === '[' || character === '{') depth += 1;
      else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    }
    if (depth > MAX_DEPTH || indent > MAX_DEPTH * 4) {
      throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
        path,
        line: index + 1,
      });
    }
  }
}
