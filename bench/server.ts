/**
 * How long it takes until a changed advisory is seen in all systems, and how fast "where is it?" and the list of findings
 * answer, as the portfolio grows.
 *
 *   npm run bench:server -- [--systems 100,1000] [--components 1000]
 *
 * On the private PostgreSQL of the server, in a folder of its own. The baseline beside the answers is the time of
 * `SELECT 1` over the same connection.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { storeOf } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import { osvJson } from '@theriac/testing/make-feed';
import { forgeZip } from '@theriac/testing/make-zip';
import { type Bar, printBars, scratch } from './measure.ts';
import { ServerBench } from './server-portfolio.ts';

const { values: given } = parseArgs({
  options: {
    systems: { type: 'string', default: '100,1000' },
    components: { type: 'string', default: '1000' },
  },
});
const components = Number(given.components);
const sizes = given.systems.split(',').map(Number);
const { folder } = scratch();
// Where root measures, another user runs PostgreSQL.
chmodSync(folder, 0o755);

/** Package names of the portfolio: as many versions of each as a large organisation has. */
const NAMES = 4000;
/** Advisories that everybody has: as many packages of a real portfolio have one. */
const ADVISED = 400;

async function index(data: string, extra: readonly string[]): Promise<void> {
  const feeds = join(folder, 'feeds');
  mkdirSync(join(feeds, 'osv', 'npm'), { recursive: true });
  const known = Array.from({ length: ADVISED }, (_, i) => `package-${i * 10}`);
  const entries = [...known, ...extra].map((name, i) => ({
    name: `OSV-${i}.json`,
    content: osvJson(`OSV-${i}`, name, {
      affected: [
        {
          package: { ecosystem: 'npm', name },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.3.0' }] }],
        },
      ],
    }),
  }));
  writeFileSync(join(feeds, 'osv', 'npm', 'all.zip'), forgeZip(entries));
  await buildIndexes({
    source: feedSourceOf(feeds),
    store: storeOf({ THERIAC_DATA: data }),
    download: () => Promise.resolve(undefined),
    only: ['npm'],
    builtAt: `${new Date().toISOString().slice(0, 19)}Z`,
  });
}

const bars: Bar[] = [];
for (const systems of sizes) {
  const data = join(folder, `data-${systems}`);
  await index(data, []);
  const bench = await ServerBench.start({
    folder: join(folder, 'server'),
    indexes: storeOf({ THERIAC_DATA: data }).indexes,
  });
  await bench.fill({ systems, components, names: NAMES });
  const size = `${systems} systems × ${components}`;
  const one = await bench.answer('SELECT 1');
  const baseline = `SELECT 1: ${one.p95.toFixed(1)} ms`;
  const all = await bench.rematch();
  bars.push({
    what: `${size}: index replaced, ${all.changed} of ${all.asked} package versions changed, ${all.added} findings`,
    measured: `${(all.ms / 1000).toFixed(1)} s`,
    baseline,
    bar: '≤ 60 s',
    met: all.ms <= 60_000,
  });
  await index(data, ['package-7']);
  const changed = await bench.rematch();
  bars.push({
    what: `${size}: one advisory changed, ${changed.streams} systems affected, ${changed.added} findings`,
    measured: `${(changed.ms / 1000).toFixed(2)} s`,
    baseline,
    bar: '≤ 2 s',
    met: changed.ms <= 2000,
  });
  for (const [what, query] of [
    ['where is it, by purl', { purl: 'pkg:npm/package-7' }],
    ['where is it, by advisory', { advisory: 'OSV-400' }],
    ['where is it, by name', { name: 'package-77' }],
  ] as const) {
    const answered = await bench.where(query);
    bars.push({
      what: `${size}: ${what}`,
      measured: `p95 ${answered.p95.toFixed(0)} ms`,
      baseline,
      bar: '≤ 100 ms',
      met: answered.p95 <= 100,
    });
  }
  for (const [what, query] of [
    ['findings, most urgent', {}],
    ['findings, by severity, of one kind', { sort: 'severity', kind: ['vulnerability'] }],
    ['findings, of one rule', { rule: 'OSV-7' }],
  ] as const) {
    const answered = await bench.findings(query);
    bars.push({
      what: `${size}: ${what}`,
      measured: `p95 ${answered.p95.toFixed(0)} ms`,
      baseline,
      bar: '≤ 150 ms',
      met: answered.p95 <= 150,
    });
  }
  await bench.stop();
}
printBars('The server', bars);
