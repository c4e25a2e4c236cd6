import { hash } from 'node:crypto';
import type { Finding, ScanResult } from '@theriac/core';
import { DEFAULT_CONFIG, type ImagesConfig } from '@theriac/govern';
import { type MadeImage, makeDockerArchive, makeLayout, sha256 } from '@theriac/testing/make-image';
import { type MadeEntry, makeTar } from '@theriac/testing/make-tar';
import { makeFolder, makeStore, osvRecord, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRoot } from './target/root/index.ts';

let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore({
    deb: [
      osvRecord('DEBIAN-TEST-1', 'Debian:12', 'openssl', [{ introduced: '0' }, { fixed: '3.0.11-1' }]),
      osvRecord('DEBIAN-TEST-2', 'Debian:12', 'curl', [{ introduced: '0' }, { fixed: '8.0-1' }]),
    ],
  });
});
afterAll(removeFolders);

const status = (...packages: readonly string[]): string =>
  packages
    .map((one) => {
      const [name = '', version = '', source] = one.split(' ');
      return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n${source === undefined ? '' : `Source: ${source}\n`}\n`;
    })
    .join('');
const RELEASE = 'ID=debian\nVERSION_ID="12"\n';
const BASE: Record<string, string> = {
  'usr/lib/os-release': RELEASE,
  'var/lib/dpkg/status': status('libssl3 3.0.9-1 openssl', 'bash 5.2-1'),
  'var/lib/dpkg/info/bash.list': '/.\n/usr/bin/bash\n/etc/skel/.bashrc\n',
  'usr/bin/bash': '#!',
};

/** Two layers of a base, then a package and an application. */
const PORTAL: MadeImage = {
  layers: [
    { entries: BASE, createdBy: '/bin/sh -c #(nop) ADD file:1 in / ', compression: 'gzip' },
    {
      entries: {
        'var/lib/dpkg/status': status('libssl3 3.0.9-1 openssl', 'bash 5.2-1', 'curl 7.88-1'),
        'var/lib/dpkg/info/curl.list': '/usr/bin/curl\n',
        'usr/bin/curl': '#!',
      },
      createdBy: 'RUN /bin/sh -c apt-get install -y curl # buildkit',
    },
    {
      entries: {
        'app/node_modules/flawed/package.json': '{"name":"flawed","version":"1.0.0"}',
        'app/package-lock.json':
          '{"lockfileVersion":3,"packages":{"":{},"node_modules/never-installed":{"version":"1.0.0"}}}',
        'app/.env': 'DB_PASSWORD="kX9-vT27#qLm4zR"\n',
      },
      createdBy: 'COPY app /app # buildkit',
    },
    { entries: [{ name: 'app/.wh..env', content: '' }], createdBy: 'RUN rm /app/.env' },
  ],
  steps: [
    { after: 1, createdBy: '/bin/sh -c #(nop)  CMD ["bash"]' },
    { after: 4, createdBy: 'CMD ["node" "/app"]' },
  ],
  config: { Env: ['DB_PASSWORD=Xk29-sd8Qz7Lm'], Cmd: ['node', '/app'] },
};

async function scanned(
  path: string,
  { images = {}, ...more }: { images?: Partial<ImagesConfig>; newerBase?: string } = {},
): Promise<ScanResult> {
  const target = await openRoot(path, {});
  const newer = more.newerBase === undefined ? undefined : await openRoot(more.newerBase, {});
  if (target === undefined) throw new Error('not recognised');
  return scanWith(store, '', {
    path: target,
    config: { ...DEFAULT_CONFIG, images: { ...DEFAULT_CONFIG.images, ...images } },
    ...(newer === undefined ? {} : { newerBase: { target: newer, name: 'example.org/base:13' } }),
  });
}

const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule).sort();
const about = (result: ScanResult, rule: string): Finding | undefined =>
  result.findings.find((finding) => finding.rule === rule);

describe('an image', () => {
  test('what is installed, each component with the layer that brought it', async () => {
    const { inventory, target, image } = await scanned(makeLayout(PORTAL));
    expect(target.kind).toBe('image');
    expect(inventory.components.map(({ purl, layer }) => [purl.replace(/\?.*/, ''), layer])).toEqual([
      ['pkg:npm/flawed@1.0.0', 2],
      ['pkg:deb/debian/bash@5.2-1', 0],
      ['pkg:deb/debian/curl@7.88-1', 1],
      ['pkg:deb/debian/libssl3@3.0.9-1', 0],
      ['pkg:generic/debian@12', 0],
    ]);
    expect(image?.base).toEqual({ layers: 1, toldBy: 'history' });
    expect(image?.layers.map(({ base }) => base)).toEqual([true, false, false, false]);
    // The application and a lockfile that says nothing of what is installed.
    expect(image?.counts.unowned).toBe(3);
  });

  test('findings of the base and yours, by the layer that brought the package', async () => {
    const result = await scanned(makeLayout(PORTAL));
    const part = (rule: string): boolean | undefined =>
      result.image?.layers[about(result, rule)?.layer ?? -1]?.base;
    expect(part('DEBIAN-TEST-1')).toBe(true);
    expect(part('DEBIAN-TEST-2')).toBe(false);
    expect(part('TEST-npm-1')).toBe(false);
  });

  test('a package that was upgraded on top is of the layer that upgraded it', async () => {
    const { inventory } = await scanned(
      makeLayout({
        layers: [
          { entries: BASE },
          { entries: { 'var/lib/dpkg/status': status('libssl3 3.0.11-1 openssl', 'bash 5.2-1') } },
        ],
      }),
    );
    expect(
      inventory.components.filter((c) => c.ecosystem === 'deb').map(({ name, layer }) => [name, layer]),
    ).toEqual([
      ['bash', 0],
      ['libssl3', 1],
    ]);
  });

  test('secrets in deleted files and in the environment', async () => {
    const { findings } = await scanned(makeLayout(PORTAL));
    const secrets = findings.filter(({ kind }) => kind === 'secret');
    expect(secrets.map(({ locations, layer }) => [locations[0]?.path, layer])).toEqual([
      ['image!/Dockerfile', undefined],
      ['layer 3!/app/.env', 2],
    ]);
    expect(secrets[1]?.notes).toEqual([expect.stringContaining('still in the image')]);
    expect(JSON.stringify(findings)).not.toMatch(/kX9-vT27|Xk29-sd8/);
  });

  test('the same bytes as a layout and as an archive give the same findings', async () => {
    const [layout, archive] = await Promise.all([
      scanned(makeLayout(PORTAL)),
      scanned(makeDockerArchive(PORTAL)),
    ]);
    expect(idsOf(archive.findings)).toEqual(idsOf(layout.findings));
    const facts = ({ image }: ScanResult) => ({ ...image, name: '', digest: '' });
    expect(facts(archive)).toEqual(facts(layout));
  });

  test('the same input gives the same bytes', async () => {
    const path = makeLayout(PORTAL);
    expect(hash('sha256', JSON.stringify(await scanned(path)))).toBe(
      hash('sha256', JSON.stringify(await scanned(path))),
    );
  });

  test('what a package ships unchanged is judged as that package; what was changed is looked at', async () => {
    const conf = 'server { ssl_protocols TLSv1; listen 443 ssl; }\n';
    const owned = (content: string): Record<string, string> => ({
      'usr/lib/os-release': RELEASE,
      'var/lib/dpkg/status': `Package: nginx\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1-1\nConffiles:\n /etc/nginx/nginx.conf ${hash('md5', conf)}\n\n`,
      'var/lib/dpkg/info/nginx.list': '/etc/nginx/nginx.conf\n/usr/share/x/package.json\n',
      'etc/nginx/nginx.conf': content,
      'usr/share/x/node_modules/flawed/package.json': '{"name":"flawed","version":"1.0.0"}',
    });
    const configured = async (content: string): Promise<number> =>
      (await scanned(makeLayout({ layers: [{ entries: owned(content) }] }))).findings.filter(
        ({ subject }) => subject.path === 'etc/nginx/nginx.conf',
      ).length;
    expect(await configured(conf)).toBe(0);
    expect(await configured(`${conf}# mine\n`)).toBeGreaterThan(0);
  });

  test('coverage: images is complete for an image, and a damaged database of packages is not', async () => {
    const { coverage } = await scanned(makeLayout(PORTAL));
    const state = (area: string) => coverage.filter((c) => c.area === area).map((c) => c.state);
    expect(state('images')).toEqual(['complete']);
    expect(state('inventory')).toEqual(['complete']);
    const cut = { ...BASE, 'var/lib/dpkg/status': 'Package: bash\nStatus: install ok installed\nVersion: 5' };
    const damaged = await scanned(makeLayout({ layers: [{ entries: cut }] }));
    expect(damaged.coverage.find((c) => c.area === 'inventory')?.state).toBe('partial');
    expect(damaged.gate.exitCode).toBe(3);
  });
});

