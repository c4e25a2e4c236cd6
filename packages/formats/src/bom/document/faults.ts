/** What makes a document in JSON ambiguous, as problems of the document. */
import type { BomProblem } from '@theriac/core';
import type { JsonFault } from '@theriac/read/json';
import type { Sniffed } from './sniff.ts';

const AS_PROBLEM: Readonly<Record<JsonFault['kind'], Pick<BomProblem, 'code' | 'remedy'>>> = {
  'duplicate-key': { code: 'encoding/duplicate-key', remedy: 'Leave one of the two.' },
  'half-character': { code: 'encoding/surrogate', remedy: 'Write the whole character.' },
  number: { code: 'encoding/number', remedy: 'Write a number that a double can hold, or a string.' },
};

const READERS: Readonly<Record<JsonFault['kind'], string>> = {
  'duplicate-key': 'readers differ in which of the two they use',
  'half-character': 'other readers refuse half a surrogate pair',
  number: 'readers differ in what they make of it',
};

/** In the order of the text; none for XML and tag-value. */
export function problemsOfFaults(sniffed: Sniffed): BomProblem[] {
  return ('faults' in sniffed ? sniffed.faults : []).map(({ kind, what, line }) => ({
    ...AS_PROBLEM[kind],
    severity: 'error',
    pointer: '',
    line,
    what: `${what}: ${READERS[kind]}`,
  }));
}
