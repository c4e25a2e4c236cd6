/** From a source of feeds to installed indexes: what `theriac db update` and `db build` do. */
import {
  ADVISORY_INDEX_IDS,
  advisorySet,
  DISTRIBUTION_IDS,
  type IndexId,
  type IndexInfo,
  TheriacError,
} from '@theriac/core';
import { buildAdvisoryIndex } from './build-advisories.ts';
import type { Downloader } from './download.ts';
import { buildFactsIndex } from './facts.ts';
import { advisoryFeeds, describeSource, type FeedSource, factFeeds } from './feeds.ts';
import { ensureFolder, indexPath, type Store } from './store.ts';
import { removeLeftovers } from './temporary-file.ts';

export interface BuildIndexesOptions {
  readonly source: FeedSource;
  readonly store: Store;
  /** Which ones; undefined: everything that the source has; of the public feeds, not the distributions. */
  readonly only?: readonly IndexId[];
  readonly download: Downloader;
  /** RFC 3339 without fraction. */
  readonly builtAt: string;
  readonly progress?: (step: {
    readonly index: IndexId;
    readonly records: number;
    readonly done: boolean;
  }) => void;
}

/**
 * What is built when nothing is named. Feeds of distributions are large and each is of use to few: from the public
 * feeds they are fetched when a scan needs them or somebody names them.
 */
function everything(source: FeedSource): readonly IndexId[] {
  const published = ADVISORY_INDEX_IDS.filter((id) => advisorySet(id).osv !== null);
  const usual = published.filter((id) => !DISTRIBUTION_IDS.some((distribution) => distribution === id));
  return [...(source.kind === 'public' ? usual : published), 'facts'];
}

/**
 * Builds and installs indexes one after another; each replaces its predecessor only when it is whole.
 * @throws TheriacError THERIAC_FEED_MISSING when an index that was asked for by name has no feed
 */
export async function buildIndexes(options: BuildIndexesOptions): Promise<IndexInfo[]> {
  const { source, store, only, download, builtAt, progress } = options;
  ensureFolder(store.indexes);
  removeLeftovers(store.indexes, true);
  const built: IndexInfo[] = [];
  const wanted = only ?? everything(source);
  for (const id of wanted) {
    const path = indexPath(store, id);
    if (id === 'facts') {
      const feeds = await factFeeds(source, download);
      if (feeds.kev.length + feeds.epss.length + feeds.eol.length === 0) {
        if (only === undefined) continue;
        throw new TheriacError(
          'THERIAC_FEED_MISSING',
          `no KEV, EPSS or end-of-life feed in ${describeSource(source)}`,
        );
      }
      const meta = buildFactsIndex(feeds, path, builtAt);
      progress?.({ index: id, records: meta.records, done: true });
      built.push(meta);
      continue;
    }
    const of = advisorySet(id);
    const feeds = await advisoryFeeds(source, of, download);
    if (feeds.length === 0) {
      if (only === undefined) continue;
      throw new TheriacError('THERIAC_FEED_MISSING', `no ${of.title} feed in ${describeSource(source)}`);
    }
    const meta = await buildAdvisoryIndex({
      set: of,
      feeds,
      path,
      builtAt,
      progress: (records) => progress?.({ index: id, records, done: false }),
    });
    progress?.({ index: id, records: meta.records, done: true });
    built.push(meta);
  }
  if (built.length === 0) {
    throw new TheriacError('THERIAC_FEED_MISSING', `no feed was found in ${describeSource(source)}`);
  }
  return built;
}
