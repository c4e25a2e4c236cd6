/** RPM's database in each of its three formats, recognised by their first bytes. */
import { count, type Extract, TheriacError, withoutAddress } from '@theriac/core';
import {
  berkeleyValues,
  isBerkeley,
  isNdb,
  isSqlite,
  ndbValues,
  type RpmHeader,
  readRpmHeader,
  sqliteRows,
} from '@theriac/read/rpmdb';
import { RootBuilder } from '../shared/root-builder.ts';
import { Needs } from './needs.ts';
import { distroOf, osReleaseOf } from './os-release.ts';

/** Keys of trusted signers are kept as packages. */
const KEYS = 'gpg-pubkey';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'rpm');
  const { buffer, byteOffset, byteLength } = file.bytes();
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
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
  for (const value of valuesOf(bytes, file.path, damaged)) {
    const header = readRpmHeader(value);
    // Berkeley DB keeps values of its own among the headers; the other databases hold headers only.
    if (header === null) {
      if (!isBerkeley(bytes)) lost += 1;
    } else if (header.name !== KEYS && header.name !== '') addPackage(root, needs, header, distro);
  }
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

function* valuesOf(bytes: Buffer, path: string, damaged: () => void): Generator<Buffer> {
  if (isSqlite(bytes)) {
    for (const row of sqliteRows(bytes, 'Packages', damaged)) {
      const blob = row.at(-1);
      if (Buffer.isBuffer(blob)) yield blob;
    }
  } else if (isNdb(bytes)) yield* ndbValues(bytes, damaged);
  else if (isBerkeley(bytes)) yield* berkeleyValues(bytes, damaged);
  else throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a database of RPM', { path });
}

function addPackage(
  root: RootBuilder,
  needs: Needs,
  header: RpmHeader,
  distro: Readonly<Record<string, string>>,
): void {
  const { name, epoch, version, release, arch, licence, vendor, source } = header;
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
    },
  });
  needs.provide(name, key);
  for (const provided of header.provides) needs.provide(provided, key);
  needs.ask(key, header.requires);
}
