/** Parts of an SPDX 2 document in tag-value. */
import type { BomPart, VisitPart } from './bom-part.ts';

/** Tags that begin a new element. */
const BEGINNING = /^[ \t]*(?:PackageName|FileName|SnippetSPDXID|LicenseID)[ \t]*:/;
/** Of what follows the elements, and is as much as all of them. */
const RELATIONSHIP = /^[ \t]*Relationship[ \t]*:/;
/** Of the document; every part has them. */
const HEADER =
  /^[ \t]*(?:SPDXVersion|DataLicense|SPDXID|DocumentName|DocumentNamespace|Creator|Created|LicenseListVersion)[ \t]*:/;

/** @param version behind `SPDX-` */
export function eachTagValuePart(
  texts: Iterable<string>,
  version: string,
  visit: VisitPart,
  characters: number,
): void {
  const header: string[] = [];
  let lines: string[] = [];
  let size = 0;
  let first = 1;
  let number = 0;
  let isHead = true;
  let isText = false;
  const flush = (): void => {
    if (isHead || lines.length > 0) visit(partOf(isHead ? [] : header, lines, first, isHead, version));
    isHead = false;
    lines = [];
    size = 0;
    first = number;
  };
  for (const line of linesOf(texts)) {
    number += 1;
    if (!isText && BEGINNING.test(line) && (isHead || size > characters)) flush();
    else if (!isText && size > 2 * characters && RELATIONSHIP.test(line)) flush();
    if (isHead && !isText && HEADER.test(line) && !line.includes('<text>')) header.push(line);
    const opens = line.lastIndexOf('<text>');
    if (isText || opens >= 0) isText = !line.includes('</text>', Math.max(0, opens));
    lines.push(line);
    size += line.length + 1;
  }
  flush();
}

function partOf(
  header: readonly string[],
  lines: readonly string[],
  first: number,
  isHead: boolean,
  version: string,
): BomPart {
  return {
    sniffed: { family: 'spdx-tag-value', source: { format: 'spdx', version, encoding: 'tag-value' } },
    text: [...header, ...lines].join('\n'),
    isHead,
    line: (line) => (line <= header.length ? 1 : first + line - header.length - 1),
    repeatedLines: header.length,
  };
}

function* linesOf(texts: Iterable<string>): Generator<string> {
  let rest = '';
  for (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
