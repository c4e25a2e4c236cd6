/**
 * Packages of distributions in the words of their advisories: by source package where the feed speaks of those, and by
 * release as the feed numbers it.
 */
import type { Component, EcosystemId } from '@theriac/core';

interface FamilyRow {
  /** The distribution whose advisories the feed holds, as os-release calls it. */
  readonly id: string;
  /** Whether records name source packages. */
  readonly bySource: boolean;
  /** `12` of `debian-12`, `v3.18` of `alpine-3.18.4`: the release as OSV writes it behind the colon. */
  readonly release: (version: string) => string;
}

const FAMILIES: Readonly<Partial<Record<EcosystemId, FamilyRow>>> = {
  deb: { id: 'debian', bySource: true, release: (v) => v.split('.')[0] ?? v },
  apk: { id: 'alpine', bySource: true, release: (v) => `v${v.split('.').slice(0, 2).join('.')}` },
  rpm: { id: 'almalinux', bySource: false, release: (v) => v.split('.')[0] ?? v },
};

export interface AdvisorySubject {
  readonly name: string;
  readonly version: string | null;
  /** Empty where the ecosystem has no releases, or the release is not known. */
  readonly release: string;
}

/** What to ask the index for. */
export function advisorySubject({ ecosystem, name, version, qualifiers }: Component): AdvisorySubject {
  const family = FAMILIES[ecosystem];
  if (family === undefined) return { name, version, release: '' };
  const { id, version: number } = distroOf(qualifiers?.distro ?? '');
  // A release that is given bare, as some documents do, is taken as it is.
  const release = id === family.id && number !== '' ? family.release(number) : (qualifiers?.distro ?? '');
  const source = family.bySource ? qualifiers?.upstream : undefined;
  if (source === undefined) return { name, version, release };
  const at = source.lastIndexOf('@');
  return at < 0
    ? { name: source, version, release }
    : { name: source.slice(0, at), version: source.slice(at + 1), release };
}

/** The distribution, when it is one whose advisories the feed of its package format does not hold. */
export function foreignDistribution({ ecosystem, qualifiers }: Component): string | undefined {
  const family = FAMILIES[ecosystem];
  const distro = qualifiers?.distro ?? '';
  if (family === undefined) return undefined;
  if (distro === '') return 'a distribution that is not known';
  const { id } = distroOf(distro);
  return id === '' || id === family.id ? undefined : distro;
}

function distroOf(distro: string): { readonly id: string; readonly version: string } {
  const [, id = '', version = ''] =
    /^([a-z][a-z_]*(?:-[a-z]+)*)(?:-(\d[\w.]*))?$/.exec(distro.toLowerCase()) ?? [];
  return { id, version };
}
