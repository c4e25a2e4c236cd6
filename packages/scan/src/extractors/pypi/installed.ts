/**
 * Installed packages: `*.dist-info/METADATA`, `*.egg-info/PKG-INFO`, `*.egg-info`. All of one `site-packages` are one
 * root, reported when its first package is met, so that edges between them hold.
 */
import type { Extract, ExtractContext, Origin } from '@theriac/core';
import { asObject, asString, get, readJson } from '@theriac/read/json';
import { baseName, beside, folderOf } from '../../target/paths.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { type CoreMetadata, isCutOff, parseCoreMetadata } from './core-metadata.ts';
import { LockPackages } from './lock-packages.ts';
import { markerExtras, originOfUrl, parseRequirement } from './requirement.ts';

export const extract: Extract = (file, context) => {
  const home = homeOf(file.path);
  const all = context.matched.filter((p) => homeOf(p) === home);
  if (all.length > 0 && all[0] !== file.path) return NOTHING;
  const root = new RootBuilder(home === '' ? '.' : home, 'pypi');
  const packages = new LockPackages(root);
  const read: { key: string; path: string; metadata: CoreMetadata }[] = [];
  for (const path of all.length > 0 ? all : [file.path]) {
    const metadata = metadataOf(path, context);
    if (metadata?.name === undefined || metadata.version === undefined) {
      const reason = metadata === null ? 'unreadable' : 'no-package-data';
      root.unknown(reason, 'the metadata names no package and version', undefined, true, { path });
      continue;
    }
    const { name, version, licence } = metadata;
    const key = packages.add({
      name,
      version,
      location: { path },
      origin: originOf(path, context),
      // Old packages put the whole licence text there.
      ...(licence !== undefined && licence.length <= 200 ? { licence } : {}),
    });
    read.push({ key, path, metadata });
  }
  for (const { key, metadata } of read) {
    for (const { specifier } of metadata.requires) {
      const requirement = parseRequirement(specifier);
      // Extras and other platforms may well not be installed; what is installed is linked all the same.
      if (requirement === null || markerExtras(requirement.marker).length > 0) continue;
      for (const to of packages.keys(requirement.name)) root.link(key, to);
    }
  }
  // Installers leave an empty file beside what was asked for by name (PEP 376).
  for (const { key, path } of read)
    if (context.exists(beside(path, 'REQUESTED'))) root.want(key, 'production');
  if (!root.hasWanted) root.markTopLevel(() => 'production');
  return root.build();
};

/** The folder in which packages are installed. */
function homeOf(path: string): string {
  return baseName(path).endsWith('.egg-info') ? folderOf(path) : folderOf(folderOf(path));
}

function metadataOf(path: string, context: ExtractContext): CoreMetadata | null {
  try {
    const file = context.file(path);
    if (file === null) return null;
    const metadata = parseCoreMetadata(file.text());
    return isCutOff(file.text()) ? { ...metadata, version: undefined } : metadata;
  } catch {
    return null;
  }
}

/** `direct_url.json` (PEP 610) is there for what did not come from an index. */
function originOf(path: string, context: ExtractContext): Origin {
  const file = context.file(beside(path, 'direct_url.json'));
  if (file === null) return { kind: 'registry' };
  try {
    const value = asObject(readJson(file, () => {}).value);
    const url = asString(get(value, 'url')) ?? '';
    const vcs = asObject(get(value, 'vcs_info'));
    if (asString(get(vcs, 'vcs')) === 'git') return gitOrigin(url, asString(get(vcs, 'commit_id')));
    return url === '' ? { kind: 'registry' } : originOfUrl(withoutCredentials(url));
  } catch {
    return { kind: 'registry' };
  }
}
