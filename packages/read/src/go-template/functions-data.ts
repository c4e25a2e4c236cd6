/** Functions about values, lists, mappings and numbers, as Go templates and Sprig have them. */
import { type GoFunction, NotRendered } from './render.ts';
import { unknownText } from './unknown-text.ts';
import { copied, GoMap, type GoValue, isList, isSame, isTrue, kindOf, mergeInto, printed } from './values.ts';

const number = (value: GoValue | undefined): number =>
  Number(typeof value === 'string' ? value.trim() : (value ?? 0)) || 0;
const whole = (value: GoValue | undefined): number => Math.trunc(number(value));
const listOf = (value: GoValue | undefined): readonly GoValue[] => (isList(value) ? value : []);
const mapOf = (value: GoValue | undefined): GoMap => (value instanceof GoMap ? value : new GoMap());
const textOf = (value: GoValue | undefined): string => printed(value ?? null);

const MOST_ITEMS = 100_000;

function range(from: number, to: number, step: number): GoValue[] {
  if (step === 0 || Math.abs(to - from) / Math.abs(step) > MOST_ITEMS)
    throw new NotRendered('a list is too long');
  const items: number[] = [];
  for (let at = from; step > 0 ? at < to : at > to; at += step) items.push(at);
  return items;
}

function compared(a: GoValue | undefined, b: GoValue | undefined): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return number(a) - number(b);
}

function indexed(value: GoValue, keys: readonly GoValue[]): GoValue {
  let at = value;
  for (const key of keys) {
    if (at instanceof GoMap) at = at.entries.get(textOf(key)) ?? null;
    else if (isList(at)) at = at[whole(key)] ?? null;
    else at = null;
  }
  return at;
}

const isEqual = (a: GoValue | undefined, others: readonly GoValue[]): boolean =>
  others.some((b) => isSame(a ?? null, b));
const fold = (args: readonly GoValue[], join: (a: number, b: number) => number): number =>
  args.map(number).reduce(join);

/** What depends on chance, time or a cluster. */
const outside =
  (what: string): GoFunction =>
  () =>
    unknownText(what);

