/** JSON with positions: strict, with comments (JSONC), duplicate keys reported. */
export * from './json.ts';
