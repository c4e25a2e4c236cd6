/** One layer: decompressed, counted, verified and put on top of those below it, in one pass. */
import { createHash } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import { type EntrySink, type StreamedEntry, TarStream } from '@theriac/read/archive';
import { collectorAfterBytes } from '@theriac/read/memory';
import type { Content } from '../root/file-nodes.ts';
import type { LayeredFiles } from './apply-layers.ts';
import type { Spool } from './spool.ts';
import { SpooledContent } from './spooled-content.ts';
import { unpacked } from './unpacked.ts';

/**
 * Whether a file is kept.
 * @param head at least its first {@link HEAD_BYTES}, or all of it
 */
export type Keep = (entry: StreamedEntry, head: Uint8Array) => boolean;

/** What a decision about a file sees of it. */
const HEAD_BYTES = 4096;

/** Of all layers of one image; a gigabyte of zeros takes a megabyte of gzip. */
export interface Budget {
  /** Bytes of unpacked layers that may still come. */
  bytes: number;
  /** Entries that may still come. */
  entries: number;
}

export interface ReadLayer {
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly entries: number;
  /** Files whose content leaves holes out, and which are not read therefore. */
  readonly sparse: readonly string[];
}

export interface LayerInput {
  readonly pieces: AsyncIterable<Uint8Array>;
  /** `layer 3`, for messages. */
  readonly label: string;
  readonly files: LayeredFiles;
  readonly spool: Spool;
  readonly keep: Keep;
  readonly budget: Budget;
  /** By the algorithm of which the digest is computed. */
  readonly like: string;
}

export async function readLayer(input: LayerInput): Promise<ReadLayer> {
  const { label, files, spool, keep, budget, like } = input;
  const algorithm = like.startsWith('sha512:') ? 'sha512' : 'sha256';
  const sum = createHash(algorithm);
  const sparse: string[] = [];
  const collect = collectorAfterBytes();
  let size = 0;
  let entries = 0;
  const tar = new TarStream((entry) => {
    entries += 1;
    budget.entries -= 1;
    if (budget.entries < 0)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `${label}: the image has more files than are read`);
    if (entry.kind !== 'file' || entry.sparse) {
      if (entry.sparse) sparse.push(entry.path);
      files.add(entry, undefined);
      return undefined;
    }
    if (entry.size === 0) {
      files.add(entry, new SpooledContent(spool, { offset: 0, length: 0 }));
      return undefined;
    }
    return sinkOf(entry, keep, spool, (content) => files.add(entry, content));
  });
  for await (const piece of unpacked(input.pieces, label)) {
    size += piece.length;
    budget.bytes -= piece.length;
    if (budget.bytes < 0)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `${label}: the image unpacks to more than is read`);
    sum.update(piece);
    const problem = tar.push(piece);
    if (problem !== undefined) throw damaged(label, problem);
    collect(piece.length);
  }
  const problem = tar.end();
  if (problem !== undefined) throw damaged(label, problem);
  return { digest: `${algorithm}:${sum.digest('hex')}`, size, entries, sparse };
}

/** Decides by the beginning, and keeps or passes over the rest. */
function sinkOf(
  entry: StreamedEntry,
  keep: Keep,
  spool: Spool,
  done: (content: Content | undefined) => void,
): EntrySink {
  const offset = spool.size;
  let head: Uint8Array[] | undefined = [];
  let seen = 0;
  let isKept = false;
  const decide = (): void => {
    const pieces = head ?? [];
    head = undefined;
    isKept = keep(entry, pieces.length === 1 ? (pieces[0] ?? new Uint8Array()) : Buffer.concat(pieces));
    if (isKept) for (const piece of pieces) spool.append(piece);
  };
  return {
    write: (piece) => {
      seen += piece.length;
      if (head !== undefined) {
        // The piece is only valid now: of a large file only a beginning is copied.
        head.push(seen >= Math.min(HEAD_BYTES, entry.size) ? piece : Uint8Array.from(piece));
        if (seen >= Math.min(HEAD_BYTES, entry.size)) decide();
      } else if (isKept) spool.append(piece);
    },
    end: () => done(isKept ? new SpooledContent(spool, { offset, length: entry.size }) : undefined),
  };
}

function damaged(label: string, why: string): TheriacError {
  return new TheriacError('THERIAC_IMAGE', `${label}: ${why}`);
}
