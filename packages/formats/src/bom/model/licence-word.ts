/** A licence statement as one word or expression. */
import type { BomLicence } from '@theriac/core';

/** `NONE`, `NOASSERTION`, or the value of a licence. */
export function licenceWord({ kind, value }: BomLicence): string {
  return kind === 'none' ? 'NONE' : kind === 'no-assertion' ? 'NOASSERTION' : value;
}

export function licenceOfWord(word: string, acknowledgement: 'declared' | 'concluded'): BomLicence {
  if (word === 'NONE') return { kind: 'none', value: '', acknowledgement };
  if (word === 'NOASSERTION') return { kind: 'no-assertion', value: '', acknowledgement };
  return { kind: 'expression', value: word, acknowledgement };
}
