/** The header of an index as it comes from disk, checked before anybody relies on it. */
import { INDEX_IDS, type IndexId, type IndexInfo } from '@theriac/core';

/** Whether `meta` describes an index of this format and ecosystem. */
export function isIndexInfo(
  meta: unknown,
  format: 'advisories' | 'facts',
  ecosystem: IndexInfo['ecosystem'],
): meta is IndexInfo {
  const m = (typeof meta === 'object' && meta !== null ? meta : {}) as Partial<Record<string, unknown>>;
  return (
    m.format === format &&
    m.ecosystem === ecosystem &&
    m.source === 'index' &&
    typeof m.records === 'number' &&
    typeof m.builtAt === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(m.builtAt) &&
    Array.isArray(m.feeds) &&
    m.feeds.every(isFeed)
  );
}

function isFeed(feed: unknown): boolean {
  const f = (typeof feed === 'object' && feed !== null ? feed : {}) as Partial<Record<string, unknown>>;
  return (
    [f.name, f.sha256, f.newest].every((v) => typeof v === 'string' && !/[\u0000-\u001f\u007f]/.test(v)) &&
    typeof f.records === 'number'
  );
}

/** What a whole index says it holds; undefined when it does not say, or names what this version does not know. */
export function indexName(meta: unknown): IndexId | undefined {
  const name = typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'ecosystem') : undefined;
  return INDEX_IDS.find((id) => id === name);
}
