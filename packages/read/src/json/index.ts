/** JSON with places: strict or with comments (JSONC), whole or in chunks; duplicate keys are reported. */
export * from './read-json.ts';
export * from './scanner.ts';
export * from './value.ts';
