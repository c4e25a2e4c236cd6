import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('opam.locked: exact versions with their scope', async () => {
  const result = await read('opam/locked', {
    'app.opam.locked':
      'opam-version: "2.0"\nname: "app"\nversion: "1.2"\ndepends: [\n  "dune" {= "3.7.2" & build}\n  "fmt" {= "0.9.0"}\n  "alcotest" {= "1.7.0" & with-test}\n]\ndepopts: [ "lwt" {= "5.7.0"} ]\n',
  });
  expect(listing(result)).toEqual([
    'dune@3.7.2 build direct',
    'fmt@0.9.0 production direct',
    'alcotest@1.7.0 test direct',
    'lwt@5.7.0 optional direct',
  ]);
  expect(result.roots[0]).toMatchObject({ name: 'app', version: '1.2' });
});

test('opam.locked: the line of each package, whatever stands before it', async () => {
  const { roots } = await read('opam/locked', {
    'app.opam.locked':
      'opam-version: "2.0"\n# a comment\n\ndepends: [\n  "dune" {= "3.7.2"}\n\n  "fmt"\n    {= "0.9.0"} "logs" {= "1"}\n]\ndepopts: [\n  "lwt" {= "5.7.0"}\n]\n',
  });
  expect(roots[0]?.components.map(({ name, location }) => [name, location.line])).toEqual([
    ['dune', 5],
    ['fmt', 7],
    ['logs', 8],
    ['lwt', 11],
  ]);
});

damaged(extractorOf(extractors, 'opam/locked'), 'a.opam.locked', 'depends: [ "a" {= "1"} ]');
