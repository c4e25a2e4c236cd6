/** Puts resources that configure another one to the one that they refer to. */
import {
  type ConfigValue,
  list,
  map,
  type Origin,
  type Resource,
  stepsOf,
  textOf,
} from '@theriac/core/configuration';
import { JOINS, type Join } from './join-tables/all.ts';
import { isFailure, type MapValue, refersOf, unknown } from './values.ts';

export interface Declared {
  /** `aws_s3_bucket` */
  readonly type: string;
  readonly address: string;
  readonly values: MapValue;
  /** Why it is not known whether there is one. */
  readonly open: string | undefined;
  /** In which language it is written, where that is another one. */
  readonly origin?: Origin;
}

/** Resources of one root module and of the modules that it calls. */
export interface Declarations {
  readonly resources: readonly Declared[];
  /** Addresses that modules get which are not at hand; they may configure what is there. */
  readonly givenAway: ReadonlyMap<string, string>;
  /** Folder of the root module. */
  readonly scope?: string;
}

const BY_TYPE = Map.groupBy(JOINS, ({ type }) => type);
const BY_TARGET = new Map<string, Set<string>>();
for (const { to, as } of JOINS)
  for (const type of as === undefined ? [] : to) {
    const keys = BY_TARGET.get(type) ?? new Set();
    BY_TARGET.set(type, keys.add(as ?? ''));
  }

/** Settings that name a resource, where it is referred to by its name. */
const NAMES = [
  'bucket',
  'name',
  'id',
  'arn',
  'identifier',
  'cluster_identifier',
  'function_name',
  'key_id',
  'family',
];

/** Names are unique where they are applied; more than a few alike are not looked at. */
const MOST_NAMESAKES = 20;

export function joined({ resources, givenAway, scope }: Declarations): Resource[] {
  const found = new Joiner(resources);
  for (const resource of resources)
    for (const join of BY_TYPE.get(resource.type) ?? []) found.join(resource, join);
  return resources.map((resource): Resource => {
    const more = found.of(resource);
    const owner = givenAway.get(resource.address);
    const open: [string, ConfigValue][] = [];
    if (owner !== undefined)
      for (const key of BY_TARGET.get(resource.type) ?? [])
        if (!more.has(key))
          open.push([key, unknown(`the module ${owner} gets it and is not at hand`, resource.values.at)]);
    const values =
      more.size === 0 && open.length === 0
        ? resource.values
        : map([...resource.values.entries, ...more, ...open], resource.values.at);
    const { origin } = resource;
    return {
      type: `terraform.${resource.type}`,
      name: resource.address,
      at: values.at,
      values,
      ...(origin === undefined ? {} : { origin }),
      ...(scope === undefined ? {} : { scope }),
    };
  });
}

class Joiner {
  readonly #byAddress: ReadonlyMap<string, Declared>;
  readonly #byBase: ReadonlyMap<string, readonly Declared[]>;
  readonly #byType: ReadonlyMap<string, readonly Declared[]>;
  readonly #byName = new Map<string, Declared[]>();
  readonly #open = new Set<string>();
  readonly #byOpen = new Map<ConfigValue, Declared[]>();
  readonly #found = new Map<Declared, Map<string, ConfigValue[]>>();

  constructor(resources: readonly Declared[]) {
    this.#byAddress = new Map(resources.map((one) => [one.address, one]));
    this.#byBase = Map.groupBy(resources, ({ address }) => baseOf(address));
    this.#byType = Map.groupBy(resources, ({ type }) => type);
    for (const resource of resources)
      for (const name of NAMES) {
        const value = resource.values.entries.get(name);
        // Two settings that are the same variable without a value are the same, whatever it will be.
        if (value?.kind === 'unknown') this.#noteOpen(value, resource);
        const text = textOf(value);
        if (text === undefined) continue;
        const key = `${resource.type} ${text}`;
        const same = this.#byName.get(key);
        if (same === undefined) this.#byName.set(key, [resource]);
        else if (same.at(-1) !== resource && same.length < MOST_NAMESAKES) same.push(resource);
      }
  }

