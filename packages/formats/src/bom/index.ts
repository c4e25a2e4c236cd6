/**
 * Bills of materials in and out: CycloneDX 1.0–1.7 (JSON since 1.2, XML), SPDX 2.2 and 2.3 (JSON, tag-value) and SPDX
 * 3.0.1 (JSON-LD). One lazily loaded reader and writer a format.
 */
import {
  type Bom,
  type BomEncoding,
  type BomFormat,
  type BomProblem,
  type BomRead,
  type BomSource,
  type BomWritten,
  type Location,
  TheriacError,
} from '@theriac/core';
import { linesOfValues, repeatedTopKeys } from '../text/untrusted-json.ts';
import { CYCLONEDX_VERSIONS, type CycloneDxVersion, versionRank } from './cyclonedx/versions.ts';
import { decode } from './document/decode.ts';
import type { JsonMap } from './document/json-fields.ts';
import { linesOfPointers } from './document/json-places.ts';
import { type Sniffed, sniff } from './document/sniff.ts';
import { UnknownList } from './model/unknown-list.ts';

export interface BomTarget {
  readonly format: BomFormat;
  /** `1.0`–`1.7` · `2.2`, `2.3`, `3.0.1` */
  readonly version: string;
  readonly encoding: BomEncoding;
}

/** Everything that {@link writeBom} writes. */
export const BOM_TARGETS: readonly BomTarget[] = [
  ...CYCLONEDX_VERSIONS.map((version): BomTarget => ({ format: 'cyclonedx', version, encoding: 'xml' })),
  ...CYCLONEDX_VERSIONS.slice(2).map(
    (version): BomTarget => ({ format: 'cyclonedx', version, encoding: 'json' }),
  ),
  ...['2.2', '2.3'].flatMap((version): BomTarget[] => [
    { format: 'spdx', version, encoding: 'json' },
    { format: 'spdx', version, encoding: 'tag-value' },
  ]),
  { format: 'spdx', version: '3.0.1', encoding: 'json' },
];

/**
 * Reads a document of any of the formats.
 * @param input text, or bytes in UTF-8, UTF-16 or an encoding that XML declares
 * @param path what locations and errors call the document
 * @returns the document, what could not be resolved, and where it breaks its format; null for what is no bill of
 *   materials. A document with problems is read as far as it is understood.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line for one that is broken or of a form that is not read;
 *   THERIAC_INPUT_LIMIT for hostile XML
 */
export async function readBom(input: string | Uint8Array, path: string): Promise<BomRead | null> {
  const decoded = decode(input);
  const sniffed = sniff(decoded.text, path);
  if (sniffed === null) return null;
  const lineOfRef = refLines(decoded.text, sniffed);
  const unknowns = new UnknownList(path);
  const locate = (ref: string): Location => {
    const line = ref === '' ? undefined : lineOfRef(ref);
    return line === undefined ? { path } : { path, line };
  };
  const shape = await shapeOf(decoded.text, sniffed);
  reportForm(decoded.text, sniffed, unknowns);
  const bom = await shape.read({ source: sniffed.source, unknowns, locate });
  let problems: readonly BomProblem[] | undefined;
  return {
    bom,
    unknowns: unknowns.list(),
    // Most readers want the document only, so it is held against the schema when somebody asks.
    get problems() {
      problems ??= [...decoded.problems, ...placed(shape.problems(), shape, decoded.text, sniffed)];
      return problems;
    },
    lineOf: (ref) => lineOfRef(ref),
  };
}

/**
 * Everything that is wrong with a document: its encoding, what breaks the schema of its version, and what no schema
 * says (ids that stand twice, references to nowhere, identifiers and hashes of no form).
 * @returns in the order of lines; one problem `encoding/none` for what is no bill of materials or is broken
 */
export async function validateBom(input: string | Uint8Array, path: string): Promise<BomProblem[]> {
  const decoded = decode(input);
  let sniffed: Sniffed | null;
  try {
    sniffed = sniff(decoded.text, path);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    const mend = 'Mend the document at the place named, or convert it.';
    return [...decoded.problems, unreadable(error.message, mend, error.place.line)];
  }
  if (sniffed === null)
    return [unreadable('this is neither CycloneDX nor SPDX', 'Name a bill of materials.', 1)];
  const shape = await shapeOf(decoded.text, sniffed);
  const { CYCLONEDX_MEANING, problemsOfMeaning, SPDX2_MEANING, SPDX3_MEANING } = await import(
    './document/meaning.ts'
  );
  const meanings = { cyclonedx: CYCLONEDX_MEANING, 'spdx-2': SPDX2_MEANING, 'spdx-3': SPDX3_MEANING };
  const problems = [...shape.problems(), ...problemsOfMeaning(shape.top, meanings[shape.family])];
  const all = [...decoded.problems, ...placed(problems, shape, decoded.text, sniffed)];
  return all
    .map((problem, order) => ({ problem, order }))
    .sort((a, b) => (a.problem.line ?? 0) - (b.problem.line ?? 0) || a.order - b.order)
    .map(({ problem }) => problem);
}

