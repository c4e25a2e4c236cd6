/** Everything that is wrong with a bill of materials of any format. */
import { type BomProblem, TheriacError } from '@theriac/core';
import { brokenText, decode } from './document/decode.ts';
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
    return [...decoded.problems, unreadable(error.message, REMEDY, error.place.line)];
  }
  if (sniffed === null) return [noDocument()];
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

/**
 * As {@link validateBom}, without holding the document.
 * @param open chunks of the document from its beginning, each time that it is called
 * @param characters of items that are looked at together
 */
export async function validateBomInParts(
  open: () => Iterable<Uint8Array>,
  path: string,
  characters?: number,
): Promise<BomProblem[]> {
  const { validateLargeBom } = await import('./large/validate-large.ts');
  try {
    const problems = await validateLargeBom(open, path, characters);
    if (problems === null) return [noDocument()];
    return [...brokenText(open()), ...problems];
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return [...brokenText(open()), unreadable(error.message, REMEDY, error.place.line)];
  }
}

const REMEDY = 'Fix the document at this line, or convert it.';
const noDocument = (): BomProblem =>
  unreadable('this is neither CycloneDX nor SPDX', 'Name a bill of materials.', 1);

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
