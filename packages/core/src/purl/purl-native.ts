/** Between package URLs and the names that ecosystems use themselves (npm `@scope/name`, Maven `group:artifact`). */
import { type EcosystemId, ecosystem, ecosystemOfPurlType } from '../inventory/ecosystems.ts';
import { encodePart, encodeSegments, type Purl } from './purl.ts';
import { purlTypeRule } from './purl-types.ts';

/** A package as its ecosystem names it; see `ComponentDraft`. */
export interface NativePackage {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers?: Readonly<Record<string, string>>;
}

interface NativeParts {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly subpath: string;
  readonly qualifiers: Readonly<Record<string, string>>;
}

const NO_QUALIFIERS: Readonly<Record<string, string>> = {};

/**
 * Canonical package URL of a package. Never throws: names that break the rules of their type (`ext-json` of
 * Composer has no vendor) are still identified. Distribution packages get their vendor as namespace from the
 * qualifier `distro` (`ubuntu-22.04`), or else the parent of the family.
 */
export function purlOf(native: NativePackage): string {
  const { purlType } = ecosystem(native.ecosystem);
  const rule = purlTypeRule(purlType);
  const parts = SPLITS[native.ecosystem](native);
  let { namespace, name, version } = parts;
  for (const part of rule.lower) {
    if (part === 'namespace') namespace = namespace.toLowerCase();
    else if (part === 'name') name = name.toLowerCase();
    else version = version.toLowerCase();
  }
  if (rule.normalizeName !== undefined) name = rule.normalizeName(name, parts);
  // A package whose group is not known is no package of the type: its namespace is required.
  const type = namespace === '' && rule.namespace === 'required' ? 'generic' : purlType;
  let text = `pkg:${type}/`;
  if (namespace !== '') text += `${encodeSegments(namespace)}/`;
  text += encodePart(name);
  if (version !== '') text += `@${encodePart(version)}`;
  if (parts.qualifiers !== NO_QUALIFIERS) text += queryOf(parts.qualifiers);
  return parts.subpath === '' ? text : `${text}#${encodeSegments(parts.subpath)}`;
}

function queryOf(qualifiers: Readonly<Record<string, string>>): string {
  let query = '';
  for (const key of Object.keys(qualifiers).sort()) {
    const value = qualifiers[key] ?? '';
    if (value === '' || !/^[a-z._-][a-z0-9._-]*$/.test(key)) continue;
    query += `${query === '' ? '?' : '&'}${key}=${encodePart(value)}`;
  }
  return query;
}

/** The whole name is the purl name. */
function flat(native: NativePackage): NativeParts {
  return parts(native, '', native.name);
}

/** What is before the last slash is the namespace. */
function slashed(native: NativePackage): NativeParts {
  const slash = native.name.lastIndexOf('/');
  if (slash < 0) return parts(native, '', native.name);
  return parts(native, native.name.slice(0, slash), native.name.slice(slash + 1));
}

function mavenParts(native: NativePackage): NativeParts {
  const colon = native.name.indexOf(':');
  if (colon < 0) return parts(native, '', native.name);
  return parts(native, native.name.slice(0, colon), native.name.slice(colon + 1));
}

/** `owner/repository/path`: the path within the repository is the subpath. */
function repositoryParts(native: NativePackage): NativeParts {
  const first = native.name.indexOf('/');
  if (first < 0) return parts(native, '', native.name);
  const second = native.name.indexOf('/', first + 1);
  const end = second < 0 ? native.name.length : second;
  const subpath = second < 0 ? '' : cleanSubpath(native.name.slice(second + 1));
  return { ...parts(native, native.name.slice(0, first), native.name.slice(first + 1, end)), subpath };
}

function cleanSubpath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

/** A first segment with a dot or a port is the registry's host, which the type wants as `repository_url`. */
function imageParts(native: NativePackage): NativeParts {
  const { name, qualifiers = NO_QUALIFIERS } = native;
  const slash = name.indexOf('/');
  const host = slash < 0 ? '' : name.slice(0, slash);
  if (host !== 'localhost' && !host.includes('.') && !host.includes(':')) return slashed(native);
  return slashed({
    ...native,
    name: name.slice(slash + 1),
    qualifiers: { ...qualifiers, repository_url: host },
  });
}

/** Distributions that call themselves otherwise in os-release than their vendor does in package URLs. */
const VENDORS: ReadonlyMap<string, string> = new Map([
  ['rhel', 'redhat'],
  ['ol', 'oracle'],
  ['amzn', 'amazon'],
  ['sles', 'suse'],
  ['opensuse', 'opensuse'],
]);

function distributionParts(native: NativePackage, family: string): NativeParts {
  const distro =
    native.qualifiers !== undefined && Object.hasOwn(native.qualifiers, 'distro')
      ? (native.qualifiers.distro ?? '')
      : '';
  const id = /^[A-Za-z]+/.exec(distro)?.[0].toLowerCase() ?? '';
  return parts(native, id === '' ? family : (VENDORS.get(id) ?? id), native.name);
}

