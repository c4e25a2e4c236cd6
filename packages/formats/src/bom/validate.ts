/** Everything that is wrong with a bill of materials of any format. */
import { type BomProblem, TheriacError } from '@theriac/core';
import { decode } from './document/decode.ts';
import { withLines } from './document/lines.ts';
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
  const { CYCLONEDX_MEANING, problemsOfMeaning, SPDX2_MEANING, SPDX3_MEANING } = await import(
    './document/meaning.ts'
  );
  const meanings = { cyclonedx: CYCLONEDX_MEANING, 'spdx-2': SPDX2_MEANING, 'spdx-3': SPDX3_MEANING };
  const problems = [...shape.problems(), ...problemsOfMeaning(shape.top, meanings[shape.family])];
  const broken = 'brokenStrings' in sniffed ? sniffed.brokenStrings.map(halfCharacter) : [];
  const all = [...decoded.problems, ...broken, ...withLines(problems, shape, decoded.text, sniffed)];
  return all
    .map((problem, order) => ({ problem, order }))
    .sort((a, b) => (a.problem.line ?? 0) - (b.problem.line ?? 0) || a.order - b.order)
    .map(({ problem }) => problem);
}

function halfCharacter(line: number): BomProblem {
  return {
    code: 'encoding/surrogate',
    severity: 'warning',
    pointer: '',
    line,
    what: 'a string has half a surrogate pair, which other readers refuse',
    remedy: 'Write the whole character.',
  };
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
