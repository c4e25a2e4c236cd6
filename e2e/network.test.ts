/** What touches the network, and what never does. */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join, normalize } from 'node:path';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, afterEach, expect, inject, test } from 'vitest';
import { cli, folderWith, lockOf, removeFolders } from './run-cli.ts';

const feeds = inject('sampleFeeds');
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});
afterAll(removeFolders);

/** @param answer undefined: never answers */
async function serve(
  answer?: (path: string) => Buffer | undefined,
): Promise<{ base: string; paths: string[] }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    paths.push(path);
    if (answer === undefined) return;
    const body = answer(path);
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { etag: `"${body.length}"` }).end(body);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

function fromFeeds(path: string): Buffer | undefined {
  const file = normalize(join(feeds, path));
  return existsSync(file) ? readFileSync(file) : undefined;
}

const APP = { 'package-lock.json': lockOf({ 'is-odd': '3.0.1' }) };

/** A module that notes every connection and name look-up of the process that loads it, and refuses it. */
function watchdog(): { env: Record<string, string>; log: string } {
  const folder = folderWith();
  const log = join(folder, 'connections');
  const module = join(folder, 'watch.mjs');
  writeFileSync(
    module,
    `import { appendFileSync } from 'node:fs';
import net from 'node:net';
import dns from 'node:dns';
net.Socket.prototype.connect = () => { appendFileSync(${JSON.stringify(log)}, 'connect\\n'); throw new Error('no network'); };
dns.lookup = () => { appendFileSync(${JSON.stringify(log)}, 'lookup\\n'); throw new Error('no network'); };
`,
  );
  return { env: { NODE_OPTIONS: `--import=${module}` }, log };
}

test.each([
  ['--offline', ['--offline'], {}],
  ['THERIAC_OFFLINE', [], { THERIAC_OFFLINE: '1' }],
])('%s opens no connection, even where a mirror and a proxy are named', async (_, args, env) => {
  const { base, paths } = await serve(fromFeeds);
  const { env: watched, log } = watchdog();
  const { code } = await cli(['scan', folderWith(APP), ...args], {
    env: {
      THERIAC_DATA: folderWith(),
      THERIAC_FEEDS: base,
      http_proxy: base,
      https_proxy: base,
      ...watched,
      ...env,
    },
  });
  expect(code).toBe(3);
  expect(paths).toEqual([]);
  expect(existsSync(log)).toBe(false);
});

test('the watch sees a connection when there is one', async () => {
  const { env, log } = watchdog();
  const { base } = await serve(fromFeeds);
  const { code } = await cli(['db', 'update', '--only', 'deb', '--feeds', base], {
    env: { THERIAC_DATA: folderWith(), ...env },
  });
  expect(code).toBe(3);
  expect(readFileSync(log, 'utf8')).toContain('connect');
});

test('commands that need no network open none', async () => {
  const { env, log } = watchdog();
  const data = folderWith();
  for (const args of [
    ['list', folderWith(APP)],
    ['why', 'is-odd', folderWith(APP)],
    ['explain', 'CVE-2021-44228'],
    ['db', 'status'],
    ['db', 'build', '--feeds', feeds, '--only', 'deb'],
    ['completion', 'bash'],
    [],
  ])
    await cli(args, { env: { THERIAC_DATA: data, ...env } });
  expect(existsSync(log)).toBe(false);
});

test('the first scan of an npm project fetches what npm needs, builds it, and is complete', async () => {
  const { base, paths } = await serve(fromFeeds);
  const data = folderWith();
  const scan = (): readonly string[] => ['scan', folderWith(APP), '--feeds', base, '--as-of', AS_OF];
  const { code, stdout, stderr } = await cli(scan(), {
    env: { THERIAC_DATA: data, THERIAC_WAIT_SECONDS: '300' },
  });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/\nComplete: .*vulnerabilities.*exploitation/);
  const others = paths.filter((path) => !/^\/(kev|epss|eol)\//.test(path));
  expect(others).toEqual(['/osv/npm/all.zip', '/malicious/npm/mal.zip']);
  expect(readdirSync(join(data, 'index')).sort()).toEqual(['facts.idx', 'npm.idx']);
  const before = paths.length;
  expect((await cli(scan(), { env: { THERIAC_DATA: data } })).code).toBe(0);
  expect(paths.length).toBe(before);
});

