/** A site's configuration as it holds in one environment: the export, active splits, and settings.php over both. */
import { type ConfigValue, entry, itemsOf, map, matchesGlob, textOf } from '@theriac/core/configuration';
import type { Report, SiteFiles } from '../files.ts';
import { type ConfigMap, ConfigStore } from './config-store.ts';
import { entryOf, type FoundSite } from './find-sites.ts';
import { overridden } from './override.ts';
import { isDevelopers, patched, type Split, splitOf } from './split.ts';

export class DrupalView {
  readonly site: FoundSite;
  /** `without a split`, `prod`. */
  readonly environment: string;
  /** Of the export and of what is active over it, sorted. */
  readonly names: readonly string[];
  /** Patterns of config_ignore that leave whole objects out of the export. */
  readonly ignored: readonly string[];
  /** Patterns with a key: `name` → keys. */
  readonly ignoredKeys: ReadonlyMap<string, readonly string[]>;
  readonly #base: ConfigStore;
  readonly #splits: readonly (Split & { readonly store: ConfigStore | undefined })[];

  constructor(
    site: FoundSite,
    environment: string,
    base: ConfigStore,
    splits: readonly (Split & { readonly store: ConfigStore | undefined })[],
    ignore: Ignored,
  ) {
    this.site = site;
    this.environment = environment;
    this.#base = base;
    this.#splits = splits;
    this.ignored = ignore.whole;
    this.ignoredKeys = ignore.keys;
    const all = new Set(base.names);
    for (const { store } of splits)
      for (const name of store?.names ?? []) if (!name.startsWith(PATCH)) all.add(name);
    this.names = [...all].sort();
  }

  /** Splits that are active and whose files are not in the target. */
  get unread(): readonly string[] {
    return this.#splits.flatMap(({ id, store }) => (store === undefined ? [id] : []));
  }

  has(name: string): boolean {
    return this.#base.has(name) || this.#splits.some(({ store }) => store?.has(name) === true);
  }

  /** Names that begin with a prefix and a dot. */
  under(prefix: string): string[] {
    return this.names.filter((name) => name.startsWith(`${prefix}.`));
  }

  /** Where it is read from. */
  pathOf(name: string): string {
    return this.#storeOf(name).pathOf(name);
  }

  text(name: string): string | undefined {
    return this.#storeOf(name).text(name);
  }

  /** Whether what stands in the export, if anything does, is not what the site uses. */
  isIgnored(name: string): boolean {
    return this.ignored.some((pattern) => matchesGlob(name, pattern));
  }

  async get(name: string): Promise<ConfigMap | undefined> {
    let value = await this.#storeOf(name).get(name);
    if (name === 'core.extension') value = this.#withModules(value);
    for (const { store } of this.#splits) {
      const patch = await store?.get(`${PATCH}${name}`);
      if (patch !== undefined && value !== undefined) value = patched(value, patch);
    }
    const override = entryOf(this.site.settings?.variables.get('config'), name);
    if (override !== undefined) value = overridden(value, override);
    const keys = this.ignoredKeys.get(name);
    return value === undefined || keys === undefined ? value : withoutKeys(value, keys);
  }

  #storeOf(name: string): ConfigStore {
    return this.#splits.findLast(({ store }) => store?.has(name) === true)?.store ?? this.#base;
  }

  #withModules(extension: ConfigMap | undefined): ConfigMap | undefined {
    if (extension === undefined) return undefined;
    const modules = this.#splits.flatMap((split) =>
      split.modules?.kind === 'map' ? [...split.modules.entries] : [],
    );
    if (modules.length === 0) return extension;
    const there = entry(extension, 'module');
    const all = map([...(there?.kind === 'map' ? there.entries : []), ...modules], there?.at ?? extension.at);
    return map([...extension.entries, ['module', all]], extension.at);
  }
}

const PATCH = 'config_split.patch.';
const PLAIN = 'the export alone';

