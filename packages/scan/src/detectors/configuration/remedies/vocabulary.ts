/** How a language of templates says the settings that rules ask for, as data; and the way back from a setting to a property. */
import type { Scalar } from '@theriac/core/configuration';

/** Where a setting stands that is not a property of the same name. */
interface Said {
  /** Path of the property, from the resource's properties: `VersioningConfiguration`. */
  readonly property: string;
  /** Values that are said otherwise: `{ true: 'internal' }`. */
  readonly values?: Readonly<Record<string, Scalar>>;
  /** The key of a list of `{ Key, Value }` that the property is. */
  readonly key?: string;
  /** Items are maps that have the value under this key. */
  readonly itemKey?: string;
  /** It stands beside the properties: `DeletionPolicy`. */
  readonly isBeside?: true;
}

/** One type of resources. */
export interface Vocabulary {
  /** Settings by the path of the property, where they have other names: `{ 'Listeners.Protocol': 'lb_protocol' }`. */
  readonly names?: Readonly<Record<string, string>>;
  /** Properties by the path of the setting, without `*`; null: there is none. */
  readonly said?: Readonly<Record<string, string | Said | null>>;
  /** The property in which all others stand. */
  readonly within?: string;
}

/** What all types of a language share. */
export interface Spelling {
  /** `vpc_id`: `VpcId`. */
  readonly propertyNamed: (setting: string) => string;
  /** Whether the property is a list of blocks; all others are one. */
  readonly isList: (property: string) => boolean;
}

export interface PropertyPlace extends Omit<Said, 'property'> {
  /** Names of properties; `*` after those that are lists. */
  readonly path: readonly string[];
}

/**
 * @param setting keys, and `*` for entries
 * @returns undefined where the type has no such property: settings of other resources, `@rotation`
 */
export function propertyOf(
  setting: readonly string[],
  { names = {}, said = {}, within }: Vocabulary,
  spelling: Spelling,
): PropertyPlace | undefined {
  const keys = setting.filter((step) => step !== '*');
  const path: string[] = within === undefined ? [] : [within];
  let inner = '';
  let i = 0;
  let place: Said | undefined;
  for (let length = keys.length; length > 0 && i === 0; length--) {
    const found = said[keys.slice(0, length).join('.')];
    if (found === null) return undefined;
    if (found === undefined) continue;
    place = typeof found === 'string' ? { property: found } : found;
    inner = place.property;
    i = length;
    if (place.isBeside === true) path.length = 0;
    add(path, place.property.split('.'), spelling);
  }
  for (; i < keys.length; i++) {
    const key = keys[i] ?? '';
    const named = Object.entries(names).find(
      ([property, name]) =>
        name === key && property.slice(0, property.lastIndexOf('.') + 1) === prefixOf(inner),
    )?.[0];
    if (named === undefined && key.startsWith('@')) return undefined;
    inner = named ?? `${prefixOf(inner)}${spelling.propertyNamed(key)}`;
    add(path, [inner.slice(inner.lastIndexOf('.') + 1)], spelling);
  }
  return { ...place, path };
}

function add(path: string[], properties: readonly string[], { isList }: Spelling): void {
  for (const property of properties) {
    path.push(property);
    if (isList(property)) path.push('*');
  }
}

const prefixOf = (path: string): string => (path === '' ? '' : `${path}.`);
