import { hash } from 'node:crypto';
import type { Store } from '@theriac/advisories';
import type { ScanResult } from '@theriac/core';
import { makeDockerArchive, makeLayout } from '@theriac/testing/make-image';
import { removeFolders } from '@theriac/testing/make-target';
import {
  about,
  BASE,
  debianStore,
  idsOf,
  PORTAL,
  RELEASE,
  scannedImage,
  status,
} from '@theriac/testing/portal-image';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let store: Store;
beforeAll(async () => {
  store = await debianStore();
});
afterAll(removeFolders);

const scanned = (path: string, more: Parameters<typeof scannedImage>[2] = {}): Promise<ScanResult> =>
  scannedImage(store, path, more);

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
    expect(
      about(result, 'TEST-npm-1')
        ?.trace.map(({ kind, label }) => `${kind} ${label}`)
        .slice(0, 4),
    ).toEqual([
      'file app/node_modules',
      'package flawed 1.0.0',
      'image layer 3: COPY app /app',
      expect.stringMatching(/^system /),
    ]);
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

describe('what is easily missed', () => {
  const link = (name: string, target: string) => ({ name, content: '', type: '2', target });
  const entries = (files: Record<string, string>) =>
    Object.entries(files).map(([name, content]) => ({ name, content }));
  const namesOf = ({ inventory }: ScanResult): string[] =>
    inventory.components.filter(({ ecosystem }) => ecosystem === 'deb').map(({ name }) => name);

  test.each([
    ['a link to the file', [link('var/lib/dpkg/status', '/usr/share/db')], 'usr/share/db'],
    ['a link to its folder', [link('var/lib/dpkg', '../../usr/share/dpkg')], 'usr/share/dpkg/status'],
    ['a link at the top', [link('var', 'v2')], 'v2/lib/dpkg/status'],
  ])('a database of packages behind %s', async (_, links, path) => {
    const files = entries({ 'etc/os-release': RELEASE, [path]: status('bash 5.2-1') });
    const result = await scanned(makeLayout({ layers: [{ entries: [...links, ...files] }] }));
    expect(namesOf(result)).toEqual(['bash']);
    expect(result.coverage.find(({ area }) => area === 'inventory')?.state).toBe('complete');
  });

  test('a distribution without a list of its packages is a gap', async () => {
    const { gate, coverage } = await scanned(
      makeLayout({ layers: [{ entries: { 'etc/os-release': RELEASE } }] }),
    );
    expect(coverage.find(({ area }) => area === 'inventory')?.reasons).toEqual([
      expect.stringContaining('no list of its packages'),
    ]);
    expect(gate.exitCode).toBe(3);
  });

  test('packages that a later layer deleted or replaced are not installed; a replaced one is of the later layer', async () => {
    const manifest = (version: string): Record<string, string> => ({
      'app/node_modules/flawed/package.json': `{"name":"flawed","version":"${version}"}`,
    });
    const { inventory } = await scanned(
      makeLayout({
        layers: [
          {
            entries: {
              ...BASE,
              ...manifest('1.0.0'),
              'app/node_modules/gone/package.json': '{"name":"gone","version":"1.0.0"}',
            },
          },
          { entries: [...entries(manifest('2.0.0')), { name: 'app/node_modules/.wh.gone', content: '' }] },
        ],
      }),
    );
    expect(
      inventory.components
        .filter(({ ecosystem }) => ecosystem === 'npm')
        .map(({ name, version, layer }) => [name, version, layer]),
    ).toEqual([['flawed', '2.0.0', 1]]);
  });

  test('secrets of instructions, arguments of the build and commands are found, and shown nowhere', async () => {
    const result = await scanned(
      makeLayout({
        layers: [
          {
            entries: BASE,
            createdBy:
              'RUN |2 DB_PASSWORD=Xk29-sd8Qz7Lm B=1 /bin/sh -c curl -u bob:Tr0ub4dor3x https://example.org # buildkit',
          },
        ],
        config: {
          Cmd: ['serve', '--password=hunter2-Zq9', '--token', 'pT8-vKq2mZ7w'],
          OnBuild: ['ENV A_PASSWORD=Yk31-sd8Qz7Lm'],
        },
      }),
    );
    const found = result.findings.filter(({ kind }) => kind === 'secret').flatMap(({ evidence }) => evidence);
    expect(found.length).toBeGreaterThanOrEqual(2);
    const { layers, runtime } = result.image ?? { layers: [] };
    expect(layers[0]?.instruction).toBe('RUN curl -u … https://example.org');
    expect(runtime?.command.join(' ')).not.toMatch(/hunter2|pT8/);
    expect(JSON.stringify(result)).not.toMatch(/Xk29|Tr0ub4dor|hunter2|pT8-v|Yk31/);
  });

  test('secrets of the manifest are found: annotations', async () => {
    const { findings } = await scanned(
      makeLayout({
        layers: [{ entries: BASE }],
        annotations: { 'org.example.deploy': 'DB_PASSWORD=Xk29-sd8Qz7Lm' },
      }),
    );
    expect(
      findings.filter(({ kind }) => kind === 'secret').map(({ locations }) => locations[0]?.path),
    ).toEqual(['image!/Dockerfile']);
  });

  test('a file that a package owns and somebody replaced is looked at', async () => {
    const owned = (content: string): Record<string, string> => ({
      ...BASE,
      'var/lib/dpkg/info/nginx.list': '/usr/share/nginx/html/app.env\n/usr/share/nginx/html/index.html\n',
      'var/lib/dpkg/info/nginx.md5sums': `${hash('md5', 'A=1\n')}  usr/share/nginx/html/app.env\n${'0'.repeat(32)}  usr/share/nginx/html/index.html\n`,
      'usr/share/nginx/html/app.env': content,
    });
    const secrets = async (content: string): Promise<string[]> =>
      (await scanned(makeLayout({ layers: [{ entries: owned(content) }] }))).findings.flatMap(
        ({ kind, subject }) => (kind === 'secret' ? [subject.path ?? ''] : []),
      );
    expect(await secrets('A=1\n')).toEqual([]);
    expect(await secrets('DB_PASSWORD="kX9-vT27#qLm4zR"\n')).toEqual(['usr/share/nginx/html/app.env']);
  });

  test('what a package took away with it is not searched, what somebody deleted is', async () => {
    const { findings } = await scanned(
      makeLayout({
        layers: [
          {
            entries: {
              ...BASE,
              'var/lib/dpkg/info/git.list': '/usr/share/doc/git/netrc.env\n',
              'usr/share/doc/git/netrc.env': 'DB_PASSWORD="kX9-vT27#qLm4zR"\n',
              'usr/share/mine.env': 'DB_PASSWORD="pT8-vKq2#mZ7w1"\n',
            },
          },
          {
            entries: [
              { name: 'usr/share/.wh.doc', content: '' },
              { name: 'usr/share/.wh.mine.env', content: '' },
              { name: 'var/lib/dpkg/info/.wh.git.list', content: '' },
            ],
          },
        ],
      }),
    );
    expect(findings.flatMap(({ kind, subject }) => (kind === 'secret' ? [subject.path] : []))).toEqual([
      'layer 1!/usr/share/mine.env',
    ]);
  });

  test('what a package shipped is nobody’s secret when a later layer deletes, replaces or copies it', async () => {
    const text = 'DB_PASSWORD="kX9-vT27#qLm4zR"\n';
    const sum = hash('md5', text);
    const shipped = {
      'etc/os-release': RELEASE,
      'var/lib/dpkg/status': `${status('libssl3 3.0.9-1 openssl').trimEnd()}\nConffiles:\n /etc/app.env ${sum}\n`,
      'var/lib/dpkg/info/libssl3.list': '/.\n/etc/app.env\n/usr/share/app.env\n',
      'var/lib/dpkg/info/libssl3.md5sums': `${sum}  usr/share/app.env\n`,
      'etc/app.env': text,
      'usr/share/app.env': text,
    };
    const secretsOf = async (entries: Readonly<Record<string, string>>): Promise<readonly string[]> => {
      const { findings } = await scanned(makeLayout({ layers: [{ entries: shipped }, { entries }] }));
      return findings
        .filter(({ kind }) => kind === 'secret')
        .map(({ locations }) => locations[0]?.path ?? '');
    };
    expect(await secretsOf({ 'etc/.wh.app.env': '', 'usr/share/.wh.app.env': '' })).toEqual([]);
    expect(await secretsOf({ 'etc/app.env': 'none\n', 'usr/share/app.env': text })).toEqual([]);
    expect(await secretsOf({ 'usr/share/app.env': text.replace('kX9', 'kY9') })).toEqual([
      'usr/share/app.env',
    ]);
  });

  test('texts without an extension are searched: entry points, environments, histories of shells', async () => {
    const paths = [
      'entrypoint',
      'etc/environment',
      'etc/default/app',
      'root/.profile',
      'root/.bash_history',
      'usr/local/bin/run',
    ];
    const files = Object.fromEntries(
      paths.map((path, i) => [path, `export DB_PASSWORD=kX${i}-vT27qLm4zR\n`]),
    );
    const { findings } = await scanned(makeLayout({ layers: [{ entries: { ...BASE, ...files } }] }));
    expect(findings.flatMap(({ kind, subject }) => (kind === 'secret' ? [subject.path] : [])).sort()).toEqual(
      paths.sort(),
    );
  });

  test('binary files that nobody asked for are no gaps', async () => {
    const binary = Buffer.concat([Buffer.from([0, 1, 2, 3]), Buffer.alloc(5000, 7)]);
    const { coverage } = await scanned(
      makeLayout({ layers: [{ entries: { ...BASE, 'usr/lib/a.pyc': binary, 'var/cache/a.deb': binary } }] }),
    );
    for (const area of ['secrets', 'phi-files'])
      expect(coverage.find((c) => c.area === area)?.reasons ?? []).toEqual([]);
  });

  test('a layer that cannot be read is searched by nobody: no area of secrets is complete', async () => {
    const { coverage } = await scanned(
      makeLayout({
        layers: [
          { entries: BASE },
          { entries: { 'app/.env': 'x' }, mediaType: 'application/vnd.oci.image.layer.v1.tar+encrypted' },
        ],
      }),
    );
    for (const area of ['inventory', 'secrets', 'phi-files'])
      expect(coverage.find((c) => c.area === area)).toMatchObject({
        state: 'partial',
        reasons: [expect.stringContaining('layer 2: the layer is encrypted')],
      });
  });

  test('a file in the place of one that a package owns is searched where a later layer takes it back', async () => {
    const owned = {
      ...BASE,
      'var/lib/dpkg/info/nginx.list': '/usr/share/nginx/app.env\n/usr/share/nginx/index.html\n',
      'var/lib/dpkg/info/nginx.md5sums': `${hash('md5', 'A=1\n')}  usr/share/nginx/app.env\n${'0'.repeat(32)}  usr/share/nginx/index.html\n`,
      'usr/share/nginx/app.env': 'A=1\n',
    };
    const replaced = { 'usr/share/nginx/app.env': 'DB_PASSWORD="kX9-vT27#qLm4zR"\n' };
    const { findings } = await scanned(
      makeLayout({
        layers: [
          { entries: owned },
          { entries: replaced },
          { entries: { 'usr/share/nginx/app.env': 'A=1\n' } },
        ],
      }),
    );
    expect(findings.flatMap(({ kind, subject }) => (kind === 'secret' ? [subject.path] : []))).toEqual([
      'layer 2!/usr/share/nginx/app.env',
    ]);
  });

  test('a secret in the thirtieth of forty states of a file', async () => {
    const states = Array.from({ length: 40 }, (_, i) => ({
      entries: { 'app/a.env': i === 29 ? 'DB_PASSWORD="kX9-vT27#qLm4zR"\n' : `A=${i}\n` },
    }));
    const { findings } = await scanned(makeLayout({ layers: [{ entries: BASE }, ...states] }));
    expect(findings.flatMap(({ kind, subject }) => (kind === 'secret' ? [subject.path] : []))).toEqual([
      'layer 31!/app/a.env',
    ]);
  });
});
