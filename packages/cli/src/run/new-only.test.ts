/** With a baseline, what a report counts and says to do next is about what is new. */
import { join } from 'node:path';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, expect, inject, test } from 'vitest';

afterAll(removeFolders);

const project = (dependencies: Readonly<Record<string, string>>): string =>
  makeFolder({
    'package.json': JSON.stringify({ name: 'x', dependencies }),
    'package-lock.json': JSON.stringify({
      name: 'x',
      lockfileVersion: 3,
      packages: {
        '': { name: 'x', dependencies },
        ...Object.fromEntries(
          Object.entries(dependencies).map(([name, version]) => [
            `node_modules/${name}`,
            { version, integrity: `sha512-${Buffer.alloc(64, name).toString('base64')}` },
          ]),
        ),
      },
    }),
  });

async function scanned(target: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runInProcess(
    ['scan', target, '--offline', '--as-of', AS_OF, '--quiet', ...args],
    { env: { THERIAC_DATA: inject('sampleData') } },
  );
  expect(stderr).toBe('');
  return stdout;
}

const KNOWN = { handlebars: '4.0.11' };
const baseline = join(makeFolder({}), 'before.json');
await scanned(project(KNOWN), '--output', `json=${baseline}`);

test('the header counts what is new, and the next step is about it', async () => {
  const text = await scanned(project({ ...KNOWN, lodash: '4.17.11' }), '--baseline', baseline);
  const [, fresh] = /^(\d+) new: /m.exec(text) ?? [];
  expect(Number(fresh)).toBeGreaterThan(0);
  expect(text).toContain(`; 1 change clears ${fresh} of ${fresh}; `);
  const next = text.slice(text.indexOf('\nNext:\n'));
  expect(next).toMatch(/npm install .*lodash@/);
  expect(next).toContain('theriac why lodash');
  expect(next).not.toContain('handlebars');
});

test('where nothing is new, nothing that is known is the next step', async () => {
  const text = await scanned(project(KNOWN), '--baseline', baseline);
  expect(text).toContain('Nothing new.');
  expect(text).not.toMatch(/\d+ changes? clears? /);
  expect(text.slice(text.indexOf('\nNext:'))).not.toMatch(/handlebars|theriac explain/);
  const html = await scanned(project(KNOWN), '--baseline', baseline, '--format', 'html');
  expect(html).not.toContain('<h3>First:');
});
