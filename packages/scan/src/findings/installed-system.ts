/** Which distribution a package is of, from its qualifiers and the namespace of its package URL. */
import { type Component, distributionById, LINUX_DISTRIBUTIONS, tryParsePurl } from '@theriac/core';

/** A distribution as far as it is known; empty: not known. */
export interface System {
  /** As os-release calls it. */
  readonly id: string;
  readonly version: string;
}

/**
 * Releases by the name that documents give instead of the number. Sources: https://wiki.debian.org/DebianReleases,
 * https://wiki.ubuntu.com/Releases. `sid` and `unstable` are no release, and no advisory is fixed in them.
 */
const CODENAMES: ReadonlyMap<string, string> = new Map([
  ['wheezy', 'debian-7'],
  ['jessie', 'debian-8'],
  ['stretch', 'debian-9'],
  ['buster', 'debian-10'],
  ['bullseye', 'debian-11'],
  ['bookworm', 'debian-12'],
  ['trixie', 'debian-13'],
  ['forky', 'debian-14'],
  ['trusty', 'ubuntu-14.04'],
  ['xenial', 'ubuntu-16.04'],
  ['bionic', 'ubuntu-18.04'],
  ['focal', 'ubuntu-20.04'],
  ['jammy', 'ubuntu-22.04'],
  ['noble', 'ubuntu-24.04'],
  ['questing', 'ubuntu-25.10'],
  ['resolute', 'ubuntu-26.04'],
]);

/** Words of package URLs for what os-release calls otherwise, where no distribution's row has them. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['oracle', 'ol'],
  ['amazon', 'amzn'],
]);

/** Who a package is of when it states a number and nothing else; RPM is of too many. */
const USUAL: Partial<Record<Component['ecosystem'], string>> = { deb: 'debian', apk: 'alpine' };

/** One name per distribution that its releases share; products keep theirs (`opensuse-leap`). */
const FIRST_NAMES: ReadonlyMap<string, string> = new Map([
  ['alma', 'almalinux'],
  ['redhat', 'rhel'],
  ['rocky-linux', 'rocky'],
  ['clnstrt', 'cleanstart'],
]);

const ALL_IDS = LINUX_DISTRIBUTIONS.flatMap((d) => d.ids).sort((a, b) => b.length - a.length);

/**
 * From the qualifier `distro` in any of the ways in which documents write it (`debian-12`, `12.4`, `bookworm`,
 * `debian-bookworm`, `v3.18`, `wolfi`), the qualifiers of Docker Scout (`os_name`, `os_version`), and the namespace.
 */
export function systemOf({ ecosystem, purl, qualifiers }: Component): System {
  const given = qualifiers?.distro ?? [qualifiers?.os_name, qualifiers?.os_version].filter(Boolean).join('-');
  const written = given.trim().toLowerCase().slice(0, 100);
  const named = CODENAMES.get(written.replace(/^(?:debian|ubuntu)[-_ ]/, '')) ?? written;
  const stated = known(named) ?? parsed(named);
  if (stated.id !== '') return { ...stated, id: nameOf(stated.id) };
  const own = nameOf(tryParsePurl(purl)?.namespace?.toLowerCase() ?? '');
  const usual = own === '' ? (USUAL[ecosystem] ?? '') : own;
  if (stated.version !== '') return { id: usual, version: stated.version };
  if (written !== '') return { id: usual, version: '' };
  return { id: own, version: '' };
}

function nameOf(id: string): string {
  return FIRST_NAMES.get(id) ?? OTHER_NAMES.get(id) ?? id;
}

/** A distribution of the table, and whatever stands behind its name: `alpaquita-stream`, `openeuler-22.03-lts-sp3`. */
function known(text: string): System | undefined {
  const id = ALL_IDS.find((one) => text === one || text.startsWith(`${one}-`) || text.startsWith(`${one} `));
  if (id === undefined || distributionById(id) === undefined) return undefined;
  const version = text.slice(id.length + 1).replace(/^v(?=\d)/, '');
  return { id, version: /^(?:\d[\w.-]*|stream|edge)$/.test(version) ? version : '' };
}

function parsed(text: string): System {
  const [, id = '', version = ''] =
    /^(?:(?!v\d)([a-z]+(?:[-_.][a-z]+)*?))?[-_ ]?v?(\d[\w.]*)?$/.exec(text) ?? [];
  return { id, version };
}
