/** Paragraphs of fields (deb822): Debian control files and their relatives. */
export * from './control.ts';
