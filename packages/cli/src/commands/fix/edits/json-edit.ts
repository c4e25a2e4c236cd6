/** package.json, composer.json, deno.json: an object merged into the file, which keeps its form and its comments. */
import { applyEdits, modify, type ParseError, parse } from 'jsonc-parser';

const MAX_DEPTH = 12;

export function editJson(before: string, text: string): string | undefined {
  const errors: ParseError[] = [];
  const file: unknown = parse(before === '' ? '{}' : before, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !isObject(file)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Words in the place of JSON are for people.
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const formattingOptions = { ...indentOf(before), eol: before.includes('\r\n') ? '\r\n' : '\n' };
  let after = before === '' ? '{}\n' : before;
  for (const { path, leaf } of leavesOf(value, []))
    after = applyEdits(after, modify(after, path, leaf, { formattingOptions }));
  return after;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Leaf {
  readonly path: string[];
  readonly leaf: unknown;
}

function leavesOf(value: Readonly<Record<string, unknown>>, above: readonly string[]): Leaf[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...above, key];
    return isObject(inner) && path.length < MAX_DEPTH ? leavesOf(inner, path) : [{ path, leaf: inner }];
  });
}

function indentOf(text: string): { readonly insertSpaces: boolean; readonly tabSize: number } {
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? [];
  return indent.startsWith('\t')
    ? { insertSpaces: false, tabSize: 1 }
    : { insertSpaces: true, tabSize: indent.length };
}
