/** Public feeds → normalised advisories → one immutable index file an ecosystem → matches. */
export { AdvisoryIndex, type AdvisorySource } from './advisory-index.ts';
export { type AdvisoryIndexMeta, buildAdvisoryIndex } from './build-advisories.ts';
export { type BuildIndexesOptions, buildIndexes } from './build-indexes.ts';
export { exportBundle, importBundle, importIndex, isBundle } from './bundle.ts';
export type { Downloader } from './download.ts';
export type { FactsIndex, FactsMeta } from './facts.ts';
export { describeSource, type FeedSource, feedSourceOf } from './feeds.ts';
export { FlatFile } from './flat-file.ts';
export {
  formatInterval,
  matchPackage,
  type PackageMatch,
  type UpgradeOption,
  upgradeOptions,
} from './match.ts';
export type { PackageRecord } from './records.ts';
export {
  ensureFolder,
  indexPath,
  installedIndexes,
  openAdvisories,
  openFacts,
  type Store,
  storeOf,
} from './store.ts';
