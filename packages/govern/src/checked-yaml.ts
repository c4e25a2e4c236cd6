/** Reads YAML that people write against a schema: places in the file, and a suggestion for each key that is not known. */
import { type ErrorCode, TheriacError, yamlFault } from '@theriac/core';
import { type Document, isMap, isScalar, LineCounter, parseDocument, visit, type YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { plainProblem } from './config-problems.ts';

const MAX_BYTES = 256 * 1024;
/** More are not told at once. */
const MAX_PROBLEMS = 50;

export interface CheckedYaml<T> {
  readonly data: T;
  /** Line of a key, or of the deepest part of its path that exists. */
  readonly lineOf: (keys: readonly PropertyKey[]) => number;
}

/**
 * @param path what messages call the file
 * @throws TheriacError with the code that is given and the line, naming each unknown key and the nearest known one
 */
export function checkedYaml<S extends z.ZodType>(
  schema: S,
  text: string,
  path: string,
  code: ErrorCode = 'THERIAC_CONFIG',
): CheckedYaml<z.infer<S>> {
  if (text.length > MAX_BYTES) throw new TheriacError(code, 'larger than 256 KiB', { path });
  const lines = new LineCounter();
  // The parser compares every key with every other.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const [syntax = repeatedKey(document)] = document.errors;
  if (syntax !== undefined) {
    throw new TheriacError(code, `not valid YAML: ${yamlFault(syntax.code)}`, {
      path,
      line: lines.linePos(syntax.pos[0]).line,
    });
  }
  const lineOf = (keys: readonly PropertyKey[]): number => lineOfPath(document, lines, keys);
  const parsed = schema.safeParse(toPlain(document, path, code), { error: plainProblem });
  if (!parsed.success) throw asError(parsed.error, path, lineOf, code);
  return { data: parsed.data, lineOf };
}

/** The first key that stands twice in one mapping, as the parser reports it. */
function repeatedKey(document: Document): Pick<YAMLParseError, 'code' | 'pos'> | undefined {
  let found: Pick<YAMLParseError, 'code' | 'pos'> | undefined;
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key) || !seen.has(key.value)) {
          if (isScalar(key)) seen.add(key.value);
          continue;
        }
        const [from, to] = key.range ?? [0, 0];
        found = { code: 'DUPLICATE_KEY', pos: [from, to] };
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return found;
}

/** The document as plain data; aliases that multiply beyond reason are refused. */
function toPlain(document: Document, path: string, code: ErrorCode): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    throw new TheriacError(
      code,
      'an alias (`*name`) has no anchor (`&name`) before it, or aliases repeat too much; write the values out',
      { path },
      { cause },
    );
  }
}

export type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** zod gives optional keys the value undefined; our types say they are absent. */
export function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as WithoutUndefined<T>;
}

function asError(
  error: z.ZodError,
  path: string,
  lineOf: (keys: readonly PropertyKey[]) => number,
  code: ErrorCode,
): TheriacError {
  const problems = error.issues.slice(0, MAX_PROBLEMS).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const messages = issue.message.split('\n');
      return issue.keys
        .slice(0, MAX_PROBLEMS)
        .map((key, i) => ({ line: lineOf([...issue.path, key]), message: messages[i] ?? '' }));
    }
    const at = issue.path.map(String).join('.');
    const named = at === '' ? 'the file' : `\`${at}\``;
    return [{ line: lineOf(issue.path), message: `${named} ${issue.message}` }];
  });
  const [first, ...others] = problems;
  // The place of the first is the place of the error.
  const text = [first?.message, ...others.map(({ line, message }) => `line ${line}: ${message}`)].join('\n');
  return new TheriacError(code, text, { path, line: first?.line ?? 1 });
}

/** Line of a key, or of the deepest part of its path that exists. */
function lineOfPath(document: Document, lines: LineCounter, keys: readonly PropertyKey[]): number {
  for (let length = keys.length; length > 0; length -= 1) {
    const parent = document.getIn(keys.slice(0, length - 1), true);
    const key = keys[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
      const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
      if (start !== undefined) return lines.linePos(start).line;
    }
    const node = document.getIn(keys.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range !== undefined) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
