/** Full YAML by the `yaml` package, into the same nodes as the subset reader, with bounds for hostile documents. */
import { type KnownUnknown, TheriacError, yamlFault } from '@theriac/core';
import {
  type Alias,
  Composer,
  type CST,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  Parser,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Position } from '../text/positions.ts';
import { YamlMap, type YamlNode, type YamlValue } from './node.ts';

const MAX_DEPTH = 100;
/** Entries copied by `<<` merges and nodes converted, in all. */
const MAX_NODES = 1_000_000;
const REPORTED_DUPLICATES = 20;

/** Aliases share the node they name, so nested aliases cost nothing; merges (`<<`) copy and are counted. */
export function readFullYaml(
  text: string,
  path: string,
  report: (unknown: KnownUnknown) => void,
): YamlNode[] {
  refuseDeepNesting(text, path);
  const counter = new LineCounter();
  const documents = parse(text, path, counter);
  const nodes: YamlNode[] = [];
  for (const document of documents) {
    for (const error of document.errors) {
      const line = lineOf(counter, error.pos[0]);
      if (error.code === 'RESOURCE_EXHAUSTION') {
        throw new TheriacError('THERIAC_INPUT_LIMIT', 'nested too deep', { path, line });
      } else {
        throw new TheriacError('THERIAC_INPUT_SYNTAX', `not valid YAML: ${yamlFault(error.code)}`, {
          path,
          line,
        });
      }
    }
    if (document.contents === null) continue;
    const node = new Converter(counter, path, report).convert(document.contents);
    if (node.value !== null) nodes.push(node);
  }
  return nodes;
}

function parse(text: string, path: string, counter: LineCounter) {
  const { stackTraceLimit } = Error;
  // The parser goes on after an error: a hostile text has one for every character, and traces of them cost seconds.
  Error.stackTraceLimit = 0;
  try {
    const composer = new Composer({
      schema: 'failsafe',
      merge: false,
      // The parser compares every key with every other; the converter keeps them in a map.
      uniqueKeys: false,
      prettyErrors: false,
      strict: true,
      logLevel: 'silent',
    });
    return [...composer.compose(tokensOf(text, path, counter))];
  } catch (error) {
    if (error instanceof TheriacError) throw error;
    if (error instanceof RangeError) {
      throw new TheriacError('THERIAC_INPUT_LIMIT', 'nested too deep', { path }, { cause: error });
    }
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid YAML', { path }, { cause: error });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Up to the first that stands where nothing may. */
function* tokensOf(text: string, path: string, counter: LineCounter): Generator<CST.Token> {
  for (const token of new Parser(counter.addNewLine).parse(text)) {
    if (token.type === 'error')
      throw new TheriacError('THERIAC_INPUT_SYNTAX', `not valid YAML: ${yamlFault('UNEXPECTED_TOKEN')}`, {
        path,
        line: lineOf(counter, token.offset),
      });
    yield token;
  }
}

/** The parser recurses; deep indentation and runs of brackets are cut off before it sees them. */
function refuseDeepNesting(text: string, path: string): void {
  let open = 0;
  let line = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) line += 1;
    else if (code === 0x5b || code === 0x7b) open += 1;
    else if (code === 0x5d || code === 0x7d) open = Math.max(0, open - 1);
    if (open > MAX_DEPTH * 10)
      throw new TheriacError('THERIAC_INPUT_LIMIT', 'nested too deep', { path, line });
  }
}

function lineOf(counter: LineCounter, offset: number): number {
  return Math.max(1, counter.linePos(offset).line);
}

class Converter {
  readonly #counter: LineCounter;
  readonly #path: string;
  readonly #anchors = new Map<string, YamlValue>();
  readonly #anchorTags = new Map<string, string>();
  readonly #report: (unknown: KnownUnknown) => void;
  #budget = MAX_NODES;
  #duplicates = 0;

  constructor(counter: LineCounter, path: string, report: (unknown: KnownUnknown) => void) {
    this.#report = report;
    this.#counter = counter;
    this.#path = path;
  }

