/** Building and moving indexes: public feeds → normalised advisories → one immutable index file per ecosystem. */
export { type BuildIndexesOptions, buildIndexes } from './build-indexes.ts';
export { exportBundle, importBundle, importIndex, isBundle } from './bundle.ts';
export type { Downloader } from './download.ts';
export { describeSource, type FeedSource, feedSourceOf } from './feeds.ts';
