/** RPM's database in each of its three formats, recognised by their first bytes. */
import { count, type Extract, type ExtractContext, withoutAddress } from '@theriac/core';
import { type RpmHeader, readRpmHeader } from '@theriac/read/rpmdb';
import { RootBuilder } from '../shared/root-builder.ts';
import { Needs } from './needs.ts';
import { distroOf, osReleaseOf } from './os-release.ts';
import { asBuffer, rpmValues } from './rpm-values.ts';

/** Keys of trusted signers are kept as packages. */
const KEYS = 'gpg-pubkey';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'rpm');
  const bytes = asBuffer(file.bytes());
  const marker = file.path.includes('usr/lib/sysimage/rpm/') ? 'usr/lib/sysimage/rpm/' : 'var/lib/rpm/';
  const distro = distroOf(osReleaseOf(context, file.path, marker));
  if (distro.distro === undefined)
    root.unknown(
      'no-package-data',
      'there is no os-release, so the distribution is not known',
      undefined,
      false,
    );
  const needs = new Needs(root);
  let lost = 0;
  const damaged = (): void => {
    lost += 1;
  };
  for (const value of rpmValues(bytes, file.path, context, damaged)) {
    const header = readRpmHeader(value);
    if (header?.intact !== true) lost += 1;
    if (header !== null && header.name !== KEYS && header.name !== '')
      addPackage(root, needs, header, distro);
  }
  if (isHot(context, `${file.path}-journal`)) lost += 1;
  if (lost > 0)
    root.unknown(
      'unparseable',
      `damaged and not read: ${count(lost, 'part')} of the database`,
      undefined,
      true,
    );
  needs.link();
  root.markTopLevel(() => 'production');
  return root.build();
};

/** A rollback journal that is not zeroed: the database is in the middle of a change. */
function isHot(context: ExtractContext, path: string): boolean {
  if (!context.exists(path)) return false;
  const journal = context.file(path);
  return (
    journal === null ||
    (journal.size > 0 &&
      journal
        .bytes()
        .subarray(0, 8)
        .some((byte) => byte !== 0))
  );
}

function addPackage(
  root: RootBuilder,
  needs: Needs,
  header: RpmHeader,
  distro: Readonly<Record<string, string>>,
): void {
  const { name, epoch, version, release, arch, licence, vendor, source, module } = header;
  const key = root.add({
    name,
    version: `${epoch === null ? '' : `${epoch}:`}${version}-${release}`,
    location: { path: root.path },
    ...(licence === null || licence === '' ? {} : { licence }),
    ...(vendor === null || vendor === '' ? {} : { supplier: withoutAddress(vendor) }),
    qualifiers: {
      ...(arch === null ? {} : { arch }),
      ...distro,
      ...(source === null ? {} : { upstream: source }),
      ...(module === null || module === '' ? {} : { rpmmod: module }),
    },
  });
  needs.provide(name, key);
  for (const provided of header.provides) needs.provide(provided, key);
  needs.ask(key, header.requires);
}
