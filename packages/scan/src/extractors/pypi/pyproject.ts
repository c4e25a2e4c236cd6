/** `pyproject.toml` without a lockfile: what was asked for, in ranges. */
import type { Extract, ExtractContext } from '@theriac/core';
import { nearestAbove, siblingOf } from '../../target/paths.ts';
import { textAt } from '../shared/readable-text.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { readPyproject } from './pyproject-manifest.ts';
import { normalName, PYPROJECT_LOCKS } from './python-package.ts';

export const extract: Extract = (file, context) => {
  const lock = lockOf(file.path, context);
  const root = new RootBuilder(file.path, 'pypi');
  const manifest = readPyproject(file, root.report);
  const seen = new Set<string>();
  const mayBeAbsent = new Set<string>();
  for (const one of manifest.wanted) {
    const identity = [normalName(one.name), one.scope, one.requested, JSON.stringify(one.origin)].join(' ');
    if (seen.has(identity)) continue;
    seen.add(identity);
    // pylock.toml may be for what is shipped alone.
    if (one.conditional || (lock?.endsWith('pylock.toml') && one.scope !== 'production'))
      mayBeAbsent.add(one.name);
    if (one.pinned === null) root.unresolved(one.name, one.requested, one.line);
    root.add({
      name: one.name,
      version: one.pinned,
      scope: one.scope,
      direct: true,
      requested: one.requested,
      location: { path: file.path, line: one.line },
      origin: one.origin ?? { kind: 'registry' },
    });
  }
  if (lock !== undefined) return root.lockedIn(lock, mayBeAbsent);
  if (manifest.wanted.length > 0) {
    const shipped = manifest.wanted.some((w) => w.scope !== 'build');
    root.transitivesUnknown('commit a lockfile (uv.lock, poetry.lock or pylock.toml)', shipped);
  }
  const { wanted: _, ...naming } = manifest;
  const result = root.build(naming);
  const variant = toolOf(file.text());
  return variant === undefined
    ? result
    : { ...result, roots: result.roots.map((draft) => ({ ...draft, variant })) };
};

/** The tool that keeps a table of its own. */
function toolOf(text: string): string | undefined {
  return /^\[tool\.(uv|poetry|pdm)[\].]/m.exec(text)?.[1];
}

/** A lockfile beside it, or the `uv.lock` of the workspace above that names it. */
function lockOf(path: string, context: ExtractContext): string | undefined {
  const own = siblingOf(path, PYPROJECT_LOCKS, context);
  if (own !== undefined) return own;
  const above = nearestAbove(path, 'uv.lock', context);
  if (above === undefined) return undefined;
  const folder = path.slice(above.length - 'uv.lock'.length, -'/pyproject.toml'.length);
  return textAt(above, context)?.includes(` = "${folder}" }`) === true ? above : undefined;
}
