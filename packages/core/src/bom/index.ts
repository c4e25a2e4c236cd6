/** Bills of materials: the document model and its vocabularies. Readers and writers are in `formats`. */
export * from './bom.ts';
export * from './document.ts';
export * from './parts.ts';
export * from './party.ts';
export * from './relationships.ts';
export * from './rest.ts';
export * from './vocabulary.ts';
export * from './vulnerability.ts';
