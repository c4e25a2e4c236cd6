/** Joins what extractors found into one inventory: ids, purls, edges, and what could not be resolved. */
import {
  type Component,
  type ComponentDraft,
  count,
  type ExtractResult,
  ecosystem,
  type Inventory,
  identityOf,
  isPlaceable,
  type KnownUnknown,
  originQualifiers,
  type PackageUses,
  purlOf,
  type Root,
  type RootDraft,
  type Skipped,
} from '@theriac/core';

import { cleanResult } from './clean-result.ts';

/** Drafts that did not come from files of a walk (an SBOM). */
export function inventoryOf(source: string, result: ExtractResult): Inventory {
  const builder = new InventoryBuilder();
  builder.add(source, cleanResult(result));
  return builder.finish([], []);
}

export class InventoryBuilder {
  readonly #roots: Root[] = [];
  readonly #components: Component[] = [];
  readonly #unknowns: KnownUnknown[] = [];
  readonly #rootIds = new Set<string>();
  readonly #uses = new Map<string, PackageUses>();

  add(source: string, result: ExtractResult): void {
    const roots = result.roots.map((draft) => ({
      draft: this.#named(draft),
      id: this.#freeId(`${source}:${draft.path}`),
    }));
    // Projects of one lockfile may list a shared package once, under the first of them.
    const homes = new Map<string, string>();
    for (const { draft, id } of roots)
      for (const { key } of draft.components) if (!homes.has(key)) homes.set(key, id);
    for (const { draft, id } of roots) this.#addRoot(source, draft, id, homes);
    for (const one of result.unknowns) this.#unknowns.push(one);
  }

  /** Components so far. */
  get size(): number {
    return this.#components.length;
  }

  /** By root id; keys are those of the extractors. */
  uses(): ReadonlyMap<string, PackageUses> {
    return this.#uses;
  }

  finish(unknowns: readonly KnownUnknown[], skipped: readonly Skipped[]): Inventory {
    return {
      roots: this.#roots.sort(byId),
      components: this.#components.sort(byId),
      unknowns: [...this.#unknowns, ...unknowns].sort(byPlace),
      skipped,
    };
  }

  /** @param homes the root that lists each key of the same result */
  #addRoot(source: string, draft: RootDraft, id: string, homes: ReadonlyMap<string, string>): void {
    const keys = new Set(draft.components.map((c) => c.key));
    const seen = new Set<string>();
    for (const given of draft.components) {
      if (seen.has(given.key)) continue;
      seen.add(given.key);
      const component = given.version?.trim() === '' ? this.#withoutVersion(given) : given;
      const { dependsOn = [] } = component;
      const known = dependsOn.every((k) => homes.has(k)) ? dependsOn : dependsOn.filter((k) => homes.has(k));
      if (known.length < dependsOn.length) {
        this.#unknowns.push({
          reason: 'dangling-edge',
          message: `${component.name} depends on ${count(dependsOn.length - known.length, 'package')} that the file does not list`,
          location: component.location,
          package: component.name,
          losesComponents: true,
        });
      }
      if (!isMatchable(component)) {
        this.#unknowns.push({
          reason: 'invalid-version',
          message: `${component.name} has a version that ${ecosystem(component.ecosystem).title} cannot order`,
          location: component.location,
          package: component.name,
          losesComponents: false,
        });
      }
      this.#components.push(
        listed(
          component,
          id,
          known.map((k) => `${keys.has(k) ? id : (homes.get(k) ?? id)}#${k}`),
        ),
      );
    }
    if (draft.uses !== undefined) this.#uses.set(id, draft.uses);
    this.#roots.push({
      id,
      path: draft.path,
      extractor: source,
      ecosystem: draft.ecosystem,
      ...(draft.name === undefined ? {} : { name: draft.name }),
      ...(draft.version === undefined ? {} : { version: draft.version }),
      ...(draft.variant === undefined ? {} : { variant: draft.variant }),
      ...(draft.lockfile === undefined ? {} : { lockfile: draft.lockfile }),
      ...(draft.document === undefined ? {} : { document: draft.document }),
      ...(draft.licence === undefined ? {} : { licence: draft.licence }),
    });
  }

  /** The root without entries of a damaged file that have no name. */
  #named(draft: RootDraft): RootDraft {
    const unnamed = draft.components.filter(({ name }) => name.trim() === '');
    if (unnamed.length === 0) return draft;
    for (const { location } of unnamed)
      this.#unknowns.push({
        reason: 'no-package-data',
        message: 'an entry has no name',
        location,
        losesComponents: true,
      });
    return { ...draft, components: draft.components.filter(({ name }) => name.trim() !== '') };
  }

  /** A damaged file may have an empty text for a version: it is not known. */
  #withoutVersion(component: ComponentDraft): ComponentDraft {
    this.#unknowns.push({
      reason: 'unresolved-version',
      message: `the version of ${component.name} is an empty text`,
      location: component.location,
      package: component.name,
      losesComponents: false,
    });
    return { ...component, version: null };
  }

  /** Two extractors may report one path (a jar in a jar); the second gets a number. */
  #freeId(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.#rootIds.has(id); n += 1) id = `${wanted}~${n}`;
    this.#rootIds.add(id);
    return id;
  }
}

