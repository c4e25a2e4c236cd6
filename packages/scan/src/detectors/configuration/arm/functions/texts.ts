/** Functions of texts. */
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import {
  boolean,
  bounded,
  HOLE,
  jsonText,
  listValue,
  number,
  numberOf,
  type Unknown,
  unknownIn,
} from '../../terraform/values.ts';
import { joinedText, named, notComputed, open, symbolOf } from '../symbols.ts';
import { type FunctionTable, ofKnown, ofTexts } from './function.ts';

const MAX_PADDING = 1000;

export const TEXT_FUNCTIONS: FunctionTable = {
  concat: (args, at) => {
    if (!args.some(({ kind }) => kind === 'list')) return joinedText(args, at);
    const open = args.find(({ kind }) => kind === 'unknown');
    if (open !== undefined) return undefined;
    return listValue(
      args.flatMap((one) => (one.kind === 'list' ? one.items : [])),
      at,
    );
  },
  format: (args, at) => {
    const [pattern, ...values] = args;
    return pattern?.kind === 'scalar' ? formatted(pattern.text, values, at) : undefined;
  },
  tolower: ([text], at) => cased(text, at, 'toLower'),
  toupper: ([text], at) => cased(text, at, 'toUpper'),
  trim: ofTexts(([text = ''], at) => scalar(text.trim(), at)),
  replace: ofTexts(([text = '', from = '', to = ''], at) =>
    from === ''
      ? undefined
      : bounded(
          scalar(
            text.replaceAll(from, () => to),
            at,
          ),
        ),
  ),
  split: ([text, by], at) => {
    if (text?.kind === 'unknown')
      return by?.kind === 'scalar' && by.text === '/' ? partsOfName(text, at) : undefined;
    if (text?.kind !== 'scalar' || by === undefined) return undefined;
    const marks = by.kind === 'scalar' ? [by.text] : by.kind === 'list' ? textsIn(by) : [];
    let parts = [text.text];
    for (const mark of marks) if (mark !== '') parts = parts.flatMap((part) => part.split(mark));
    return listValue(
      parts.map((part) => scalar(part, at)),
      at,
    );
  },
  join: ([items, by], at) => {
    if (items?.kind !== 'list' || by?.kind !== 'scalar') return undefined;
    return joinedText(
      items.items.flatMap((item, i) => (i === 0 ? [item] : [by, item])),
      at,
    );
  },
  substring: ofKnown(([text, from, length], at) => {
    const start = numberOf(from);
    if (text?.kind !== 'scalar' || start === undefined) return undefined;
    const count = length === undefined ? undefined : numberOf(length);
    return scalar(text.text.slice(start, count === undefined ? undefined : start + count), at);
  }),
  startswith: ofTexts(([text = '', part = ''], at) =>
    boolean(text.toLowerCase().startsWith(part.toLowerCase()), at),
  ),
  endswith: ofTexts(([text = '', part = ''], at) =>
    boolean(text.toLowerCase().endsWith(part.toLowerCase()), at),
  ),
  indexof: ofKnown(([where, what], at) => {
    if (where?.kind === 'list')
      return number(
        where.items.findIndex(
          (item) => item.kind === 'scalar' && what?.kind === 'scalar' && item.text === what.text,
        ),
        at,
      );
    if (where?.kind !== 'scalar' || what?.kind !== 'scalar') return undefined;
    return number(where.text.toLowerCase().indexOf(what.text.toLowerCase()), at);
  }),
  lastindexof: ofTexts(([text = '', part = ''], at) =>
    number(text.toLowerCase().lastIndexOf(part.toLowerCase()), at),
  ),
  padleft: ofTexts(([text = '', width = '', by = ' '], at) => {
    const count = Number(width);
    return count >= 0 && count <= MAX_PADDING ? scalar(text.padStart(count, by), at) : undefined;
  }),
  string: ([value], at) => {
    if (value === undefined || value.kind === 'unknown') return value && named(value, symbolOf(value));
    if (value.kind === 'scalar') return scalar(value.text, at);
    return unknownIn(value) === undefined ? scalar(jsonText(value), at) : undefined;
  },
  uri: ofTexts(([base = '', path = ''], at) =>
    scalar(base.endsWith('/') || path.startsWith('/') ? base + path : `${base}/${path}`, at),
  ),
  uricomponent: ofTexts(([text = ''], at) =>
    scalar(encodeURIComponent(text.replaceAll(/[\uD800-\uDFFF]/g, '')), at),
  ),
  base64: ofTexts(([text = ''], at) => scalar(Buffer.from(text).toString('base64'), at)),
  base64tostring: ofTexts(([text = ''], at) => scalar(Buffer.from(text, 'base64').toString('utf8'), at)),
  int: ([value], at) => {
    const known = numberOf(value);
    return known === undefined ? undefined : number(known, at);
  },
  float: ([value], at) => {
    const known = numberOf(value);
    return known === undefined ? undefined : number(known, at);
  },
};

function cased(
  value: ConfigValue | undefined,
  at: Place,
  name: 'toLower' | 'toUpper',
): ConfigValue | undefined {
  const change = (text: string): string => (name === 'toLower' ? text.toLowerCase() : text.toUpperCase());
  if (value?.kind === 'scalar') return scalar(change(value.text), at);
  if (value?.kind !== 'unknown') return undefined;
  const made = notComputed(name, [value], at);
  return value.pieces === undefined
    ? made
    : named({ ...made, pieces: value.pieces.map(change) }, symbolOf(made));
}

function textsIn(value: ConfigValue): string[] {
  return value.kind === 'list'
    ? value.items.flatMap((item) => (item.kind === 'scalar' ? item.text : []))
    : [];
}

/** `{0}`, `{1:D2}`; doubled brackets are brackets. */
function formatted(pattern: string, values: readonly ConfigValue[], at: Place): ConfigValue {
  const parts: ConfigValue[] = [];
  let from = 0;
  const write = (text: string): void => {
    if (text !== '') parts.push(scalar(text.replaceAll('{{', '{').replaceAll('}}', '}'), at));
  };
  for (const found of pattern.matchAll(/\{\{|\}\}|\{(\d{1,3})(?::([^{}]{0,20}))?\}/g)) {
    const [whole, index, style] = found;
    if (index === undefined) continue;
    write(pattern.slice(from, found.index));
    from = found.index + whole.length;
    parts.push(styled(values[Number(index)] ?? scalar('', at), style, at));
  }
  write(pattern.slice(from));
  return joinedText(
    parts.map((part) => (part.kind === 'list' || part.kind === 'map' ? scalar(jsonText(part), at) : part)),
    at,
  );
}

/** `D2`: two digits at least. */
function styled(value: ConfigValue, style: string | undefined, at: Place): ConfigValue {
  const digits = /^[dD](\d{1,2})$/.exec(style ?? '')?.[1];
  return digits !== undefined && value.kind === 'scalar'
    ? scalar(value.text.padStart(Number(digits), '0'), at)
    : value;
}

/** Parts of a name between slashes, of which some are not known; those have no slashes themselves. */
function partsOfName(name: Unknown, at: Place): ConfigValue | undefined {
  if (name.pieces === undefined) return undefined;
  const texts = name.pieces.join(HOLE).split('/');
  const symbols = symbolOf(name).split('/');
  if (texts.length !== symbols.length) return undefined;
  return listValue(
    texts.map((text, i) =>
      text.includes(HOLE) ? open(name.reason, at, symbols[i] ?? '', name.refers) : scalar(text, at),
    ),
    at,
  );
}
