/** Everything that is wrong with a bill of materials of any format. */
import { type BomProblem, TheriacError } from '@theriac/core';
import { decode } from './document/decode.ts';
import { problemsOfFaults } from './document/faults.ts';
import { withLines } from './document/lines.ts';
import { problemsOfMeaning } from './document/meaning/check.ts';
import { MEANINGS } from './document/meaning/families.ts';
import { shapeOf } from './document/shape.ts';
import { type Sniffed, sniff } from './document/sniff.ts';

/**
 * Everything that is wrong with a document: its encoding, what breaks the schema of its version, and what no schema
 * says (duplicate ids, dangling references, malformed identifiers and hashes).
 * @returns in the order of lines; one problem `encoding/none` for anything that is not a bill of materials or is broken
 */
export async function validateBom(input: string | Uint8Array, path: string): Promise<BomProblem[]> {
  const decoded = decode(input);
  let sniffed: Sniffed | null;
  try {
    sniffed = sniff(decoded.text, path);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    const remedy = 'Fix the document at this line, or convert it.';
    return [...decoded.problems, unreadable(error.message, remedy, error.place.line)];
  }
  if (sniffed === null)
    return [unreadable('this is neither CycloneDX nor SPDX', 'Name a bill of materials.', 1)];
  const shape = await shapeOf(decoded.text, sniffed);
  const problems = [...shape.problems(), ...problemsOfMeaning(shape.top, MEANINGS[shape.family])];
  const all = [
    ...decoded.problems,
    ...problemsOfFaults(sniffed),
    ...withLines(problems, shape, decoded.text, sniffed),
  ];
  return all
    .map((problem, order) => ({ problem, order }))
    .sort((a, b) => (a.problem.line ?? 0) - (b.problem.line ?? 0) || a.order - b.order)
    .map(({ problem }) => problem);
}

function unreadable(what: string, remedy: string, line: number | undefined): BomProblem {
  return {
    code: 'encoding/none',
    severity: 'error',
    pointer: '',
    ...(line === undefined ? {} : { line }),
    what,
    remedy,
  };
}
