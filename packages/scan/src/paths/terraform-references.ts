/** Resources of Terraform by address, and what a value is taken from. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  type Place,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { refersOf } from '../detectors/configuration/terraform/values.ts';

/** What a setting stands for, as far as it is declared in what was read. */
export interface Resolved {
  readonly resources: readonly Resource[];
  /** Why some of it is not known; absent: it is known whole. */
  readonly unknown?: string;
}

export class TerraformResources {
  readonly #byType: ReadonlyMap<string, readonly Resource[]>;
  /** By scope and address, with and without the keys of instances. */
  readonly #byAddress = new Map<string, Resource[]>();
  readonly #ids = new Map<Resource, string>();
  readonly #referring = new Map<string, ReadonlyMap<Resource, readonly Resource[]>>();
  readonly #named = new Map<string, ReadonlyMap<string, readonly Resource[]>>();

  constructor(resources: readonly Resource[]) {
    const own = resources.filter(({ type }) => type.startsWith(PREFIX));
    this.#byType = Map.groupBy(own, ({ type }) => type.slice(PREFIX.length));
    const scopes = new Map<string, Set<string>>();
    for (const resource of own) {
      const { name } = resource;
      const scope = scopeOf(resource);
      push(this.#byAddress, `${scope}\n${name}`, resource);
      // Names of the Azure Resource Manager are the same in any case, and referred to in lower case.
      if (name.startsWith('Microsoft.')) push(this.#byAddress, `${scope}\n${name.toLowerCase()}`, resource);
      const base = baseOf(name);
      if (base !== name) push(this.#byAddress, `${scope}\n${base}`, resource);
      scopes.set(name, (scopes.get(name) ?? new Set()).add(scope));
    }
    for (const resource of own) {
      const isAlone = (scopes.get(resource.name)?.size ?? 0) < 2;
      this.#ids.set(
        resource,
        isAlone ? `terraform:${resource.name}` : `terraform:${scopeOf(resource)}#${resource.name}`,
      );
    }
  }

  of(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** Of the node that stands for it. */
  id(resource: Resource): string {
    return this.#ids.get(resource) ?? `terraform:${resource.name}`;
  }

  byId(id: string): Resource | undefined {
    this.#byId ??= new Map([...this.#ids].map(([resource, own]) => [own, resource]));
    return this.#byId.get(id);
  }
  #byId: ReadonlyMap<string, Resource> | undefined;

  /** What a value, or any value inside of it, is taken from. @param by whose value it is */
  referred(value: ConfigValue | undefined, by: Resource): readonly Resource[] {
    const names = new Set<string>();
    collect(value, names, 0);
    return [...new Set([...names].flatMap((name) => this.#at(name, by)))];
  }

  /** By address, in the same root module or template. */
  called(name: string, by: Resource): readonly Resource[] {
    return this.#at(name, by);
  }

  #at(name: string, by: Resource): readonly Resource[] {
    const scope = scopeOf(by);
    const own = this.#byAddress.get(`${scope}\n${name}`) ?? this.#byAddress.get(`${scope}\n${baseOf(name)}`);
    if (own !== undefined || by.scope !== undefined) return own ?? [];
    // A name that begins with another file is one of that file.
    const file = name.slice(0, Math.max(0, name.lastIndexOf('#')));
    return file === '' ? [] : (this.#byAddress.get(`file ${file}\n${name}`) ?? []);
  }

  /** What a setting stands for, where it has to be one of these types: it, its items, and whether all of it is known. */
  resolve(value: ConfigValue | undefined, by: Resource, types: readonly string[]): Resolved {
    const resources = this.referred(value, by).filter((one) => types.includes(typeOf(one)));
    const named = this.#namedIn(value, by, types).filter((one) => !resources.includes(one));
    const found = [...resources, ...named];
    const unknown = found.length > 0 ? undefined : unresolved(value, 0);
    return { resources: found, ...(unknown === undefined ? {} : { unknown }) };
  }

  #namedIn(value: ConfigValue | undefined, by: Resource, types: readonly string[]): Resource[] {
    return textsOf(value).flatMap((text) => types.flatMap((type) => this.#withName(type, text, by)));
  }

  /** What a value is taken from, or what it names: `aws_iam_role.api.name` is a text where the name is written. */
  referredOrNamed(value: ConfigValue | undefined, by: Resource, ...types: readonly string[]): Resource[] {
    const text = textOf(value);
    const named = text === undefined ? [] : types.flatMap((type) => this.#withName(type, text, by));
    return [...new Set([...this.referred(value, by), ...named])];
  }

  /** Names are unique in an account, and each root module may be another one. */
  #withName(type: string, text: string, by: Resource): readonly Resource[] {
    const known =
      this.#named.get(type) ??
      Map.groupBy(
        this.of(type),
        (one) => `${scopeOf(one)}\n${textOf(entry(one.values, 'name')) ?? one.name}`,
      );
    this.#named.set(type, known);
    return known.get(`${scopeOf(by)}\n${text}`) ?? [];
  }

  /** Resources of a type whose setting refers to this one, or names it. @param key dots lead into blocks */
  referring(target: Resource, type: string, key: string): readonly Resource[] {
    const index = `${type} ${key}`;
    const known = this.#referring.get(index) ?? this.#indexed(type, key.split('.'));
    this.#referring.set(index, known);
    return known.get(target) ?? [];
  }

  #indexed(type: string, keys: readonly string[]): ReadonlyMap<Resource, readonly Resource[]> {
    const found = new Map<Resource, Resource[]>();
    for (const one of this.of(type))
      for (const target of new Set(
        valuesAt(one.values, keys).flatMap((value) => [...this.referred(value, one)]),
      ))
        push(found, target, one);
    return found;
  }
}

function push<K>(map: Map<K, Resource[]>, key: K, value: Resource): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const PREFIX = 'terraform.';
const MAX_DEPTH = 20;

/** What the names of a resource are unique in. */
export function scopeOf({ scope, at }: Resource): string {
  return scope ?? `file ${at.path}`;
}

/** Without the keys of instances. */
function baseOf(address: string): string {
  return address.includes('[') ? address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '') : address;
}

function collect(value: ConfigValue | undefined, names: Set<string>, depth: number): void {
  if (value === undefined || depth > MAX_DEPTH) return;
  for (const name of refersOf(value)) names.add(name);
  if (value.kind === 'list') for (const item of value.items) collect(item, names, depth + 1);
  if (value.kind === 'map')
    for (const [key, item] of value.entries) if (!key.startsWith('@')) collect(item, names, depth + 1);
}

/** Why a value that names no declared resource stands for something else all the same. */
function unresolved(value: ConfigValue | undefined, depth: number): string | undefined {
  if (value === undefined || value.kind === 'empty' || depth > MAX_DEPTH) return undefined;
  switch (value.kind) {
    case 'unknown':
      return value.reason;
    case 'scalar':
      return value.text === '' ? undefined : `${value.text.slice(0, 80)} is not declared in what was read`;
    case 'list':
      return value.items.map((item) => unresolved(item, depth + 1)).find((why) => why !== undefined);
    default:
      return undefined;
  }
}

/** Values under keys, through lists of blocks. */
export function valuesAt(value: ConfigValue, keys: readonly string[]): readonly ConfigValue[] {
  return keys.reduce<readonly ConfigValue[]>(
    (found, key) =>
      found
        .flatMap((one) => (one.kind === 'list' ? one.items : [one]))
        .flatMap((one) => entry(one, key) ?? []),
    [value],
  );
}

/** Blocks under a key: nested blocks are lists. */
export function blocksAt(value: ConfigValue | undefined, ...keys: readonly string[]): readonly ConfigValue[] {
  if (value === undefined) return [];
  return valuesAt(value, keys).flatMap((one) => (one.kind === 'list' ? one.items : [one]));
}

/** Of a template of several files, the file that a name begins with: `a/template.yaml#`; else nothing. */
export function fileOf({ name, at }: Resource): string {
  return name.startsWith(`${at.path}#`) ? `${at.path}#` : '';
}

/** What people call it: places name the file. */
export function labelOf(resource: Resource): string {
  return resource.name.slice(fileOf(resource).length);
}

export function typeOf({ type }: Resource): string {
  return type.slice(PREFIX.length);
}

/** Texts of a list, or the one text. */
export function textsOf(value: ConfigValue | undefined): readonly string[] {
  const text = textOf(value);
  return text === undefined ? itemsOf(value).flatMap((one) => textOf(one) ?? []) : [text];
}

export function isText(values: ConfigValue | undefined, key: string, text: string): boolean {
  return textOf(entry(values, key)) === text;
}

/** A setting that is true or false. @param otherwise what it is where it is not set */
export function switchOf(
  values: ConfigValue | undefined,
  key: string,
  otherwise: 'yes' | 'no' | 'unknown',
): 'yes' | 'no' | 'unknown' {
  const value = entry(values, key);
  if (value === undefined || value.kind === 'empty') return otherwise;
  if (value.kind !== 'scalar') return 'unknown';
  return value.text.toLowerCase() === 'true' ? 'yes' : 'no';
}

/** Where a setting stands, or where the resource begins. */
export function placeOf(resource: Resource, ...keys: readonly string[]): Place {
  return inside(resource.values, ...keys)?.at ?? resource.at;
}
