import { readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '@theriac/core';
import {
  type MadeImage,
  type MadeLayer,
  makeDockerArchive,
  makeLayout,
  makeMultiLayout,
  sha256,
} from '@theriac/testing/make-image';
import type { MadeEntry } from '@theriac/testing/make-tar';
import { makeTar } from '@theriac/testing/make-tar';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, describe, expect, test } from 'vitest';
import { openRoot } from '../root/index.ts';
import type { Target } from '../target.ts';

afterAll(removeFolders);

async function opened(path: string, more: { platform?: string } = {}): Promise<Target> {
  const target = await openRoot(path, more);
  if (target === undefined) throw new Error('not recognised');
  return target;
}

/** Every file with its content, but for what stands beside the root file system. */
function filesOf({ tree, contents }: Target): Record<string, string> {
  const paths = [...(contents?.files() ?? [])].filter((path) => contents?.isBeside(path) !== true);
  return Object.fromEntries(paths.sort().map((path) => [path, tree.file(path)?.text() ?? '(not kept)']));
}

const layersOf = (...layers: (readonly MadeEntry[] | Record<string, string>)[]): MadeImage => ({
  layers: layers.map((entries) => ({ entries })),
});

async function filesAfter(...layers: (readonly MadeEntry[] | Record<string, string>)[]) {
  return filesOf(await opened(makeLayout(layersOf(...layers))));
}

const file = (name: string, content = name): MadeEntry => ({ name, content });
const folder = (name: string): MadeEntry => ({ name, content: '', type: '5' });
const link = (name: string, target: string): MadeEntry => ({ name, content: '', type: '2', target });
const hardLink = (name: string, target: string): MadeEntry => ({ name, content: '', type: '1', target });

