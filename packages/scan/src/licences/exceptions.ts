/**
 * Exceptions to the GNU licences, by the words that only they use. Their texts are not in the list's package, so a hit
 * says which exception it is likely to be; a person confirms it.
 */

interface ExceptionRow {
  readonly id: string;
  /** All of these stand in the text, as words of `licenceWords`. */
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
    phrases: ['llvm exceptions to the apache', 'embedded in an object form of such source code'],
  },
  { id: 'GCC-exception-3.1', phrases: ['gcc runtime library exception', 'eligible compilation process'] },
  { id: 'GCC-exception-2.0', phrases: ['unlimited permission to link the compiled version of this file'] },
  { id: 'Linux-syscall-note', phrases: ['user programs that use kernel services by normal system calls'] },
  { id: 'Bison-exception-2.2', phrases: ['contains part or all of the bison parser skeleton'] },
  { id: 'Autoconf-exception-3.0', phrases: ['autoconf configure script exception'] },
  { id: 'Font-exception-2.0', phrases: ['creates a document which uses this font and embeds this font'] },
  { id: 'Universal-FOSS-exception-1.0', phrases: ['universal foss exception'] },
  { id: 'OpenJDK-assembly-exception-1.0', phrases: ['openjdk assembly exception'] },
  { id: 'WxWindows-exception-3.1', phrases: ['wxwindows library exception'] },
  { id: 'Libtool-exception', phrases: ['that is built using gnu libtool'] },
  { id: 'u-boot-exception-2.0', phrases: ['programs that use u boot services'] },
];

/** Ids of the exceptions whose words are there, sorted. */
export function exceptionsIn(words: readonly string[]): string[] {
  const text = ` ${words.join(' ')} `;
  return EXCEPTION_PHRASES.filter((row) => row.phrases.every((phrase) => text.includes(` ${phrase} `)))
    .map((row) => row.id)
    .sort();
}
