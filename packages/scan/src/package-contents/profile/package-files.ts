/** The files of a package: a folder, or an archive that is read in memory and never unpacked. */
import { basename } from 'node:path';
import { type KnownUnknown, TheriacError, type Tree } from '@theriac/core';
import { npmName, readTar, type TarEntry } from '@theriac/read/archive';
import { asArray, asObject, get, type JsonValue } from '@theriac/read/json';
import { openTarget } from '../../target/target.ts';

export interface PackageFile {
  /** Relative to the package, `/`-separated. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface PackageFiles {
  /** Sorted by path. */
  readonly files: readonly PackageFile[];
  readonly unknowns: readonly KnownUnknown[];
}

const MAX_ARCHIVE = 256 * 1024 * 1024;
const MAX_FILES = 50_000;
const MAX_TOTAL = 512 * 1024 * 1024;
const MAX_DEPTH = 50;

/**
 * @param path folder, .tgz, .tar.gz, .tar, .gem, .zip, .whl, .jar, .egg, .nupkg or .crate
 * @throws TheriacError THERIAC_TARGET_MISSING, THERIAC_TARGET_KIND, THERIAC_INPUT_LIMIT
 */
export async function readPackage(path: string): Promise<PackageFiles> {
  const { tree, file, name } = openTarget(path);
  if (file === undefined) return sorted(notEmpty(readFolder(tree), path));
  const archive = tree.file(file, MAX_ARCHIVE);
  if (archive === null)
    throw new TheriacError('THERIAC_INPUT_LIMIT', 'the archive is larger than is read', { path });
  return sorted(await readArchive(archive.bytes(), name));
}

/** Where nothing was read, nothing is known: a folder without files is not a harmless package. */
function notEmpty(read: PackageFiles, path: string): PackageFiles {
  if (read.files.length > 0 || read.unknowns.length > 0) return read;
  const nothing: KnownUnknown = {
    reason: 'no-package-data',
    message: 'there is no file in it',
    location: { path: basename(path) },
    losesComponents: true,
  };
  return { files: [], unknowns: [nothing] };
}

function sorted({ files, unknowns }: PackageFiles): PackageFiles {
  return { files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)), unknowns };
}

/** @param name what messages call it; its ending decides the format where first bytes do not */
export async function readArchive(bytes: Uint8Array, name: string): Promise<PackageFiles> {
  const unknowns: KnownUnknown[] = [];
  const unknown = (message: string, entry = ''): void => {
    unknowns.push({
      reason: 'archive',
      message,
      location: { path: entry === '' ? name : entry },
      losesComponents: true,
    });
  };
  // A script may stand before an archive that runs itself.
  if ((bytes[0] === 0x50 && bytes[1] === 0x4b) || ZIP_NAME.test(name)) {
    const { isZipProblem, readZip, ZipBudget } = await import('@theriac/read/archive');
    const budget = new ZipBudget();
    budget.entries = MAX_FILES;
    budget.bytes = MAX_TOTAL;
    const { entries, problems } = await readZip(bytes, budget);
    for (const problem of problems) unknown(problem.message, problem.entry);
    const read: TarEntry[] = [];
    for (const entry of entries) {
      const content = await entry.read();
      if (isZipProblem(content)) unknown(content.message, entry.name);
      else read.push({ name: entry.name, bytes: content, executable: false });
    }
    const files = lastOfEach(read, '', unknown);
    if (files.length < read.length) unknown('the archive has several files of one name');
    return { files, unknowns };
  }
  // npm takes the first part off every name, whatever it is; others only a folder that all files share.
  const asNpm = readTar(bytes, npmName);
  if (asNpm.entries.some(({ name: path }) => path.toLowerCase() === 'package.json')) {
    for (const problem of asNpm.problems) unknown(problem.message, problem.entry);
    return { files: lastOfEach(asNpm.entries, '', unknown), unknowns };
  }
  const { entries, problems } = readTar(bytes);
  // A gem is a tar of archives: its files are in one of them.
  const isGem = entries.length > 0 && entries.every((entry) => GEM.test(entry.name));
  const data = isGem ? entries.findLast((entry) => entry.name === 'data.tar.gz') : undefined;
  for (const problem of problems) unknown(problem.message, problem.entry);
  if (data !== undefined) {
    const inner = await readArchive(data.bytes, 'data.tar.gz');
    return { files: inner.files, unknowns: [...unknowns, ...inner.unknowns] };
  }
  for (const { name: path } of entries)
    if (/^data\.tar(?:\.gz)?$/.test(path)) unknown('an archive in the archive is not read', path);
  if (entries.length === 0 && problems.length === 0) unknown('it holds no files, or is not an archive');
  return { files: lastOfEach(entries, commonFolder(entries.map((entry) => entry.name)), unknown), unknowns };
}

