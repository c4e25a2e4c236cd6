/** The advisory index: building from the real feeds and from a corpus of the size of the real bucket; look-ups. */
import { mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAdvisories, storeOf } from '@theriac/advisories';
import { ecosystem } from '@theriac/core';
import { feedsFolder } from '@theriac/testing/public-sets';
import { writeFeed } from './make-feed.ts';
import { packageLock } from './make-lockfile.ts';
import { type Bar, median, type Program, printBars, runOnce, scratch } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const theriac = join(root, 'dist/theriac/theriac.js');
const mirror = feedsFolder();
const records = Number(process.argv[2] ?? 500_000);
const { folder, write } = scratch();
const bars: Bar[] = [];
const build = (feeds: string, data: string): Program => ({
  name: 'build',
  command: process.execPath,
  args: [theriac, 'db', 'build', '--feeds', feeds, '--quiet'],
  env: { THERIAC_DATA: data },
});

const small = join(folder, 'small');
const real = await runOnce(build(mirror, small), true);
bars.push({
  what: 'index from the public feeds (39,662 records, 12 ecosystems)',
  measured: `${seconds(real.wall)}, ${real.rss.toFixed(0)} MiB`,
  baseline: `Node inflates and parses them: ${seconds(await parseOnly(join(mirror, 'osv')))}`,
  bar: '≤ 20 s',
  met: real.exitCode === 0 && real.wall <= 20_000,
});

const corpus = join(folder, 'corpus');
// The real npm feed is beside the corpus, so that both indexes find the same things and only their size differs.
mkdirSync(join(corpus, 'osv/npm'), { recursive: true });
mkdirSync(join(corpus, 'malicious/npm'), { recursive: true });
symlinkSync(join(mirror, 'osv/npm/all.zip'), join(corpus, 'osv/npm/all.zip'));
writeFeed(join(corpus, 'malicious/npm/corpus.zip'), records);
const large = join(folder, 'large');
const huge = await runOnce(build(corpus, large), true);
const size = statSync(join(large, 'index/npm.idx')).size / 1024 / 1024;
bars.push({
  what: `index from a corpus of ${records.toLocaleString('en')} records`,
  measured: `${seconds(huge.wall)}, ${huge.rss.toFixed(0)} MiB`,
  baseline: `Node inflates and parses them: ${seconds(await parseOnly(corpus))}`,
  bar: '≤ 5 min, ≤ 1,536 MiB',
  met: huge.exitCode === 0 && huge.wall <= 300_000 && huge.rss <= 1536,
});
bars.push({
  what: 'the same, file',
  measured: `${size.toFixed(0)} MiB`,
  baseline: `zip: ${(statSync(join(corpus, 'malicious/npm/corpus.zip')).size / 1024 / 1024).toFixed(0)} MiB`,
  bar: '≤ 150 MiB',
  met: size <= 150,
});

const times: number[] = [];
for (let round = 0; round < 9; round += 1) {
  const started = performance.now();
  const index = openAdvisories(storeOf({ THERIAC_DATA: large }), ecosystem('npm'));
  if (index === undefined) throw new Error('no index');
  let found = 0;
  for (let i = 0; i < 1500; i += 1)
    found += index.lookup(i % 3 === 0 ? `corpus-package-${i * 13}` : `not-there-${i}`).length;
  index.close();
  times.push(performance.now() - started);
  if (found === 0) throw new Error('the look-ups found nothing');
}
bars.push({
  what: 'open and 1,500 look-ups in that index, warm',
  measured: `${median(times).toFixed(1)} ms`,
  baseline: '—',
  bar: '≤ 60 ms',
  met: median(times) <= 60,
});

mkdirSync(join(folder, 'app'));
write('app/package-lock.json', packageLock(1350));
const scan = (data: string): Program => ({
  name: 'scan',
  command: process.execPath,
  args: [theriac, 'scan', join(folder, 'app'), '--offline'],
  env: { THERIAC_DATA: data },
});
const peak = async (data: string): Promise<number> => {
  const peaks: number[] = [];
  for (let i = 0; i < 5; i += 1) peaks.push((await runOnce(scan(data), true)).rss);
  return median(peaks);
};
const [smallPeak, largePeak] = [await peak(small), await peak(large)];
bars.push({
  what: 'peak memory of a scan with the large index',
  measured: `${largePeak.toFixed(0)} MiB`,
  baseline: `with the small one: ${smallPeak.toFixed(0)} MiB`,
  bar: 'does not grow (≤ 1.1×)',
  met: largePeak <= 1.1 * smallPeak,
});

printBars('Advisory index', bars);

/** Milliseconds in which bare Node opens, inflates and parses every record: the floor of any build. */
async function parseOnly(osv: string): Promise<number> {
  const script = `
    import { readFeedZip } from ${JSON.stringify(new URL('../packages/advisories/src/feed-zip.ts', import.meta.url).href)};
    for (const zip of process.argv.slice(1)) for await (const entry of readFeedZip(zip)) void entry;`;
  const zips = readdirSync(osv, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.zip'))
    .map((f) => join(osv, f));
  return (
    await runOnce({
      name: 'parse',
      command: process.execPath,
      args: ['--input-type=module', '-e', script, ...zips],
    })
  ).wall;
}

function seconds(value: number): string {
  return `${(value / 1000).toFixed(1)} s`;
}
