import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Snapshot } from './snapshot.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'theriac-snapshot-'));
  mkdirSync(join(root, 'web'));
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'web/package-lock.json'), 'lock');
  writeFileSync(join(root, 'notes.txt'), 'mine');
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('manifests and lockfiles of the folder and those above it are put back, and new ones go', () => {
  const snapshot = new Snapshot(root, join(root, 'web'), [join(root, 'extra.cfg')]);
  writeFileSync(join(root, 'package.json'), '{"a":1}');
  rmSync(join(root, 'web/package-lock.json'));
  writeFileSync(join(root, 'web/pnpm-lock.yaml'), 'new');
  writeFileSync(join(root, 'notes.txt'), 'changed by somebody else');
  expect(snapshot.changed()).toEqual([join(root, 'package.json'), join(root, 'web/package-lock.json')]);
  snapshot.restore();
  expect([read('package.json'), read('web/package-lock.json'), read('notes.txt')]).toEqual([
    '{}',
    'lock',
    'changed by somebody else',
  ]);
  expect(existsSync(join(root, 'web/pnpm-lock.yaml'))).toBe(false);
});

test('files that are edited are kept whatever they are called, links are left alone', () => {
  writeFileSync(join(root, 'build.sbt'), 'x');
  symlinkSync('/dev/null', join(root, 'yarn.lock'));
  const snapshot = new Snapshot(root, root, [join(root, 'build.sbt')]);
  writeFileSync(join(root, 'build.sbt'), 'y');
  snapshot.restore();
  expect(read('build.sbt')).toBe('x');
});
