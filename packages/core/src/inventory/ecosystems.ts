/**
 * Every packaging ecosystem that Theriac knows, as one table: purl type, version scheme, OSV name and the rule
 * that makes two spellings of a package name equal. To add an ecosystem, add a row.
 */

/** A version scheme: how versions are ordered and how ranges read. One module each under `versions/`. */
export const VERSION_SCHEMES = [
  'semver',
  'npm',
  'pep440',
  'maven',
  'nuget',
  'gem',
  'composer',
  'go',
  'cargo',
  'deb',
  'rpm',
  'apk',
  'pub',
  'cran',
  'hackage',
  'alpm',
  'conan',
  'gentoo',
  'openssl',
  'datetime',
  'lexicographic',
  'generic',
] as const;
export type VersionScheme = (typeof VERSION_SCHEMES)[number];

export const ECOSYSTEM_IDS = [
  'npm',
  'pypi',
  'maven',
  'golang',
  'cargo',
  'gem',
  'composer',
  'nuget',
  'deno',
  'conda',
  'githubactions',
  'docker',
  'deb',
  'apk',
  'rpm',
  'alpm',
  'gentoo',
  'opkg',
  'snap',
  'pub',
  'hex',
  'swift',
  'cocoapods',
  'conan',
  'vcpkg',
  'cran',
  'hackage',
  'julia',
  'opam',
  'terraform',
  'helm',
  'fhir',
  'bower',
  'bazel',
  'elm',
  'cpan',
  'bitnami',
  'github',
  'generic',
] as const;
export type EcosystemId = (typeof ECOSYSTEM_IDS)[number];

export interface Ecosystem {
  readonly id: EcosystemId;
  /** What people call it. */
  readonly title: string;
  /** The `type` of its package URLs (purl-spec). */
  readonly purlType: string;
  readonly scheme: VersionScheme;
  /**
   * Name in OSV `affected[].package.ecosystem`, without the `:release` suffix; null when OSV has no such
   * ecosystem and nothing can therefore be matched.
   */
  readonly osv: string | null;
  /**
   * The registry's own equality of names, so that `Foo_Bar` and `foo-bar` meet. Idempotent.
   * Input and output are names as the ecosystem writes them (Maven `group:artifact`, npm `@scope/name`).
   */
  readonly normalizeName: (name: string) => string;
}

const asWritten = (name: string): string => name;
const lower = (name: string): string => name.toLowerCase();
/** PEP 503: runs of `-`, `_` and `.` are one `-`; case does not count. */
const pep503 = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** Repositories are one whether written with or without scheme, `.git` and capital letters. */
const swiftUrl = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/\.git$/, '');

const row = (
  id: EcosystemId,
  title: string,
  purlType: string,
  scheme: VersionScheme,
  osv: string | null,
  normalizeName: (name: string) => string,
): Ecosystem => ({ id, title, purlType, scheme, osv, normalizeName });

