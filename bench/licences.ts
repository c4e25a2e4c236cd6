/**
 * How long third-party notices take for a tree of installed npm packages, beside plain reading of the same files, and a
 * peer where one is given.
 *
 *   node bench/licences.ts                          a tree made for the run (1,150 packages)
 *   node bench/licences.ts --tree DIR               a real one: DIR holds package-lock.json and node_modules
 *   node bench/licences.ts --tree DIR --peer FILE   FILE: bin script of license-checker or a fork of it
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadLicenceTexts } from '@theriac/scan/licences';
import { type Bar, compare, type Program, printBars, runOnce, scratch } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const theriac = join(root, 'dist/theriac/theriac.js');
const { folder, write } = scratch();
const PACKAGES = 1150;
const BAR_MS = 4000;

const given = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const tree = given('--tree') ?? (await makeTree());
const peer = given('--peer');
const packages = Object.keys(
  (JSON.parse(readFileSync(join(tree, 'package-lock.json'), 'utf8')) as { packages: Record<string, unknown> })
    .packages,
).filter((key) => key !== '').length;

const node = (name: string, args: readonly string[]): Program => ({
  name,
  command: process.execPath,
  args,
  cwd: tree,
  env: { NO_COLOR: '1' },
});
const output = join(folder, 'notices.txt');
const notice = node('notice', [
  theriac,
  'notice',
  tree,
  '--scope',
  'all',
  '--accept-gaps',
  '--quiet',
  '--output',
  output,
]);
const reader = node('reader', [write('read.mjs', READER()), tree]);
const programs = [
  reader,
  notice,
  ...(peer === undefined ? [] : [node('peer', [peer, '--json', '--out', join(folder, 'peer.json')])]),
];
const walls = await compare(programs, 3);
const [readMs = 0, noticeMs = 0, peerMs] = [walls.get('reader'), walls.get('notice'), walls.get('peer')];
const memory = await runOnce(notice, true);
if (memory.exitCode !== 0) throw new Error(`theriac notice was to exit with 0, not ${memory.exitCode}`);
const bars: Bar[] = [
  {
    what: `notices of ${packages} installed packages, wall`,
    measured: `${noticeMs.toFixed(0)} ms`,
    baseline: `reading their package.json and licence files: ${readMs.toFixed(0)} ms`,
    bar: `≤ ${BAR_MS} ms`,
    met: noticeMs <= BAR_MS,
  },
  {
    what: 'the same, peak memory',
    measured: `${memory.rss.toFixed(0)} MiB`,
    baseline: `the reader: ${(await runOnce(reader, true)).rss.toFixed(0)} MiB`,
    bar: '≤ 400 MiB',
    met: memory.rss <= 400,
  },
];
if (peerMs !== undefined)
  bars.push({
    what: 'the same, beside license-checker',
    measured: `${noticeMs.toFixed(0)} ms`,
    baseline: `${peerMs.toFixed(0)} ms`,
    bar: '≤ 1.5×',
    met: noticeMs <= 1.5 * peerMs,
  });
printBars('Licences', bars);

/** Reads what any tool has to read, and does nothing with it. */
function READER(): string {
  return `import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
let bytes = 0;
const visit = (modules) => {
  for (const entry of readdirSync(modules, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const path = join(modules, entry.name);
    if (entry.name.startsWith('@')) { visit(path); continue; }
    for (const file of readdirSync(path, { withFileTypes: true })) {
      if (file.isDirectory() && file.name === 'node_modules') visit(join(path, file.name));
      else if (file.isFile() && /^(?:package\\.json|licen[cs]e|copying|notice)/i.test(file.name))
        bytes += readFileSync(join(path, file.name), 'utf8').length;
    }
  }
};
visit(join(process.argv[2], 'node_modules'));
`;
}

/** Packages with the common licences, each with copyright lines of its own. */
async function makeTree(): Promise<string> {
  const texts = await loadLicenceTexts();
  const ids = [
    'MIT',
    'MIT',
    'MIT',
    'ISC',
    'Apache-2.0',
    'BSD-3-Clause',
    'BSD-2-Clause',
    '0BSD',
    'CC0-1.0',
    'MPL-2.0',
  ];
  const target = join(folder, 'tree');
  const listed: Record<string, object> = { '': { name: 'tree', version: '1.0.0' } };
  for (let i = 0; i < PACKAGES; i += 1) {
    const id = ids[i % ids.length] ?? 'MIT';
    const path = `node_modules/package-${i}`;
    mkdirSync(join(target, path), { recursive: true });
    const manifest = { name: `package-${i}`, version: `1.${i}.0`, license: id };
    writeFileSync(join(target, path, 'package.json'), JSON.stringify(manifest));
    writeFileSync(
      join(target, path, 'LICENSE'),
      `Copyright (c) ${2000 + (i % 25)} Author ${i}\n\n${texts.get(id) ?? ''}\n`,
    );
    listed[path] = { version: manifest.version, license: id };
  }
  writeFileSync(join(target, 'package.json'), '{"name":"tree","version":"1.0.0"}');
  writeFileSync(
    join(target, 'package-lock.json'),
    JSON.stringify({ name: 'tree', lockfileVersion: 3, packages: listed }),
  );
  if (readdirSync(join(target, 'node_modules')).length !== PACKAGES) throw new Error('the tree was not made');
  return target;
}
