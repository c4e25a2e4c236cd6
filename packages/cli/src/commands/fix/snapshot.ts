/** The manifests and lockfiles that a change may touch, as they were before it, so that a failed one leaves no trace. */
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What package managers write: manifests, lockfiles, settings. */
const WRITTEN =
  /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|\.pnp\.(?:cjs|loader\.mjs)|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|deno\.(?:jsonc?|lock)|composer\.(?:json|lock)|pyproject\.toml|poetry\.lock|uv\.lock|pdm\.lock|Pipfile(?:\.lock)?|.*requirements.*\.(?:txt|in)|constraints.*\.txt|go\.(?:mod|sum|work|work\.sum)|Cargo\.(?:toml|lock)|Gemfile(?:\.lock)?|.*\.gemspec|pom\.xml|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|gradle\.lockfile|buildscript-gradle\.lockfile|libs\.versions\.toml|.*\.(?:cs|fs|vb)proj|packages\.(?:config|lock\.json)|Directory\.Packages\.props|paket\.(?:dependencies|lock))$/;
const MAX_BYTES = 64 * 1024 * 1024;

export class Snapshot {
  readonly #before = new Map<string, Buffer>();
  readonly #folders = new Set<string>();

  /**
   * @param root the target; folders above it are not touched
   * @param folder where commands run
   * @param files further files that are edited
   */
  constructor(root: string, folder: string, files: readonly string[]) {
    for (let at = folder; ; at = dirname(at)) {
      this.#folder(at);
      if (relative(root, at) === '' || dirname(at) === at || relative(root, at).startsWith('..')) break;
    }
    for (const file of files) if (existsSync(file)) this.#keep(file);
  }

  #folder(folder: string): void {
    this.#folders.add(folder);
    for (const path of writtenIn(folder)) this.#keep(path);
  }

  #keep(path: string): void {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() === true && stat.size <= MAX_BYTES) this.#before.set(path, readFileSync(path));
  }

  /** Paths whose contents are others now, sorted. */
  changed(): string[] {
    return [...this.#before]
      .filter(([path, bytes]) => !existsSync(path) || !readFileSync(path).equals(bytes))
      .map(([path]) => path)
      .sort();
  }

  /** Everything as it was; a manifest or lockfile that came into being goes. */
  restore(): void {
    for (const path of this.changed()) {
      const bytes = this.#before.get(path);
      if (bytes !== undefined) writeFileSync(path, bytes);
    }
    for (const folder of this.#folders)
      for (const path of writtenIn(folder)) if (!this.#before.has(path)) rmSync(path, { force: true });
  }
}

/** Paths of a folder that package managers write. */
export function writtenIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => WRITTEN.test(name)).map((name) => join(folder, name));
}