/**
 * Every environment of a site that is to be considered.
 * @param wanted of `theriac.yaml`; absent: the export alone, and with each split that is no developer's
 */
export async function viewsOf(
  files: SiteFiles,
  site: FoundSite & { readonly sync: string },
  wanted: string | undefined,
  report: Report,
): Promise<{ readonly views: readonly DrupalView[]; readonly reasons: readonly string[] }> {
  const base = new ConfigStore(files, site.sync, report);
  const plain = new DrupalView(site, PLAIN, base, [], NOTHING_IGNORED);
  const ignore = ignoredBy(await plain.get('config_ignore.settings'));
  const splits: Split[] = [];
  for (const name of plain.under('config_split.config_split')) {
    const config = await plain.get(name);
    const id = name.slice('config_split.config_split.'.length);
    if (config !== undefined) splits.push(splitOf(id, config, site.sync, site.docroot));
  }
  const stores = new Map<string, ConfigStore>();
  const opened = (split: Split): Split & { readonly store: ConfigStore | undefined } => {
    if (split.folder === undefined || files.list(split.folder).length === 0)
      return { ...split, store: undefined };
    const known = stores.get(split.folder) ?? new ConfigStore(files, split.folder, report);
    stores.set(split.folder, known);
    return { ...split, store: known };
  };
  const view = (environment: string, active: readonly Split[]): DrupalView =>
    new DrupalView(site, environment, base, active.map(opened), ignore);
  if (wanted !== undefined) {
    const chosen = splits.filter((split) => split.id === wanted || split.status === true);
    const isKnown = splits.length === 0 || splits.some(({ id }) => id === wanted);
    const reasons = isKnown
      ? []
      : [
          `${site.sync}: \`cms.environment\` is ${wanted}, and there is no config split of that name; splits are ${splits.map(({ id }) => id).join(', ')}`,
        ];
    return { views: [view(wanted, chosen)], reasons };
  }
  const always = splits.filter(({ id, status }) => status === true && !isDevelopers(id));
  const others = splits.filter((split) => !always.includes(split) && !isDevelopers(split.id));
  return {
    views: [view(PLAIN, always), ...others.map((split) => view(split.id, [...always, split]))],
    reasons: [],
  };
}

interface Ignored {
  readonly whole: readonly string[];
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

const NOTHING_IGNORED: Ignored = { whole: [], keys: new Map() };

function ignoredBy(settings: ConfigMap | undefined): Ignored {
  const texts = scalarsOf(entry(settings, 'ignored_config_entities'));
  const patterns = texts.filter((text) => text !== '' && !/^[#~!]/.test(text));
  const keys = new Map<string, string[]>();
  for (const [name, key] of patterns.map((text) => text.split(':')))
    if (name !== undefined && key !== undefined) keys.set(name, [...(keys.get(name) ?? []), key]);
  return { whole: patterns.filter((text) => !text.includes(':')), keys };
}

function scalarsOf(value: ConfigValue | undefined): string[] {
  if (value?.kind === 'map') return [...value.entries.values()].flatMap(scalarsOf);
  const items = itemsOf(value);
  return items.length > 0 ? items.flatMap(scalarsOf) : [textOf(value) ?? ''];
}

function withoutKeys(value: ConfigMap, keys: readonly string[]): ConfigMap {
  let whole: ConfigMap = value;
  for (const key of keys) whole = withoutKey(whole, key.split('.'));
  return whole;
}

function withoutKey(value: ConfigMap, [first = '', ...rest]: readonly string[]): ConfigMap {
  const there = value.entries.get(first);
  if (there === undefined) return value;
  const next: ConfigValue =
    rest.length > 0 && there.kind === 'map'
      ? withoutKey(there, rest)
      : { kind: 'unknown', reason: 'config_ignore leaves it out of the export', at: there.at };
  return map([...value.entries, [first, next]], value.at);
}
