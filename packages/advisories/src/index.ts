/**
 * Asking an index: open, look up, match. Building and moving one is in `build.ts`, which brings libraries that a
 * scan must not pay for.
 */
export { AdvisoryIndex, type AdvisorySource } from './advisory-index.ts';
export type { FactsIndex, FactsMeta } from './facts.ts';
export { FlatFile } from './flat-file.ts';
export { indexName } from './index-info.ts';
export { artifactOf } from './index-keys.ts';
export { takeLock } from './lock-file.ts';
export {
  formatInterval,
  matchPackage,
  type PackageMatch,
  type UpgradeOption,
  upgradeOptions,
} from './match.ts';
export type { MatchedSystem } from './matched-system.ts';
export type { PackageRecord } from './records.ts';
export { openRegular } from './regular-file.ts';
export {
  ensureFolder,
  indexPath,
  installedIndexes,
  openAdvisories,
  openFacts,
  type Store,
  storeOf,
} from './store.ts';
export { discard, removeLeftovers, temporaryBeside } from './temporary-file.ts';
