/** Packages of one .NET project over several target frameworks: one component a name and version. */
import { ecosystem } from '@theriac/core';
import type { PackageDraft, RootBuilder } from '../shared/root-builder.ts';

const lower = ecosystem('nuget').normalizeName;

export class NugetGraph {
  readonly #root: RootBuilder;
  readonly #keys = new Map<string, string>();
  /** Of the framework being read: name → key. */
  #current = new Map<string, string>();

  constructor(root: RootBuilder) {
    this.#root = root;
  }

  /** Each framework resolves names by itself. */
  startFramework(): void {
    this.#current = new Map();
  }

  /** Adds the package, or finds the one that another framework brought. */
  add(draft: PackageDraft): string {
    const identity = `${lower(draft.name)}@${(draft.version ?? '').toLowerCase()}`;
    const key = this.#keys.get(identity) ?? this.#root.add(draft);
    this.#keys.set(identity, key);
    this.#current.set(lower(draft.name), key);
    return key;
  }

  keyOf(name: string): string | undefined {
    return this.#current.get(lower(name));
  }

  /** Links by name within the framework; a missing package is reported. */
  link(from: string, name: string, line: number | undefined): void {
    const to = this.keyOf(name);
    if (to !== undefined) this.#root.link(from, to);
    else {
      this.#root.unknown('dangling-edge', `${name} is required but missing from the file`, line, true, {
        package: name,
      });
    }
  }
}

/** `Name/1.2.3` → both parts; null when it is not that. */
export function splitLibrary(library: string): { name: string; version: string } | null {
  const slash = library.indexOf('/');
  const version = library.slice(slash + 1);
  return slash > 0 && version !== '' ? { name: library.slice(0, slash), version } : null;
}
