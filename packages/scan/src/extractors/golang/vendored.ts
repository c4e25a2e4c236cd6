/** `vendor/modules.txt`: the modules whose sources are in the repository, as `go mod vendor` lists them. */
import type { Extract, ExtractContext } from '@theriac/core';
import { beside } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { replacementOf } from './mod-lines.ts';

export const extract: Extract = (file, context) => {
  // go.mod speaks for its module, and reads this file where it needs it.
  if (context.exists(beside(file.path, '../go.mod'))) return NOTHING;
  const root = new RootBuilder(file.path, 'golang');
  const { modules, folders, malformed } = parseVendored(file.text());
  for (const module of modules) {
    root.add({
      name: module.path,
      version: module.version,
      scope: 'production',
      direct: module.explicit,
      location: { path: file.path, line: module.line },
      origin: { kind: 'registry' },
    });
  }
  for (const folder of folders) {
    const message = `${folder.path} is replaced by a folder`;
    root.unknown('unresolved-version', message, folder.line, false, { package: folder.path });
    root.add({
      name: folder.path,
      version: null,
      scope: 'production',
      direct: true,
      location: { path: file.path, line: folder.line },
      origin: { kind: 'path', path: folder.by },
    });
  }
  for (const line of malformed) root.unknown('unparseable', 'no valid module line', line, true);
  return root.build();
};

export interface VendoredModule {
  readonly path: string;
  readonly version: string;
  /** Named in the main module's go.mod. */
  readonly explicit: boolean;
  readonly line: number;
}

export function readVendored(
  path: string,
  context: ExtractContext,
): { readonly path: string; readonly modules: readonly VendoredModule[] } | null {
  const file = context.file(path);
  if (file === null) return null;
  try {
    return { path: file.path, modules: parseVendored(file.text()).modules };
  } catch {
    return null;
  }
}

/**
 * A module line is followed by `## explicit` and by its packages; one that has neither only records a replacement
 * that may not be in use.
 */
function parseVendored(text: string): {
  modules: VendoredModule[];
  /** Modules replaced by a folder, which has no version. */
  folders: { path: string; by: string; line: number }[];
  malformed: number[];
} {
  const folders: { path: string; by: string; line: number }[] = [];
  const found = new Map<string, { path: string; version: string; explicit: boolean; line: number }>();
  const malformed: number[] = [];
  let last: { path: string; version: string; explicit: boolean; line: number } | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line.startsWith('## ')) {
      if (last !== undefined && /\bexplicit\b/.test(line)) last.explicit = true;
      continue;
    }
    if (!line.startsWith('# ')) continue;
    last = undefined;
    const words = line.slice(2).split(/\s+/);
    const replaced = words.includes('=>') ? replacementOf(words) : null;
    const [path, version] = replaced === null ? words : [replaced.by, replaced.byVersion ?? undefined];
    // Without a version the line only repeats a replacement that is above if it is in use.
    if (replaced !== null && replaced.version === null) continue;
    if (replaced !== null && replaced.byVersion === null) {
      folders.push({ path: replaced.path, by: replaced.by, line: index + 1 });
      continue;
    }
    if (path === undefined || !/^v\d/.test(version ?? '') || (replaced === null && words.length !== 2)) {
      malformed.push(index + 1);
      continue;
    }
    const key = `${path}@${version}`;
    last = found.get(key) ?? { path, version: version ?? '', explicit: false, line: index + 1 };
    found.set(key, last);
  }
  return { modules: [...found.values()], folders, malformed };
}
