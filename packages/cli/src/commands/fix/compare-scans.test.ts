import type { ScanResult } from '@theriac/core';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, expect, inject, test } from 'vitest';
import { compareScans } from './compare-scans.ts';

afterAll(removeFolders);

/** A project that asks for one copy of lodash itself, and whose parent has another. */
async function scanned(direct: string, nested: string): Promise<ScanResult> {
  const dependencies = { lodash: `^${direct}`, parent: '1.0.0' };
  const integrity = `sha512-${Buffer.alloc(64, 'x').toString('base64')}`;
  const folder = makeFolder({
    'package.json': JSON.stringify({ name: 'x', dependencies }),
    'package-lock.json': JSON.stringify({
      name: 'x',
      lockfileVersion: 3,
      packages: {
        '': { name: 'x', dependencies },
        'node_modules/lodash': { version: direct, integrity },
        'node_modules/parent': { version: '1.0.0', integrity, dependencies: { lodash: '^4.17.10' } },
        'node_modules/parent/node_modules/lodash': { version: nested, integrity },
      },
    }),
  });
  const { stdout } = await runInProcess(
    ['scan', folder, '--offline', '--quiet', '--as-of', AS_OF, '--format', 'json'],
    { env: { THERIAC_DATA: inject('sampleData') } },
  );
  // Findings belong to what is scanned, and both are the same project.
  return JSON.parse(stdout.replaceAll(/theriac-test-\w+/g, 'x'));
}

const before = await scanned('4.17.11', '4.17.10');
const direct = before.fixes.find((fix) => fix.kind === 'upgrade-direct');
if (direct === undefined) throw new RangeError('the sample has a direct upgrade');

test('a change that moves one of two copies is kept, and the other copy is told', async () => {
  const verdict = compareScans(before, await scanned('4.17.21', '4.17.10'), direct);
  expect(verdict).toEqual({
    keep: true,
    why: expect.stringMatching(/^clears 0 findings, and [1-9]\d* findings? in some of the copies$/),
  });
});

test('a change that moves every copy clears the findings', async () => {
  const { keep, why } = compareScans(before, await scanned('4.17.21', '4.17.21'), direct);
  expect([keep, why]).toEqual([true, expect.stringMatching(/^clears [1-9]\d* findings?$/)]);
});

test('of a change that moves nothing it is said which copy stays, and for whom', async () => {
  const { keep, why } = compareScans(before, await scanned('4.17.11', '4.17.10'), direct);
  expect(keep).toBe(false);
  expect(why).toBe(
    'the scan afterwards finds the same: lodash 4.17.11 is still at package-lock.json:1, for the project, which asks for ^4.17.11',
  );
});
