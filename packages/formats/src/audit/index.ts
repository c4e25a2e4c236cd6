/** The audit trail as a document: how events are written, and how they hold together. */
export { canonicalJson, type JsonValue } from './canonical-json.ts';
export { bodyOf, FIRST_HASH, hashOf } from './chain.ts';
