/** Config Split: which parts of a site's configuration hold in which environment. */
import { type ConfigValue, entry, itemsOf, map, textOf } from '@theriac/core/configuration';
import { inFolder } from '../../../target/paths.ts';
import type { ConfigMap } from './config-store.ts';
import { insideTarget } from './find-sites.ts';

export interface Split {
  readonly id: string;
  /** Folder of its objects; undefined where they are in the database or outside of the target. */
  readonly folder: string | undefined;
  /** Modules that it adds, by name. */
  readonly modules: ConfigValue | undefined;
  /** Undefined: what decides is not in the files. */
  readonly status: boolean | undefined;
}

/** Environments in which there are no patients. */
const DEVELOPERS =
  /^(?:.*[_-])?(?:local|dev|develop|development|ci|test|testing|ddev|lando|tugboat|docker|sandbox)(?:[_-].*)?$/i;

export function isDevelopers(id: string): boolean {
  return DEVELOPERS.test(id);
}

export function splitOf(id: string, config: ConfigMap, sync: string, docroot: string | undefined): Split {
  const storage = textOf(entry(config, 'storage')) ?? 'folder';
  const named = textOf(entry(config, 'folder'));
  const folder =
    storage === 'collection'
      ? inFolder(sync, `split/${id}`)
      : storage === 'folder' && named !== undefined && named !== ''
        ? insideTarget(named, docroot ?? guessedDocroot(sync))
        : undefined;
  const status = entry(config, 'status');
  return {
    id,
    folder,
    modules: entry(config, 'module'),
    status: status?.kind === 'unknown' ? undefined : textOf(status) === 'true' || textOf(status) === '1',
  };
}

/** `config/sync` stands beside the docroot in projects of Composer; `..` in the path of a split leads there. */
function guessedDocroot(sync: string): string {
  const top = sync.split('/').slice(0, -2).join('/');
  return inFolder(top, 'web');
}

/** `config_split.patch.*`: what a split adds to an object and takes from it. */
export function patched(base: ConfigMap, patch: ConfigMap): ConfigMap {
  const without = removed(base, entry(patch, 'removing'));
  const whole = added(without, entry(patch, 'adding'));
  return whole.kind === 'map' ? whole : base;
}

function removed(value: ConfigValue, removing: ConfigValue | undefined): ConfigValue {
  if (removing === undefined) return value;
  if (value.kind === 'map' && removing.kind === 'map') {
    const entries = new Map(value.entries);
    for (const [key, one] of removing.entries) {
      const there = entries.get(key);
      if (there === undefined) continue;
      if (there.kind === 'scalar' || one.kind === 'scalar') entries.delete(key);
      else entries.set(key, removed(there, one));
    }
    return map(entries, value.at);
  }
  if (value.kind === 'list' && removing.kind === 'list') {
    const gone = new Set(itemsOf(removing).map(textOf));
    return { ...value, items: value.items.filter((item) => item.kind !== 'scalar' || !gone.has(item.text)) };
  }
  return value;
}

function added(value: ConfigValue, adding: ConfigValue | undefined): ConfigValue {
  if (adding === undefined) return value;
  if (value.kind === 'map' && adding.kind === 'map') {
    const entries = new Map(value.entries);
    for (const [key, one] of adding.entries) {
      const there = entries.get(key);
      entries.set(key, there === undefined ? one : added(there, one));
    }
    return map(entries, value.at);
  }
  if (value.kind === 'list' && adding.kind === 'list')
    return { ...value, items: [...value.items, ...adding.items] };
  return adding.kind === 'empty' ? value : adding;
}
