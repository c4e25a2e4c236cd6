/** Which plug-ins want a file: one table look-up by name and extension, whatever the number of plug-ins. */

import type { FileMatcher } from '@theriac/core';
import { baseName, folderOf } from '../target/paths.ts';

/** Characters of a path that patterns see, from its end: no file system has longer ones. */
const MAX_PATH = 4096;

/** Whether `matcher` wants the file by its path alone (first bytes are the walk's business). */
export function matchesFile(matcher: FileMatcher, path: string): boolean {
  const base = baseName(path);
  const end = path.slice(-MAX_PATH);
  if (matcher.names?.includes(base)) return true;
  if (matcher.stems?.includes(stemOf(base))) return true;
  if (matcher.folders?.includes(baseName(folderOf(path)))) return true;
  const extensions = extensionsOf(base);
  if (matcher.extensions?.some((e) => extensions.includes(e))) return true;
  return matcher.patterns?.some((p) => extensions.includes(p.extension) && p.path.test(end)) ?? false;
}

/** @typeParam Plugin an extractor, or a detector that wants files */
export class Dispatch<Plugin extends { readonly files?: FileMatcher }> {
  readonly #names = new Map<string, Plugin[]>();
  readonly #stems = new Map<string, Plugin[]>();
  readonly #parents = new Map<string, Plugin[]>();
  readonly #extensions = new Map<string, { plugin: Plugin; path?: RegExp }[]>();
  readonly #heads = new Map<string, { plugin: Plugin; head: RegExp }[]>();
  readonly #magic: { readonly prefix: string; readonly plugin: Plugin }[] = [];
  readonly #every: { readonly plugin: Plugin; readonly textOnly: boolean }[] = [];
  readonly #binary: { readonly plugin: Plugin; readonly head: RegExp }[] = [];

  constructor(plugins: readonly Plugin[]) {
    for (const plugin of plugins) {
      for (const name of plugin.files?.names ?? []) push(this.#names, name, plugin);
      for (const stem of plugin.files?.stems ?? []) push(this.#stems, stem, plugin);
      for (const folder of plugin.files?.folders ?? []) push(this.#parents, folder, plugin);
      for (const e of plugin.files?.extensions ?? []) push(this.#extensions, e, { plugin });
      for (const p of plugin.files?.patterns ?? []) {
        push(this.#extensions, p.extension, { plugin, path: p.path });
      }
      for (const { extension, head } of plugin.files?.heads ?? [])
        push(this.#heads, extension, { plugin, head });
      for (const prefix of plugin.files?.magic ?? []) this.#magic.push({ prefix, plugin });
      if (plugin.files?.every !== undefined) {
        this.#every.push({ plugin, textOnly: plugin.files.every === 'text' });
      }
      if (plugin.files?.binaryHead !== undefined)
        this.#binary.push({ plugin, head: plugin.files.binaryHead });
    }
  }

  /** Whether any plug-in recognises files by their first bytes. */
  get hasMagic(): boolean {
    return this.#magic.length > 0;
  }

  /** Whether any plug-in wants files whatever their names. */
  get wantsEvery(): boolean {
    return this.#every.length > 0 || this.#binary.length > 0;
  }

  /**
   * `wanted` and the plug-ins that take every file; one that is too large for them is told, not left out.
   * @param isText asked only when a plug-in wants text files, or binary files by their beginning
   * @param read the first KiB as Latin-1; called only for binary files that a plug-in may want
   */
  withEvery(wanted: readonly Plugin[], isText: () => boolean, read: () => string): readonly Plugin[] {
    const isOpen = ({ plugin }: { readonly plugin: Plugin }): boolean => !wanted.includes(plugin);
    const takers = this.#every.filter(isOpen);
    const binary = this.#binary.filter(isOpen);
    if (takers.length === 0 && binary.length === 0) return wanted;
    const text = (binary.length > 0 || takers.some((t) => t.textOnly)) && isText();
    const found = takers.filter((t) => !t.textOnly || text).map((t) => t.plugin);
    if (binary.length > 0 && !text) {
      const head = read();
      for (const one of binary) if (one.head.test(head)) found.push(one.plugin);
    }
    return [...new Set([...wanted, ...found])];
  }

  /** Whether a plug-in wants a binary file for its beginning. @param head the first KiB as Latin-1 */
  wantsBinary(head: string): boolean {
    return this.#binary.some((one) => one.head.test(head));
  }

  /**
   * The plug-ins that want a file for how it begins.
   * @param read its first bytes as Latin-1; called only for extensions of which a plug-in wants some files
   */
  wantedByHead(base: string, read: () => string): readonly Plugin[] {
    const dot = base.lastIndexOf('.');
    const candidates = dot < 0 ? undefined : this.#heads.get(base.slice(dot).toLowerCase());
    if (candidates === undefined) return [];
    const text = read();
    return [...new Set(candidates.filter(({ head }) => head.test(text)).map(({ plugin }) => plugin))];
  }

  /** @param head the first four bytes, in hexadecimal */
  wantedByMagic(head: string): readonly Plugin[] {
    return [...new Set(this.#magic.filter((m) => head.startsWith(m.prefix)).map((m) => m.plugin))];
  }

  /** The plug-ins that want `path`, in table order, each once. */
  wanted(path: string, base: string): readonly Plugin[] {
    const byName = this.#names.get(base);
    let found: Set<Plugin> | undefined = byName === undefined ? undefined : new Set(byName);
    for (const plugin of this.#stems.get(stemOf(base)) ?? []) {
      found ??= new Set();
      found.add(plugin);
    }
    for (const plugin of this.#parents.size === 0 ? [] : this.#inFolder(path)) {
      found ??= new Set();
      found.add(plugin);
    }
    for (const extension of extensionsOf(base)) {
      for (const candidate of this.#extensions.get(extension) ?? []) {
        if (candidate.path?.test(path.slice(-MAX_PATH)) === false) continue;
        found ??= new Set();
        found.add(candidate.plugin);
      }
    }
    return found === undefined ? [] : [...found];
  }

  #inFolder(path: string): readonly Plugin[] {
    return this.#parents.get(baseName(folderOf(path))) ?? [];
  }
}

/** `a.Deps.json` → `.deps.json`, `.json`; a base name without a dot → the empty string. */
function extensionsOf(name: string): string[] {
  // Some file systems tell `B.JAR` and `b.jar` apart, and no package manager does.
  const base = name.toLowerCase();
  const extensions: string[] = [];
  for (let dot = base.indexOf('.'); dot >= 0; dot = base.indexOf('.', dot + 1))
    extensions.push(base.slice(dot));
  return extensions.length === 0 ? [''] : extensions;
}

/** `Dockerfile.api` → `Dockerfile`; a base name without such a sign: itself. */
function stemOf(base: string): string {
  const end = base.search(/[._-]/);
  return end < 0 ? base : base.slice(0, end);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