describe('the base image', () => {
  const baseTar = sha256(
    makeTar(Object.entries(BASE).map(([name, content]): MadeEntry => ({ name, content }))),
  );
  const approved = {
    name: 'example.org/base/debian:12',
    digests: [sha256(Buffer.from('1'))],
    layers: [baseTar],
    source: '',
  };

  test('an approved base is recognised by its layers, whatever labels say', async () => {
    const { image, findings } = await scanned(makeLayout(PORTAL), { images: { approved: [approved] } });
    expect(image?.base).toEqual({
      name: 'example.org/base/debian:12',
      digest: approved.digests[0],
      layers: 1,
      toldBy: 'approved',
    });
    expect(idsOf(findings).filter((id) => id.includes('BASE'))).toEqual([]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['nothing names the base', {}, ['THERIAC-IMG-BASE-UNKNOWN']],
    [
      'another base',
      { 'org.opencontainers.image.base.name': 'docker.io/library/ubuntu:22.04' },
      ['THERIAC-IMG-BASE-UNAPPROVED'],
    ],
    [
      'the approved name and another content',
      {
        'org.opencontainers.image.base.name': 'example.org/base/debian:12',
        'org.opencontainers.image.base.digest': sha256(Buffer.from('2')),
      },
      ['THERIAC-IMG-BASE-DRIFT'],
    ],
    [
      'the approved digest',
      {
        'org.opencontainers.image.base.name': 'example.org/base/debian:12',
        'org.opencontainers.image.base.digest': approved.digests[0] ?? '',
      },
      [],
    ],
  ])('%s', async (_, labels, expected) => {
    const { findings } = await scanned(makeLayout({ ...PORTAL, annotations: labels }), {
      images: { approved: [{ ...approved, layers: [] }] },
    });
    expect(idsOf(findings).filter((id) => id.includes('BASE'))).toEqual(expected);
  });

  test('what building upon a newer one clears is counted by looking at it', async () => {
    const newer = makeLayout({
      layers: [
        { entries: { ...BASE, 'var/lib/dpkg/status': status('libssl3 3.0.11-1 openssl', 'bash 5.2-1') } },
      ],
    });
    const result = await scanned(makeLayout(PORTAL), { newerBase: newer });
    const fix = result.fixes.find(({ id }) => id === 'newer-base');
    expect(fix?.action).toBe('Build anew upon example.org/base:13: clears 1 of 1 finding in the base');
    expect(fix?.clears).toEqual([about(result, 'DEBIAN-TEST-1')?.fingerprint]);
    expect(fix?.steps).toEqual([
      {
        kind: 'edit',
        text: expect.stringMatching(/^FROM example\.org\/base:13@sha256:/),
        file: 'Dockerfile',
      },
    ]);
  });

  test('where it cannot be shown, nothing is promised', async () => {
    const same = makeLayout({ layers: [{ entries: BASE }] });
    const none = await scanned(makeLayout(PORTAL), { newerBase: same });
    expect(none.fixes.some(({ id }) => id === 'newer-base')).toBe(false);
    expect(none.warnings).toContainEqual(expect.stringMatching(/clears none of the 1 findings? in the base/));
    const damaged = makeLayout({ layers: [{ entries: { ...BASE, 'var/lib/dpkg/status': 'Package: x' } }] });
    const unknown = await scanned(makeLayout(PORTAL), { newerBase: damaged });
    expect(unknown.warnings).toContainEqual(
      expect.stringMatching(/cannot be shown: inventory of it is partial/),
    );
  });
});

describe('rules about images', () => {
  const rulesOf = async (
    entries: readonly MadeEntry[] | Record<string, string>,
    config: Record<string, unknown> = {},
    images: Partial<ImagesConfig> = {},
  ): Promise<string[]> =>
    idsOf((await scanned(makeLayout({ layers: [{ entries }], config }), { images })).findings)
      .filter((id) => id.startsWith('THERIAC-IMG-'))
      .map((id) => id.slice('THERIAC-IMG-'.length));
  const clean = { User: '10001:10001' };

  test('an image without any of it', async () => {
    expect(await rulesOf({ 'app/run': 'x' }, clean)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['no user', {}, ['ROOT']],
    ['root by name', { User: 'root:app' }, ['ROOT']],
    ['root by number', { User: '0' }, ['ROOT']],
    ['SSH', { ...clean, ExposedPorts: { '22/tcp': {} } }, ['PORT-REMOTE-ACCESS']],
    ['DICOM without TLS', { ...clean, ExposedPorts: { '104/tcp': {} } }, ['PORT-CLEAR-TEXT']],
    ['another port', { ...clean, ExposedPorts: { '8443/tcp': {}, '22/udp': {} } }, []],
    ['certificates are not checked', { ...clean, Env: ['NODE_TLS_REJECT_UNAUTHORIZED=0'] }, ['TLS-OFF']],
    ['certificates are checked', { ...clean, Env: ['NODE_TLS_REJECT_UNAUTHORIZED=1'] }, []],
    ['a library for all', { ...clean, Env: ['LD_PRELOAD=/usr/lib/x.so'] }, ['PRELOAD']],
  ])('%s', async (_, config, expected) => {
    expect(await rulesOf({ 'app/run': 'x' }, config)).toEqual(expected);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['a shell', { 'bin/sh': 'x' }, ['SHELL']],
    ['compilers', { 'usr/bin/gcc': 'x', 'usr/bin/make': 'x' }, ['COMPILER']],
    ['package managers', { 'sbin/apk': 'x' }, ['PACKAGE-MANAGER']],
    ['curl', { 'usr/bin/curl': 'x' }, ['DOWNLOAD']],
    ['gdb', { 'usr/local/bin/gdb': 'x' }, ['DEBUGGER']],
    ['sshd', { 'usr/sbin/sshd': 'x' }, ['REMOTE-ACCESS']],
    ['git', { 'usr/bin/git': 'x' }, ['VERSION-CONTROL']],
    ['programs of the same name elsewhere', { 'app/bin/sh': 'x', 'srv/git': 'x' }, []],
    ['a repository', { 'app/.git/HEAD': 'ref: x' }, ['VERSION-CONTROL-DATA']],
    ['an empty password', { 'etc/shadow': 'root:*:1::::::\nguest::1::::::\n' }, ['EMPTY-PASSWORD']],
    ['locked accounts', { 'etc/shadow': 'root:*:1::::::\nguest:!:1::::::\n' }, []],
    ['a second root', { 'etc/passwd': 'root:x:0:0::/:\ntoor:x:0:0::/:\n' }, ['SECOND-ROOT']],
    ['a preloaded library', { 'etc/ld.so.preload': '/lib/x.so\n' }, ['PRELOAD']],
  ])('%s', async (_, files, expected) => {
    expect(await rulesOf(files, clean)).toEqual(expected);
  });

  test('what theriac.yaml allows', async () => {
    expect(await rulesOf({ 'bin/sh': 'x', 'bin/curl': 'x' }, clean, { allow: ['shell'] })).toEqual([
      'DOWNLOAD',
    ]);
  });

  test('set-id files: owned ones together, each other one by itself', async () => {
    const entries: MadeEntry[] = [
      ...Object.entries(BASE).map(([name, content]) => ({ name, content })),
      { name: 'var/lib/dpkg/info/sudo.list', content: '/usr/bin/sudo\n' },
      { name: 'usr/bin/sudo', content: 'x', mode: 0o4755 },
      { name: 'opt/tool', content: 'x', mode: 0o4755 },
      { name: 'opt/not-executable', content: 'x', mode: 0o4644 },
    ];
    expect(await rulesOf(entries, clean, { allow: ['shell'] })).toEqual(['SET-ID', 'SET-ID-UNOWNED']);
    expect(
      await rulesOf(entries, clean, { allow: ['shell'], allowSetId: ['opt/tool', 'usr/bin/sudo'] }),
    ).toEqual([]);
  });

  test('an old image; one whose day was set to a fixed one is not called old', async () => {
    const built = async (created: string): Promise<string[]> =>
      idsOf(
        (await scanned(makeLayout({ layers: [{ entries: { a: 'x' } }], config: clean, created }))).findings,
      );
    expect(await built('2025-01-01T00:00:00Z')).toEqual(['THERIAC-IMG-OLD']);
    expect(await built('2025-12-01T00:00:00Z')).toEqual([]);
    expect(await built('1970-01-01T00:00:01Z')).toEqual([]);
  });

  test('a root file system is judged by what is in it, not as a container', async () => {
    const { findings, target } = await scanned(makeFolder({ ...BASE, 'etc/shadow': 'root::1::::::\n' }));
    expect(target.kind).toBe('root');
    expect(idsOf(findings).filter((id) => id.startsWith('THERIAC-IMG'))).toEqual([
      'THERIAC-IMG-EMPTY-PASSWORD',
    ]);
  });
});
