/** Reads a bill of materials of any format into the model. */
import type { BomProblem, BomRead, Location } from '@theriac/core';
import type { JsonFault } from '@theriac/read/json';
import { decode } from './document/decode.ts';
import { problemsOfFaults } from './document/faults.ts';
import { lineFinder, withLines } from './document/lines.ts';
import { shapeOf } from './document/shape.ts';
import { type Sniffed, sniff } from './document/sniff.ts';
import { cleanBom } from './model/clean-bom.ts';
import { UnknownList } from './model/unknown-list.ts';
import { isBomTarget } from './targets.ts';

/**
 * Reads a document of any of the formats.
 * @param input text, or bytes in UTF-8, UTF-16 or an encoding that XML declares
 * @param path what locations and errors call the document
 * @returns the document, what could not be resolved, and where it breaks its format; null for anything that is not a bill of
 *   materials. A document with problems is read as far as it is understood.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line for one that is broken or of a form that is not read;
 *   THERIAC_INPUT_LIMIT for hostile XML
 */
export async function readBom(input: string | Uint8Array, path: string): Promise<BomRead | null> {
  const decoded = decode(input);
  const sniffed = sniff(decoded.text, path);
  if (sniffed === null) return null;
  const lineOfRef = lineFinder(decoded.text, sniffed);
  const unknowns = new UnknownList(path);
  const locate = (ref: string): Location => {
    const line = ref === '' ? undefined : lineOfRef(ref);
    return line === undefined ? { path } : { path, line };
  };
  const shape = await shapeOf(decoded.text, sniffed);
  reportForm(sniffed, path, unknowns);
  reportEncoding(decoded.problems, path, unknowns);
  if (shape.cutAt !== undefined) reportCut(path, shape.cutAt, unknowns);
  const bom = cleanBom(shape.read({ source: sniffed.source, unknowns, locate }));
  let problems: readonly BomProblem[] | undefined;
  return {
    bom,
    unknowns: unknowns.list(),
    // Most readers want the document only, so it is checked against the schema on request.
    get problems() {
      problems ??= [
        ...decoded.problems,
        ...problemsOfFaults(sniffed),
        ...withLines(shape.problems(), shape, decoded.text, sniffed),
      ];
      return problems;
    },
    lineOf: (ref) => lineOfRef(ref),
  };
}

/** A text that nothing closes takes in all that follows it. */
export function reportCut(path: string, line: number, unknowns: UnknownList): void {
  unknowns.addLoss('unparseable', 'a <text> is not closed: what follows it was not read', { path, line });
}

/** Names in which bytes were replaced are other names. */
function reportEncoding(problems: readonly BomProblem[], path: string, unknowns: UnknownList): void {
  for (const { code, what, line } of problems)
    if (code === 'encoding/mixed')
      unknowns.addLoss('encoding', what, line === undefined ? { path } : { path, line });
}

/** What other readers understand differently. */
export function reportFault({ kind, what, line }: JsonFault, path: string, unknowns: UnknownList): void {
  const location = { path, line };
  if (kind === 'duplicate-key')
    unknowns.addLoss('duplicate-key', `${what} in the document; the last one was used`, location);
  else unknowns.addLoss('unparseable', `${what}: other readers refuse the document`, location);
}

const FAULTS_TOLD = 20;

/** What makes a document doubtful as a whole. */
function reportForm(sniffed: Sniffed, path: string, unknowns: UnknownList): void {
  const { format, version } = sniffed.source;
  if (!isBomTarget(sniffed.source) && !(format === 'spdx' && version.startsWith('3.0'))) {
    const all = format === 'cyclonedx' ? '1.2 to 1.7' : 'SPDX-2.2, SPDX-2.3';
    const what =
      format === 'cyclonedx'
        ? `CycloneDX ${version.slice(0, 20) || 'of no version'}`
        : `SPDX-${version.slice(0, 20)}`;
    unknowns.addLoss('unsupported-version', `${what} is none of ${all}; it was read like the newest of them`);
  }
  for (const fault of 'faults' in sniffed ? sniffed.faults.slice(0, FAULTS_TOLD) : [])
    reportFault(fault, path, unknowns);
}
