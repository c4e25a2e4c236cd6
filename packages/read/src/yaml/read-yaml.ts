/**
 * YAML with places, as strings. Scalars are strings as they are in the file (YAML's failsafe schema: `1.10` stays
 * `1.10`, `no` stays `no`); an empty value is null.
 */
import { type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';
import type { YamlNode } from './node.ts';
import { readSubset } from './subset.ts';
import { OutsideSubset } from './subset-scalars.ts';

/** The full parser is slow; what machines write never needs it at this size. */
const FALLBACK_MAX_CHARACTERS = 500_000;

/**
 * The documents of `file`, in order; empty for an empty file.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, THERIAC_INPUT_LIMIT when too deep or too large
 */
export async function readYaml(
  file: TargetFile,
  report: (unknown: KnownUnknown) => void,
): Promise<YamlNode[]> {
  const text = file.text();
  try {
    return readSubset(text);
  } catch (error) {
    if (!(error instanceof OutsideSubset)) throw error;
  }
  if (text.length > FALLBACK_MAX_CHARACTERS) {
    throw new TheriacError(
      'THERIAC_INPUT_LIMIT',
      `larger than ${FALLBACK_MAX_CHARACTERS} characters and not in the plain style that tools write`,
      { path: file.path },
    );
  }
  const { readFullYaml } = await import('./full.ts');
  return readFullYaml(text, file.path, report);
}
