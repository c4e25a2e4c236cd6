/** The audit trail as a document: how events are written, how they hold together, and how that is proved. */
export { checkpointLine, endLine, eventLine, headerLine, keyLine } from './bundle.ts';
export { canonicalJson, type JsonValue } from './canonical-json.ts';
export { bodyOf, FIRST_HASH, hashOf } from './chain.ts';
export { type Checkpoint, checkpointText, parseCheckpoint } from './checkpoint.ts';
export {
  consistencyRanges,
  GrowingTree,
  inclusionRanges,
  leafHash,
  type Range,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
export { noteKey, noteKeyText, openNote, parseNoteKey, signNote } from './note.ts';
export { type AuditVerdict, type HeldCheckpoint, verifyBundle } from './verify-bundle.ts';