  convert(node: ParsedNode): YamlNode {
    const place = this.#place(node, { line: 1, column: 1 });
    return { ...place, value: this.#value(node, place, 0), ...this.#tagOf(node) };
  }

  #tagOf(node: unknown): { tag?: string } {
    if (isAlias(node)) {
      const tag = this.#anchorTags.get(node.source);
      return tag === undefined ? {} : { tag };
    }
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return {};
    return typeof node.tag === 'string' && node.tag.startsWith('!') ? { tag: node.tag } : {};
  }

  #place(node: Node | null | undefined, otherwise: Position): Position {
    if (!node?.range) return otherwise;
    const { line, col } = this.#counter.linePos(node.range[0]);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  #duplicate(key: string, line: number): void {
    this.#duplicates += 1;
    if (this.#duplicates > REPORTED_DUPLICATES) return;
    this.#report({
      reason: 'duplicate-key',
      message: `duplicate key ${JSON.stringify(key.slice(0, 120))} in one mapping; the last one was used`,
      location: { path: this.#path, line },
      losesComponents: true,
    });
  }

  #spend(line: number): void {
    this.#budget -= 1;
    if (this.#budget < 0) {
      throw new TheriacError('THERIAC_INPUT_LIMIT', `more than ${MAX_NODES} values`, {
        path: this.#path,
        line,
      });
    }
  }

  /** @param around place of what the node is in, for nodes without a place of their own */
  #value(node: unknown, around: Position, depth: number): YamlValue {
    this.#spend(around.line);
    if (depth > MAX_DEPTH) {
      throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
        path: this.#path,
        line: around.line,
      });
    }
    if (isAlias(node)) return this.#alias(node, around);
    if (isScalar(node)) {
      const plainEmpty = node.type === 'PLAIN' && (node.source ?? '') === '';
      return this.#anchored(node, plainEmpty || node.value === null ? null : String(node.value));
    }
    if (isSeq(node)) return this.#anchored(node, this.#sequence(node, around, depth));
    if (isMap(node)) return this.#anchored(node, this.#mapping(node, around, depth));
    return null;
  }

  #anchored(node: { readonly anchor?: string | undefined }, value: YamlValue): YamlValue {
    if (node.anchor === undefined) return value;
    this.#anchors.set(node.anchor, value);
    const { tag } = this.#tagOf(node);
    if (tag === undefined) this.#anchorTags.delete(node.anchor);
    else this.#anchorTags.set(node.anchor, tag);
    return value;
  }

  #alias(node: Alias, around: Position): YamlValue {
    const target = this.#anchors.get(node.source);
    if (target !== undefined) return target;
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'an alias names no anchor before it', {
      path: this.#path,
      line: this.#place(node, around).line,
    });
  }

  #sequence(node: YAMLSeq, around: Position, depth: number): YamlNode[] {
    return node.items.map((item) => {
      const place = isNode(item) ? this.#place(item, around) : around;
      return {
        ...place,
        value: this.#value(item, place, depth + 1),
        ...commentOf(item),
        ...this.#tagOf(item),
      };
    });
  }

  #mapping(node: YAMLMap, around: Position, depth: number): YamlMap {
    const map = new YamlMap();
    const merged: YamlMap[] = [];
    for (const pair of node.items) {
      const place = isNode(pair.key) ? this.#place(pair.key, around) : around;
      const key = this.#value(pair.key, place, depth + 1);
      const value = pair.value === null ? null : this.#value(pair.value, place, depth + 1);
      if (key === '<<') {
        const sources = Array.isArray(value) ? value.map((item) => item.value) : [value];
        for (const source of sources) if (source instanceof YamlMap) merged.push(source);
      } else {
        const name = typeof key === 'string' ? key : '';
        if (map.entries.has(name)) this.#duplicate(name, place.line);
        map.entries.set(name, { ...place, value, ...commentOf(pair.value), ...this.#tagOf(pair.value) });
      }
    }
    for (const source of merged) {
      for (const [key, value] of source.entries) {
        this.#spend(around.line);
        if (!map.entries.has(key)) map.entries.set(key, value);
      }
    }
    return map;
  }
}

function commentOf(node: unknown): { comment?: string } {
  const comment = isScalar(node) ? node.comment : undefined;
  return typeof comment === 'string' ? { comment: comment.trim() } : {};
}
