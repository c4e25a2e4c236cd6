/** What a text is: which format, version and encoding of a bill of materials, or none. */
import { type BomSource, TheriacError } from '@theriac/core';
import { type JsonDocument, type JsonFault, jsonFaults, parseJson } from '@theriac/read/json';
import { parseXml, type XmlNode } from '@theriac/read/xml';
import { versionRank } from '../cyclonedx/versions.ts';
import { isMap, type JsonMap, own } from './json-fields.ts';

export type Sniffed =
  | {
      readonly family: 'cyclonedx' | 'spdx-2' | 'spdx-3';
      readonly source: BomSource;
      readonly top: JsonMap;
      /** What makes the text ambiguous; of duplicate keys the last one of each was used. */
      readonly faults: readonly JsonFault[];
    }
  | { readonly family: 'cyclonedx-xml'; readonly source: BomSource; readonly root: XmlNode }
  | { readonly family: 'spdx-tag-value'; readonly source: BomSource };

/** How much of a text is looked at before it is parsed. */
const BEGINNING = 4096;
const JSON_MARKS = /"(?:bomFormat|spdxVersion)"\s*:|spdx\.org\/rdf\/3/;
/** Who corrects a document wants to see all of them; one that has more is made by a machine. */
const MOST_FAULTS = 1_000;
const CYCLONEDX_NAMESPACE = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d{1,3}\.\d{1,3})$/;

/**
 * @param text without a byte order mark
 * @returns null for anything that is not a bill of materials
 * @throws TheriacError THERIAC_INPUT_SYNTAX for one that is broken or of a form that is not read;
 *   THERIAC_INPUT_LIMIT for XML that is deeper or larger than is read, or has a document type
 */
export function sniff(text: string, path: string): Sniffed | null {
  const beginning = text.slice(0, BEGINNING);
  const start = beginning.trimStart().charAt(0);
  if (start === '{') return sniffJson(text, beginning, path);
  if (start === '<') return sniffXml(text, beginning, path);
  const version = /^[ \t]*SPDXVersion[ \t]*:[ \t]*SPDX-(\S+)/m.exec(beginning)?.[1];
  if (version !== undefined)
    return { family: 'spdx-tag-value', source: { format: 'spdx', version, encoding: 'tag-value' } };
  if (/^["']?spdxVersion["']?\s*:\s*["']?SPDX-/m.test(beginning))
    throw refused('SPDX is read as JSON or tag-value; convert the YAML', path);
  return null;
}

const refused = (what: string, path: string): TheriacError =>
  new TheriacError('THERIAC_INPUT_SYNTAX', what, { path });

function sniffJson(text: string, beginning: string, path: string): Sniffed | null {
  const isSchema = /"\$id"\s*:/.test(beginning);
  let document: JsonDocument;
  try {
    document = parseJson(text, path, { levels: 0, maxDepth: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    if (JSON_MARKS.test(beginning) && !isSchema) throw error;
    return null;
  }
  const { value } = document;
  if (!isMap(value)) return null;
  const notes = { faults: jsonFaults(text, value, MOST_FAULTS) };
  if (value.bomFormat === 'CycloneDX')
    return {
      family: 'cyclonedx',
      source: { format: 'cyclonedx', version: word(value, 'specVersion'), encoding: 'json' },
      top: value,
      ...notes,
    };
  // GitHub's dependency graph wraps the document.
  const inner = own(value, 'sbom');
  const top = isMap(inner) && typeof inner.spdxVersion === 'string' ? inner : value;
  const spdx = word(top, 'spdxVersion');
  if (spdx.startsWith('SPDX-2.'))
    return {
      family: 'spdx-2',
      source: { format: 'spdx', version: spdx.slice('SPDX-'.length), encoding: 'json' },
      top,
      ...notes,
    };
  const version = /spdx\.org\/rdf\/(3\.[0-9.]{1,10})\//.exec(JSON.stringify(value['@context'] ?? ''))?.[1];
  const hasContent = Object.hasOwn(value, '@graph') || Object.hasOwn(value, 'type');
  if (version !== undefined && (hasContent || Object.keys(value).length === 1) && !isSchema)
    return {
      family: 'spdx-3',
      source: { format: 'spdx', version, encoding: 'json' },
      top: value,
      ...notes,
    };
  return null;
}

function word(object: JsonMap, key: string): string {
  const value = own(object, key);
  return typeof value === 'string' ? value : '';
}

function sniffXml(text: string, beginning: string, path: string): Sniffed | null {
  if (/spdx\.org\/rdf\/terms|<(?:\w+:)?spdxVersion|<SpdxDocument/i.test(beginning))
    throw refused('SPDX is read as JSON or tag-value; convert the RDF or XML', path);
  if (!/cyclonedx\.org\/schema\/bom/i.test(beginning)) return null;
  const root = parseXml(text, path);
  const version = CYCLONEDX_NAMESPACE.exec(root.uri)?.[1];
  if (root.local !== 'bom' || version === undefined || versionRank(version) < 0) {
    throw new TheriacError(
      'THERIAC_INPUT_SYNTAX',
      'the outermost element is not `bom` in the namespace of a CycloneDX version from 1.0 to 1.7',
      { path, line: root.line },
    );
  }
  return { family: 'cyclonedx-xml', source: { format: 'cyclonedx', version, encoding: 'xml' }, root };
}