test('a server that never answers does not match up the scan: it goes on without the index', async () => {
  const { base, paths } = await serve();
  const data = folderWith();
  const { code, stdout, stderr } = await cli(['scan', folderWith(APP), '--feeds', base], {
    env: { THERIAC_DATA: data, THERIAC_WAIT_SECONDS: '1' },
  });
  expect(code).toBe(3);
  expect(paths.filter((path) => path !== '/osv/npm/all.zip')).toEqual([]);
  expect(stderr).toContain('continues in the background');
  expect(stdout).toMatch(/\nNot fully known\n {2}vulnerabilities/);
});

/** A port whose queue of connections is full and that nobody empties: what comes next is dropped, as a firewall does it. */
async function swallowing(): Promise<{ base: string; stop: () => void }> {
  const script =
    "require('node:net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},function(){console.log(this.address().port)})";
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((done) => child.stdout.once('data', (text) => done(Number(text))));
  child.kill('SIGSTOP');
  const fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await new Promise((done) => setTimeout(done, 300));
  return {
    base: `http://127.0.0.1:${port}`,
    stop: () => {
      for (const socket of fillers) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}

test.runIf(process.platform === 'linux')(
  'a firewall that swallows is told after five seconds, once',
  async () => {
    const { base, stop } = await swallowing();
    try {
      const env = { THERIAC_DATA: folderWith() };
      const scan = await cli(['scan', folderWith(APP), '--feeds', base], { env });
      expect([scan.code, scan.stderr.replaceAll(/\s+/g, ' ')]).toEqual([
        3,
        expect.stringMatching(/no answer from the source of the advisories within 5 s|could not be fetched/),
      ]);
      const update = await cli(['db', 'update', '--feeds', base, '--only', 'npm,facts'], { env });
      expect([update.code, update.stderr.replaceAll(/\s+/g, ' ')]).toEqual([
        expect.any(Number),
        expect.stringMatching(/no answer from 127\.0\.0\.1:\d+ within 5 s: a firewall or proxy may swallow/),
      ]);
    } finally {
      stop();
    }
  },
);

test('a source that takes the connection and says nothing is told after five seconds', async () => {
  const { base } = await serve();
  const { code, stderr } = await cli(['scan', folderWith(APP), '--feeds', base], {
    env: { THERIAC_DATA: folderWith() },
  });
  expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
    3,
    expect.stringContaining('no answer from the source of the advisories within 5 s'),
  ]);
});

test('first scans at the same time fetch once', async () => {
  const { base, paths } = await serve(fromFeeds);
  const data = folderWith();
  const runs = await Promise.all(
    [1, 2, 3].map(() =>
      cli(['scan', folderWith(APP), '--feeds', base, '--as-of', AS_OF], {
        env: { THERIAC_DATA: data, THERIAC_WAIT_SECONDS: '100' },
      }),
    ),
  );
  expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual([1, 2, 3].map(() => [0, '']));
  expect(paths.filter((path) => path === '/osv/npm/all.zip')).toHaveLength(1);
});

test('a mirror without the feed is said, and the scan goes on', async () => {
  const { base } = await serve(() => undefined);
  const { code, stdout, stderr } = await cli(['scan', folderWith(APP), '--feeds', base], {
    env: { THERIAC_DATA: folderWith() },
  });
  expect(code).toBe(3);
  expect(stderr).toContain('could not be fetched');
  expect(stdout).toContain('Gate incomplete');
});

test('nothing of the project is sent: only the names of feeds', async () => {
  const { base, paths } = await serve(() => undefined);
  await cli(
    [
      'scan',
      folderWith({ 'package-lock.json': lockOf({ 'secret-internal-package': '1.0.0' }) }),
      '--feeds',
      base,
    ],
    {
      env: { THERIAC_DATA: folderWith() },
    },
  );
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.join('\n')).not.toContain('secret');
});