describe('layers put on top of each other', () => {
  test('the upper one replaces', async () => {
    expect(await filesAfter({ a: '1', b: '1' }, { b: '2' })).toEqual({ a: '1', b: '2' });
  });

  test('a whiteout deletes what is below, a folder with all that is in it', async () => {
    expect(
      await filesAfter({ 'app/.env': 's', 'app/a': 'a', 'old/x/y': 'y' }, [
        file('app/.wh..env'),
        file('.wh.old'),
      ]),
    ).toEqual({ 'app/a': 'a' });
  });

  test('a whiteout leaves alone what its own layer brings, before it or after it', async () => {
    expect(await filesAfter({ 'd/old': 'o' }, [file('d/new'), file('.wh.d'), file('d/newer')])).toEqual({
      'd/new': 'd/new',
      'd/newer': 'd/newer',
    });
  });

  test('an opaque folder shows nothing of what is below', async () => {
    expect(
      await filesAfter({ 'd/old': 'o', 'd/sub/x': 'x', e: 'e' }, [file('d/new'), file('d/.wh..wh..opq')]),
    ).toEqual({ 'd/new': 'd/new', e: 'e' });
  });

  test('a folder in the place of a file, and a file in the place of a folder', async () => {
    expect(await filesAfter({ a: '1', 'b/c': '1' }, { 'a/x': '2', b: '2' })).toEqual({ 'a/x': '2', b: '2' });
  });

  test('an entry below a link to a folder is in that folder', async () => {
    expect(await filesAfter([folder('usr/bin'), link('bin', 'usr/bin')], [file('bin/sh', '#!')])).toEqual({
      'usr/bin/sh': '#!',
    });
  });

  test('hard links, also to what a lower layer brought', async () => {
    expect(await filesAfter([file('a', '1')], [hardLink('b', 'a'), hardLink('/c', '/b')])).toEqual({
      a: '1',
      b: '1',
      c: '1',
    });
  });

  test('links in a circle, hard links to nothing, and devices hold nothing', async () => {
    expect(
      await filesAfter([
        link('x', 'y'),
        link('y', 'x'),
        hardLink('h', 'nowhere'),
        hardLink('self', 'self'),
        { name: 'dev/mem', content: '', type: '3' },
        file('x/inside'),
      ]),
    ).toEqual({});
  });

  test('nothing leaves the root: names, links and hard links with `..`', async () => {
    const target = await opened(
      makeLayout(
        layersOf([
          file('../../etc/cron.d/evil', 'x'),
          link('etc/passwd', '../../../../../../etc/passwd'),
          link('out', '/../../..'),
          hardLink('shadow', '../../../etc/shadow'),
        ]),
      ),
    );
    expect(filesOf(target)).toEqual({ 'etc/cron.d/evil': 'x' });
    expect(target.tree.file('etc/passwd')).toBeNull();
    expect(target.tree.list('out')?.map(({ name }) => name)).toContain('etc');
    expect(target.contents?.unknowns.map(({ message }) => message)).toEqual([
      expect.stringContaining('names lead out'),
    ]);
  });

  test('entries that no program can unpack are told', async () => {
    const deep = Array.from({ length: 60 }, (_, i) => [
      folder(`${'d/'.repeat(i * 20)}${'d/'.repeat(20)}`),
    ]).flat();
    const { contents } = await opened(
      makeLayout(
        layersOf([
          link('a', 'b'),
          link('b', 'a'),
          file('a/x'),
          file(`${'n'.repeat(200)}/`.repeat(30).concat('x')),
          ...deep,
          file('ok'),
        ]),
      ),
    );
    expect(contents?.unknowns.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^\d+ entries cannot be unpacked/),
    ]);
  });

  test('`__proto__` and other odd names are names', async () => {
    expect(await filesAfter({ __proto__x: '1', 'a/constructor': '2', 'b c\\d': '3' })).toEqual({
      __proto__x: '1',
      'a/constructor': '2',
      'b c\\d': '3',
    });
  });

  test('what a later layer hides is beside the root file system, with its layer', async () => {
    const { tree, contents } = await opened(
      makeLayout(layersOf({ 'app/.env': 'SECRET=1', b: 'old' }, { b: 'new' }, [file('app/.wh..env')])),
    );
    expect(tree.file('layer 1!/app/.env')?.text()).toBe('SECRET=1');
    expect(tree.file('layer 1!/b')?.text()).toBe('old');
    expect(contents?.layerOf('layer 1!/app/.env')).toBe(0);
    expect(contents?.layerOf('b')).toBe(1);
    expect(contents?.earlier('b').map(({ layer, file: one }) => [layer, one.text()])).toEqual([[0, 'old']]);
  });

  test('a folder of the image that is called like ours stays its own', async () => {
    const { tree, contents } = await opened(makeLayout(layersOf({ 'image!/Dockerfile': 'theirs' })));
    expect(tree.file('image!/Dockerfile')?.text()).toBe('theirs');
    expect(contents?.isBeside('image!/Dockerfile')).toBe(false);
    expect(contents?.isBeside('image!!/Dockerfile')).toBe(true);
  });
});

