/** Indexes of the public feeds, for the tests and benchmarks of accuracy. */
import { storeOf } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import { feedsFolder } from './public-sets.ts';
import { BUILT_AT } from './sample-feeds.ts';

/** @param data what `THERIAC_DATA` names; takes some ten seconds */
export async function buildFeedsIndex(data: string): Promise<void> {
  await buildIndexes({
    source: feedSourceOf(feedsFolder()),
    store: storeOf({ THERIAC_DATA: data }),
    download: () => Promise.resolve(undefined),
    builtAt: BUILT_AT,
  });
}
