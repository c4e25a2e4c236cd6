/** YAML with lines: the subset that lockfiles use, and the whole language. */
export * from './yaml-full.ts';
export * from './yaml-subset.ts';
