/**
 * What SPDX 2.3 demands and a source may not say: what the document describes (§11.1), the text of a licence (§10.1). It is
 * written in words by which the reader here knows that they are no statement of the source.
 */
import type { Bom } from '@theriac/core';

export const NO_SUBJECT = 'The source does not say what it describes.';

/** Text of a licence that the source refers to and does not explain (§10.1). */
export const NO_TEXT = 'The source does not contain the text of this licence.';

/** Refs of the components to be described where no subject is named. */
export function describedOf({ components, relationships }: Bom): string[] {
  const outer = components.filter(({ parent }) => parent === undefined);
  const targets = new Set(relationships.flatMap(({ to }) => to));
  const tops = outer.filter(({ ref }) => !targets.has(ref));
  return (tops.length > 0 ? tops : outer).map(({ ref }) => ref);
}
