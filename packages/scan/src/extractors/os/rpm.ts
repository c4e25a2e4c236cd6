/** RPM's database in each of its three formats, recognised by their first bytes. */
import { count, type Extract, type ExtractContext, TheriacError, withoutAddress } from '@theriac/core';
import {
  berkeleyValues,
  isBerkeley,
  isNdb,
  isSqlite,
  ndbValues,
  openSqlite,
  type RpmHeader,
  readRpmFiles,
  readRpmHeader,
  withWriteAheadLog,
} from '@theriac/read/rpmdb';
import { RootBuilder } from '../shared/root-builder.ts';
import { Needs } from './needs.ts';
import { distroOf, osReleaseOf } from './os-release.ts';

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
  for (const value of valuesOf(bytes, file.path, context, damaged)) {
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

/** Paths of all files that the packages of a database own; nothing of one that cannot be read. */
export function* rpmFilesIn(path: string, context: ExtractContext): Generator<string> {
  const file = context.file(path);
  if (file === null) return;
  // The extractor tells what is damaged.
  const ignore = (): void => {};
  try {
    for (const value of valuesOf(asBuffer(file.bytes()), path, context, ignore)) yield* readRpmFiles(value);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
  }
}

function* valuesOf(
  bytes: Buffer,
  path: string,
  context: ExtractContext,
  damaged: () => void,
): Generator<Buffer> {
  if (isSqlite(bytes)) yield* sqliteValues(withLog(bytes, path, context, damaged), damaged);
  else if (isNdb(bytes)) yield* ndbValues(bytes, damaged);
  else if (isBerkeley(bytes)) {
    let counters = 0;
    for (const value of berkeleyValues(bytes, damaged)) {
      // One value is the number of the last package.
      if (value.length === COUNTER_BYTES && counters === 0) counters += 1;
      else yield value;
    }
  } else throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a database of RPM', { path });
}

const COUNTER_BYTES = 4;

/** What was written last may be in the log alone. */
function withLog(bytes: Buffer, path: string, context: ExtractContext, damaged: () => void): Buffer {
  const beside = `${path}-wal`;
  if (!context.exists(beside)) return bytes;
  const log = context.file(beside);
  if (log === null) damaged();
  return log === null ? bytes : withWriteAheadLog(bytes, asBuffer(log.bytes()), damaged);
}

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

function* sqliteValues(bytes: Buffer, damaged: () => void): Generator<Buffer> {
  const database = openSqlite(bytes, damaged);
  if (!database.hasTable('Packages')) damaged();
  const found = new Set<number>();
  for (const { id, values } of database.rows('Packages')) {
    found.add(id);
    const blob = values.at(-1);
    if (Buffer.isBuffer(blob)) yield blob;
    else damaged();
  }
  // An index of RPM's own: package numbers by name.
  for (const { values } of database.rows('Name')) {
    const [, number] = values;
    if (typeof number !== 'number' || found.has(number)) continue;
    found.add(number);
    damaged();
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
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
