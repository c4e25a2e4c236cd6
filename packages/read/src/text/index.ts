/** Bytes as text, places in a text, and files that exist in memory only. */
export * from './decode-text.ts';
export { encodingOf } from './encoding.ts';
export * from './memory-file.ts';
export * from './positions.ts';
