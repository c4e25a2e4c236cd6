/** What is scanned, as files: the tree, its paths, and the walk over it. */
export { FileTree, normalizePath } from './file-tree.ts';
export * from './paths.ts';
export { openTarget, type Target } from './target.ts';
