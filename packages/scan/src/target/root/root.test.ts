import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, describe, expect, test } from 'vitest';
import { asInstruction, instructionsOf } from '../image/instructions.ts';
import { Spool } from '../image/spool.ts';
import { foldersOfOthers } from './host-mounts.ts';
import { openRoot } from './index.ts';
import { NodeTree } from './node-tree.ts';
import { readFolderRoot } from './read-folder.ts';
import { recogniseRoot } from './recognise.ts';
import { pathAndReference, wordedTarget } from './target-words.ts';

afterAll(removeFolders);

describe('what is written as a target', () => {
  test.each([
    ['docker-archive:a.tar', { word: 'docker-archive', rest: 'a.tar' }],
    ['oci-dir:out', { word: 'oci', rest: 'out' }],
    ['registry:example.org:5000/a/b:1', { word: 'registry', rest: 'example.org:5000/a/b:1' }],
    ['podman:a:1', { word: 'docker-daemon', rest: 'a:1' }],
    ['host', { word: 'host', rest: '' }],
    ['./host', undefined],
    ['a/b:c', undefined],
    ['C:\\work', undefined],
  ])('%s', (given, expected) => {
    expect(wordedTarget(given)).toEqual(expected);
  });

  test.each([
    ['a.tar', { path: 'a.tar' }],
    ['a.tar@x/y:1', { path: 'a.tar', reference: 'x/y:1' }],
    ['a@b.tar', { path: 'a@b.tar' }],
    ['a.tar:latest', { path: 'a.tar', reference: 'latest' }],
    ['none.tar@x', { path: 'none.tar@x' }],
  ])('a path and which of several images: %s', (rest, expected) => {
    const there = new Set(['a.tar', 'a@b.tar']);
    expect(pathAndReference(rest, (path) => there.has(path))).toEqual(expected);
  });

  test('a project is no root file system, whatever single file it has', () => {
    expect(recogniseRoot(makeFolder({ 'etc/os-release': 'ID=debian\n' }))).toBeUndefined();
    expect(recogniseRoot(makeFolder({ 'var/lib/dpkg/status': '' }))).toBeUndefined();
    expect(
      recogniseRoot(makeFolder({ 'rootfs/etc/os-release': '', 'rootfs/var/lib/dpkg/status': '' })),
    ).toBeUndefined();
    expect(recogniseRoot(makeFolder({ 'etc/os-release': '', 'var/lib/dpkg/status': '' }))).toBe('root');
    expect(recogniseRoot(makeFolder({ 'oci-layout': '{}', 'index.json': '{}' }))).toBe('layout');
  });
});

describe('the history as a Dockerfile', () => {
  test.each([
    ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
    ['/bin/sh -c apt-get update', 'RUN apt-get update'],
    ['RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci'],
    ['|2 A=1 B=2 /bin/sh -c make', 'RUN make'],
    ['COPY app /app # buildkit', 'COPY app /app'],
    ['# debian.sh --arch amd64', 'RUN # debian.sh --arch amd64'],
    ['bazel build ...', 'RUN bazel build ...'],
    ['', ''],
  ])('%s', (createdBy, expected) => {
    expect(asInstruction(createdBy)).toBe(expected);
  });

  test('a history that does not fit the layers says nothing of any', () => {
    const one = { createdBy: 'COPY a /', emptyLayer: false };
    expect(instructionsOf([one], 2)).toEqual([undefined, undefined]);
    expect(instructionsOf([one, { ...one, emptyLayer: true }], 1)).toEqual([{ instruction: 'COPY a /' }]);
  });
});

describe('a folder as a root file system', () => {
  const folder = makeFolder({ 'etc/os-release': 'ID=x\n', 'usr/bin/tool': 'x', 'opt/data/a.txt': 'a' });
  mkdirSync(join(folder, 'lib'));
  symlinkSync('/etc/os-release', join(folder, 'usr/lib-release'));
  symlinkSync('/', join(folder, 'top'));
  symlinkSync('../../../../../../etc/hostname', join(folder, 'usr/out'));
  symlinkSync('usr/bin', join(folder, 'bin'));
  chmodSync(join(folder, 'usr/bin/tool'), 0o4755);
  const { root, unknowns } = readFolderRoot(folder, (path) => path === 'opt/data');
  const tree = new NodeTree(root);

  test('links lead inside, as a process in it would follow them', () => {
    expect(tree.file('usr/lib-release')?.text()).toBe('ID=x\n');
    expect(tree.file('top/etc/os-release')?.text()).toBe('ID=x\n');
    expect(tree.file('bin/tool')?.text()).toBe('x');
    expect(tree.realPath('bin/tool')).toBe('usr/bin/tool');
    // That of this machine.
    expect(tree.file('usr/out')).toBeNull();
    expect(unknowns).toEqual([]);
  });

  test('what is left out is not there, and named', () => {
    expect(tree.file('opt/data/a.txt')).toBeNull();
    expect(readFolderRoot(folder, (path) => path === 'opt/data').skipped).toEqual([
      { path: 'opt/data', reason: 'other-file-system' },
    ]);
  });

  test('who runs with the rights of others', async () => {
    const target = await openRoot(`rootfs:${folder}`, {});
    expect(target?.contents?.facts.setId).toEqual([{ path: 'usr/bin/tool', mode: '4755' }]);
  });
});

test('on a host, file systems of the kernel, of others and of containers are left out', () => {
  const left = foldersOfOthers(
    [
      '/dev/vda / ext4 rw 0 0',
      '/dev/vdb /srv ext4 rw 0 0',
      'proc /proc proc rw 0 0',
      'nas:/x /mnt/my\\040share nfs4 rw 0 0',
      'overlay /var/lib/docker/overlay2/x/merged overlay rw 0 0',
      'tmpfs /run/lock tmpfs rw 0 0',
    ].join('\n'),
  );
  for (const path of ['proc', 'mnt/my share', 'var/lib/docker', 'run/lock', 'sys', 'dev'])
    expect(left.has(path)).toBe(true);
  expect(left.has('srv')).toBe(false);
});

describe('the spool', () => {
  test('what was appended is read at its place, from memory and from the file', () => {
    const spool = new Spool();
    const places = Array.from({ length: 60 }, (_, i) => {
      const bytes = Buffer.alloc(200_000 + i, i);
      const offset = spool.size;
      spool.append(bytes);
      return { offset, length: bytes.length, i };
    });
    for (const { i, ...place } of places) {
      const bytes = spool.read(place);
      expect([bytes.length, bytes[0], bytes.at(-1)]).toEqual([200_000 + i, i, i]);
    }
    spool.close();
  });
});
