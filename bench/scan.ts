/** How long a scan takes, beside the floor (bare Node) and a peer (npm) on the same machine in the same run. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feedsFolder } from '@theriac/testing/public-sets';
import { packageLock } from './make-lockfile.ts';
import { type Bar, compare, type Program, printBars, runOnce, scratch } from './measure.ts';
import { portalLock } from './real-lockfile.ts';

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

await single('portal', portalLock(), '1,084 packages of a real portal', 5, 100);
const app = await single(
  'app',
  packageLock(1350),
  '1,350 invented names (worst case of the name check)',
  6,
  100,
);

/** One project with one lockfile, beside the time in which Node starts and parses it. */
async function single(
  name: string,
  text: string,
  what: string,
  times: number,
  mebibytes: number,
): Promise<{ readonly folder: string; readonly wall: number }> {
  const project = join(folder, name);
  mkdirSync(project);
  const lock = write(`${name}/package-lock.json`, text);
  write(`${name}/package.json`, JSON.stringify(manifestOf(text)));
  const scan = node('scan', [theriac, 'scan', project, '--offline']);
  const floor = node('floor', [
    '-e',
    `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(lock)},'utf8'))`,
  ]);
  const walls = await compare([floor, scan], 21);
  const [floorMs = 0, scanMs = 0] = [walls.get('floor'), walls.get('scan')];
  bars.push({
    what: `scan of ${what}, wall`,
    measured: `${ms(scanMs)} (${(scanMs / floorMs).toFixed(1)}×)`,
    baseline: `Node starts and parses it: ${ms(floorMs)}`,
    bar: `≤ ${times}×`,
    met: scanMs <= times * floorMs,
  });
  const { rss, exitCode } = await runOnce(scan, true);
  if (exitCode !== 1 && exitCode !== 3)
    throw new Error(`the scan was to find something, and exited with ${exitCode}`);
  bars.push({
    what: 'the same, peak memory',
    measured: `${rss.toFixed(0)} MiB`,
    baseline: `bare Node: ${(await runOnce(floor, true)).rss.toFixed(0)} MiB`,
    bar: `≤ ${mebibytes} MiB`,
    met: rss <= mebibytes,
  });
  return { folder: project, wall: scanMs };
}

/** What the project itself asks for, as its lockfile has it. */
function manifestOf(lock: string): unknown {
  return (JSON.parse(lock) as { packages: Record<string, unknown> }).packages[''];
}

const npm: Program = {
  name: 'npm',
  command: 'npm',
  args: ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'],
  cwd: app.folder,
};
const npmMs = (await compare([npm], 3)).get('npm') ?? Number.NaN;
bars.push({
  what: 'the same, beside npm',
  measured: ms(app.wall),
  baseline: `npm sbom --package-lock-only: ${ms(npmMs)}`,
  bar: '≥ 10× faster',
  met: npmMs >= 10 * app.wall,
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
const parsed = (await runOnce(parseAll)).wall;
bars.push({
  what: '200 lockfiles, 100,000 component uses, wall',
  measured: `${ms(big.wall)} (${(big.wall / parsed).toFixed(1)}×), ${big.rss.toFixed(0)} MiB`,
  baseline: `Node parses them: ${ms(parsed)}`,
  bar: '≤ 10×',
  met: big.wall <= 10 * parsed,
});

printBars('Scan', bars);

function ms(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(0)} ms`;
}
