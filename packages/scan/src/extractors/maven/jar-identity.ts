/**
 * Which artifact an archive is. Maven writes `pom.properties` into what it builds; without one, the manifest and the
 * file name are what is left, and they name no group for certain.
 */

import { sameVersion } from '@theriac/core';

export interface JarIdentity {
  /** `group:artifact`, or the artifact alone when no group is known. */
  readonly name: string;
  readonly version: string | null;
  /** What the name was guessed from; absent: the archive states it. */
  readonly guessed?: string;
}

/** `pom.properties`; null when it lacks group, artifact or version. */
export function parsePomProperties(text: string): JarIdentity | null {
  const values = new Map<string, string>();
  for (const line of text.split(/\r\n?|\n/)) {
    const found = /^(groupId|artifactId|version)\s*[=:]/.exec(line.trimStart());
    const value = line
      .trimStart()
      .slice(found?.[0].length ?? 0)
      .trim();
    if (found?.[1] !== undefined && value !== '') values.set(found[1], value);
  }
  const group = values.get('groupId');
  const artifact = values.get('artifactId');
  const version = values.get('version');
  if (!isId(group) || !isId(artifact) || version === undefined || version.includes('${')) return null;
  return { name: `${group}:${artifact}`, version };
}

/** The attributes of a manifest's main section and, for archives that Ant made, of its first named section. */
export function parseManifest(text: string): Map<string, string> {
  const values = new Map<string, string>();
  // A line that begins with a space continues the one before.
  for (const line of text.replace(/\r\n?/g, '\n').replaceAll('\n ', '').split('\n')) {
    const colon = line.indexOf(':');
    const key = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !values.has(key)) values.set(key, line.slice(colon + 1).trim());
  }
  return values;
}

/** `Implementation-Version` of the named sections that state one, by name: a package's folder or a file. */
export function sectionVersions(text: string): Map<string, string> {
  const versions = new Map<string, string>();
  for (const section of text.replace(/\r\n?/g, '\n').replaceAll('\n ', '').split('\n\n')) {
    const name = /^Name:[ \t]{0,9}([^\n]{1,300})$/m.exec(section)?.[1];
    const version = /^Implementation-Version:[ \t]{0,9}(\d[A-Za-z0-9_.+-]{0,100})[ \t]{0,9}$/m.exec(
      section,
    )?.[1];
    if (name !== undefined && version !== undefined && !versions.has(name)) versions.set(name, version);
  }
  return versions;
}

const FILE_NAME =
  /^(.+?)-(\d[A-Za-z0-9_.+-]*?)(?:-(?:sources|javadoc|tests|all|shaded|jar-with-dependencies))?$/;

/** `commons-lang3-3.12.0.jar` → artifact and version. */
function identityOfJarName(fileName: string): { artifact: string; version: string | null } {
  const stem = fileName.replace(/\.[A-Za-z]{3,4}$/, '').slice(0, 300);
  const found = FILE_NAME.exec(stem);
  return found?.[1] === undefined || found[2] === undefined
    ? { artifact: stem, version: null }
    : { artifact: found[1], version: found[2] };
}

/** Groups of artifacts that are often met without `pom.properties`; the longest beginning that fits decides. */
const GROUPS: readonly (readonly [prefix: string, group: string])[] = [
  ['spring-boot', 'org.springframework.boot'],
  ['spring-security-', 'org.springframework.security'],
  ['spring-', 'org.springframework'],
  ['log4j-', 'org.apache.logging.log4j'],
  ['jackson-core', 'com.fasterxml.jackson.core'],
  ['jackson-databind', 'com.fasterxml.jackson.core'],
  ['jackson-annotations', 'com.fasterxml.jackson.core'],
  ['hibernate-', 'org.hibernate'],
  ['hapi-fhir-', 'ca.uhn.hapi.fhir'],
  ['tomcat-embed-', 'org.apache.tomcat.embed'],
  ['elasticsearch', 'org.elasticsearch'],
  ['bcprov-', 'org.bouncycastle'],
  ['bcpkix-', 'org.bouncycastle'],
];

const FROM_BOTH = 'the manifest and the file name';

/**
 * From the manifest and the file name, always a guess: group from a vendor id, a known artifact, or a bundle name that
 * ends in the artifact. The version that the manifest states goes before that of the file name, which people change
 * (`bcprov-jdk18on-171.jar` is 1.71). Null when there is not even a version, because then nothing can be said about the archive.
 */
export function identityOfManifest(
  manifest: ReadonlyMap<string, string>,
  fileName: string,
): JarIdentity | null {
  const named = identityOfJarName(fileName);
  const stated = (key: string): string | undefined => {
    // `3.4.13-2d71af4d…`: the commit is no part of the version.
    const value = manifest.get(key)?.replace(/-[0-9a-f]{40}$/, '');
    return value !== undefined && value.length <= 100 && /^\d[A-Za-z0-9_.+-]*$/.test(value)
      ? value
      : undefined;
  };
  const version = versionOf(
    [stated('implementation-version'), stated('bundle-version')],
    named.version ?? stated('specification-version'),
  );
  if (version === null) return null;
  const titles = ['implementation-title', 'bundle-name', 'automatic-module-name'].map((k) => manifest.get(k));
  const artifact = named.version !== null ? named.artifact : (titles.find(isId) ?? named.artifact);
  const symbolic = manifest.get('bundle-symbolicname')?.split(';')[0]?.trim();
  const group =
    [
      manifest.get('implementation-vendor-id'),
      groupOfArtifact(artifact),
      groupOfSymbolicName(symbolic, artifact),
    ].find(isId) ?? groupOfSymbolicName(artifact, artifact.slice(artifact.lastIndexOf('.') + 1));
  if (group === undefined) return { name: artifact, version, guessed: FROM_BOTH };
  // `org.eclipse.sisu.inject-0.3.5.jar` is `org.eclipse.sisu:org.eclipse.sisu.inject`.
  return { name: `${group}:${artifact}`, version, guessed: FROM_BOTH };
}

/**
 * What the manifest states first; of other spellings of the same version that of the file name (`10.14.2.0` beside
 * `10.14.2`), because it is the one of the registry, and then the shortest (bundles must have three numbers).
 */
function versionOf(stated: readonly (string | undefined)[], named: string | undefined): string | null {
  const written = stated.filter((v) => v !== undefined);
  const [first] = written;
  if (first === undefined) return named ?? null;
  if (named !== undefined && sameVersion('maven', first, named)) return named;
  const same = written.filter((v) => sameVersion('maven', first, v));
  return same.reduce((shortest, v) => (v.length < shortest.length ? v : shortest), first);
}

function groupOfArtifact(artifact: string): string | undefined {
  const fitting = GROUPS.filter(([prefix]) => artifact.startsWith(prefix));
  return fitting.sort((a, b) => b[0].length - a[0].length)[0]?.[1];
}

/** `com.google.guava.failureaccess` and `failureaccess` → `com.google.guava`. */
function groupOfSymbolicName(symbolic: string | undefined, artifact: string): string | undefined {
  if (symbolic === undefined || !symbolic.includes('.') || !symbolic.endsWith(`.${artifact}`))
    return undefined;
  return symbolic.slice(0, -artifact.length - 1);
}

function isId(text: string | undefined): text is string {
  return text !== undefined && text.length <= 200 && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text);
}
