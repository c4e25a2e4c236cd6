/**
 * A package.json that came with a copied third-party package: the package is a component, and what its developers use to
 * build it is not the project's.
 */
import type { ExtractContext, ExtractResult } from '@theriac/core';
import { asObject, asString, get, type JsonValue } from '@theriac/read/json';
import { baseName, folderOf, inFolder } from '../../target/paths.ts';
import { type Manifest, manifestAt } from '../npm/manifest.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { LIBRARIES } from './libraries.ts';

const FOLDER = /(?:^|\/)(?:vendors?|third[-_]?party|libs?|assets|static|public|wwwroot)\//i;
/** Fields that npm adds to the package file of an installed package. */
const INSTALLED_FIELDS = ['_resolved', '_id', '_from', '_shasum', '_integrity', 'dist'];
const EXACT = /^\d{1,6}\.\d{1,6}\.\d{1,6}(?:[-+][\w.+-]{1,60})?$/;

export function isInVendorFolder(path: string): boolean {
  return FOLDER.test(path);
}

/** Whether `manifest`, which no lockfile covers, belongs to a copy of a third-party package. */
export function isVendoredPackage(manifest: Manifest, context: ExtractContext): boolean {
  const { path, name, version } = manifest;
  const folder = folderOf(path);
  if (folder === '' || name === undefined || version === undefined || !EXACT.test(version)) return false;
  const top = asObject(manifest.document.value);
  if (get(top, 'private') === true || manifest.workspaces.length > 0) return false;
  const project = manifestAbove(folder, context);
  if (project?.name === name) return false;
  const unscoped = name.slice(name.lastIndexOf('/') + 1);
  const called = baseName(folder).toLowerCase();
  if (called === `${unscoped}-${version}`.toLowerCase() || called === `${unscoped}-v${version}`.toLowerCase())
    return true;
  if (!isInVendorFolder(path)) return false;
  if (INSTALLED_FIELDS.some((field) => Object.hasOwn(top, field))) return true;
  if (LIBRARIES.some((library) => library.package === name)) return true;
  const own = repositoryOf(get(top, 'repository'));
  const theirs = repositoryOf(get(asObject(project?.document.value), 'repository'));
  return own !== '' && theirs !== '' && own !== theirs;
}

/** The package itself; production dependencies that are not copied beside it are a known unknown. */
export function vendoredPackage(manifest: Manifest, context: ExtractContext): ExtractResult {
  const { path, name = '', version = null, asks } = manifest;
  const root = new RootBuilder(path, 'npm');
  const line = manifest.document.line('version');
  root.add({
    name,
    version,
    scope: 'production',
    direct: true,
    location: line === undefined ? { path } : { path, line },
  });
  const missing = [...asks]
    .filter(([, ask]) => ask.scope === 'production' && !ask.mayBeAbsent)
    .map(([asked]) => asked)
    .filter((asked) => !isBeside(asked, folderOf(path), context));
  if (missing.length > 0) {
    const some = missing.slice(0, 5).join(', ');
    const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
    root.unknown(
      'unresolved-parent',
      `versions of the dependencies of the copied package ${name} are not known: ${some}${more}`,
      manifest.document.line('dependencies'),
      true,
      { package: name },
    );
  }
  return root.build();
}

function isBeside(name: string, folder: string, context: ExtractContext): boolean {
  const parent = folderOf(folder);
  const inside = [inFolder(folder, 'node_modules'), parent];
  return inside.some((place) => context.exists(`${inFolder(place, name)}/package.json`));
}

/** The nearest package file in a folder above. */
function manifestAbove(below: string, context: ExtractContext): Manifest | null {
  let folder = below;
  while (folder !== '') {
    folder = folderOf(folder);
    const manifest = manifestAt(context, inFolder(folder, 'package.json'));
    if (manifest !== null) return manifest;
  }
  return null;
}

/** `owner/name` of a repository however it is written; the empty string when there is none. */
function repositoryOf(value: JsonValue | undefined): string {
  const text = asString(value) ?? asString(get(asObject(value), 'url')) ?? '';
  const parts = text
    .toLowerCase()
    .replace(/\.git$/, '')
    .split(/[/:]/);
  return parts.length < 2 ? '' : parts.slice(-2).join('/');
}
