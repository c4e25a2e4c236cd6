/**
 * ZIP archives in memory, never unpacked to disk. Hostile archives are the normal case: what breaks a limit or lies is
 * handed back as a problem, and the rest of the archive is still read.
 * Limits are one {@link ZipBudget} for an archive and all that is nested in it.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  validateFileName,
  type ZipFile,
} from 'yauzl';
import { WithoutComment } from './without-comment.ts';
import { findArchive } from './zip-directory.ts';

export interface ZipProblem {
  readonly kind: 'damaged' | 'too-large' | 'unsafe-name' | 'encrypted' | 'unsupported';
  /** Plain words. */
  readonly message: string;
  /** The entry concerned, when it is not the archive as a whole. */
  readonly entry?: string;
}

export interface ZipEntry {
  /** Relative, `/`-separated, without `..`. */
  readonly name: string;
  /** Bytes when inflated, as the archive says; {@link read} does not believe it. */
  readonly size: number;
  /** Whether what is read is a part of the archive's own bytes. */
  readonly stored: boolean;
  read(): Promise<Uint8Array | ZipProblem>;
}

export interface ZipContent {
  readonly entries: readonly ZipEntry[];
  /** Never silent: what is missing in `entries`, and why. */
  readonly problems: readonly ZipProblem[];
}

/** What may be spent on one archive with all that is nested in it. */
export class ZipBudget {
  entries = 200_000;
  /** Inflated bytes. */
  bytes = 1024 * 1024 * 1024;
}

/** An entry that inflates to more than this is refused when it also exceeds {@link MAX_RATIO}. */
const RATIO_MATTERS_ABOVE = 16 * 1024 * 1024;
const MAX_RATIO = 200;
/** A local header up to the name. */
const LOCAL_BYTES = 30;
const MIN_CHUNK = 64;
const STORED = 0;
const DEFLATED = 8;

export function isZipProblem(value: Uint8Array | ZipProblem): value is ZipProblem {
  return !(value instanceof Uint8Array);
}

export async function readZip(bytes: Uint8Array, budget: ZipBudget): Promise<ZipContent> {
  const found = findArchive(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const entries: ZipEntry[] = [];
  const problems: ZipProblem[] = [];
  if (found === null) {
    problems.push({ kind: 'damaged', message: 'not a ZIP archive, or its directory is damaged' });
    return { entries, problems };
  }
  const buffer = found.bytes;
  for (const message of found.odd) problems.push({ kind: 'damaged', message });
  try {
    // Names are decoded here, so that one unsafe name does not end the reading of all others.
    const zip = await fromRandomAccessReaderPromise(new WithoutComment(buffer), buffer.length, {
      lazyEntries: true,
      decodeStrings: false,
      autoClose: false,
    });
    for await (const entry of zip.eachEntry()) {
      if (budget.entries <= 0) {
        problems.push({ kind: 'too-large', message: 'more entries than are read from one archive' });
        break;
      }
      budget.entries -= 1;
      const name = nameOf(entry);
      // Programs that read from the front go by the name that stands before the content.
      if (!isNamedAlike(buffer, entry)) {
        const message = 'an entry is not where the directory says, or has another name there';
        problems.push({ kind: 'damaged', message, entry: name });
      }
      const unsafe = validateFileName(name);
      if (unsafe !== null || name.includes('\u0000')) {
        problems.push({
          kind: 'unsafe-name',
          message: 'an entry has a name that leads outside',
          entry: name,
        });
      } else if (!name.endsWith('/')) {
        entries.push({
          name,
          size: entry.uncompressedSize,
          stored: entry.compressionMethod === STORED,
          read: () => readEntry(zip, entry, name, buffer, budget),
        });
      }
    }
  } catch {
    problems.push({ kind: 'damaged', message: 'not a ZIP archive, or its directory is damaged' });
  }
  return { entries, problems };
}

function isNamedAlike(buffer: Buffer, { relativeOffsetOfLocalHeader: at, fileNameRaw }: Entry): boolean {
  if (at + LOCAL_BYTES > buffer.length) return false;
  const name = at + LOCAL_BYTES;
  return buffer.subarray(name, name + buffer.readUInt16LE(at + 26)).equals(fileNameRaw);
}

function nameOf(entry: Entry): string {
  const raw = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  return raw.replaceAll('\\', '/');
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  name: string,
  buffer: Buffer,
  budget: ZipBudget,
): Promise<Uint8Array | ZipProblem> {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  const problem = (kind: ZipProblem['kind'], message: string): ZipProblem => ({ kind, message, entry: name });
  if (entry.isEncrypted()) return problem('encrypted', 'an entry is encrypted');
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    return problem('unsupported', 'an entry is packed in a way that is not read');
  }
  if (uncompressedSize > budget.bytes) {
    return problem('too-large', 'the archive inflates to more than is read');
  }
  if (uncompressedSize > RATIO_MATTERS_ABOVE && uncompressedSize > compressedSize * MAX_RATIO) {
    return problem('too-large', 'an entry inflates far beyond its size');
  }
  let start: number;
  try {
    ({ fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true }));
  } catch {
    return problem('damaged', 'an entry is not where the directory says');
  }
  const packed = buffer.subarray(start, start + compressedSize);
  let content: Uint8Array;
  try {
    content =
      compressionMethod === STORED
        ? packed
        : inflateRawSync(packed, {
            maxOutputLength: Math.max(uncompressedSize, 1),
            // In one piece: pieces would be held twice when they are joined.
            chunkSize: Math.max(uncompressedSize + 1, MIN_CHUNK),
          });
  } catch {
    return problem('damaged', 'an entry cannot be inflated, or is larger than it says');
  }
  budget.bytes -= content.length;
  if (content.length !== uncompressedSize || crc32(content) !== entry.crc32) {
    return problem('damaged', 'an entry is not what its size or checksum says');
  }
  return content;
}
