/**
 * JSON documents with places. `JSON.parse` makes the value; one pass over the text finds where the keys of the outer
 * levels are, which keys are duplicated (JSON.parse would silently keep the last one) and whether the nesting is
 * hostile.
 */
import { type ErrorCode, type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';
import { LineIndex, type Position, type Region } from '../text/positions.ts';
import { JsonOutline } from './outline.ts';
import { scanJson, valueSpan } from './scan.ts';
import type { JsonToken } from './token.ts';
import type { JsonValue } from './value.ts';

export interface JsonDocument {
  readonly value: JsonValue;
  /** Keys that occur twice in one object of the recorded levels, in no particular order. */
  readonly duplicates: readonly JsonDuplicate[];
  /**
   * Line of a key or array element, named by its path from the top: object keys and array indices.
   * Undefined when it does not exist or is deeper than the recorded levels.
   */
  line(...path: (string | number)[]): number | undefined;
  /** Where a key or array element begins, as `line`; of a long document far cheaper than its region. */
  position(...path: (string | number)[]): Position | undefined;
  /** Region of a key or array element, as `line`: the key with its quotes, or the whole element. */
  region(...path: (string | number)[]): Region | undefined;
  /** Region of the value of a key, or of an array element, as `line`. */
  valueRegion(...path: (string | number)[]): Region | undefined;
}

export interface JsonDuplicate {
  readonly key: string;
  readonly region: Region;
}

export interface JsonOptions {
  /** Levels whose keys have places and are checked for duplicates; lockfiles need three. */
  readonly levels?: number;
  /** Allow comments and trailing commas (JSONC: bun.lock, deno.jsonc). */
  readonly comments?: boolean;
  /** Allow line breaks and tabs in strings; they become blanks (templates of Azure). */
  readonly lineBreaks?: boolean;
  /** Of syntax errors. */
  readonly code?: ErrorCode;
  /** Objects and arrays inside each other, 256 by default; more is refused. */
  readonly maxDepth?: number;
}

const CONTROLS = /[\u0000-\u001f]/g;
const DEFAULT_LEVELS = 3;
const MAX_DEPTH = 256;
const REPORTED_DUPLICATES = 20;

/**
 * Reads `file` and reports keys that are duplicated in one object.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, or THERIAC_INPUT_LIMIT when nested too deep
 */
export function readJson(
  file: TargetFile,
  report: (unknown: KnownUnknown) => void,
  options: JsonOptions = {},
): JsonDocument {
  const document = parseJson(file.text(), file.path, options);
  for (const { key, region } of document.duplicates.slice(0, REPORTED_DUPLICATES)) {
    report({
      reason: 'duplicate-key',
      message: `duplicate key ${JSON.stringify(key.slice(0, 120))} in one object; the last one was used`,
      location: { path: file.path, line: region.line },
      losesComponents: true,
    });
  }
  return document;
}

/**
 * @param path what errors call the text
 * @throws TheriacError of `options.code` (THERIAC_INPUT_SYNTAX) with the line; THERIAC_INPUT_LIMIT when nested too deep
 */
export function parseJson(text: string, path: string, options: JsonOptions = {}): JsonDocument {
  const { comments = false, code = 'THERIAC_INPUT_SYNTAX', levels = DEFAULT_LEVELS } = options;
  const { maxDepth = MAX_DEPTH } = options;
  const lines = new LineIndex(text);
  // Before JSON.parse, which takes a hundred times the memory of a text that is all brackets.
  const quick = comments ? undefined : quickOutline(text, levels, maxDepth);
  const native = quick === undefined ? undefined : accepted(text);
  // What JSON.parse does not accept, and what is nested too deep, gets an error with its place from the scanner.
  const outline =
    native === undefined || quick === undefined
      ? JsonOutline.checked(text, levels, { path, code, comments, maxDepth })
      : quick;
  const source = options.lineBreaks === true ? outline.text.replaceAll(CONTROLS, ' ') : outline.text;
  const value = native === undefined ? parsed(source, path, code, lines) : native.value;
  const duplicates = outline.duplicates(value).map(({ key, offset }) => ({
    key,
    get region() {
      return lines.region(offset, valueSpan(outline.text, offset).end);
    },
  }));
  return {
    value,
    duplicates,
    line: (...keys) => {
      const offset = outline.offset(keys);
      return offset === undefined ? undefined : lines.line(offset);
    },
    position: (...keys) => {
      const offset = outline.offset(keys);
      return offset === undefined ? undefined : lines.position(offset);
    },
    region: (...keys) => {
      const offset = outline.offset(keys);
      // The key is a string, which ends where a value that is that string would.
      return offset === undefined ? undefined : lines.region(offset, valueSpan(outline.text, offset).end);
    },
    valueRegion: (...keys) => {
      const offset = outline.offset(keys);
      if (offset === undefined) return undefined;
      const key = typeof keys.at(-1) === 'string' ? valueSpan(outline.text, offset).end : offset;
      const from = key === offset ? offset : outline.text.indexOf(':', key) + 1;
      const { start, end } = valueSpan(outline.text, from);
      return lines.region(start, end);
    },
  };
}

/** Undefined for what is nested too deep, and for a text that is no JSON where that is noticed. */
function quickOutline(text: string, levels: number, maxDepth: number): JsonOutline | undefined {
  try {
    return JsonOutline.quick(text, levels, maxDepth);
  } catch {
    return undefined;
  }
}

/** The value of a text that is valid JSON as it is. */
function accepted(text: string): { readonly value: JsonValue } | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

function parsed(text: string, path: string, code: ErrorCode, lines: LineIndex): JsonValue {
  try {
    const value: JsonValue = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return value;
  } catch {
    // The tokens are where they may be, so one of them is malformed.
    const at = malformedToken(text);
    throw new TheriacError(code, `not valid JSON: ${at.what}`, { path, line: lines.line(at.offset) });
  }
}

const NUMBER_OR_WORD = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

/** The first token that is malformed. */
function malformedToken(text: string): { readonly offset: number; readonly what: string } {
  let found: { readonly offset: number; readonly what: string } | undefined;
  const check = (token: JsonToken): void => {
    if (found !== undefined) return;
    const source = text.slice(token.start, token.end);
    if (!source.startsWith('"')) {
      if (!NUMBER_OR_WORD.test(source))
        found = { offset: token.start, what: `unknown value ${JSON.stringify(source.slice(0, 40))}` };
      return;
    }
    const control = source.search(/[\u0000-\u001f]/);
    if (control >= 0) found = { offset: token.start + control, what: 'a control character in a string' };
    else if (/\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(source.replaceAll('\\\\', '')))
      found = { offset: token.start, what: 'an unknown escape in a string' };
  };
  scanJson(text, { path: '', maxDepth: Number.MAX_SAFE_INTEGER }, { key: check, scalar: check });
  return found ?? { offset: 0, what: 'a token is malformed' };
}