function unreadable(what: string, mend: string, line: number | undefined): BomProblem {
  return {
    code: 'encoding/none',
    severity: 'error',
    pointer: '',
    ...(line === undefined ? {} : { line }),
    what,
    mend,
  };
}

/**
 * Writes a document in any of {@link BOM_TARGETS}.
 * @returns text that is valid in the target's schema, and every part of the document that it no longer says
 * @throws TheriacError THERIAC_USAGE for a target that does not exist
 */
export async function writeBom(bom: Bom, target: BomTarget): Promise<BomWritten> {
  const { format, version, encoding } = target;
  const known = BOM_TARGETS.some(
    (t) => t.format === format && t.version === version && t.encoding === encoding,
  );
  if (!known) throw new TheriacError('THERIAC_USAGE', `there is no ${format} ${version} in ${encoding}`);
  if (format === 'cyclonedx' && encoding !== 'tag-value') {
    const exact = CYCLONEDX_VERSIONS.find((v): v is CycloneDxVersion => v === version);
    if (exact !== undefined)
      return (await import('./cyclonedx/write.ts')).writeCycloneDx(bom, { version: exact, encoding });
  }
  if (version === '3.0.1') return (await import('./spdx3/write.ts')).writeSpdx3(bom);
  const { writeSpdx2 } = await import('./spdx2/write.ts');
  return writeSpdx2(bom, {
    version: version === '2.2' ? '2.2' : '2.3',
    encoding: encoding === 'tag-value' ? 'tag-value' : 'json',
  });
}

interface ReadContext {
  readonly source: BomSource;
  readonly unknowns: UnknownList;
  readonly locate: (ref: string) => Location;
}

/** A document in the JSON shape of its family. */
interface Shape {
  readonly family: 'cyclonedx' | 'spdx-2' | 'spdx-3';
  readonly top: JsonMap;
  readonly read: (context: ReadContext) => Promise<Bom>;
  readonly problems: () => BomProblem[];
  /** Absent for JSON, where the text tells. */
  readonly lineOf?: (pointer: string) => number | undefined;
}

async function shapeOf(text: string, sniffed: Sniffed): Promise<Shape> {
  const { version } = sniffed.source;
  switch (sniffed.family) {
    case 'cyclonedx':
      return cycloneDxShape(sniffed.top, version, 'json');
    case 'cyclonedx-xml': {
      const { readCycloneDxXml } = await import('./cyclonedx/xml-read.ts');
      const { top, problems, lineOf } = readCycloneDxXml(sniffed.root, version);
      const shape = await cycloneDxShape(top, version, 'xml');
      return { ...shape, problems: () => [...problems, ...shape.problems()], lineOf };
    }
    case 'spdx-2':
      return spdx2Shape(sniffed.top, version);
    case 'spdx-tag-value': {
      const { readTagValue } = await import('./spdx2/tag-value-read.ts');
      const { top, problems, lineOf } = readTagValue(text);
      const shape = await spdx2Shape(top, version);
      return { ...shape, problems: () => [...problems, ...shape.problems()], lineOf };
    }
    case 'spdx-3': {
      const { validateSpdx3 } = await import('./spdx3/validate.ts');
      const { top } = sniffed;
      return {
        family: 'spdx-3',
        top,
        read: async (context) => (await import('./spdx3/read.ts')).readSpdx3(top, context),
        problems: () => validateSpdx3(top),
      };
    }
  }
}

async function cycloneDxShape(top: JsonMap, version: string, encoding: 'json' | 'xml'): Promise<Shape> {
  const { validateCycloneDx } = await import('./cyclonedx/validate.ts');
  const rank = versionRank(version);
  return {
    family: 'cyclonedx',
    top,
    read: async (context) => (await import('./cyclonedx/read.ts')).readCycloneDx(top, context),
    problems: () =>
      rank < (encoding === 'json' ? 2 : 0)
        ? [unknownVersion(`CycloneDX ${version} as ${encoding.toUpperCase()}`, '/specVersion')]
        : validateCycloneDx(top, rank, encoding),
  };
}

