/** The tour of docs/server.md, run as it is written against a server that was started as the page says. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { blocksOf } from './documentation/blocks.ts';
import { folderWith, MAIN, ROOT, removeFolders } from './run-cli.ts';

/** The server is a package of its own, which runs on the Node.js of this repository. */
const NODE = process.execPath;

afterAll(removeFolders);

const page = readFileSync(join(ROOT, 'docs/server.md'), 'utf8');
const blocks = blocksOf('docs/server.md', page).filter(({ first }) => first !== 'npm run serve');
const scripts = [...page.matchAll(/```sh\n([\s\S]*?)```/g)]
  .map(([, text = '']) => text)
  .filter((text) => !/^npm run serve/.test(text));

test('the tour', async () => {
  expect(scripts.length).toBe(blocks.length);
  expect(scripts.length).toBeGreaterThan(5);
  const folder = folderWith({
    'app/package.json': '{"name": "portal", "version": "1.0.0", "dependencies": {"minimist": "0.0.8"}}',
    'app/package-lock.json': JSON.stringify({
      name: 'portal',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'portal', version: '1.0.0', dependencies: { minimist: '0.0.8' } },
        'node_modules/minimist': { version: '0.0.8' },
      },
    }),
    'vendor.cdx.json': JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name: 'minimist', version: '0.2.1', purl: 'pkg:npm/minimist@0.2.1' }],
    }),
    'bin/theriac': `#!/bin/sh\nexec '${NODE}' '${MAIN}' "$@"\n`,
  });
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'bin/theriac'), 0o755);
  const data = join(folder, 'data');
  mkdirSync(join(data, 'index'), { recursive: true });
  for (const index of ['npm.idx', 'facts.idx'])
    copyFileSync(join(inject('sampleData'), 'index', index), join(data, 'index', index));
  const server = spawn(NODE, [MAIN, 'serve', '--data', data, '--port', '0', '--log', 'error'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '' },
  });
  let told = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  try {
    await expect.poll(() => told, { timeout: 120_000 }).toContain('The link works once.');
    const [, address = '', token = ''] = /(http:\S+)\/setup#(\S+)/.exec(told) ?? [];
    writeFileSync(join(folder, 'tour.sh'), `set -eu\n${scripts.join('\n')}`);
    const { status, stdout, stderr } = spawnSync('sh', ['tour.sh'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
        HOME: folder,
        THERIAC: address,
        SETUP_TOKEN: token,
        ADA_PASSWORD: 'correct horse battery staple',
        OTTO_PASSWORD: 'wrong zebra charger clip',
        THERIAC_DATA: inject('sampleData'),
      },
    });
    expect({ status, stderr: stderr.replace(/^theriac: sent to .*\n/, '') }).toEqual({
      status: 0,
      stderr: '',
    });
    expect(stdout.split('\n').map((line) => line.replace(/due \d{4}-\d\d-\d\d/, 'due DAY'))).toEqual([
      'St Mary Hospital',
      'system-owner',
      'developer',
      'Otto Owner',
      'queued',
      'immediate minimist 0.0.8 in Patient portal, due DAY',
      'Patient portal: pkg:npm/minimist@0.0.8 (build)',
      'Patient portal: pkg:npm/minimist@0.2.1 (vendor)',
      'in-progress',
      'Otto Owner: finding.state-changed',
      '',
    ]);
  } finally {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGINT');
    expect(await ended).toBe(0);
  }
});
