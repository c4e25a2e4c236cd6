/**
 * `gradle/verification-metadata.xml`: every module whose artifacts a build may download, with hashes; plugins and
 * versions that are no longer in use among them. Lockfiles are more exact, so they speak where they are.
 * https://docs.gradle.org/current/userguide/dependency_verification.html
 */
import type { Extract, Hash } from '@theriac/core';
import { readXml, type XmlElement } from '@theriac/read/xml';
import { beside, folderOf } from '../../target/paths.ts';
import { distinctHashes, hexHash } from '../shared/origin.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { directNames } from './gradle-script.ts';

export const extract: Extract = (file, context) => {
  if (context.exists(beside(file.path, '../gradle.lockfile'))) return NOTHING;
  const root = new RootBuilder(file.path, 'maven');
  const document = readXml(file);
  if (document.name !== 'verification-metadata') {
    root.unknown('no-package-data', 'the root element is not <verification-metadata>', document.line, true);
  }
  const direct = directNames(folderOf(folderOf(file.path)), context);
  for (const element of document.at('components', 'component')) {
    const group = element.attribute('group')?.trim();
    const artifact = element.attribute('name')?.trim();
    const version = element.attribute('version')?.trim();
    if (!group || !artifact) {
      root.unknown('no-package-data', 'a component has no group or no name', element.line, true);
      continue;
    }
    const name = `${group}:${artifact}`;
    if (!version) root.unresolved(name, '', element.line);
    const hashes = hashesOf(element, artifact, version ?? '');
    root.add({
      name,
      version: version || null,
      scope: 'production',
      direct: direct === null || direct.has(name),
      location: { path: file.path, line: element.line },
      origin: { kind: 'registry' },
      ...(hashes.length === 0 ? {} : { hashes }),
    });
  }
  return root.build();
};

/** Hashes of the archive itself, not of its pom or module metadata. */
function hashesOf(component: XmlElement, artifact: string, version: string): Hash[] {
  const archives = component
    .all('artifact')
    .filter((a) => /\.(?:jar|aar|war|zip)$/.test(a.attribute('name') ?? ''));
  const main =
    archives.find((a) => a.attribute('name')?.startsWith(`${artifact}-${version}.`)) ?? archives[0];
  return distinctHashes((main?.children ?? []).map((h) => hexHash(h.name, h.attribute('value') ?? '')));
}
