/** Archives: tar (plain and gzip) and zip, with limits on entries, sizes and ratios. */
export * from './tar.ts';
export { npmName } from './tar-name.ts';
export type { TarProblem } from './tar-problem.ts';
export * from './zip.ts';