/** A subspec, `Alamofire/Core`, is a subpath of its pod. */
function podParts(native: NativePackage): NativeParts {
  const slash = native.name.indexOf('/');
  if (slash < 0) return parts(native, '', native.name);
  const subpath = cleanSubpath(native.name.slice(slash + 1));
  return { ...parts(native, '', native.name.slice(0, slash)), subpath };
}

/** RPM writes the epoch as a qualifier. */
function rpmParts(native: NativePackage): NativeParts {
  const found = distributionParts(native, 'redhat');
  const epoch = /^(\d+):/.exec(found.version);
  if (epoch === null) return found;
  const qualifiers = { ...found.qualifiers, epoch: epoch[1] ?? '0' };
  return { ...found, version: found.version.slice(epoch[0].length), qualifiers };
}

function parts(native: NativePackage, namespace: string, name: string): NativeParts {
  return {
    namespace,
    name,
    version: native.version ?? '',
    subpath: '',
    qualifiers: native.qualifiers ?? NO_QUALIFIERS,
  };
}

const SPLITS: Readonly<Record<EcosystemId, (native: NativePackage) => NativeParts>> = {
  npm: slashed,
  pypi: flat,
  maven: mavenParts,
  golang: slashed,
  cargo: flat,
  gem: flat,
  composer: slashed,
  nuget: flat,
  deno: slashed,
  conda: flat,
  githubactions: repositoryParts,
  docker: imageParts,
  deb: (native) => distributionParts(native, 'debian'),
  apk: (native) => distributionParts(native, 'alpine'),
  rpm: rpmParts,
  alpm: (native) => distributionParts(native, 'arch'),
  gentoo: slashed,
  opkg: flat,
  snap: flat,
  pub: flat,
  hex: slashed,
  swift: slashed,
  cocoapods: podParts,
  conan: slashed,
  vcpkg: flat,
  cran: flat,
  hackage: flat,
  julia: flat,
  opam: flat,
  terraform: slashed,
  helm: slashed,
  fhir: flat,
  bower: flat,
  bazel: flat,
  elm: slashed,
  cpan: slashed,
  bitnami: flat,
  github: repositoryParts,
  generic: slashed,
};

/** The package behind a package URL, or null when its type is none of our ecosystems. */
export function componentOfPurl(purl: Purl): NativePackage | null {
  if (purl.type === 'oci') return imageOf(purl);
  const found = ecosystemOfPurlType(purl.type);
  if (found === undefined) return null;
  const { qualifiers } = purl;
  const native = { ecosystem: found.id, name: nativeName(found.id, purl), version: purl.version ?? null };
  if (
    (found.id === 'rpm' || found.id === 'deb') &&
    native.version !== null &&
    !native.version.includes(':') &&
    qualifiers !== undefined &&
    Object.hasOwn(qualifiers, 'epoch')
  ) {
    const { epoch = '0', ...others } = qualifiers;
    return withQualifiers({ ...native, version: `${epoch}:${native.version}` }, others);
  }
  // Generators write the platform of a gem behind its version, as lockfiles do; versions of gems hold no dash.
  const dash = found.id === 'gem' ? (native.version?.indexOf('-') ?? -1) : -1;
  if (dash > 0 && native.version !== null)
    return withQualifiers(
      { ...native, version: native.version.slice(0, dash) },
      { ...qualifiers, platform: native.version.slice(dash + 1) },
    );
  if (found.id === 'docker' && qualifiers !== undefined && Object.hasOwn(qualifiers, 'repository_url')) {
    const { repository_url = '', ...others } = qualifiers;
    return withQualifiers({ ...native, name: `${repository_url}/${native.name}` }, others);
  }
  return withQualifiers(native, qualifiers ?? {});
}

/** An image by its digest; the repository, with or without the image's name, is a qualifier. */
function imageOf({ name, version, qualifiers }: Purl): NativePackage {
  const { repository_url = name, ...others } = qualifiers ?? {};
  return withQualifiers({ ecosystem: 'docker', name: repository_url, version: version ?? null }, others);
}

function withQualifiers(native: NativePackage, qualifiers: Readonly<Record<string, string>>): NativePackage {
  return Object.keys(qualifiers).length === 0 ? native : { ...native, qualifiers };
}

function nativeName(id: EcosystemId, { namespace, name, subpath }: Purl): string {
  switch (id) {
    case 'maven':
      return namespace === undefined ? name : `${namespace}:${name}`;
    case 'deb':
    case 'apk':
    case 'rpm':
    case 'alpm':
      return name;
    case 'cocoapods':
      return subpath === undefined ? name : `${name}/${subpath}`;
    case 'githubactions':
    case 'github':
      return [namespace, name, subpath].filter((part) => part !== undefined).join('/');
    default:
      return namespace === undefined ? name : `${namespace}/${name}`;
  }
}
