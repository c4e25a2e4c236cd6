/** `theriac db verify`: every index is whole, and is the one that its name says. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { indexPath } from '@theriac/advisories';
import { makeStore, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, expect, test } from 'vitest';

afterAll(removeFolders);

test('an index under the name of another one is told', async () => {
  const store = await makeStore();
  const env = { THERIAC_DATA: join(store.indexes, '..') };
  expect((await runInProcess(['db', 'verify'], { env })).code).toBe(0);
  renameSync(indexPath(store, 'npm'), indexPath(store, 'pypi'));
  const { code, stdout } = await runInProcess(['db', 'verify'], { env });
  expect(code).toBe(3);
  expect(stdout).toMatch(
    /^pypi +DAMAGED this is the index npm under another name \(THERIAC_INDEX_CORRUPT\)$/m,
  );
});
