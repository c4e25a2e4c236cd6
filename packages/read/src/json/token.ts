/** What the scanner of JSON texts finds, and what it is given. */
import type { ErrorCode } from '@theriac/core';
import type { Position } from '../text/positions.ts';

/** The token at hand. Offsets count UTF-16 code units from the beginning of the text. */
export interface JsonToken {
  readonly start: number;
  /** After its last character. */
  readonly end: number;
  /** Objects and arrays that are open, with one that opens or closes here. */
  readonly depth: number;
  /** As written, a string with its quotes. */
  readonly source: string;
  readonly isString: boolean;
  /** The string that it is for; of numbers and words their text. */
  readonly value: string;
  /** Where it starts. */
  readonly position: Position;
}

/** Called for each token. */
export interface JsonVisitor {
  /** An object or array opens. */
  open?(token: JsonToken, isArray: boolean): void;
  /** The innermost object or array closes. */
  close?(token: JsonToken): void;
  /** A key of the innermost object. */
  key?(token: JsonToken): void;
  /** A string, number or word. */
  scalar?(token: JsonToken): void;
  /** A comment, or a comma before a closing bracket: only with `comments`. */
  ignored?(token: JsonToken): void;
}

export interface JsonScannerOptions {
  /** What errors call the text. */
  readonly path: string;
  /** Of syntax errors. */
  readonly code?: ErrorCode;
  /** Allow comments and trailing commas (JSONC). Such a text comes whole. */
  readonly comments?: boolean;
  /** Objects and arrays inside each other; more is refused. */
  readonly maxDepth?: number;
  /** Stop after the first value, whatever follows it. */
  readonly oneValue?: boolean;
}

/** The string that a quoted text represents; the text between the quotes where an escape is malformed. */
export function unquote(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}