async function spdx2Shape(top: JsonMap, version: string): Promise<Shape> {
  const { validateSpdx2 } = await import('./spdx2/validate.ts');
  return {
    family: 'spdx-2',
    top,
    read: async (context) => (await import('./spdx2/read.ts')).readSpdx2(top, context),
    problems: () =>
      version === '2.2' || version === '2.3'
        ? validateSpdx2(top, version)
        : [unknownVersion(`SPDX ${version}`, '/spdxVersion')],
  };
}

function unknownVersion(what: string, pointer: string): BomProblem {
  return {
    code: 'schema/version',
    severity: 'error',
    pointer,
    what: `${what.slice(0, 60)} is not a version that is known here`,
    mend: 'Declare a version that exists, or convert the document.',
  };
}

/** Problems with their lines. */
function placed(problems: readonly BomProblem[], shape: Shape, text: string, sniffed: Sniffed): BomProblem[] {
  const missing = problems.filter((problem) => problem.line === undefined);
  if (missing.length === 0) return [...problems];
  const { lineOf } = shape;
  if (lineOf !== undefined)
    return problems.map((problem) => {
      const line = problem.line ?? lineOf(problem.pointer);
      return line === undefined ? problem : { ...problem, line };
    });
  // GitHub's wrapping moves everything one level down.
  const wrapped =
    sniffed.family === 'spdx-2' && !/^\s*\{\s*"(?:spdx|SPDX)/.test(text.slice(0, 200)) && isWrapped(text);
  const full = (pointer: string): string => (wrapped ? `/sbom${pointer}` : pointer);
  const lines = linesOfPointers(
    text,
    missing.map(({ pointer }) => full(pointer)),
  );
  return problems.map((problem) => {
    const line = problem.line ?? lines.get(full(problem.pointer));
    return line === undefined ? problem : { ...problem, line };
  });
}

const isWrapped = (text: string): boolean => /^\s*\{\s*"sbom"\s*:/.test(text.slice(0, 200));

/** Line of an id, found only when somebody asks. */
function refLines(text: string, sniffed: Sniffed): (ref: string) => number | undefined {
  let lines: ReadonlyMap<string, number> | undefined;
  return (ref) => {
    lines ??= linesOfIds(text, sniffed);
    return lines.get(ref);
  };
}

function linesOfIds(text: string, sniffed: Sniffed): ReadonlyMap<string, number> {
  if (sniffed.family === 'cyclonedx-xml') {
    return linesMatching(text, /\sbom-ref\s*=\s*(?:"([^"]*)"|'([^']*)')|<(?:\w+:)?purl>\s*([^<\s]+)/g);
  }
  if (sniffed.family === 'spdx-tag-value')
    return linesMatching(text, /^(?:SPDXID|SnippetSPDXID)[ \t]*:[ \t]*(\S+)/gm);
  return linesOfValues(text, ['bom-ref', 'SPDXID', 'spdxId', 'purl']);
}

function linesMatching(text: string, pattern: RegExp): Map<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(pattern)) {
    for (
      let at = text.indexOf('\n', counted);
      at >= 0 && at < match.index + 1;
      at = text.indexOf('\n', at + 1)
    ) {
      line += 1;
      counted = at + 1;
    }
    const raw = match[1] ?? match[2] ?? match[3] ?? '';
    const value = raw
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    if (!lines.has(value)) lines.set(value, line);
  }
  return lines;
}

/** What makes a document doubtful as a whole. */
function reportForm(text: string, sniffed: Sniffed, unknowns: UnknownList): void {
  const { format, version, encoding } = sniffed.source;
  const known = BOM_TARGETS.some(
    (t) => t.format === format && t.version === version && t.encoding === encoding,
  );
  if (!known && !(format === 'spdx' && version.startsWith('3.0'))) {
    const all = format === 'cyclonedx' ? '1.2 to 1.7' : 'SPDX-2.2, SPDX-2.3';
    const what =
      format === 'cyclonedx'
        ? `CycloneDX ${version.slice(0, 20) || 'of no version'}`
        : `SPDX-${version.slice(0, 20)}`;
    unknowns.addLoss('unsupported-version', `${what} is none of ${all}; it was read like the newest of them`);
  }
  if (encoding !== 'json') return;
  for (const key of repeatedTopKeys(text))
    unknowns.addLoss(
      'duplicate-key',
      `the key ${JSON.stringify(key.slice(0, 60))} stands twice in the document; the last one was used`,
    );
}
