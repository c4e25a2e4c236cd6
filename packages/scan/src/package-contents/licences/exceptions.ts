/**
 * Exceptions to the GNU licences, by the words that only they use. Their texts are not in the list's package, so a hit
 * says which exception it is likely to be; a person confirms it.
 */

import { licenceWords } from './licence-words.ts';

interface ExceptionRow {
  readonly id: string;
  /** All of these are in the text, as words of `licenceWords`. */
  readonly phrases: readonly string[];
}

export const EXCEPTION_PHRASES: readonly ExceptionRow[] = [
  {
    id: 'Classpath-exception-2.0',
    phrases: [
      'linking this library statically or dynamically with other modules is making a combined work',
      'independent modules',
    ],
  },
  {
    id: 'LLVM-exception',
    phrases: ['portions of this software are embedded into an object form of such source code'],
  },
  { id: 'GCC-exception-3.1', phrases: ['gcc runtime library exception', 'eligible compilation process'] },
  { id: 'GCC-exception-2.0', phrases: ['unlimited permission to link the compiled version of this file'] },
  { id: 'Linux-syscall-note', phrases: ['user programs that use kernel services by normal system calls'] },
  { id: 'Bison-exception-2.2', phrases: ['contains part or all of the bison parser skeleton'] },
  { id: 'Autoconf-exception-3.0', phrases: ['autoconf configure script exception'] },
  { id: 'Font-exception-2.0', phrases: ['create a document which uses this font and embed this font'] },
  { id: 'Universal-FOSS-exception-1.0', phrases: ['universal foss exception'] },
  {
    id: 'OpenJDK-assembly-exception-1.0',
    phrases: ['openjdk code is distributed under the terms of the gnu general public license'],
  },
  { id: 'WxWindows-exception-3.1', phrases: ['as licensed under the wxwindows library license'] },
  { id: 'Libtool-exception', phrases: ['that is built using gnu libtool'] },
  { id: 'u-boot-exception-2.0', phrases: ['standalone applications that use u-boot services'] },
];

let rows: readonly ExceptionRow[] | undefined;

/** Ids of the exceptions whose words are there, sorted. */
export function exceptionsIn(words: readonly string[]): string[] {
  rows ??= EXCEPTION_PHRASES.map((row) => ({
    id: row.id,
    phrases: row.phrases.map((phrase) => licenceWords(phrase).words.join(' ')),
  }));
  const text = ` ${words.join(' ')} `;
  return rows
    .filter((row) => row.phrases.every((phrase) => text.includes(` ${phrase} `)))
    .map((row) => row.id)
    .sort();
}
