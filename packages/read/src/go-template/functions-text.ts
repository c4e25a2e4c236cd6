/** Functions about text: those of Go templates, and of Sprig (https://masterminds.github.io/sprig/) that charts use. */
import { hash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { type GoFunction, NotRendered } from './render.ts';
import { unknownReason, unknownText } from './unknown-text.ts';
import { GoMap, type GoValue, isList, isTrue, printed } from './values.ts';

const text = (value: GoValue | undefined): string => printed(value ?? null);
const number = (value: GoValue | undefined): number =>
  Number(typeof value === 'string' ? value.trim() : (value ?? 0)) || 0;

const toText: GoFunction = ([a]) => text(a);

/** What is made of a text that is not known is not known. */
function known(make: (text: string) => string): GoFunction {
  return ([a]) => {
    const reason = unknownReason(text(a));
    return reason === undefined ? make(text(a)) : unknownText(reason);
  };
}

/** Longest text that a function makes. */
const MAX_TEXT = 4 * 1024 * 1024;

function limited(made: string): string {
  if (made.length > MAX_TEXT) throw new NotRendered('a function makes more than 4 MiB of text');
  return made;
}

/** `%s`, `%d`, `%v`, `%q`, `%t`, `%f`, `%x`, `%%` with flags, width and precision. */
function formatted(format: string, args: readonly GoValue[]): string {
  let at = 0;
  return limited(
    format.replaceAll(
      /%([-+ 0#]{0,5})(\d{0,4})(?:\.(\d{0,3}))?([a-zA-Z%])/g,
      (_, flags: string, width: string, precision: string | undefined, verb: string) => {
        if (verb === '%') return '%';
        const value = args[at] ?? null;
        at += 1;
        const made = verbText(verb, value, precision);
        const wanted = Number(width || 0);
        if (flags.includes('-')) return made.padEnd(wanted);
        return made.padStart(wanted, flags.includes('0') ? '0' : ' ');
      },
    ),
  );
}

function verbText(verb: string, value: GoValue, precision: string | undefined): string {
  switch (verb) {
    case 'q':
      return JSON.stringify(text(value));
    case 'd':
      return String(Math.trunc(number(value)));
    case 'f':
      return number(value).toFixed(precision === undefined ? 6 : Number(precision || 0));
    case 'x':
      return typeof value === 'number' ? value.toString(16) : Buffer.from(text(value)).toString('hex');
    case 'T':
      return typeof value;
    default:
      return precision === undefined ? text(value) : text(value).slice(0, Number(precision || 0));
  }
}

/** Characters that a pattern is tried on. */
const MAX_SUBJECT = 64 * 1024;

/** Patterns are those of charts: V8's engine that takes linear time runs them, which knows what Go's does. */
function pattern(source: string, subject: string, flags = ''): RegExp {
  if (source.length > 500 || subject.length > MAX_SUBJECT)
    throw new NotRendered('a regular expression is too large to be tried');
  setFlagsFromString('--enable-experimental-regexp-engine');
  const isCaseless = source.startsWith('(?i)');
  try {
    return new RegExp(isCaseless ? source.slice('(?i)'.length) : source, `l${flags}${isCaseless ? 'i' : ''}`);
  } catch {
    throw new NotRendered('a regular expression is not understood');
  }
}

function splitWords(given: string): string[] {
  return given
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '');
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const indented = (spaces: number, given: string): string =>
  limited(
    given
      .split('\n')
      .map((line) => ' '.repeat(Math.min(spaces, 200)) + line)
      .join('\n'),
  );
const flat = (args: readonly GoValue[]): GoValue[] => args.flatMap((one) => (isList(one) ? [...one] : [one]));

export const TEXT_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  print: (args) => args.map(text).join(''),
  println: (args) => `${args.map(text).join(' ')}\n`,
  printf: ([format, ...args]) => formatted(text(format), args),
  quote: (args) =>
    args
      .filter((one) => one !== null)
      .map((one) => JSON.stringify(text(one)))
      .join(' '),
  squote: (args) =>
    args
      .filter((one) => one !== null)
      .map((one) => `'${text(one)}'`)
      .join(' '),
  html: (args) => args.map(text).join(''),
  urlquery: (args) => encodeURIComponent(args.map(text).join('')),
  upper: ([a]) => text(a).toUpperCase(),
  lower: ([a]) => text(a).toLowerCase(),
  title: ([a]) => text(a).replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  untitle: ([a]) => text(a).replaceAll(/\b[A-Z]/g, (letter) => letter.toLowerCase()),
  trim: ([a]) => text(a).trim(),
  trimAll: ([cut, a]) => trimmed(text(a), text(cut), true, true),
  trimPrefix: ([start, a]) => (text(a).startsWith(text(start)) ? text(a).slice(text(start).length) : text(a)),
  trimSuffix: ([end, a]) =>
    text(end) !== '' && text(a).endsWith(text(end)) ? text(a).slice(0, -text(end).length) : text(a),
  trunc: ([most, a]) => (number(most) < 0 ? text(a).slice(number(most)) : text(a).slice(0, number(most))),
  abbrev: ([most, a]) =>
    text(a).length > number(most) ? `${text(a).slice(0, Math.max(0, number(most) - 3))}...` : text(a),
  replace: ([from, to, a]) =>
    limited(text(from) === '' ? text(a) : text(a).replaceAll(text(from), () => text(to))),
  contains: ([part, a]) => text(a).includes(text(part)),
  hasPrefix: ([start, a]) => text(a).startsWith(text(start)),
  hasSuffix: ([end, a]) => text(a).endsWith(text(end)),
  repeat: ([times, a]) => {
    const count = Math.max(0, number(times));
    return count * text(a).length > MAX_TEXT ? limited('x'.repeat(MAX_TEXT + 1)) : text(a).repeat(count);
  },
  nospace: ([a]) => text(a).replaceAll(/\s/g, ''),
  indent: ([spaces, a]) => indented(number(spaces), text(a)),
  nindent: ([spaces, a]) => `\n${indented(number(spaces), text(a))}`,
  cat: (args) => args.map(text).join(' '),
  plural: ([one, many, count]) => (number(count) === 1 ? text(one) : text(many)),
  camelcase: ([a]) => splitWords(text(a)).map(capital).join(''),
  snakecase: ([a]) => splitWords(text(a)).join('_').toLowerCase(),
  kebabcase: ([a]) => splitWords(text(a)).join('-').toLowerCase(),
  substr: ([from, to, a]) => text(a).slice(number(from), number(to) < 0 ? undefined : number(to)),
  splitList: ([by, a]) => text(a).split(text(by)),
  split: ([by, a]) =>
    new GoMap(
      text(a)
        .split(text(by))
        .map((part, i) => [`_${i}`, part] as const),
    ),
  splitn: ([by, most, a]) => {
    const parts = text(a).split(text(by));
    const limit = Math.max(1, number(most));
    const joined =
      parts.length > limit ? [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(text(by))] : parts;
    return new GoMap(joined.map((part, i) => [`_${i}`, part] as const));
  },
  join: ([by, list]) => limited((isList(list) ? list : [list ?? null]).map(text).join(text(by))),
  sortAlpha: ([list]) => (isList(list) ? [...list] : [list ?? null]).map(text).sort(),
  toString: toText,
  toStrings: ([list]) => (isList(list) ? list.map(text) : [text(list)]),
  toDecimal: ([a]) => Number.parseInt(text(a), 8) || 0,
  b64enc: known((a) => Buffer.from(a).toString('base64')),
  b64dec: known((a) => Buffer.from(a, 'base64').toString()),
  sha256sum: known((a) => hash('sha256', a)),
  sha1sum: known((a) => hash('sha1', a)),
  md5sum: known((a) => hash('md5', a)),
  regexQuoteMeta: ([a]) => text(a).replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&'),
  regexMatch: ([source, a]) => pattern(text(source), text(a)).test(text(a)),
  regexFind: ([source, a]) => pattern(text(source), text(a)).exec(text(a))?.[0] ?? '',
  regexReplaceAll: ([source, a, to]) =>
    text(a).replaceAll(pattern(text(source), text(a), 'g'), text(to).replaceAll(/\$\{(\d)\}/g, '$$$1')),
  regexReplaceAllLiteral: ([source, a, to]) =>
    text(a).replaceAll(pattern(text(source), text(a), 'g'), () => text(to)),
  regexSplit: ([source, a]) => text(a).split(pattern(text(source), text(a))),
  coalesce: (args) => args.find(isTrue) ?? null,
  compact: ([list]) => (isList(list) ? list.filter(isTrue) : []),
  concat: (args) => flat(args),
};

function trimmed(given: string, cut: string, start: boolean, end: boolean): string {
  let [from, to] = [0, given.length];
  while (start && from < to && cut.includes(given[from] ?? '')) from += 1;
  while (end && to > from && cut.includes(given[to - 1] ?? '')) to -= 1;
  return given.slice(from, to);
}
