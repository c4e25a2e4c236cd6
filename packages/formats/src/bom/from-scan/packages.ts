/**
 * The inventory by package URL. Theriac lists a package once for every root that uses it; a bill of materials
 * lists it once and draws the roots' graphs over it.
 */
import {
  type Component,
  type Hash,
  type Inventory,
  type Location,
  SCOPES,
  type Scope,
  tryParsePurl,
} from '@theriac/core';

export interface Package {
  readonly purl: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string | null;
  /** Every use of it, sorted by id; never empty. */
  readonly uses: readonly [Component, ...Component[]];
  /** The one nearest to production. */
  readonly scope: Scope;
  readonly hashes: readonly Hash[];
  readonly licence: string | null;
  readonly locations: readonly Location[];
  /** Purls, sorted, without itself. */
  readonly dependsOn: readonly string[];
}

/** Sorted by purl. */
export function packagesOf(inventory: Inventory): Package[] {
  const byPurl = new Map<string, [Component, ...Component[]]>();
  const purls = new Map<string, string>();
  for (const component of inventory.components) {
    purls.set(component.id, component.purl);
    const uses = byPurl.get(component.purl);
    if (uses === undefined) byPurl.set(component.purl, [component]);
    else uses.push(component);
  }
  return [...byPurl]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([purl, uses]) => {
      const [first] = uses;
      const parsed = tryParsePurl(purl);
      return {
        purl,
        namespace: parsed?.namespace ?? null,
        name: parsed?.name ?? first.name,
        version: first.version,
        uses,
        scope: SCOPES.find((scope) => uses.some((c) => c.scope === scope)) ?? 'production',
        hashes: distinct(
          uses
            .flatMap((c) => c.hashes ?? [])
            .filter((h) => HEX_LENGTHS[h.algorithm] === h.hex.length && /^[0-9a-f]+$/i.test(h.hex)),
          (h) => `${h.algorithm} ${h.hex}`,
        ),
        licence: uses.map((c) => c.licence ?? '').find((l) => l !== '') ?? null,
        locations: distinct(
          uses.map((c) => c.location),
          (l) => `${l.path}\n${String(l.line ?? 0).padStart(9, '0')}`,
        ),
        dependsOn: [...new Set(uses.flatMap((c) => c.dependsOn.flatMap((id) => purls.get(id) ?? [])))]
          .filter((other) => other !== purl)
          .sort(),
      };
    });
}

const HEX_LENGTHS: Readonly<Record<Hash['algorithm'], number>> = {
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

/** Sorted by key, without repetition. */
function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item] as const))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item);
}

/** By root: purls that it asks for itself, and those of its components that nothing leads to; both sorted. */
export function topsOf(inventory: Inventory): Map<string, { direct: string[]; loose: string[] }> {
  const needed = new Set(inventory.components.flatMap((c) => c.dependsOn.filter((id) => id !== c.id)));
  const tops = new Map(
    inventory.roots.map((r) => [r.id, { direct: new Set<string>(), loose: new Set<string>() }]),
  );
  for (const component of inventory.components) {
    const top = tops.get(component.root);
    if (component.direct) top?.direct.add(component.purl);
    else if (!needed.has(component.id)) top?.loose.add(component.purl);
  }
  return new Map(
    [...tops].map(([root, { direct, loose }]) => [
      root,
      { direct: [...direct].sort(), loose: [...loose].filter((p) => !direct.has(p)).sort() },
    ]),
  );
}
