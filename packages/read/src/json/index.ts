/** JSON with places: strict or with comments (JSONC), whole or in pieces; duplicate keys are reported. */
export * from './faults.ts';
export * from './number-texts.ts';
export * from './pieces.ts';
export * from './pointers.ts';
export * from './read-json.ts';
export * from './value.ts';
export * from './whole-part.ts';
