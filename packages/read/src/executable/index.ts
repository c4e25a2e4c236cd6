/** Executables: sections of ELF, PE and Mach-O files. */
export * from './executable.ts';
export * from './magic.ts';