  #noteOpen(value: ConfigValue, resource: Declared): void {
    const same = this.#byOpen.get(value);
    if (same === undefined) this.#byOpen.set(value, [resource]);
    else if (same.length < MOST_NAMESAKES) same.push(resource);
  }

  of(resource: Declared): ReadonlyMap<string, ConfigValue> {
    const found = this.#found.get(resource) ?? new Map<string, ConfigValue[]>();
    return new Map([...found].map(([key, values]) => [key, joinedValue(values, resource)] as const));
  }

  join(resource: Declared, { by, to, as, back }: Join): void {
    for (const value of valuesAt(resource.values, stepsOf(by))) {
      const targets = this.#targets(value, to);
      if (targets === undefined) {
        if (value.kind !== 'unknown' || value.refers?.some(isManaged) === true) continue;
        const open = unknown(`${by} of ${resource.address} is not known: ${value.reason}`, value.at);
        // It may be any of them.
        if (as !== undefined) for (const type of to) this.#leaveOpen(type, as, open);
        if (back !== undefined) this.#add(resource, back, open);
        continue;
      }
      for (const target of targets) {
        if (as !== undefined)
          this.#add(
            target,
            as,
            resource.open === undefined ? resource.values : unknown(resource.open, resource.values.at),
          );
        if (back !== undefined) this.#add(resource, back, target.values);
      }
    }
  }

  /** Undefined: what it refers to is not known. */
  #targets(value: ConfigValue, to: readonly string[]): readonly Declared[] | undefined {
    const referred = refersOf(value)
      .flatMap((address) => {
        const exact = this.#byAddress.get(address);
        return exact === undefined ? (this.#byBase.get(baseOf(address)) ?? []) : [exact];
      })
      .filter(({ type }) => to.includes(type));
    if (value.kind !== 'scalar') {
      if (referred.length > 0) return referred;
      const same = this.#byOpen.get(value)?.filter(({ type }) => to.includes(type)) ?? [];
      if (same.length > 0) return same;
      // What is not declared at all is refused when it is applied.
      return isFailure(value) ? [] : undefined;
    }
    const named = to.flatMap((type) => this.#byName.get(`${type} ${value.text}`) ?? []);
    const both = named.filter((one) => referred.includes(one));
    return [both, named, referred].find((found) => found.length > 0) ?? [];
  }

  /** One reason is enough for all of a type. */
  #leaveOpen(type: string, key: string, open: ConfigValue): void {
    if (this.#open.has(`${type} ${key}`)) return;
    this.#open.add(`${type} ${key}`);
    for (const one of this.#byType.get(type) ?? []) this.#add(one, key, open);
  }

  #add(resource: Declared, key: string, value: ConfigValue): void {
    const keys = this.#found.get(resource) ?? new Map<string, ConfigValue[]>();
    this.#found.set(resource, keys);
    const values = keys.get(key);
    if (values === undefined) keys.set(key, [value]);
    else if (value.kind !== 'unknown' || !values.some(({ kind }) => kind === 'unknown')) values.push(value);
  }
}

/** What is known counts; only where nothing is known, the whole is unknown. */
function joinedValue(values: readonly ConfigValue[], resource: Declared): ConfigValue {
  const known = values.filter(({ kind }) => kind !== 'unknown');
  const [first] = values;
  return known.length === 0 && first !== undefined ? first : list(known, resource.values.at);
}

/** Whether an address is that of a resource, not of a module or of something that is read. */
function isManaged(address: string): boolean {
  return !/(?:^|\.)(?:data\.[^.]+\.[^.]+|module\.[^.]+)$/.test(address);
}

/** Without the keys of instances. */
function baseOf(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}

function valuesAt(start: ConfigValue, steps: readonly string[]): readonly ConfigValue[] {
  let found: readonly ConfigValue[] = [start];
  for (const step of steps)
    found = found.flatMap((value): readonly ConfigValue[] => {
      if (value.kind === 'unknown') return [value];
      if (step === '*') return value.kind === 'list' ? value.items : [];
      const next = value.kind === 'map' ? value.entries.get(step) : undefined;
      return next === undefined || next.kind === 'empty' ? [] : [next];
    });
  return found.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
}
