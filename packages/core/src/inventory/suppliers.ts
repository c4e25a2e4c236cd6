/**
 * Who supplies a package, as far as its identity and its addresses say: the owner of a scope, a group or a repository.
 * Registries check that owners control these names, so they are facts about who can publish, not guesses from titles.
 */
import type { Purl } from '../purl/purl.ts';

export interface DerivedSupplier {
  readonly name: string;
  /** Web address of the owner, where there is one. */
  readonly url?: string;
  /** How it was derived, for people: `npm scope`, `repository owner on github.com`. */
  readonly how: string;
}

/** Forges on which the first part of a path is the account that owns the repository. */
const FORGES: readonly string[] = [
  'github.com',
  'gitlab.com',
  'bitbucket.org',
  'codeberg.org',
  'gitee.com',
  'salsa.debian.org',
  'gitlab.freedesktop.org',
  'gitlab.gnome.org',
];

/** Maven groups and package namespaces whose owner is an organisation with a name of its own. */
const ORGANISATIONS: readonly (readonly [start: string, name: string])[] = [
  ['org.apache', 'The Apache Software Foundation'],
  ['org.eclipse', 'Eclipse Foundation'],
  ['jakarta.', 'Eclipse Foundation'],
  ['org.springframework', 'Spring (Broadcom)'],
  ['com.google', 'Google'],
  ['com.fasterxml', 'FasterXML'],
  ['org.hibernate', 'Hibernate (Commonhaus Foundation)'],
  ['io.quarkus', 'Quarkus (Commonhaus Foundation)'],
  ['org.jetbrains', 'JetBrains'],
  ['io.netty', 'The Netty Project'],
  ['com.oracle', 'Oracle'],
  ['com.microsoft', 'Microsoft'],
  ['com.amazonaws', 'Amazon Web Services'],
  ['software.amazon', 'Amazon Web Services'],
  ['ca.uhn.hapi', 'HAPI FHIR (University Health Network)'],
  ['org.dcm4che', 'dcm4che'],
  ['org.openmrs', 'OpenMRS'],
];

/** Namespaces of other types with an owner that has a name of its own. */
const NAMESPACES: Readonly<Record<string, readonly (readonly [namespace: string, name: string])[]>> = {
  npm: [
    ['@angular', 'Google'],
    ['@aws-sdk', 'Amazon Web Services'],
    ['@azure', 'Microsoft'],
    ['@microsoft', 'Microsoft'],
    ['@types', 'DefinitelyTyped'],
    ['@babel', 'Babel'],
    ['@google-cloud', 'Google'],
  ],
  composer: [
    ['drupal', 'Drupal Association'],
    ['symfony', 'Symfony'],
    ['laravel', 'Laravel'],
  ],
};

/**
 * @param addresses repository, home page and the like, in the order in which they are to be believed
 * @returns null when neither the identity nor an address names an owner
 */
export function deriveSupplier(purl: Purl | null, addresses: readonly string[] = []): DerivedSupplier | null {
  const own = purl === null ? null : ofIdentity(purl);
  if (own !== null) return own;
  for (const address of addresses) {
    const owner = forgeOwner(address);
    if (owner !== null) return owner;
  }
  return null;
}

function ofIdentity({ type, namespace, name }: Purl): DerivedSupplier | null {
  const ns = namespace ?? '';
  const named = NAMESPACES[type]?.find(([start]) => ns === start)?.[1];
  if (named !== undefined) return { name: named, how: `owner of ${ns}` };
  switch (type) {
    case 'npm':
      return ns === '' ? null : { name: ns.replace(/^@/, ''), how: 'npm scope' };
    case 'maven': {
      const organisation = ORGANISATIONS.find(([start]) => ns === start || ns.startsWith(dotted(start)))?.[1];
      if (organisation !== undefined) return { name: organisation, how: 'Maven group' };
      return forgeGroup(ns) ?? (ns === '' ? null : { name: ns, how: 'Maven group' });
    }
    case 'composer':
      return ns === '' ? null : { name: ns, how: 'Packagist vendor' };
    case 'golang':
      return forgeOwner(`https://${ns === '' ? name : `${ns}/${name}`}`) ?? goOwner(ns, name);
    case 'github':
    case 'githubactions':
    case 'bitbucket':
    case 'gitlab':
      return ns === '' ? null : { name: firstPart(ns), how: 'repository owner' };
    case 'docker':
    case 'oci':
      if (ns === '' || ns === 'library') return { name: 'Docker Official Images', how: 'image namespace' };
      return { name: ns.split('/').at(-1) ?? ns, how: 'image namespace' };
    case 'deb':
    case 'rpm':
    case 'apk':
    case 'alpm':
      return ns === '' ? null : { name: ns, how: 'distribution' };
    case 'terraform':
    case 'helm':
      return ns === '' ? null : { name: firstPart(ns), how: 'registry namespace' };
    default:
      return null;
  }
}

function dotted(start: string): string {
  return start.endsWith('.') ? start : `${start}.`;
}

/** `com.github.owner` and `io.github.owner` are given out by proof of the account. */
function forgeGroup(group: string): DerivedSupplier | null {
  const owner = /^(?:com|io)\.(github|gitlab)\.([^.]+)/.exec(group);
  return owner === null ? null : { name: owner[2] ?? group, how: `account on ${owner[1]}` };
}

/** Module paths outside the forges begin with the domain of their owner. */
function goOwner(namespace: string, name: string): DerivedSupplier | null {
  const host = firstPart(namespace === '' ? name : namespace);
  if (host === 'golang.org' || (namespace === '' && name === 'stdlib'))
    return { name: 'The Go Project', how: 'module path' };
  return host.includes('.') ? { name: host, how: 'domain of the module path' } : null;
}

/** Owner of a repository address on a public forge; git, ssh and shorthand forms included. */
export function forgeOwner(address: string): DerivedSupplier | null {
  const clean = address
    .trim()
    .slice(0, 500)
    .replace(/^(?:git\+|scm:git:|scm:)+/, '')
    .replace(/^git@([^:/]+):/, 'ssh://git@$1/')
    .replace(/^github:/, 'https://github.com/');
  const parts = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^@/]*@)?([^:/]+)(?::\d+)?\/([^/?#]+)\/([^/?#]+)/i.exec(
    clean,
  );
  const host = parts?.[1]?.toLowerCase().replace(/^www\./, '');
  const owner = parts?.[2];
  if (host === undefined || owner === undefined || !FORGES.includes(host)) return null;
  return { name: owner, url: `https://${host}/${owner}`, how: `repository owner on ${host}` };
}

function firstPart(path: string): string {
  return path.split('/')[0] ?? path;
}