export const DATA_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  not: ([a]) => !isTrue(a ?? null),
  eq: ([a, ...others]) => isEqual(a, others),
  ne: ([a, b]) => !isEqual(a, [b ?? null]),
  lt: ([a, b]) => compared(a, b) < 0,
  le: ([a, b]) => compared(a, b) <= 0,
  gt: ([a, b]) => compared(a, b) > 0,
  ge: ([a, b]) => compared(a, b) >= 0,
  len: ([a]) => (a instanceof GoMap ? a.entries.size : isList(a) ? a.length : textOf(a).length),
  index: ([a, ...keys]) => indexed(a ?? null, keys),
  slice: ([a, from, to]) => {
    const end = to === undefined ? undefined : whole(to);
    return isList(a) ? a.slice(whole(from), end) : textOf(a).slice(whole(from), end);
  },
  default: ([fallback, a]) => (isTrue(a ?? null) ? (a ?? null) : (fallback ?? null)),
  empty: ([a]) => !isTrue(a ?? null),
  ternary: ([yes, no, test]) => (isTrue(test ?? null) ? (yes ?? null) : (no ?? null)),
  any: (args) => args.some(isTrue),
  all: (args) => args.every(isTrue),
  list: (args) => [...args],
  tuple: (args) => [...args],
  dict: (args) =>
    new GoMap(
      Array.from(
        { length: Math.ceil(args.length / 2) },
        (_, i) => [textOf(args[2 * i]), args[2 * i + 1] ?? ''] as const,
      ),
    ),
  get: ([map, key]) => mapOf(map).entries.get(textOf(key)) ?? '',
  set: ([map, key, value]) => {
    const target = mapOf(map);
    target.entries.set(textOf(key), value ?? null);
    return target;
  },
  unset: ([map, key]) => {
    const target = mapOf(map);
    target.entries.delete(textOf(key));
    return target;
  },
  hasKey: ([map, key]) => mapOf(map).entries.has(textOf(key)),
  keys: (args) => args.flatMap((map) => [...mapOf(map).entries.keys()]),
  values: ([map]) => [...mapOf(map).entries.values()],
  pick: ([map, ...keys]) => new GoMap([...mapOf(map).entries].filter(([key]) => keys.includes(key))),
  omit: ([map, ...keys]) => new GoMap([...mapOf(map).entries].filter(([key]) => !keys.includes(key))),
  pluck: ([key, ...maps]) => maps.flatMap((map) => mapOf(map).entries.get(textOf(key)) ?? []),
  dig: (args) => {
    const map = args.at(-1) ?? null;
    const fallback = args.at(-2) ?? null;
    const found = indexed(map, args.slice(0, -2));
    return found ?? fallback;
  },
  merge: ([target, ...sources]) =>
    sources.reduce<GoMap>((into, one) => mergeInto(into, mapOf(one), false), mapOf(target)),
  mergeOverwrite: ([target, ...sources]) =>
    sources.reduce<GoMap>((into, one) => mergeInto(into, mapOf(one), true), mapOf(target)),
  deepCopy: ([a]) => copied(a ?? null),
  deepEqual: ([a, b]) => isSame(a ?? null, b ?? null),
  first: ([list]) => listOf(list)[0] ?? null,
  last: ([list]) => listOf(list).at(-1) ?? null,
  rest: ([list]) => listOf(list).slice(1),
  initial: ([list]) => listOf(list).slice(0, -1),
  append: ([list, item]) => [...listOf(list), item ?? null],
  prepend: ([list, item]) => [item ?? null, ...listOf(list)],
  reverse: ([list]) => listOf(list).toReversed(),
  uniq: ([list]) => listOf(list).filter((one, i, all) => all.findIndex((other) => isSame(one, other)) === i),
  without: ([list, ...items]) => listOf(list).filter((one) => !items.some((item) => isSame(one, item))),
  has: ([item, list]) => listOf(list).some((one) => isSame(one, item ?? null)),
  chunk: ([size, list]) =>
    range(0, listOf(list).length, Math.max(1, whole(size))).map((from) =>
      listOf(list).slice(whole(from), whole(from) + Math.max(1, whole(size))),
    ),
  until: ([to]) => range(0, whole(to), whole(to) < 0 ? -1 : 1),
  untilStep: ([from, to, step]) => range(whole(from), whole(to), whole(step)),
  seq: (args) => {
    const [from, step, to] =
      args.length === 1
        ? [1, 1, whole(args[0])]
        : args.length === 2
          ? [whole(args[0]), 1, whole(args[1])]
          : args.map(whole);
    return range(from ?? 1, (to ?? 0) + 1, step ?? 1)
      .map(textOf)
      .join(' ');
  },
  kindOf: ([a]) => kindOf(a ?? null),
  kindIs: ([kind, a]) => kindOf(a ?? null) === kind || (kind === 'float64' && typeof a === 'number'),
  typeOf: ([a]) => TYPES[kindOf(a ?? null)] ?? kindOf(a ?? null),
  typeIs: ([type, a]) =>
    (TYPES[kindOf(a ?? null)] ?? kindOf(a ?? null)) === type || (type === 'float64' && typeof a === 'number'),
  typeIsLike: ([type, a]) =>
    (TYPES[kindOf(a ?? null)] ?? kindOf(a ?? null)) === textOf(type).replace(/^\*/, ''),
  int: ([a]) => whole(a),
  int64: ([a]) => whole(a),
  atoi: ([a]) => whole(a),
  float64: ([a]) => number(a),
  add: (args) => fold(args, (a, b) => a + b),
  add1: ([a]) => whole(a) + 1,
  sub: ([a, b]) => whole(a) - whole(b),
  mul: (args) => fold(args, (a, b) => a * b),
  div: ([a, b]) => (whole(b) === 0 ? 0 : Math.trunc(whole(a) / whole(b))),
  mod: ([a, b]) => (whole(b) === 0 ? 0 : whole(a) % whole(b)),
  addf: (args) => fold(args, (a, b) => a + b),
  subf: (args) => fold(args, (a, b) => a - b),
  mulf: (args) => fold(args, (a, b) => a * b),
  divf: (args) => fold(args, (a, b) => a / b),
  max: (args) => fold(args, Math.max),
  min: (args) => fold(args, Math.min),
  floor: ([a]) => Math.floor(number(a)),
  ceil: ([a]) => Math.ceil(number(a)),
  round: ([a, digits]) => Number(number(a).toFixed(Math.min(20, Math.max(0, whole(digits))))),
  fail: ([message]) => {
    throw new NotRendered(`the template fails by itself: ${textOf(message).slice(0, 200)}`);
  },
  required: ([message, a]) => {
    if (a === null || a === undefined || a === '')
      return unknownText(`a value is required: ${textOf(message)}`);
    return a;
  },
  lookup: () => new GoMap(),
  getHostByName: outside('it is asked of the network'),
  now: outside('it is the time'),
  date: outside('it is the time'),
  dateInZone: outside('it is the time'),
  unixEpoch: outside('it is the time'),
  ago: outside('it is the time'),
  uuidv4: outside('it is random'),
  randAlphaNum: outside('it is random'),
  randAlpha: outside('it is random'),
  randNumeric: outside('it is random'),
  randAscii: outside('it is random'),
  randBytes: outside('it is random'),
  randInt: outside('it is random'),
  htpasswd: outside('it is random'),
  bcrypt: outside('it is random'),
  derivePassword: outside('it is random'),
  genPrivateKey: outside('it is random'),
  encryptAES: outside('it is random'),
  genCA: () =>
    new GoMap([
      ['Cert', unknownText('it is random')],
      ['Key', unknownText('it is random')],
    ]),
  genSelfSignedCert: () =>
    new GoMap([
      ['Cert', unknownText('it is random')],
      ['Key', unknownText('it is random')],
    ]),
  genSignedCert: () =>
    new GoMap([
      ['Cert', unknownText('it is random')],
      ['Key', unknownText('it is random')],
    ]),
};

/** Go types of what YAML gives. */
const TYPES: Readonly<Record<string, string>> = {
  map: 'map[string]interface {}',
  slice: '[]interface {}',
  invalid: '<nil>',
};