describe('where images come from', () => {
  const image: MadeImage = {
    layers: [
      { entries: { 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n' }, compression: 'gzip' },
      { entries: { 'app/index.js': 'run()' }, compression: 'zstd', createdBy: 'COPY app /app # buildkit' },
      { entries: { 'app/more.js': 'more()' } },
    ],
    config: { User: 'app', Env: ['A=1'], ExposedPorts: { '8080/tcp': {} }, Cmd: ['node', 'index.js'] },
  };
  const FILES = {
    'app/index.js': 'run()',
    'app/more.js': 'more()',
    'etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
  };

  test('a layout in a folder: gzip, zstd and plain layers', async () => {
    const target = await opened(makeLayout(image));
    expect(filesOf(target)).toEqual(FILES);
    const { facts } = target.contents ?? {};
    expect(facts?.platform).toBe('linux/amd64');
    expect(facts?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(facts?.runtime).toEqual({
      user: 'app',
      ports: ['8080/tcp'],
      volumes: [],
      entrypoint: [],
      command: ['node', 'index.js'],
      hasHealthcheck: false,
    });
    expect(facts?.layers.map(({ instruction }) => instruction)).toEqual([
      'RUN step 1',
      'COPY app /app',
      'RUN step 3',
    ]);
  });

  test('what docker save wrote, by path and by word, plain and compressed', async () => {
    const path = makeDockerArchive(image);
    for (const given of [path, `docker-archive:${path}`, `docker-archive:${path}@clinic/portal:1.4`])
      expect(filesOf(await opened(given))).toEqual(FILES);
    expect((await opened(path)).contents?.facts.name).toBe('clinic/portal:1.4');
    const packed = join(makeFolder(), 'image.tar.gz');
    writeFileSync(packed, gzipSync(readFileSync(path)));
    expect(filesOf(await opened(packed))).toEqual(FILES);
  });

  test('a root file system: a folder, and a tar archive of one', async () => {
    const files = { 'etc/os-release': 'ID=debian\n', 'var/lib/dpkg/status': '\n', 'opt/a': 'a' };
    expect(filesOf(await opened(makeFolder(files)))).toEqual(files);
    const path = join(makeFolder(), 'root.tar');
    writeFileSync(
      path,
      makeTar(Object.entries(files).map(([name, content]) => ({ name: `./${name}`, content }))),
    );
    const target = await opened(path);
    expect(filesOf(target)).toEqual(files);
    expect(target.contents?.kind).toBe('root');
  });

  test('of several platforms the one that is asked for', async () => {
    const made = makeMultiLayout([
      { layers: [{ entries: { a: 'amd64' } }], architecture: 'amd64' },
      { layers: [{ entries: { a: 'arm64' } }], architecture: 'arm64' },
    ]);
    expect(filesOf(await opened(made, { platform: 'linux/arm64' }))).toEqual({ a: 'arm64' });
    expect(filesOf(await opened(made, { platform: 'linux/amd64' }))).toEqual({ a: 'amd64' });
    await expect(opened(made, { platform: 'linux/s390x' })).rejects.toThrow(
      /there is none for linux\/s390x; there are linux\/amd64, linux\/arm64/,
    );
  });

  test('a folder that is no image, and a file that is no archive, are something else', async () => {
    expect(await openRoot(makeFolder({ 'package.json': '{}' }), {})).toBeUndefined();
    expect(await openRoot(join(makeFolder({ 'a.txt': 'x' }), 'a.txt'), {})).toBeUndefined();
    expect(await openRoot(join(makeFolder({ 'a.tar': makeTar([file('x')]) }), 'a.tar'), {})).toBeUndefined();
  });
});

describe('images that are not what they say', () => {
  const code = async (path: string): Promise<ErrorCode | 'no error'> => {
    try {
      await opened(path);
      return 'no error';
    } catch (error) {
      return (error as { code: ErrorCode }).code;
    }
  };
  const one = (layer: Partial<MadeLayer>): MadeImage => ({
    layers: [{ entries: { a: 'a'.repeat(2000) }, ...layer }],
  });

  test.each<[string, Partial<MadeLayer>, ErrorCode]>([
    ['another content', { damage: (bytes) => bytes.fill(1, 600, 700) }, 'THERIAC_IMAGE_DIGEST'],
    ['too short', { damage: (bytes) => bytes.subarray(0, bytes.length - 512) }, 'THERIAC_IMAGE_DIGEST'],
    ['too long', { damage: (bytes) => Buffer.concat([bytes, Buffer.alloc(512)]) }, 'THERIAC_IMAGE_DIGEST'],
    ['cut off before it was packed', { change: (tar) => tar.subarray(0, 1000) }, 'THERIAC_IMAGE'],
    ['no archive', { change: () => Buffer.from('<html>'.repeat(200)) }, 'THERIAC_IMAGE'],
    ['gzip that is cut off', { change: (tar) => gzipSync(tar).subarray(0, 60) }, 'THERIAC_IMAGE'],
    ['of a kind that images do not use', { change: () => Buffer.from('BZh91AY&SY') }, 'THERIAC_IMAGE'],
  ])('a layer with %s', async (_, layer, expected) => {
    expect(await code(makeLayout(one(layer)))).toBe(expected);
  });

  test('encrypted and foreign layers are known unknowns; the others are read', async () => {
    const { contents, tree } = await opened(
      makeLayout({
        layers: [
          { entries: { a: 'a' } },
          { entries: { b: 'b' }, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted' },
          { entries: { c: 'c' }, mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip' },
        ],
      }),
    );
    expect(tree.file('a')?.text()).toBe('a');
    expect(contents?.unknowns.map(({ message, losesComponents }) => [message, losesComponents])).toEqual([
      ['the layer is encrypted', true],
      ['a foreign layer, which is not part of the image: it is not fetched', true],
    ]);
  });

  test('manifests: not JSON, schema 1, an artifact, too many layers, an index of itself', async () => {
    const withIndex = (
      manifest: object | string,
      mediaType = 'application/vnd.oci.image.manifest.v1+json',
    ) => {
      const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
      const digest = sha256(Buffer.from(text));
      return makeFolder({
        'oci-layout': '{}',
        'index.json': JSON.stringify({ manifests: [{ mediaType, digest, size: text.length }] }),
        [`blobs/${digest.replace(':', '/')}`]: text,
      });
    };
    const descriptor = { mediaType: 'x', digest: `sha256:${'0'.repeat(64)}`, size: 1 };
    const config = { ...descriptor, mediaType: 'application/vnd.oci.image.config.v1+json' };
    const why = async (path: string): Promise<string> =>
      opened(path).then(
        () => 'no error',
        (error: Error) => error.message,
      );
    expect(await why(withIndex('{'))).toMatch(/not valid JSON/);
    expect(await why(withIndex('[1]'))).toMatch(/no JSON object/);
    expect(await why(withIndex({ schemaVersion: 1 }))).toMatch(/schema 1/);
    expect(await why(withIndex({ schemaVersion: 2 }))).toMatch(/neither layers nor manifests/);
    expect(
      await why(
        withIndex({
          layers: [],
          config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' },
        }),
      ),
    ).toMatch(/no container image but an artifact/);
    expect(await why(withIndex({ config, layers: Array.from({ length: 100_000 }, () => 0) }))).toMatch(
      /100000 layers; at most 1000/,
    );
    expect(
      await why(withIndex({ config, layers: [{ ...descriptor, digest: 'sha256:../../etc/passwd' }] })),
    ).toMatch(/layer 1 has no digest/);
    expect(await why(withIndex({ config, layers: [{ ...descriptor, size: -1 }] }))).toMatch(
      /layer 1 has no size/,
    );
    expect(await why(makeFolder({ 'oci-layout': '{}', 'index.json': '{"manifests":[]}' }))).toMatch(
      /no image/,
    );
  });

  test('more or fewer layers than the configuration says', async () => {
    const path = makeDockerArchive(layersOf({ a: '1' }, { b: '2' }));
    const bytes = readFileSync(path);
    const at = bytes.indexOf('"layer0/layer.tar",');
    bytes.write(' '.repeat('"layer0/layer.tar",'.length), at, 'latin1');
    writeFileSync(path, bytes);
    await expect(opened(path)).rejects.toThrow(/the manifest has 1 layers, the configuration 2/);
  });

  test('an archive that is cut off', async () => {
    const path = makeDockerArchive(layersOf({ a: 'a'.repeat(4000) }));
    truncateSync(path, 3000);
    expect(await code(path)).toBe('THERIAC_IMAGE');
  });

  test('several images in one archive: their names are told', async () => {
    const folder = makeLayout(layersOf({ a: '1' }), {
      index: [
        {
          mediaType: 'x',
          digest: `sha256:${'1'.repeat(64)}`,
          size: 1,
          annotations: { 'org.opencontainers.image.ref.name': 'other' },
        },
      ],
    });
    await expect(opened(folder)).rejects.toThrow(/several images in the layout: put one of latest, other/);
    expect(filesOf(await opened(`oci:${folder}@latest`))).toEqual({ a: '1' });
    await expect(opened(`oci:${folder}@third`)).rejects.toThrow(/there is no third/);
  });

  test('a layout whose blobs are links to somewhere else', async () => {
    const folder = makeLayout(layersOf({ a: '1' }));
    const blobs = join(folder, 'blobs', 'sha256');

    const [first = ''] = readdirSync(blobs);
    rmSync(join(blobs, first));
    symlinkSync('/etc/hostname', join(blobs, first));
    expect(await code(folder)).toBe('THERIAC_IMAGE');
  });

  test('nothing is left behind, also after an error', async () => {
    const left = (): string[] =>
      readdirSync(tmpdir()).filter((name) => /^theriac-(?:image|archive)-/.test(name));
    const before = left();
    const target = await opened(makeDockerArchive(layersOf({ a: 'a'.repeat(10_000) })));
    target.contents?.close();
    await code(makeLayout(one({ damage: (bytes) => bytes.fill(1, 600, 700) })));
    expect(left()).toEqual(before);
  });
});
