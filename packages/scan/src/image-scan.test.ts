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
