/** Archives and compressed files, entry by entry, within limits: what is beyond them is told, never passed over. */
import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { isZipProblem, readTar, readZip, ZipBudget } from '@theriac/read/archive';
import type { Content } from './content.ts';

export const ARCHIVE = /\.(?:zip|tar|tgz|gz|zst)$/i;
/** Packages of package managers, pages of manuals and files for browsers, in whatever they are packed. */
const SOFTWARE =
  /(?:^|\/)(?:\.yarn\/|node_modules\/|usr\/(?:share|lib|src)\/|site-packages\/)|\.(?:[1-9][a-z]{0,3}|js|mjs|css|svg|html?|map|wasm|woff2?|ttf|crate|ko|info|xcf|vmlinux|img|cpio)\.(?:gz|zst)$/i;
/** What logs are called when they are rotated, and not pages of manuals. */
const ROTATED = /\.(?:log|csv|tsv|txt|json|ndjson|jsonl|hl7|sql|xml|out|err|dump)\.\d{1,4}\.(?:gz|zst)$/i;
/** What the root of a package of software holds: npm, sdist and wheels of Python, Java. */
const PACKAGE =
  /^package\/package\.json$|^[^/]{1,200}\/PKG-INFO$|^[^/]{1,200}\.dist-info\/|^META-INF\/MANIFEST\.MF$/;
/** Archives in archives. */
const DEEPEST = 3;
/** Bytes of one part that are read, as of a file that is not packed. */
export const LARGEST_PART = 32 * 1024 * 1024;
/** Of a compressed file that inflates to more than is read, its beginning is, in ever larger pieces. */
const FIRST_PREFIX = 16 * 1024;

export type ReadEntry = (path: string, bytes: Uint8Array, depth: number) => Promise<void>;

/** @param read what is called with each entry */
export async function readArchive(
  path: string,
  bytes: Uint8Array,
  depth: number,
  content: Content,
  read: ReadEntry,
): Promise<void> {
  if (SOFTWARE.test(path) && !ROTATED.test(path)) return;
  if (depth >= DEEPEST) {
    content.gap('too-deep', `archives in more than ${DEEPEST} archives are not read`);
    return;
  }
  if (/\.zip$/i.test(path)) await readZipEntries(path, bytes, depth, content, read);
  else if (/\.tar$/i.test(path)) await readTarEntries(path, bytes, depth, content, read);
  else {
    const inner = path.replace(/\.tgz$/i, '.tar').replace(/\.(?:gz|zst)$/i, '');
    const most = /\.tar$/i.test(inner) ? content.bytes : Math.min(content.bytes, LARGEST_PART);
    const inflated = inflate(bytes, most, content);
    if (inflated === undefined) return;
    await read(inner, inflated, depth + 1);
  }
}

async function readZipEntries(
  path: string,
  bytes: Uint8Array,
  depth: number,
  content: Content,
  read: ReadEntry,
): Promise<void> {
  const budget = new ZipBudget();
  budget.bytes = content.bytes;
  budget.entries = content.entries;
  const { entries, problems } = await readZip(bytes, budget);
  content.entries = budget.entries;
  if (entries.some(({ name }) => PACKAGE.test(name))) return;
  for (const { kind, message } of problems)
    content.gap(kind === 'too-large' ? 'too-large' : 'archive', `an archive: ${message}`);
  for (const entry of entries) {
    budget.bytes = Math.min(budget.bytes, content.bytes);
    const before = budget.bytes;
    const inside = await entry.read();
    content.bytes -= before - budget.bytes;
    if (!isZipProblem(inside)) await read(`${path}!/${entry.name}`, inside, depth + 1);
    else content.gap(inside.kind === 'too-large' ? 'too-large' : 'archive', `an archive: ${inside.message}`);
  }
}

async function readTarEntries(
  path: string,
  bytes: Uint8Array,
  depth: number,
  content: Content,
  read: ReadEntry,
): Promise<void> {
  const { entries, problems } = readTar(bytes);
  if (entries.some(({ name }) => PACKAGE.test(name))) return;
  for (const { kind, message } of problems)
    if (kind === 'damaged' || kind === 'too-large')
      content.gap(kind === 'damaged' ? 'archive' : 'too-large', `an archive: ${message}`);
  for (const entry of entries) {
    content.entries -= 1;
    if (content.entries < 0) {
      content.gap('too-large', 'an archive: more entries than are read');
      return;
    }
    await read(`${path}!/${entry.name}`, entry.bytes, depth + 1);
  }
}

/** Gzip and zstd; of what is cut off or too large, the beginning. */
function inflate(bytes: Uint8Array, most: number, content: Content): Uint8Array | undefined {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const isZstd = bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd;
  if (!isGzip && !isZstd) {
    if (bytes.length > 0) content.gap('unparseable', 'named as a compressed file, and is none');
    return undefined;
  }
  const whole = isGzip ? gunzipSync : zstdDecompressSync;
  let inflated: Uint8Array | undefined;
  try {
    inflated = whole(bytes, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (isLarge) content.gap('too-large', 'a compressed file inflates to more than is read');
    else content.gap('archive', 'a compressed file is cut off or damaged');
    inflated = isGzip ? beginningOf(bytes, most) : undefined;
  }
  content.bytes -= inflated?.length ?? 0;
  return inflated;
}

/** What the beginning of a gzip file inflates to; undefined when nothing does. */
function beginningOf(bytes: Uint8Array, most: number): Uint8Array | undefined {
  let inflated: Uint8Array | undefined;
  for (let length = FIRST_PREFIX; ; length *= 4) {
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: Math.max(most, 1) };
      inflated = gunzipSync(bytes.subarray(0, length), options);
    } catch {
      // Too large by now, or damaged there: what was read before is kept.
      return inflated;
    }
    if (length >= bytes.length) return inflated;
  }
}
