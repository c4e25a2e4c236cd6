/** Packages of one Python lockfile by name, so that edges and manifests, which name no version, find them. */
import type { Scope } from '@theriac/core';
import type { PackageDraft, RootBuilder } from '../shared/root-builder.ts';
import { askOf, type PyprojectManifest } from './pyproject-manifest.ts';
import { normalName } from './python-package.ts';

/** Versions of one name that edges lead to; real lockfiles hold two or three. */
const MAX_ALTERNATIVES = 64;

export class LockPackages {
  readonly #root: RootBuilder;
  readonly #byName = new Map<string, { key: string; version: string | null }[]>();

  constructor(root: RootBuilder) {
    this.#root = root;
  }

  add(draft: PackageDraft): string {
    const key = this.#root.add(draft);
    const name = normalName(draft.name);
    const there = this.#byName.get(name);
    const entry = { key, version: draft.version };
    if (there === undefined) this.#byName.set(name, [entry]);
    else if (there.length < MAX_ALTERNATIVES) there.push(entry);
    return key;
  }

  /**
   * Keys of the packages that `name` can mean: the one of that version, else all of that name (a lockfile holds
   * several when platforms differ).
   */
  keys(name: string, version?: string): string[] {
    const all = this.#byName.get(normalName(name)) ?? [];
    const exact = version === undefined ? [] : all.filter((e) => e.version === version);
    return (exact.length > 0 ? exact : all).map((e) => e.key);
  }

  /** Links `from` to `name`; a name that the lockfile does not hold is reported unless a platform may leave it out. */
  link(
    from: string,
    name: string,
    line: number,
    options: { version?: string; conditional?: boolean; range?: string } = {},
  ): void {
    const targets = this.keys(name, options.version);
    for (const to of targets) this.#root.link(from, to, true, options.range);
    if (targets.length > 0 || options.conditional === true) return;
    this.#root.unknown('dangling-edge', `${name} is required but missing from the lockfile`, line, true, {
      package: name,
    });
  }

  /**
   * Marks what the manifest asks for as direct and spreads its scopes; without one, what nothing else needs.
   * Build requirements are not locked by these tools, so missing ones are not errors.
   */
  wantFrom(manifest: PyprojectManifest | null, scopeOf: (key: string) => Scope): void {
    for (const wanted of manifest?.wanted ?? []) {
      if (wanted.scope === 'build') continue;
      if (wanted.scope === 'production' && this.keys(wanted.name).length === 0)
        this.#drift(manifest, wanted.name);
      for (const key of this.keys(wanted.name, wanted.pinned ?? undefined)) {
        this.#root.want(key, wanted.scope, wanted.requested, askOf(wanted));
      }
    }
    if (!this.#root.hasWanted) this.#root.markTopLevel(scopeOf);
  }

  /** What the manifest asks for and the lockfile lacks: the lockfile is older, or was cut off. */
  #drift(manifest: PyprojectManifest | null, name: string): void {
    if (manifest?.name !== undefined && normalName(manifest.name) === normalName(name)) return;
    const message = `${name} is required by pyproject.toml but missing from the lockfile; lock again`;
    this.#root.unknown('dangling-edge', message, undefined, true, { package: name });
  }
}
