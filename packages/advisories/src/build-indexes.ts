/** From a source of feeds to installed indexes: what `theriac db update` and `db build` do. */
import { ECOSYSTEMS, type EcosystemId, ecosystem, type IndexInfo, TheriacError } from '@theriac/core';
import { buildAdvisoryIndex } from './build-advisories.ts';
import type { Downloader } from './download.ts';
import { buildFactsIndex } from './facts.ts';
import { advisoryFeeds, describeSource, type FeedSource, factFeeds } from './feeds.ts';
import { ensureFolder, indexPath, type Store } from './store.ts';
import { removeLeftovers } from './temporary-file.ts';

export interface BuildIndexesOptions {
  readonly source: FeedSource;
  readonly store: Store;
  /** Which ones; undefined: every ecosystem that the source has. */
  readonly only?: readonly (EcosystemId | 'facts')[];
  readonly download: Downloader;
  /** RFC 3339 without fraction. */
  readonly builtAt: string;
  readonly progress?: (step: {
    readonly index: EcosystemId | 'facts';
    readonly records: number;
    readonly done: boolean;
  }) => void;
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
  const wanted = only ?? [...ECOSYSTEMS.filter((e) => e.osv !== null).map((e) => e.id), 'facts' as const];
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
    const of = ecosystem(id);
    const feeds = await advisoryFeeds(source, of, download);
    if (feeds.length === 0) {
      if (only === undefined) continue;
      throw new TheriacError('THERIAC_FEED_MISSING', `no ${of.title} feed in ${describeSource(source)}`);
    }
    const meta = await buildAdvisoryIndex({
      ecosystem: of,
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