export const ECOSYSTEMS: readonly Ecosystem[] = [
  // npm names were case-sensitive once (JSONStream and jsonstream are two packages), so case is kept.
  row('npm', 'npm', 'npm', 'npm', 'npm', asWritten),
  row('pypi', 'Python (PyPI)', 'pypi', 'pep440', 'PyPI', pep503),
  row('maven', 'Java (Maven)', 'maven', 'maven', 'Maven', asWritten),
  row('golang', 'Go', 'golang', 'go', 'Go', asWritten),
  row('cargo', 'Rust (Cargo)', 'cargo', 'cargo', 'crates.io', asWritten),
  row('gem', 'Ruby (RubyGems)', 'gem', 'gem', 'RubyGems', asWritten),
  row('composer', 'PHP (Composer)', 'composer', 'composer', 'Packagist', lower),
  row('nuget', '.NET (NuGet)', 'nuget', 'nuget', 'NuGet', lower),
  row('deno', 'Deno (JSR)', 'jsr', 'semver', null, asWritten),
  row('conda', 'Conda', 'conda', 'pep440', null, lower),
  row('githubactions', 'GitHub Actions', 'githubactions', 'semver', 'GitHub Actions', lower),
  row('docker', 'Container image', 'docker', 'generic', null, asWritten),
  row('deb', 'Debian package', 'deb', 'deb', 'Debian', asWritten),
  row('apk', 'Alpine package', 'apk', 'apk', 'Alpine', asWritten),
  row('rpm', 'RPM package', 'rpm', 'rpm', 'AlmaLinux', asWritten),
  row('alpm', 'Arch package', 'alpm', 'alpm', null, asWritten),
  row('gentoo', 'Gentoo package', 'ebuild', 'gentoo', null, asWritten),
  row('opkg', 'opkg package', 'opkg', 'deb', null, asWritten),
  row('snap', 'Snap', 'snap', 'generic', null, asWritten),
  row('pub', 'Dart (pub)', 'pub', 'pub', 'Pub', lower),
  row('hex', 'Elixir, Erlang (Hex)', 'hex', 'semver', 'Hex', lower),
  row('swift', 'Swift package', 'swift', 'semver', 'SwiftURL', swiftUrl),
  row('cocoapods', 'CocoaPods', 'cocoapods', 'semver', null, asWritten),
  row('conan', 'C, C++ (Conan)', 'conan', 'conan', 'ConanCenter', lower),
  row('vcpkg', 'C, C++ (vcpkg)', 'vcpkg', 'generic', null, lower),
  row('cran', 'R (CRAN)', 'cran', 'cran', 'CRAN', asWritten),
  row('hackage', 'Haskell (Hackage)', 'hackage', 'hackage', 'Hackage', asWritten),
  row('julia', 'Julia', 'julia', 'semver', 'Julia', asWritten),
  // opam compares versions as Debian does (https://opam.ocaml.org/doc/Manual.html#version-ordering).
  row('opam', 'OCaml (opam)', 'opam', 'deb', null, asWritten),
  row('terraform', 'Terraform', 'terraform', 'semver', null, lower),
  row('helm', 'Helm chart', 'helm', 'semver', null, asWritten),
  row('fhir', 'FHIR package', 'fhir', 'semver', null, lower),
  row('bower', 'Bower', 'bower', 'npm', null, lower),
  row('bazel', 'Bazel module', 'bazel', 'generic', null, asWritten),
  row('elm', 'Elm', 'elm', 'semver', null, asWritten),
  row('cpan', 'Perl (CPAN)', 'cpan', 'generic', null, asWritten),
  row('bitnami', 'Bitnami', 'bitnami', 'semver', 'Bitnami', lower),
  row('github', 'GitHub repository', 'github', 'generic', null, lower),
  row('generic', 'Other', 'generic', 'generic', null, asWritten),
];

const byId = new Map(ECOSYSTEMS.map((e) => [e.id, e]));
const byPurlType = new Map(ECOSYSTEMS.map((e) => [e.purlType, e]));
const byOsv = new Map(ECOSYSTEMS.flatMap((e) => (e.osv === null ? [] : [[e.osv, e] as const])));

/** The row of `id`. Total: every {@link EcosystemId} has a row. */
export function ecosystem(id: EcosystemId): Ecosystem {
  const found = byId.get(id);
  if (found === undefined) throw new RangeError(`no ecosystem row for ${id}`);
  return found;
}

export function ecosystemOfPurlType(type: string): Ecosystem | undefined {
  return byPurlType.get(type);
}

/**
 * Whether no feed speaks of the ecosystem, so that nothing can be done about it but accept it: `generic` holds programs and
 * products without a package. The contents of images can be scanned.
 */
export function isUnmatched({ id, osv }: Ecosystem): boolean {
  return osv === null && id !== 'docker' && !isContent(id);
}

/** Whether its packages are content (profiles, terminologies) in which nothing runs: no advisory can exist. */
export function isContent(id: EcosystemId): boolean {
  return id === 'fhir';
}

/** `osv` may carry a release (`Debian:12`, `Alpine:v3.19`); only what is before the colon decides. */
export function ecosystemOfOsv(osv: string): Ecosystem | undefined {
  const colon = osv.indexOf(':');
  return byOsv.get(colon < 0 ? osv : osv.slice(0, colon));
}
