/** A file of a known tool that nothing reads: one known unknown, at the line that names dependencies. */
import type { Extract, ExtractContext, KnownUnknown, LockedAsks } from '@theriac/core';
import { baseName, beside, folderOf, inFolder, normalizePath } from '../../target/paths.ts';
import { searchableText } from '../shared/readable-text.ts';
import { NOTHING } from '../shared/root-builder.ts';
import { rowsOf } from './table.ts';
import type { UnreadFile } from './unread-file.ts';

/** Deeper folders than this are not searched for the lockfile of a workspace. */
const MAX_LEVELS = 16;

export const extract: Extract = (file, context) => {
  const base = baseName(file.path);
  const rows = rowsOf(file.path, base);
  if (rows.length === 0) return NOTHING;
  const unknowns: KnownUnknown[] = [];
  let locked: LockedAsks | undefined;
  const text = rows.some((row) => row.marker !== undefined || row.asks !== undefined)
    ? searchableText(file)
    : '';
  for (const row of rows) {
    const covering = coverOf(file.path, row, context);
    if (covering === true) continue;
    const { marker = covering === undefined ? undefined : row.asks } = row;
    const line = lineOf(text, { ...row, ...(marker === undefined ? {} : { marker }) });
    if (line === undefined) continue;
    if (covering !== undefined) {
      // A name says that the tool is used, and only its content that there are packages.
      if (line > 0 && row.isCompared !== true)
        locked ??= {
          ecosystem: row.ecosystem,
          lockfile: covering,
          asks: [],
          some: { path: file.path, line },
        };
      continue;
    }
    unknowns.push({
      reason: 'not-read',
      message: `${row.tool}: ${base} is not read, its packages are missing from the inventory; ${row.advice}`,
      location: line === 0 ? { path: file.path } : { path: file.path, line },
      losesComponents: true,
    });
  }
  return { roots: [], unknowns, ...(locked === undefined ? {} : { locked }) };
};

/** 0: the whole file; undefined: the file is not the tool's, or names nothing. */
function lineOf(text: string, { marker, also }: UnreadFile): number | undefined {
  if (marker === undefined) return 0;
  if (also?.test(text) === false) return undefined;
  const found = marker.exec(text);
  if (found === null) return undefined;
  // What a marker skips at its start belongs to the line before.
  const at = found.index + (found[0].length - found[0].trimStart().length);
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

/** Path of the lockfile that lists what the file asks for; true: files that are read use what it says. */
function coverOf(path: string, row: UnreadFile, context: ExtractContext): string | true | undefined {
  const { usedBy = [] } = row;
  if (usedBy.length > 0 && context.matched.some((p) => usedBy.some((ending) => p.endsWith(ending))))
    return true;
  const { coveredAround } = row;
  if (coveredAround !== undefined) {
    const around = folderOf(folderOf(path));
    const inside = around === '' ? '' : `${around}/`;
    if (context.named(coveredAround).some((lock) => lock.startsWith(inside))) return true;
  }
  const locks = (row.coveredBy ?? []).map((name) => name.replace('*', baseName(path)));
  if (locks.length === 0) return undefined;
  const own = locks.map((lock) => normalised(beside(path, lock))).find((lock) => context.exists(lock));
  if (own !== undefined) return own;
  const { workspace } = row;
  if (workspace === undefined) return undefined;
  let folder = folderOf(path);
  for (let level = 0; level < MAX_LEVELS && folder !== ''; level += 1) {
    folder = folderOf(folder);
    const lock = locks.map((name) => inFolder(folder, name)).find((path) => context.exists(path));
    if (lock === undefined) continue;
    const isShared = workspace.manifests.some((name) => {
      const manifest = context.file(inFolder(folder, name));
      return manifest !== null && workspace.says.test(searchableText(manifest));
    });
    return isShared ? lock : undefined;
  }
  return undefined;
}

/** `a/b/../c` → `a/c`; rows climb by a few folders at most. A path that leaves the target is no path of it. */
function normalised(path: string): string {
  return normalizePath(path) ?? '';
}
