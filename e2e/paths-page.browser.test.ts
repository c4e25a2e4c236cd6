/** The page of `theriac paths` in a real browser: accessible, self-contained, usable on a telephone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInProcess } from '@theriac/testing/run-in-process';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './browser.ts';
import { ROOT } from './run-cli.ts';

const SAMPLES = ['clinic-stack', 'fhir-kubernetes-hardened', 'fhir-api-terraform'];
let browser: Browser;
let folder: string;
const urlOf = (name: string): string => pathToFileURL(join(folder, `${name}.html`)).href;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-paths-'));
  for (const name of SAMPLES) {
    const { stdout } = await runInProcess(['paths', join(ROOT, 'examples', name), '--format', 'html']);
    writeFileSync(join(folder, `${name}.html`), stdout);
  }
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(SAMPLES)('the page of %s', (name) => {
  test.each(['light', 'dark'] as const)(
    'has no accessibility violation that is grave in %s',
    async (scheme) => {
      const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 400, height: 800 } });
      await page.goto(urlOf(name));
      await page.evaluate(axe.source);
      const { violations, passes } = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))])).toEqual([]);
      expect(passes.length).toBeGreaterThan(10);
      await page.close();
    },
  );

  test.each([400, 1200])(
    'at %i px nothing is wider than the page, and nothing is asked for',
    async (width) => {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(urlOf(name));
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(requests).toEqual([urlOf(name)]);
      expect(await page.locator('svg.paths .store').count()).toBe(2);
      await page.close();
    },
  );
});
