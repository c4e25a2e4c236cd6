/** Functions of texts. Regular expressions are not evaluated: they come from the target. */
import { scalar } from '@theriac/core/configuration';
import {
  HOLE,
  listValue,
  numberOf,
  refersOf,
  templateText,
  textValue,
  unknown,
  unknownIn,
} from '../values.ts';
import { type FunctionTable, ofTexts, outside } from './function.ts';

const NO_REGEX = outside('regular expressions are not evaluated');

const trimmed = (text: string, characters: string, start: boolean, end: boolean): string => {
  let from = 0;
  let to = text.length;
  if (start) while (from < to && characters.includes(text[from] ?? '')) from += 1;
  if (end) while (to > from && characters.includes(text[to - 1] ?? '')) to -= 1;
  return text.slice(from, to);
};

const isTrue = (value: boolean): string => String(value);

export const STRING_FUNCTIONS: FunctionTable = {
  upper: ofTexts((text) => text.toUpperCase()),
  lower: ofTexts((text) => text.toLowerCase()),
  title: ofTexts((text) => text.replace(/\b[a-z]/g, (char) => char.toUpperCase())),
  trimspace: ofTexts((text) => text.trim()),
  trim: ofTexts((text, characters = '') => trimmed(text, characters, true, true)),
  trimprefix: ofTexts((text, prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: ofTexts((text, suffix = '') =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  chomp: ofTexts((text) => text.replace(/[\r\n]{1,1000}$/, '')),
  startswith: ofTexts((text, prefix = '') => isTrue(text.startsWith(prefix))),
  endswith: ofTexts((text, suffix = '') => isTrue(text.endsWith(suffix))),
  strcontains: ofTexts((text, part = '') => isTrue(text.includes(part))),
  strrev: ofTexts((text) => [...text].reverse().join('')),
  substr: ofTexts((text, offset, length) => {
    const from = Number(offset) < 0 ? text.length + Number(offset) : Number(offset);
    return Number(length) < 0 ? text.slice(from) : text.slice(from, from + Number(length));
  }),
  indent: ofTexts((spaces, text = '') => {
    const width = Number(spaces);
    return width > 200 ? undefined : text.replaceAll('\n', `\n${' '.repeat(width)}`);
  }),
  split: ([separator, text], at) =>
    separator?.kind === 'scalar' && text?.kind === 'scalar'
      ? listValue(
          (text.text === '' ? [] : text.text.split(separator.text)).map((part) => scalar(part, at)),
          at,
        )
      : undefined,
  regex: NO_REGEX,
  regexall: NO_REGEX,
};

export const OPEN_STRING_FUNCTIONS: FunctionTable = {
  join: (args, at) => {
    const [separator, ...lists] = args;
    if (separator?.kind !== 'scalar') return separator?.kind === 'unknown' ? separator : undefined;
    const items = lists.flatMap((one) => (one.kind === 'list' ? one.items : [one]));
    const open = items.map((item) => unknownIn(item)).find((one) => one !== undefined);
    return textValue(items.map(templateText).join(separator.text), at, open, items.flatMap(refersOf));
  },
  format: (args, at) => {
    const [pattern, ...values] = args;
    if (pattern?.kind !== 'scalar') return pattern;
    const open = values.map((value) => unknownIn(value)).find((one) => one !== undefined);
    return textValue(formatted(pattern.text, values.map(templateText)), at, open, values.flatMap(refersOf));
  },
  formatlist: (args, at) => {
    const [pattern, ...values] = args;
    if (pattern?.kind !== 'scalar') return pattern;
    const open = values.find((value) => value.kind === 'unknown');
    if (open !== undefined) return open;
    const length = values.reduce(
      (most, value) => (value.kind === 'list' ? Math.max(most, value.items.length) : most),
      0,
    );
    const row = (i: number): string[] =>
      values.map((value) => {
        const one = value.kind === 'list' ? value.items[i] : value;
        return one === undefined ? '' : templateText(one);
      });
    return listValue(
      Array.from({ length }, (_, i) =>
        textValue(formatted(pattern.text, row(i)), at, undefined, values.flatMap(refersOf)),
      ),
      at,
    );
  },
  replace: ([text, from, to], at) => {
    if (text === undefined || from?.kind !== 'scalar' || to?.kind !== 'scalar') return text;
    if (text.kind === 'unknown') return unknown(text.reason, at, text.refers);
    if (text.kind !== 'scalar') return undefined;
    const isPattern = from.text.length > 1 && from.text.startsWith('/') && from.text.endsWith('/');
    if (!isPattern)
      return scalar(
        text.text.replaceAll(from.text, () => to.text),
        at,
      );
    // Whatever it is, it is a text.
    return { ...unknown('regular expressions are not evaluated', at), pieces: ['', ''] };
  },
};

/** `%s`, `%d`, `%q`, `%v` and `%%`, with widths; what else there may be becomes a hole. */
function formatted(pattern: string, values: readonly string[]): string {
  let next = 0;
  return pattern.replace(/%(%|[-+0-9.]{0,9}[a-zA-Z])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = values[next];
    next += 1;
    if (value === undefined) return '';
    if (verb === 's' || verb === 'd' || verb === 'v') return value;
    if (verb === 'q') return `"${value}"`;
    const width = /^0(\d)d$/.exec(verb)?.[1];
    return width === undefined || numberOf({ kind: 'scalar', text: value, at: NOWHERE }) === undefined
      ? HOLE
      : value.padStart(Number(width), '0');
  });
}

const NOWHERE = { path: '', line: 1, column: 1 };