const ZIP_NAME = /\.(?:zip|whl|jar|war|ear|aar|egg|nupkg)$/i;
const GEM = /^(?:metadata|data\.tar|checksums\.yaml)(?:\.gz)?(?:\.sig)?$/;

/** Of entries with one name the last one is what is on the disk in the end; where case does not count, of more. */
function lastOfEach(
  entries: readonly TarEntry[],
  shared: string,
  unknown: (message: string, entry: string) => void,
): PackageFile[] {
  const byPath = new Map<string, PackageFile>();
  const folded = new Map<string, string>();
  for (const { name, bytes } of entries) {
    const path = name.slice(shared.length);
    const other = folded.get(path.toLowerCase());
    if (other !== undefined && other !== path)
      unknown('one of two names that are the same where case does not count', path);
    folded.set(path.toLowerCase(), path);
    byPath.set(path, { path, bytes });
  }
  return [...byPath.values()];
}

/** `name-version/` of source distributions; empty when files are at the top. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return folder !== '' && names.every((name) => name.startsWith(folder)) ? folder : '';
}

function readFolder(tree: Tree): PackageFiles {
  const files: PackageFile[] = [];
  const unknowns: KnownUnknown[] = [];
  let total = 0;
  const bundles = bringsDependencies(tree);
  const waiting: [string, number][] = [['', 0]];
  const unknown = (reason: KnownUnknown['reason'], message: string, path: string): void => {
    unknowns.push({ reason, message, location: { path }, losesComponents: true });
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [folder, depth] = next;
    for (const entry of tree.list(folder) ?? []) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.kind === 'folder') {
        // Dependencies of an installed package are packages of their own, unless it brings them.
        if (entry.name === '.git' || (entry.name === 'node_modules' && !bundles)) continue;
        if (depth < MAX_DEPTH) waiting.push([path, depth + 1]);
        else unknown('too-deep', `nested deeper than ${MAX_DEPTH} folders`, path);
      } else if (entry.kind === 'file') {
        const file = tree.file(path, MAX_TOTAL - total);
        if (file === null || files.length >= MAX_FILES) {
          unknown('too-large', 'more files or bytes than are read from one package', path);
          return { files, unknowns };
        }
        total += file.size;
        files.push({ path, bytes: file.bytes() });
      } else if (entry.kind === 'link') unknown('link-outside', 'a link is not followed', path);
    }
  }
  return { files, unknowns };
}

/** Whether the manifest says that `node_modules` is part of the package; one that cannot be read may. */
function bringsDependencies(tree: Tree): boolean {
  const file = tree.file('package.json');
  if (file === null) return false;
  try {
    const bytes = file.bytes();
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    const manifest = asObject(JSON.parse(text.replace(/^\ufeff/, '')) as JsonValue);
    return ['bundleDependencies', 'bundledDependencies'].some((key) => {
      const value = get(manifest, key);
      return value === true || asArray(value).length > 0 || Object.keys(asObject(value)).length > 0;
    });
  } catch {
    return true;
  }
}
