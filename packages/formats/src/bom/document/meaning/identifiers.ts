/** Whether package URLs, CPE names and hashes are well formed. */
import { BOM_HASH_ALGORITHMS, parsePurl, TheriacError } from '@theriac/core';
import { plain } from '../../../text/plain-text.ts';

const CPE22 = /^cpe:\/[aho]?(?::[A-Za-z0-9._\-~%]{0,500}){0,6}$/i;

/** Characters of a hash by any of its names. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  BOM_HASH_ALGORITHMS.flatMap((row): [string, number][] =>
    row.hexLength === null
      ? []
      : [row.id, 'spdx2' in row ? row.spdx2 : row.id, 'spdx3' in row ? row.spdx3 : row.id].map((name) => [
          name,
          row.hexLength,
        ]),
  ),
);

/** What is wrong with a package URL; null when it is valid. */
export function purlProblem(text: string): string | null {
  try {
    parsePurl(text);
    return null;
  } catch (error) {
    if (error instanceof TheriacError) return error.message;
    throw error;
  }
}

/** A CPE 2.2 URI or a 2.3 formatted string: `cpe:2.3:` and eleven parts. */
export function isCpe(text: string): boolean {
  if (text.length > 2000 || /[\s\u0000-\u001f]/.test(text)) return false;
  if (!/^cpe:2\.3:/i.test(text)) return CPE22.test(text);
  const parts: string[] = [];
  let part = '';
  for (let at = 'cpe:2.3:'.length; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') {
      part += char + text.charAt(at + 1);
      at += 1;
    } else if (char === ':') {
      parts.push(part);
      part = '';
    } else part += char;
  }
  parts.push(part);
  const [kind = ''] = parts;
  return parts.length === 11 && /^[aho*-]$/.test(kind) && parts.every((one) => one !== '');
}

/** What is wrong with a hash; null when it is well formed or of an algorithm whose length is not known. */
export function hashProblem(
  hash: { readonly algorithm: string; readonly value: string } | null,
): string | null {
  const length = hash === null ? undefined : LENGTHS.get(hash.algorithm);
  if (hash === null || length === undefined) return null;
  if (hash.value.length === length && /^[0-9a-f]+$/i.test(hash.value)) return null;
  return `a hash of ${plain(hash.algorithm, 40)} has ${length} hexadecimal digits; this one has ${hash.value.length} characters`;
}