/**
 * Whether the version has a place in its scheme, so that ranges can be asked; a component without a version or an
 * ecosystem without advisories has nothing to be asked.
 */
export function isMatchable(
  component: Pick<
    ComponentDraft,
    'ecosystem' | 'name' | 'version' | 'firstParty' | 'origin' | 'guessed' | 'minimum'
  >,
): boolean {
  const { scheme, osv } = ecosystem(component.ecosystem);
  if (component.version === null || osv === null || identityOf(component) === 'other') return true;
  return isPlaceable(scheme, component.version);
}

/** Writable while it is put together, field by field: a hundred thousand spreads would be felt. */
type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** @param dependsOn ids */
function listed(from: ComponentDraft, root: string, dependsOn: readonly string[]): Component {
  const component: Draft<Component> = {
    id: `${root}#${from.key}`,
    root,
    purl: from.purl ?? purlOf(identified(from)),
    ecosystem: from.ecosystem,
    name: from.name,
    version: from.version,
    scope: from.scope,
    direct: from.direct,
    location: from.location,
    dependsOn: dependsOn.length < 2 ? dependsOn : [...new Set(dependsOn)].sort(),
  };
  if (from.origin !== undefined) component.origin = from.origin;
  if (from.hashes !== undefined) component.hashes = from.hashes;
  if (from.licence !== undefined) component.licence = from.licence;
  if (from.supplier !== undefined) component.supplier = from.supplier;
  if (from.cpes !== undefined) component.cpes = from.cpes;
  if (from.qualifiers !== undefined) component.qualifiers = from.qualifiers;
  if (from.requested !== undefined) component.requested = from.requested;
  if (from.requestedBy !== undefined) component.requestedBy = from.requestedBy;
  if (from.installScript !== undefined) component.installScript = from.installScript;
  if (from.firstParty !== undefined) component.firstParty = from.firstParty;
  if (from.guessed !== undefined) component.guessed = from.guessed;
  if (from.minimum !== undefined) component.minimum = from.minimum;
  if (from.stated !== undefined) component.stated = from.stated;
  return component;
}

/** With the place it comes from, where that is not the registry. */
function identified(from: ComponentDraft): ComponentDraft {
  const origin = originQualifiers(from);
  return origin === undefined ? from : { ...from, qualifiers: { ...from.qualifiers, ...origin } };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byPlace(a: KnownUnknown, b: KnownUnknown): number {
  const key = (u: KnownUnknown): string =>
    `${u.location.path}\n${String(u.location.line ?? 0).padStart(9, '0')}\n${u.reason}\n${u.message}`;
  const [ka, kb] = [key(a), key(b)];
  return ka < kb ? -1 : ka > kb ? 1 : 0;
}
