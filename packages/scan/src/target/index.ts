/** What is scanned, as files: trees, their paths, and the targets that hold them. */

export { beginsAsText, TEXT_PROBE_BYTES } from './begins-as-text.ts';
export { DirectoryTree } from './directory-tree.ts';
export { gitIndexOf } from './git-index.ts';
export { MemoryTree } from './memory-tree.ts';
export * from './paths.ts';
export { type RevisionObjects, RevisionTree } from './revision-tree.ts';
export { openTarget, revisionTarget, type Target } from './target.ts';
