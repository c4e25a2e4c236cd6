/** How long a scan takes, beside the floor (bare Node) and a peer (npm) on the same machine in the same run. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feedsFolder } from '@theriac/testing/public-sets';
import { packageLock } from './make-lockfile.ts';
import { type Bar, compare, type Program, printBars, runOnce, scratch } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const theriac = join(root, 'dist/theriac/theriac.js');
const feeds = feedsFolder();
const { folder, write } = scratch();
const env = { THERIAC_DATA: join(folder, 'data'), NO_COLOR: '1' };
const bars: Bar[] = [];
const node = (name: string, args: readonly string[], cwd = folder): Program => ({
  name,
  command: process.execPath,
  args,
  cwd,
  env,
});

await runOnce(node('index', [theriac, 'db', 'build', '--feeds', feeds, '--quiet']));

const app = join(folder, 'app');
mkdirSync(app);
const lock = write('app/package-lock.json', packageLock(1350));
write('app/package.json', '{"name":"bench-app","version":"1.0.0"}');
const scan = node('scan', [theriac, 'scan', app, '--offline']);
const floor = node('floor', [
  '-e',
  `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(lock)},'utf8'))`,
]);
const walls = await compare([floor, scan], 15);
const [floorMs = 0, scanMs = 0] = [walls.get('floor'), walls.get('scan')];
bars.push({
  what: 'scan of a 1,350-entry lockfile, wall',
  measured: ms(scanMs),
  baseline: `Node starts and parses it: ${ms(floorMs)}`,
  bar: '≤ 4×',
  met: scanMs <= 4 * floorMs,
});
const { rss, exitCode } = await runOnce(scan, true);
if (exitCode !== 1) throw new Error(`the scan was to find something and exit with 1, not ${exitCode}`);
bars.push({
  what: 'the same, peak memory',
  measured: `${rss.toFixed(0)} MiB`,
  baseline: `bare Node: ${(await runOnce(floor, true)).rss.toFixed(0)} MiB`,
  bar: '≤ 120 MiB',
  met: rss <= 120,
});

const npm: Program = {
  name: 'npm',
  command: 'npm',
  args: ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'],
  cwd: app,
};
const npmMs = (await compare([npm], 3)).get('npm') ?? Number.NaN;
bars.push({
  what: 'the same, beside npm',
  measured: ms(scanMs),
  baseline: `npm sbom --package-lock-only: ${ms(npmMs)}`,
  bar: '≥ 10× faster',
  met: npmMs >= 10 * scanMs,
});

const starts = await compare([node('bare', ['-e', '0']), node('version', [theriac, '--version'])], 25);
const [bareMs = 0, versionMs = 0] = [starts.get('bare'), starts.get('version')];
bars.push({
  what: 'theriac --version',
  measured: ms(versionMs),
  baseline: `bare Node: ${ms(bareMs)}`,
  bar: '≤ 1.5×',
  met: versionMs <= 1.5 * bareMs,
});

const monorepo = join(folder, 'monorepo');
for (let i = 0; i < 200; i += 1) {
  const service = join(monorepo, `services/service-${i}`);
  mkdirSync(service, { recursive: true });
  write(`monorepo/services/service-${i}/package-lock.json`, packageLock(500, i + 1));
}
const big = await runOnce(node('monorepo', [theriac, 'scan', monorepo, '--offline']), true);
const parseAll = node('parse', [
  '-e',
  `const f=require('node:fs');for(let i=0;i<200;i++)JSON.parse(f.readFileSync(${JSON.stringify(monorepo)}+'/services/service-'+i+'/package-lock.json','utf8'))`,
]);
bars.push({
  what: '200 lockfiles, 100,000 component uses, wall',
  measured: `${ms(big.wall)}, ${big.rss.toFixed(0)} MiB`,
  baseline: `Node parses them: ${ms((await runOnce(parseAll)).wall)}`,
  bar: '≤ 10 s',
  met: big.wall <= 10_000,
});

printBars('Scan', bars);

function ms(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(0)} ms`;
}
