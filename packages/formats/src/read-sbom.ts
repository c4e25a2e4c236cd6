/** Bills of materials as scan targets: CycloneDX JSON 1.2–1.7 and SPDX JSON 2.2–2.3. */
import { type ExtractResult, TheriacError } from '@theriac/core';
import { readCycloneDx } from './read-cyclonedx.ts';
import { readSpdx } from './read-spdx.ts';
import { UnknownList } from './unknown-list.ts';
import {
  field,
  isObject,
  type JsonObject,
  linesOfValues,
  objectField,
  parseJson,
  repeatedTopKeys,
  textField,
  withoutBom,
} from './untrusted-json.ts';

/** What a document that is not JSON, or broken JSON, calls itself by; looked for in its beginning. */
const MARKS: readonly { readonly mark: RegExp; readonly reason: string }[] = [
  { mark: /^\s*\{[\s\S]*"(?:bomFormat|spdxVersion)"\s*:/, reason: '' },
  { mark: /cyclonedx\.org\/schema\/bom/i, reason: 'CycloneDX is read as JSON only; convert the XML' },
  { mark: /^\s*SPDXVersion\s*:/m, reason: 'SPDX is read as JSON only; convert the tag-value file' },
  { mark: /spdx\.org\/rdf\/3/, reason: 'SPDX 3 is not read; SPDX 2.2 and 2.3 JSON are' },
];
const BEGINNING = 4096;

/**
 * @param text the document
 * @param path what locations call it
 * @returns null for what is no bill of materials at all
 * @throws TheriacError THERIAC_INPUT_SYNTAX for one that is broken or of a form that is not read
 */
export function readSbom(
  text: string,
  path: string,
): ({ readonly format: 'cyclonedx' | 'spdx' } & ExtractResult) | null {
  const document = parsed(text, path);
  if (document === null) return null;
  // GitHub's dependency graph wraps the document.
  const inner = objectField(document, 'sbom');
  const top = textField(inner, 'spdxVersion') === undefined ? document : inner;
  const unknowns = new UnknownList(path);
  const source = { top, path, unknowns, lines: linesOfValues(text, ['bom-ref', 'SPDXID', 'purl']) };
  if (field(top, 'bomFormat') === 'CycloneDX') {
    reportRepeatedKeys(text, unknowns, path);
    return { format: 'cyclonedx', roots: [readCycloneDx(source)], unknowns: unknowns.list() };
  }
  if (textField(top, 'spdxVersion')?.startsWith('SPDX-2.') === true) {
    reportRepeatedKeys(text, unknowns, path);
    return { format: 'spdx', roots: [readSpdx(source)], unknowns: unknowns.list() };
  }
  refuseKnownForms(text, path);
  return null;
}

/** What both readers are handed. */
export interface SbomSource {
  readonly top: JsonObject;
  readonly path: string;
  readonly unknowns: UnknownList;
  /** Line of an identifier. */
  readonly lines: ReadonlyMap<string, number>;
}

function parsed(text: string, path: string): JsonObject | null {
  const beginning = withoutBom(text).slice(0, BEGINNING);
  if (!/^\s*\{/.test(beginning)) {
    refuseKnownForms(text, path);
    return null;
  }
  try {
    const value = parseJson(text, path, 'THERIAC_INPUT_SYNTAX');
    return isObject(value) ? value : null;
  } catch (error) {
    if (MARKS.some(({ mark }) => mark.test(beginning))) throw error;
    return null;
  }
}

function refuseKnownForms(text: string, path: string): void {
  const beginning = withoutBom(text).slice(0, BEGINNING);
  for (const { mark, reason } of MARKS) {
    if (reason !== '' && mark.test(beginning) && !/"\$id"\s*:/.test(beginning))
      throw new TheriacError('THERIAC_INPUT_SYNTAX', reason, { path });
  }
}

function reportRepeatedKeys(text: string, unknowns: UnknownList, path: string): void {
  for (const key of repeatedTopKeys(text)) {
    unknowns.addLoss(
      'duplicate-key',
      `the key ${JSON.stringify(key.slice(0, 60))} stands twice in the document; the last one was used`,
      { path },
    );
  }
}
