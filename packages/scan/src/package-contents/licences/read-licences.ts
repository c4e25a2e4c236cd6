/** The licence evidence of every component of an inventory, each package folder read once. */
import type { Component, Inventory } from '@theriac/core';
import { copyrightKey, copyrightLines } from './copyrights.ts';
import { loadCorpus, loadLicenceTexts } from './corpus.ts';
import type { TextDetector } from './detect-text.ts';
import { type LicenceEvidence, licenceEvidence } from './evidence.ts';
import { type LicenceTarget, PackageFolders } from './package-folders.ts';
import type { PackageTexts } from './package-texts.ts';

export interface ReadLicences {
  /** By component id. */
  readonly evidence: ReadonlyMap<string, LicenceEvidence>;
  /** Ids of components whose package is at hand. */
  readonly read: ReadonlySet<string>;
  /** Licence files that could not be read, sorted by path. */
  readonly unread: PackageTexts['unread'];
}

/** Components that are somebody else's packages: what licences are asked of. */
export function isThirdParty(component: Component): boolean {
  return (
    component.firstParty !== true &&
    component.origin?.kind !== 'workspace' &&
    component.ecosystem !== 'githubactions' &&
    component.ecosystem !== 'docker'
  );
}

/**
 * @param wanted components to look at; those whose package is not in the target get their declaration only
 */
export async function readLicences(
  inventory: Inventory,
  target: LicenceTarget,
  wanted: readonly Component[],
): Promise<ReadLicences> {
  const folders = new PackageFolders(target, inventory);
  const places = wanted.map((component) => ({ component, place: folders.placeOf(component) }));
  const reader = places.some((p) => p.place !== null) ? await openReader() : null;
  const texts = reader === null ? new Map<string, string>() : await loadLicenceTexts();
  const lines = new Map<string, ReadonlySet<string>>();
  const ownLines = (id: string): ReadonlySet<string> => {
    const known = lines.get(id) ?? new Set(copyrightLines(texts.get(id) ?? '', new Set()).map(copyrightKey));
    lines.set(id, known);
    return known;
  };
  const evidence = new Map<string, LicenceEvidence>();
  const read = new Set<string>();
  const unread = new Map<string, string>();
  const byPlace = new Map<string, PackageTexts>();
  for (const { component, place } of places) {
    let found: PackageTexts | null = null;
    if (place !== null && reader !== null) {
      const key = `${place.kind} ${place.path}`;
      found = byPlace.get(key) ?? (await reader.readPackage(component, place, target));
      byPlace.set(key, found);
      read.add(component.id);
      for (const { path, why } of found.unread) unread.set(path, why);
    }
    evidence.set(component.id, licenceEvidence(component, found, reader?.detector ?? null, ownLines));
  }
  return {
    evidence,
    read,
    unread: [...unread].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, why]) => ({ path, why })),
  };
}

interface TextReader {
  readonly detector: TextDetector;
  readonly readPackage: typeof import('./package-texts.ts').readPackage;
}

/** Archives, XML and the comparison of texts are loaded only where a package is at hand. */
async function openReader(): Promise<TextReader> {
  const [{ TextDetector }, { readPackage }, corpus] = await Promise.all([
    import('./detect-text.ts'),
    import('./package-texts.ts'),
    loadCorpus(),
  ]);
  return { detector: new TextDetector(corpus), readPackage };
}
