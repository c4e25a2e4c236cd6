/** docs/security.md names what proves each promise; this test looks whether that is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ATTACK_SUITES } from '../bench/attack/list.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const section = (title: string): string => page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

/** Cells of the rows of a table, without its head. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
}

const promises = rowsOf(section('Promises'));
const proofs = promises.flatMap(([, proof = '']) => [...proof.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? ''));

test('every promise has a proof, and every proof is there', () => {
  expect(promises.length).toBeGreaterThan(5);
  for (const [promise, proof = ''] of promises) expect(proof, promise).toMatch(/`/);
  const suites = new Set(ATTACK_SUITES.map(({ id }) => id));
  for (const proof of proofs)
    expect(suites.has(proof) || existsSync(join(root, proof)), `no suite or file ${proof}`).toBe(true);
});

test('every suite proves a promise, in its own words', () => {
  for (const { id, promise } of ATTACK_SUITES)
    expect(promises.find(([, proof = '']) => proof.includes(`\`${id}\``))?.[0], id).toBe(promise);
});

test('the counts are of the suites that there are', () => {
  expect(rowsOf(section('Counts')).map(([id]) => id)).toEqual(ATTACK_SUITES.map(({ id }) => id));
});
