/** The public bills of materials among the fixtures, for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { elementsOf, type XmlNode } from '@theriac/read/xml';
import { fixtureUrl } from '@theriac/testing/public-sets';

export interface BomFile {
  /** Below the fixtures. */
  readonly path: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Every regular file below a folder of the fixtures, sorted. */
export function filesIn(folder: string): BomFile[] {
  const base = fixtureUrl(`${folder}/`);
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const full = `${entry.parentPath}/${entry.name}`;
      const bytes = readFileSync(full);
      return {
        path: full.slice(full.indexOf(folder)).replaceAll('//', '/'),
        name: entry.name,
        bytes,
        text: bytes.toString('utf8').replace(/^\ufeff/, ''),
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** XML without what says nothing: prefixes, order of attributes, indentation. */
export function canonicalXml(node: XmlNode): unknown {
  return [
    node.uri,
    node.local,
    node.attributes.map(({ uri, local, value }) => `${uri} ${local}=${value}`).sort(),
    elementsOf(node).length > 0
      ? node.content.map((part) => (typeof part === 'string' ? part.trim() : canonicalXml(part)))
      : node.content.join('').trim(),
  ];
}

/** JSON whose lists are sets, as those of SPDX are. */
export function asSets(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(asSets(item))))].sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      // 2.3 has two spellings of the same word.
      .map(([key, inner]) => [key, key === 'referenceCategory' ? String(inner).replace('_', '-') : asSets(inner)]),
  );
}
