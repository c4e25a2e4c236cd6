/**
 * A document that is too large to hold, as small documents of the same format: its head, and its lists some items at a
 * time. Whoever looks at documents looks at these; lines are those of the whole.
 */
import { collectorAfterFiles } from '@theriac/read/memory';
import type { Sniffed } from '../document/sniff.ts';
import type { VisitPart } from './bom-part.ts';
import { eachJsonPart } from './json-parts.ts';
import { eachTagValuePart } from './tag-value-parts.ts';
import { eachXmlPart } from './xml-parts.ts';

const PART_CHARACTERS = 1024 * 1024;
/** Characters in which a document says what it is. */
const BEGINNING = 4096;

/**
 * @param open chunks of the document in UTF-8 from its beginning, each time that it is called
 * @param characters of items that are looked at together
 * @returns false for anything that is not a bill of materials
 * @throws TheriacError as `readBom` does
 */
export function eachPart(
  open: () => Iterable<Uint8Array>,
  path: string,
  visit: VisitPart,
  characters = PART_CHARACTERS,
): boolean {
  const beginning = beginningOf(open());
  if (beginning.startsWith('{')) return eachJsonPart(() => decoded(open()), path, visit, characters);
  if (beginning.startsWith('<')) {
    if (!/cyclonedx\.org\/schema\/bom/i.test(beginning)) return false;
    eachXmlPart(decoded(open()), path, visit, characters);
    return true;
  }
  const version = /^[ \t]*SPDXVersion[ \t]*:[ \t]*SPDX-(\S+)/m.exec(beginning)?.[1];
  if (version === undefined) return false;
  eachTagValuePart(decoded(open()), version, visit, characters);
  return true;
}

/** Which family of documents it is; null for anything else. */
export function familyOf(open: () => Iterable<Uint8Array>, path: string): Sniffed['family'] | null {
  let family: Sniffed['family'] | null = null;
  const found = new Error('found');
  try {
    eachPart(open, path, ({ sniffed }) => {
      family = sniffed.family;
      throw found;
    });
  } catch (error) {
    if (error !== found) throw error;
  }
  return family;
}

function beginningOf(chunks: Iterable<Uint8Array>): string {
  let head = '';
  for (const text of decoded(chunks)) {
    head += text;
    if (head.length >= BEGINNING) break;
  }
  return head.trimStart().slice(0, BEGINNING);
}

/** Without a byte order mark; what was read is freed before more is. */
export function* decoded(chunks: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder('utf-8');
  const collect = collectorAfterFiles();
  for (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
    collect(chunk.length);
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
