/** The page of `theriac notice` in a real browser. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadLicenceTexts } from '@theriac/scan/licences';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './browser.ts';
import { cli, folderWith, removeFolders } from './run-cli.ts';

const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, version: '1.0.0', ...more });

/** One package with its own text, one without, one that is only for development. */
const INSTALLED: Record<string, string> = {
  'package.json': manifest('portal'),
  'package-lock.json': JSON.stringify({
    name: 'portal',
    lockfileVersion: 3,
    packages: {
      '': { name: 'portal' },
      'node_modules/a': { version: '1.0.0', license: 'MIT' },
      'node_modules/c': { version: '1.0.0', license: 'Apache-2.0' },
      'node_modules/d': { version: '1.0.0', license: 'MIT', dev: true },
    },
  }),
  'node_modules/a/package.json': manifest('a'),
  'node_modules/a/LICENSE': (await loadLicenceTexts()).get('MIT') ?? '',
  'node_modules/c/package.json': manifest('c'),
  'node_modules/c/NOTICE': 'This product includes software of the Clinic.\n',
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  removeFolders();
});

describe('theriac notice', () => {
  test('the page has no serious accessibility violation, in both schemes, and asks for nothing', async () => {
    const folder = folderWith(INSTALLED);
    const path = join(folder, 'notices.html');
    expect((await cli(['notice', folder, '--format', 'html', '--output', path, '--scope', 'all'])).code).toBe(
      3,
    );
    expect(readFileSync(path, 'utf8')).toContain('<html lang="en">');
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(path).href);
      await page.evaluate(axe.source);
      const results = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
      expect(
        results.violations
          .filter((v) => v.impact === 'serious' || v.impact === 'critical')
          .map((v) => [v.id, v.nodes[0]?.html]),
      ).toEqual([]);
      expect(results.passes.length).toBeGreaterThan(15);
      expect(requests).toEqual([pathToFileURL(path).href]);
      await page.close();
    }
  });
});
