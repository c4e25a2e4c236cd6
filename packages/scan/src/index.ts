/** The target, the walk, the plug-ins, and the pipeline that joins everything into one `ScanResult`. */
export type { Claim } from './findings/claims.ts';
export type { Baseline, SeenBefore } from './findings/status.ts';
export { allPaths } from './inventory/dependency-paths.ts';
export { type Taken, takeInventory } from './inventory/take-inventory.ts';
export { packageMetadata } from './package-contents/package-metadata.ts';
export type { Plugins } from './plugins/list.ts';
export { inventory, type ScanOptions, type ScanProgress, scan } from './scan.ts';
