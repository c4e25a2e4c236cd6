/** Archives: tar (plain and gzip) and zip, with limits on entries, sizes and ratios. */
export * from './tar.ts';
export { indexTar, type TarPlace } from './tar-index.ts';
export { npmName } from './tar-name.ts';
export type { TarProblem } from './tar-problem.ts';
export { type EntrySink, type OnEntry, type StreamedEntry, TarStream } from './tar-stream.ts';
export * from './zip.ts';
