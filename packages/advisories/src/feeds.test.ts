/** Which addresses are asked for what: nothing that the project in hand does not need. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advisorySet, ecosystem, eolProducts } from '@theriac/core';
import { makeFolder, removeFolders } from '@theriac/testing/make-feed';
import { afterAll, expect, test } from 'vitest';
import { buildIndexes } from './build-indexes.ts';
import { advisoryFeeds, describeSource, factFeeds, feedSourceOf } from './feeds.ts';
import { storeOf } from './store.ts';

afterAll(removeFolders);

/** A downloader that has what `has` says, and remembers what was asked. */
function recorder(has: (url: string) => boolean): {
  asked: string[];
  download: (url: string) => Promise<string | undefined>;
} {
  const asked: string[] = [];
  return {
    asked,
    download: (url) => {
      asked.push(url);
      return Promise.resolve(has(url) ? `/tmp/${url.length}` : undefined);
    },
  };
}

test('a mirror is asked for one ecosystem, in both layouts, and for its malware', async () => {
  const bare = recorder((url) => !url.includes('/osv/'));
  const source = feedSourceOf('http://127.0.0.1:9/mirror/');
  const feeds = await advisoryFeeds(source, ecosystem('npm'), bare.download);
  expect(feeds.map((f) => f.name)).toEqual(['osv/npm', 'malicious/npm']);
  expect(bare.asked).toEqual([
    'http://127.0.0.1:9/mirror/osv/npm/all.zip',
    'http://127.0.0.1:9/mirror/npm/all.zip',
    'http://127.0.0.1:9/mirror/malicious/npm/mal.zip',
  ]);
});

test('names with spaces and dots are encoded', async () => {
  const all = recorder(() => false);
  await advisoryFeeds(feedSourceOf('http://127.0.0.1:9'), ecosystem('githubactions'), all.download);
  expect(all.asked[0]).toBe('http://127.0.0.1:9/osv/GitHub%20Actions/all.zip');
});

test('ecosystems without advisories ask for nothing', async () => {
  const all = recorder(() => true);
  expect(await advisoryFeeds({ kind: 'public' }, ecosystem('docker'), all.download)).toEqual([]);
  expect(all.asked).toEqual([]);
});

test('facts ask for KEV, EPSS and the products that are known', async () => {
  const all = recorder(() => false);
  await factFeeds(feedSourceOf('http://127.0.0.1:9'), all.download);
  expect(all.asked).toHaveLength(eolProducts().length + 2);
  expect(all.asked.every((url) => /^http:\/\/127\.0\.0\.1:9\/(kev|epss|eol)\//.test(url))).toBe(true);
});

test('every public feed is https', async () => {
  const all = recorder(() => false);
  await factFeeds({ kind: 'public' }, all.download);
  await advisoryFeeds({ kind: 'public' }, ecosystem('npm'), all.download);
  expect(all.asked.filter((url) => !url.startsWith('https://'))).toEqual([]);
});

test('a folder is a source, a file is not', () => {
  const folder = makeFolder();
  expect(describeSource(feedSourceOf(folder))).toBe(folder);
  expect(describeSource(feedSourceOf(''))).toBe('the public feeds');
  writeFileSync(join(folder, 'file'), '');
  expect(() => feedSourceOf(join(folder, 'file'))).toThrow(
    expect.objectContaining({ code: 'THERIAC_FEED_MISSING' }),
  );
});

test('without names, the public feeds are asked for registries and facts; a mirror for distributions as well', async () => {
  const ubuntu = 'Ubuntu/all.zip';
  for (const [source, expected] of [
    [{ kind: 'public' } as const, false],
    [feedSourceOf('http://127.0.0.1:9'), true],
  ] as const) {
    const all = recorder(() => false);
    const built = buildIndexes({
      source,
      store: storeOf({ THERIAC_DATA: makeFolder() }),
      download: all.download,
      builtAt: '2026-01-01T00:00:00Z',
    });
    await expect(built).rejects.toMatchObject({ code: 'THERIAC_FEED_MISSING' });
    expect(all.asked.some((url) => url.endsWith('/npm/all.zip'))).toBe(true);
    expect(all.asked.some((url) => url.endsWith(ubuntu))).toBe(expected);
  }
});

test('a distribution whose name has a space is asked for as the bucket writes it', async () => {
  const all = recorder(() => true);
  await advisoryFeeds({ kind: 'public' }, advisorySet('azurelinux'), all.download);
  expect(all.asked[0]?.endsWith('/Azure%20Linux/all.zip')).toBe(true);
});
