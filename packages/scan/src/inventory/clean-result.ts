/**
 * What an extractor found, without credentials: this is where text enters the inventory. Names, versions, keys, edges,
 * origins and messages are cleaned together, so that ids still lead to what they name; paths stay, because files are
 * opened by them, and are cleaned where text leaves.
 */
import {
  type ComponentDraft,
  type ExtractResult,
  type KnownUnknown,
  type PackageUses,
  type RootDraft,
  valueWithoutCredentials,
  withoutCredentials,
} from '@theriac/core';

/** The same object where there is nothing to clean, which is nearly always. */
export function cleanResult(result: ExtractResult): ExtractResult {
  const keys = cleanKeys(result.roots);
  const roots = mapped(result.roots, (root) => cleanRoot(root, keys));
  const unknowns = mapped(result.unknowns, cleanUnknown);
  const locked = result.locked === undefined ? undefined : { ...result.locked };
  const asks = locked === undefined ? undefined : mapped(locked.asks, cleanAsk);
  const describes = valueWithoutCredentials(result.describes);
  if (
    roots === result.roots &&
    unknowns === result.unknowns &&
    asks === result.locked?.asks &&
    describes === result.describes
  )
    return result;
  return {
    ...result,
    roots,
    unknowns,
    ...(locked === undefined || asks === undefined ? {} : { locked: { ...locked, asks } }),
    ...(describes === undefined ? {} : { describes }),
  };
}

/** The keys that change. Two that differ in nothing but a credential stay two. */
function cleanKeys(roots: readonly RootDraft[]): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  for (const { components } of roots)
    for (const { key } of components) {
      const clean = withoutCredentials(key);
      if (clean !== key) changed.set(key, clean);
    }
  if (changed.size === 0) return changed;
  const taken = new Set(roots.flatMap(({ components }) => components.map(({ key }) => key)));
  const next = new Map<string, number>();
  for (const [key, clean] of changed) {
    let free = clean;
    let n = next.get(clean) ?? 2;
    for (; taken.has(free); n += 1) free = `${clean}#${n}`;
    next.set(clean, n);
    taken.add(free);
    changed.set(key, free);
  }
  return changed;
}

function cleanRoot(root: RootDraft, keys: ReadonlyMap<string, string>): RootDraft {
  const components = mapped(root.components, (draft) => cleanDraft(draft, keys));
  const about = { name: root.name, version: root.version, document: root.document, licence: root.licence };
  const clean = valueWithoutCredentials(about);
  if (components === root.components && clean === about && keys.size === 0) return root;
  const { name, version, document, licence } = clean;
  return {
    ...root,
    components,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(document === undefined ? {} : { document }),
    ...(licence === undefined ? {} : { licence }),
    ...(root.uses === undefined ? {} : { uses: cleanUses(root.uses, keys) }),
  };
}

function cleanDraft(draft: ComponentDraft, keys: ReadonlyMap<string, string>): ComponentDraft {
  const { key, dependsOn, location, ...rest } = draft;
  const clean = valueWithoutCredentials(rest);
  const edges =
    keys.size === 0 || dependsOn === undefined
      ? dependsOn
      : mapped(dependsOn, (to) => keys.get(to) ?? withoutCredentials(to));
  if (clean === rest && edges === dependsOn && !keys.has(key)) return draft;
  return {
    ...clean,
    location,
    key: keys.get(key) ?? key,
    ...(edges === undefined ? {} : { dependsOn: edges.toSorted() }),
  };
}

/** Asked by the cleaned key. */
function cleanUses(uses: PackageUses, keys: ReadonlyMap<string, string>): PackageUses {
  const original = new Map([...keys].map(([key, clean]) => [clean, key]));
  return (key) => {
    const use = uses(original.get(key) ?? key);
    if (use === undefined) return undefined;
    const renamed = {
      ...use,
      askers: use.askers.map((asker) =>
        asker.by === undefined ? asker : { ...asker, by: keys.get(asker.by) ?? asker.by },
      ),
      ...(use.bundledBy === undefined ? {} : { bundledBy: keys.get(use.bundledBy) ?? use.bundledBy }),
    };
    return valueWithoutCredentials(renamed);
  };
}

function cleanUnknown(unknown: KnownUnknown): KnownUnknown {
  const { location, ...rest } = unknown;
  const clean = valueWithoutCredentials(rest);
  return clean === rest ? unknown : { ...clean, location };
}

function cleanAsk<T extends { readonly name: string }>(ask: T): T {
  const name = withoutCredentials(ask.name);
  return name === ask.name ? ask : { ...ask, name };
}

/** The same list where nothing changes. */
function mapped<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let copy: T[] | undefined;
  for (const [i, item] of list.entries()) {
    const changed = change(item);
    if (changed === item) continue;
    copy ??= [...list];
    copy[i] = changed;
  }
  return copy ?? list;
}
