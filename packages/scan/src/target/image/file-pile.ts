/** The files that an image was saved as: in a folder, or in a tar archive on disk, which is not unpacked. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { TheriacError } from '@theriac/core';
import { indexTar, type TarPlace } from '@theriac/read/archive';

export interface FilePile {
  /** Bytes; undefined where there is no regular file of this name. */
  sizeOf(name: string): number | undefined;
  /** The first bytes of a file, at most `length`. */
  head(name: string, length: number): Uint8Array;
  /** In pieces. */
  stream(name: string): AsyncIterable<Uint8Array>;
  close(): void;
}

const PIECE_BYTES = 1024 * 1024;
/** Old archives link a layer to the same layer of another image. */
const MAX_LINKS = 8;

export function folderPile(folder: string): FilePile {
  const root = realpathSync(folder);
  const open = (name: string): number => {
    const path = join(root, name);
    // A link would lead somewhere else; layouts have none.
    if (!path.startsWith(root + sep) || !realpathSync(path).startsWith(root + sep)) throw missing(name);
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
    throw missing(name);
  };
  const sizeOf = (name: string): number | undefined => {
    try {
      const stat = lstatSync(join(root, name));
      return stat.isFile() ? stat.size : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    sizeOf,
    head: (name, length) => {
      const fd = open(name);
      try {
        return readAt(fd, 0, Math.min(length, fstatSync(fd).size));
      } finally {
        closeSync(fd);
      }
    },
    async *stream(name) {
      const fd = open(name);
      try {
        yield* piecesOf(fd, 0, fstatSync(fd).size);
      } finally {
        closeSync(fd);
      }
    },
    close: () => undefined,
  };
}

/** @param fd of a plain tar archive, closed with the pile */
export function tarPile(fd: number, size: number): FilePile {
  const entries = indexTar((offset, length) => readAt(fd, offset, length), size);
  if ('problem' in entries) throw new TheriacError('THERIAC_IMAGE', entries.problem);
  let isOpen = true;
  const placeOf = (name: string): TarPlace | undefined => {
    let wanted = name;
    for (let links = 0; links < MAX_LINKS; links += 1) {
      const place = entries.places.get(wanted);
      if (place === undefined || place.link === undefined) return place;
      wanted = place.link;
    }
    return undefined;
  };
  const known = (name: string): TarPlace => {
    const place = placeOf(name);
    if (place === undefined) throw missing(name);
    return place;
  };
  return {
    sizeOf: (name) => placeOf(name)?.size,
    head: (name, length) => {
      const { offset, size: own } = known(name);
      return readAt(fd, offset, Math.min(length, own));
    },
    async *stream(name) {
      const { offset, size: own } = known(name);
      yield* piecesOf(fd, offset, own);
    },
    close: () => {
      if (isOpen) closeSync(fd);
      isOpen = false;
    },
  };
}

/** The bytes of a file of a pile. @throws TheriacError where it is absent or larger than `most` */
export function readPiled(pile: FilePile, name: string, most: number): Uint8Array {
  const size = pile.sizeOf(name);
  if (size === undefined) throw missing(name);
  if (size > most)
    throw new TheriacError('THERIAC_IMAGE', `${name.slice(0, 100)} is larger than ${most} bytes`);
  return pile.head(name, size);
}

function missing(name: string): TheriacError {
  return new TheriacError('THERIAC_IMAGE', `${name.slice(0, 200)} is missing in the image`);
}

function* piecesOf(fd: number, start: number, size: number): Generator<Uint8Array> {
  for (let at = 0; at < size; ) {
    const piece = readAt(fd, start + at, Math.min(PIECE_BYTES, size - at));
    if (piece.length === 0) return;
    at += piece.length;
    yield piece;
  }
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const count = readSync(fd, bytes, done, length - done, offset + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
