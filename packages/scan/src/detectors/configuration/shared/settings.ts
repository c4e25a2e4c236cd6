/** Files of settings, one a line: INI, Java properties, and `name value`. */
import { type ConfigValue, list, map, type Place } from '@theriac/core/configuration';
import { written } from './written.ts';

export interface Setting {
  /** Between brackets above it; the empty string before the first. */
  readonly section: string;
  readonly name: string;
  /** Without quotes; the empty string for a name alone. */
  readonly text: string;
  readonly at: Place;
}

export interface SettingSyntax {
  /** Between name and value: the first of these characters, or blanks. */
  readonly separators: string;
  /** What begins a comment at the start of a line. */
  readonly comments: string;
  /** What begins a comment after a blank behind a value. */
  readonly trailing?: string;
  readonly sections?: true;
  /** A backslash at the end of a line goes on in the next one. */
  readonly continues?: true;
}

export const INI: SettingSyntax = { separators: '=', comments: '#;', sections: true };
export const PROPERTIES: SettingSyntax = { separators: '=:', comments: '#!', continues: true };
export const WORDS: SettingSyntax = { separators: '', comments: '#' };

/** In the order of the file. Linear. */
export function settingsOf(text: string, path: string, syntax: SettingSyntax): Setting[] {
  const settings: Setting[] = [];
  let section = '';
  for (const { line, text: whole } of logicalLines(text, syntax)) {
    const content = whole.trimStart();
    if (content === '' || syntax.comments.includes(content.charAt(0))) continue;
    if (syntax.sections === true && content.startsWith('[')) {
      const end = content.indexOf(']');
      if (end > 0) section = content.slice(1, end).trim();
      continue;
    }
    const cut = endOfName(content, syntax.separators);
    const rest = content.slice(cut).trimStart();
    const value =
      syntax.separators.includes(rest.charAt(0)) && rest !== '' ? rest.slice(1).trim() : rest.trim();
    settings.push({
      section,
      name: content.slice(0, cut).trim(),
      text: unquoted(withoutComment(value, syntax.trailing)),
      at: { path, line, column: whole.length - content.length + 1 },
    });
  }
  return settings;
}

function* logicalLines(
  text: string,
  { continues }: SettingSyntax,
): Generator<{ line: number; text: string }> {
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const first = i;
    const parts = [lines[i] ?? ''];
    while (continues === true && parts.at(-1)?.endsWith('\\') === true && i + 1 < lines.length) {
      parts[parts.length - 1] = parts[parts.length - 1]?.slice(0, -1) ?? '';
      i += 1;
      parts.push((lines[i] ?? '').trimStart());
    }
    yield { line: first + 1, text: parts.join('') };
  }
}

/** Where a name ends: at a separator or, where the line has none, at a blank. */
function endOfName(content: string, separators: string): number {
  for (let i = 0; i < content.length; i += 1) if (separators.includes(content.charAt(i))) return i;
  const blank = content.search(/\s/);
  return blank < 0 ? content.length : blank;
}

function withoutComment(value: string, trailing: string | undefined): string {
  if (trailing === undefined) return value;
  const quote = value.charAt(0);
  const from = quote === "'" || quote === '"' ? Math.max(value.indexOf(quote, 1), 0) : 0;
  for (let i = from; i < value.length; i += 1)
    if (trailing.includes(value.charAt(i)) && (i === 0 || /\s/.test(value.charAt(i - 1))))
      return value.slice(0, i).trimEnd();
  return value;
}

function unquoted(value: string): string {
  const quote = value.charAt(0);
  return value.length > 1 && (quote === "'" || quote === '"') && value.endsWith(quote)
    ? value.slice(1, -1)
    : value;
}

export interface Folding {
  /** What becomes of a name; undefined: it is left out. */
  readonly name?: (setting: Setting) => string | undefined;
  readonly value?: (text: string, at: Place) => ConfigValue;
  /** Which of several settings of one name counts; `all`: they are a list. */
  readonly counts?: 'first' | 'last';
  /** Names whose settings are a list, however many there are. */
  readonly lists?: ReadonlySet<string>;
}

/** Settings as a map of names. */
export function folded(
  settings: readonly Setting[],
  at: Place,
  { name = (one) => one.name, value = written, counts = 'last', lists = new Set() }: Folding = {},
): ConfigValue & { readonly kind: 'map' } {
  const found = new Map<string, ConfigValue>();
  const many = new Map<string, ConfigValue[]>();
  for (const setting of settings) {
    const key = name(setting);
    if (key === undefined) continue;
    const one: ConfigValue =
      setting.text === '' ? { kind: 'empty', at: setting.at } : value(setting.text, setting.at);
    if (lists.has(key)) {
      const known = many.get(key);
      if (known === undefined) many.set(key, [one]);
      else known.push(one);
    } else if (counts === 'last' || !found.has(key)) found.set(key, one);
  }
  for (const [key, items] of many) found.set(key, list(items, items[0]?.at ?? at));
  return map(found, at);
}
