/**
 * Tar archives in memory, never unpacked to disk: POSIX ustar with pax extended headers (IEEE 1003.1) and GNU long
 * names. Only regular files are handed back; names that lead outside, links and devices are problems.
 *
 * Programs differ in what they make of an odd archive. This reader does what npm's does (node-tar): it reads on after
 * an empty block and after a block that is no header, and each such oddity is a problem, because another program may
 * unpack something else.
 */

import { type HeaderFields, isEmptyBlock, overridesOf, readTarHeader } from './tar-header.ts';
import { inflated } from './tar-inflate.ts';
import { cleanName } from './tar-name.ts';
import type { TarProblem } from './tar-problem.ts';

export interface TarEntry {
  /** Relative, `/`-separated, without `..`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

export interface TarContent {
  /** In the order of the archive: of two with one name, the later one replaces the earlier. */
  readonly entries: readonly TarEntry[];
  readonly problems: readonly TarProblem[];
}

const BLOCK = 512;
const MAX_ENTRIES = 100_000;
/** Longer extended headers are passed over by node-tar. */
const MAX_META = 1024 * 1024;
/** Of one kind, how many problems are told. */
const MAX_PROBLEMS = 100;

const FILES: readonly string[] = ['0', '7'];
const LINKS: readonly string[] = ['1', '2'];
const FOLDER = '5';
const PAX: readonly string[] = ['x', 'X'];
const PAX_GLOBAL = 'g';
const LONG_NAMES: readonly string[] = ['L', 'N'];
const LONG_LINK = 'K';

/**
 * Gzip, zstd or plain. What cannot be read is a problem; everything else is returned.
 * @param nameOf the name under which an entry is unpacked: null for one that leads outside, empty for none
 */
export function readTar(packed: Uint8Array, nameOf: (raw: string) => string | null = cleanName): TarContent {
  const content = inflated(packed);
  if ('problem' in content) return { entries: [], problems: [content.problem] };
  const { bytes, packed: isPacked } = content;
  const problems = new Problems();
  const entries: TarEntry[] = [];
  let next: HeaderFields = {};
  let all: HeaderFields = {};
  let empty = 0;
  let at = 0;
  for (let count = 0; at + BLOCK <= bytes.length && empty < 2; ) {
    const block = bytes.subarray(at, at + BLOCK);
    at += BLOCK;
    if (isEmptyBlock(block)) {
      empty += 1;
      continue;
    }
    if (empty > 0) problems.add('damaged', 'there are entries after an empty block');
    empty = 0;
    const header = readTarHeader(block, next, all);
    if ('refused' in header) {
      problems.add('damaged', header.refused);
      continue;
    }
    count += 1;
    if (count > MAX_ENTRIES) {
      problems.add('too-large', 'more entries than are read from one archive');
      return { entries, problems: problems.list };
    }
    const { type, size, path } = header;
    for (const odd of header.odd) problems.add('damaged', odd, path);
    if (at + size > bytes.length) {
      problems.add('damaged', 'the archive is cut off');
      return { entries, problems: problems.list };
    }
    const body = bytes.subarray(at, at + size);
    at += Math.ceil(size / BLOCK) * BLOCK;
    if (PAX.includes(type) || LONG_NAMES.includes(type) || type === PAX_GLOBAL || type === LONG_LINK) {
      if (size > MAX_META) problems.add('damaged', 'an extended header is overlong');
      else if (PAX.includes(type)) next = { ...next, ...fieldsOf(body, problems) };
      else if (type === PAX_GLOBAL) all = { ...all, ...fieldsOf(body, problems) };
      else if (LONG_NAMES.includes(type)) next = { ...next, path: textUpToNul(body) };
      continue;
    }
    next = {};
    if (type === FOLDER) continue;
    const name = nameOf(path);
    if (name === null)
      problems.add('unsafe-name', 'an entry has a name that leads outside', path.slice(0, 200));
    else if (FILES.includes(type)) {
      if (name === '')
        problems.add('unsafe-name', 'a file is in no folder; not every package manager unpacks it', path);
      else entries.push({ name, bytes: body, executable: header.executable });
      if (path.includes('\\')) problems.add('unsafe-name', 'a name means something else on Windows', path);
    } else if (LINKS.includes(type)) problems.add('link', 'a link is not followed', name);
    else problems.add('special', 'neither a file nor a folder', name);
  }
  if (empty >= 2 && !bytes.subarray(at).every((byte) => byte === 0))
    problems.add('damaged', 'there is something after the end of the archive');
  if (empty < 2 && at < bytes.length && bytes.subarray(at).some((byte) => byte !== 0))
    problems.add('damaged', 'the archive is cut off');
  // A packed archive that is cut off does not unpack.
  if (empty === 0 && !isPacked && entries.length > 0) problems.add('damaged', 'the archive is cut off');
  return { entries, problems: problems.list };
}

function fieldsOf(body: Uint8Array, problems: Problems): HeaderFields {
  const { fields, odd } = overridesOf(body);
  if (odd !== undefined) problems.add('damaged', odd);
  return fields;
}

function textUpToNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8');
}

/** Each once; an archive may be damaged in every block. */
class Problems {
  readonly list: TarProblem[] = [];
  readonly #seen = new Set<string>();

  add(kind: TarProblem['kind'], message: string, entry?: string): void {
    const key = `${kind}\n${message}\n${entry ?? ''}`;
    if (this.#seen.has(key) || this.list.length >= MAX_PROBLEMS) return;
    this.#seen.add(key);
    this.list.push({ kind, message, ...(entry === undefined ? {} : { entry }) });
  }
}
