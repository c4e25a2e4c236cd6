import type { Store } from '@theriac/advisories';
import type { ScanResult } from '@theriac/core';
import type { ImagesConfig } from '@theriac/govern';
import { makeLayout, sha256 } from '@theriac/testing/make-image';
import { type MadeEntry, makeTar } from '@theriac/testing/make-tar';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { about, BASE, debianStore, idsOf, PORTAL, scannedImage, status } from '@theriac/testing/portal-image';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let store: Store;
beforeAll(async () => {
  store = await debianStore();
});
afterAll(removeFolders);

const scanned = (path: string, more: Parameters<typeof scannedImage>[2] = {}): Promise<ScanResult> =>
  scannedImage(store, path, more);

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
