/** HCL: whole files with their expressions, and blocks with the attributes that are plain texts. */
export * from './blocks.ts';
export * from './body.ts';
export type * from './syntax.ts';
