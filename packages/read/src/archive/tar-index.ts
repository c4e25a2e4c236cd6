/** Where the files of a plain tar archive are, without reading them: archives of images have few entries, and large ones. */
import { fieldsByLength, type HeaderFields, isEmptyBlock, readTarHeader } from './tar-header.ts';

export interface TarPlace {
  /** Of the first byte of the content. */
  readonly offset: number;
  readonly size: number;
  /** Of a link: the name that it leads to, from the root of the archive. */
  readonly link?: string;
}

const BLOCK = 512;
const MAX_META = 1024 * 1024;
const MAX_ENTRIES = 200_000;

/**
 * @param read bytes of the archive; fewer than asked for at its end
 * @param size bytes of the archive
 */
export function indexTar(
  read: (offset: number, length: number) => Uint8Array,
  size: number,
): { readonly places: ReadonlyMap<string, TarPlace> } | { readonly problem: string } {
  const places = new Map<string, TarPlace>();
  let next: HeaderFields = {};
  let empty = 0;
  for (let at = 0, count = 0; at + BLOCK <= size && empty < 2; count += 1) {
    if (count > MAX_ENTRIES) return { problem: 'the archive has more entries than are read' };
    const block = read(at, BLOCK);
    at += BLOCK;
    if (block.length < BLOCK) return { problem: 'the archive is cut off' };
    if (isEmptyBlock(block)) {
      empty += 1;
      continue;
    }
    empty = 0;
    const header = readTarHeader(block, next, {});
    if ('refused' in header) return { problem: header.refused };
    if (at + header.size > size) return { problem: 'the archive is cut off' };
    const content = at;
    at += Math.ceil(header.size / BLOCK) * BLOCK;
    if (/[xgLK]/.test(header.type)) {
      if (header.size > MAX_META) return { problem: 'an extended header is overlong' };
      const body = Buffer.from(read(content, header.size));
      const text = body.toString('utf8').split('\u0000', 1)[0] ?? '';
      if (header.type === 'x') next = { ...next, ...fieldsByLength(body) };
      else if (header.type === 'L') next = { ...next, path: text };
      else if (header.type === 'K') next = { ...next, linkPath: text };
      continue;
    }
    next = {};
    const name = cleaned(header.path);
    if (/^[07]$/.test(header.type)) places.set(name, { offset: content, size: header.size });
    else if (header.type === '1') places.set(name, { offset: 0, size: 0, link: cleaned(header.linkPath) });
    else if (header.type === '2')
      places.set(name, { offset: 0, size: 0, link: cleaned(beside(name, header.linkPath)) });
  }
  return { places };
}

function beside(name: string, link: string): string {
  return link.startsWith('/') ? link : `${name.slice(0, name.lastIndexOf('/') + 1)}${link}`;
}

function cleaned(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
