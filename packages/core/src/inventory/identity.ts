/**
 * Whether a component is the package that public advisories name. A name is an identity within a registry only: a
 * folder of the project or a fork in git may carry the name of a public package and share no line with it.
 */
import type { Component, ComponentDraft } from './component.ts';
import type { EcosystemId } from './ecosystems.ts';

/**
 * - `certain`: the package of that name in the public registry
 * - `possible`: perhaps that package: a copy from git, from an address, in an archive or a folder for copies, a name that
 *   was guessed, a lowest version
 * - `other`: another package: part of the project, or a local folder
 */
export type Identity = 'certain' | 'possible' | 'other';

/** Packed packages: `vendor/lodash-4.17.15.tgz`, `wheels/Django-2.2.0-py3-none-any.whl`. */
const ARCHIVE = /\.(?:tgz|tar\.(?:gz|bz2|xz|zst)|tbz2?|txz|zip|whl|egg|gem|crate|nupkg|jar|phar)$/i;
/** Folders that by custom hold the packages of others. */
const COPIES = /(?:^|\/)(?:_?vendor(?:ed|s)?|third[-_]?part(?:y|ies)|3rd[-_]?party|extern(?:al)?s?)\//i;

/** A local package that is a copy of somebody else's rather than a part of the project. */
function isCopy(path: string): boolean {
  return ARCHIVE.test(path) || COPIES.test(path);
}

/** Ecosystems whose packages are named by the repository they come from: git is their registry. */
const NAMED_BY_REPOSITORY: ReadonlySet<EcosystemId> = new Set([
  'golang',
  'swift',
  'githubactions',
  'github',
  'docker',
  'terraform',
]);

export function identityOf({
  ecosystem,
  name,
  origin,
  firstParty,
  guessed,
  minimum,
}: Pick<ComponentDraft, 'ecosystem' | 'name' | 'origin' | 'firstParty' | 'guessed' | 'minimum'>): Identity {
  if (firstParty === true) return 'other';
  if (origin?.kind === 'workspace') return 'other';
  if (origin?.kind === 'path') return isCopy(origin.path) ? 'possible' : 'other';
  if (guessed !== undefined || minimum !== undefined) return 'possible';
  const elsewhere = origin?.kind === 'url' || (origin?.kind === 'git' && !isOwnRepository(name, origin.url));
  return elsewhere && !NAMED_BY_REPOSITORY.has(ecosystem) ? 'possible' : 'certain';
}

/** Composer names packages by vendor, and most vendors name the repository alike: `symfony/yaml` in `…/symfony/yaml.git`. */
function isOwnRepository(name: string, url: string): boolean {
  return (
    name.includes('/') &&
    !name.startsWith('@') &&
    url
      .toLowerCase()
      .replace(/\.git$/, '')
      .endsWith(`/${name.toLowerCase()}`)
  );
}

/** Why a match is only possible, for people. */
export function doubtOf({ name, version, origin, guessed, minimum }: Component): string {
  if (guessed !== undefined)
    return `The name ${name} was guessed from ${guessed}: whether the advisory applies is not known.`;
  if (minimum !== undefined)
    return `${minimum} says that ${name} is ${version} or newer: whether the advisory applies depends on the version that is used.`;
  const from =
    origin?.kind === 'git'
      ? 'a git repository'
      : origin?.kind === 'path'
        ? `the target (${origin.path})`
        : 'an address of its own';
  return `This copy of ${name} comes from ${from}, not from the registry: whether the advisory applies is not known.`;
}

/**
 * Qualifiers by which a package URL says that the package does not come from the registry of its type (purl-spec,
 * "known qualifiers"); a package of that name in the registry has another package URL.
 */
export function originQualifiers({
  ecosystem,
  origin,
}: ComponentDraft): Readonly<Record<string, string>> | undefined {
  if (NAMED_BY_REPOSITORY.has(ecosystem)) return undefined;
  if (origin?.kind === 'url') return { download_url: origin.url };
  if (origin?.kind !== 'git' || origin.url === '') return undefined;
  // `git@host:owner/repository` is written as a URL, as SPDX wants it in download locations.
  const url = origin.url.includes('://')
    ? origin.url
    : `ssh://${origin.url.replace(/^([^/:]+):(?!\/)/, '$1/')}`;
  return { vcs_url: `git+${url}${origin.commit === undefined ? '' : `@${origin.commit}`}` };
}
