/** The same target at the same day gives the same document, whenever it is made. */
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.useRealTimers());
afterAll(removeFolders);

test.each(['cyclonedx', 'spdx'])('%s', async (format) => {
  const folder = makeFolder({ 'requirements.txt': 'flask==3.0.0\n' });
  const env = { THERIAC_DATA: makeFolder(), THERIAC_OFFLINE: '1' };
  const made = async (): Promise<string> =>
    (await runInProcess(['sbom', 'create', folder, '--as-of', '2026-01-02', '--format', format], { env }))
      .stdout;
  vi.useFakeTimers({ now: Date.parse('2026-02-03T04:05:06Z'), toFake: ['Date'] });
  const one = await made();
  vi.setSystemTime(Date.parse('2027-02-03T04:05:06Z'));
  expect(await made()).toBe(one);
  expect(one).toContain('2026-01-02T00:00:00Z');
});
