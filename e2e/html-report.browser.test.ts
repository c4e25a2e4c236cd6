/** The HTML report in a real browser: accessible, self-contained, usable. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderReport } from '@theriac/formats/reports';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanResult, largeResult, sampleResult } from '../packages/formats/src/testdata/sample-result.ts';
import { launchChromium } from './browser.ts';

let browser: Browser;
let folder: string;
const urls = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-html-'));
  const results = { sample: sampleResult(), clean: cleanResult(), large: largeResult(5000, 500) };
  for (const [name, result] of Object.entries(results)) {
    const path = join(folder, `${name}.html`);
    writeFileSync(path, await renderReport(result, 'html'));
    urls.set(name, pathToFileURL(path).href);
  }
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  page: Page;
  requests: string[];
  problems: string[];
}

async function open(
  name: string,
  hash = '',
  options: {
    colorScheme?: 'light' | 'dark';
    javaScriptEnabled?: boolean;
    viewport?: { width: number; height: number };
  } = {},
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${urls.get(name)}${hash}`);
  return { page, requests, problems };
}

const shown = (page: Page): Promise<number> => page.locator('li[data-outcome]:not([hidden])').count();

describe('the HTML report', () => {
  test.each([
    ['sample', 'light'],
    ['sample', 'dark'],
    ['clean', 'light'],
    ['clean', 'dark'],
  ] as const)('%s has no serious or critical accessibility violation in %s', async (name, colorScheme) => {
    const { page } = await open(name, '', { colorScheme });
    await page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true");
    await page.evaluate(axe.source);
    const results = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
    const grave = results.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
    expect(grave.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 120))])).toEqual([]);
    expect(results.passes.length).toBeGreaterThan(20);
    await page.close();
  });

  test('asks for nothing but itself, and hostile names do nothing', async () => {
    const { page, requests, problems } = await open('sample');
    expect(requests).toEqual([urls.get('sample')]);
    expect(problems).toEqual([]);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    await page.close();
  });

  test('filters findings, says how many are left, and keeps the filter in the address', async () => {
    const { page } = await open('sample');
    expect(await shown(page)).toBe(3);
    await page.locator('select[name=outcome]').selectOption('out-of-cycle');
    expect(await shown(page)).toBe(1);
    expect(await page.locator('#finding-count').textContent()).toBe('1 of 3 findings shown');
    expect(new URL(page.url()).hash).toBe('#findings?outcome=out-of-cycle');
    await page.reload();
    expect(await shown(page)).toBe(1);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('searchbox', { name: 'Text' }).fill('SEMVER denial');
    expect(await shown(page)).toBe(1);
    expect(await page.locator('li[data-outcome]:not([hidden])').first().textContent()).toContain(
      'CVE-2022-25883',
    );
    await page.close();
  });

  test('a link from a change opens the finding', async () => {
    const { page } = await open('sample');
    await page.locator('details.fix summary', { hasText: 'lodash' }).click();
    await page.getByRole('link', { name: 'CVE-2021-23337' }).first().click();
    await page.locator('#f-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 details[open]').waitFor();
    expect(await page.locator('#f-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2').textContent()).toContain(
      'KEV 2025-08-25',
    );
    await page.close();
  });

  test('the whole page can be reached by keyboard, and focus is visible', async () => {
    const { page } = await open('sample');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    const seen = new Set<string>();
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      seen.add(String(await page.evaluate('document.activeElement.tagName')));
    }
    expect([...seen].sort()).toEqual(expect.arrayContaining(['A', 'BUTTON', 'INPUT', 'SELECT', 'SUMMARY']));
    await page.close();
  });

  test('without JavaScript every table is there', async () => {
    const { page } = await open('sample', '', { javaScriptEnabled: false });
    expect(await shown(page)).toBe(3);
    expect(await page.locator('#component-rows tr').count()).toBe(7);
    expect(await page.locator('form:visible').count()).toBe(0);
    expect(await page.locator('button:visible').count()).toBe(0);
    await page.close();
  });

  test('5,000 components and 500 findings stay usable', async () => {
    const { page, problems } = await open('large');
    expect(await shown(page)).toBe(500);
    expect(await page.locator('#component-rows tr').count()).toBe(300);
    expect(await page.locator('#component-count').textContent()).toBe(
      '5000 components; the first 300 are shown',
    );
    await page.getByRole('searchbox', { name: 'Search components' }).fill('package-0042');
    await page.getByText('100 of 5000 components match').waitFor();
    expect(await page.locator('#component-rows tr').count()).toBe(100);
    await page.locator('select[name=severity]').selectOption('high');
    expect(await shown(page)).toBe(250);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a snippet is copied', async () => {
    const { page } = await open('sample');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page
      .getByRole('button', { name: /^Copy: {"overrides"/ })
      .first()
      .click();
    await page.locator('#copied', { hasText: /^(Copied|Selected)/ }).waitFor({ state: 'attached' });
    await page.close();
  });

  test.each([380, 1440])('at %i px nothing is wider than the page, open or closed', async (width) => {
    for (const name of ['sample', 'clean', 'large']) {
      const { page } = await open(name, '', { viewport: { width, height: 800 } });
      const excess = 'document.documentElement.scrollWidth - innerWidth';
      expect(await page.evaluate(excess)).toBe(0);
      await page.evaluate(
        "for (const d of [...document.querySelectorAll('details')].slice(0, 80)) d.open = true",
      );
      expect(await page.evaluate(excess)).toBe(0);
      await page.close();
    }
  });

  test.each([
    [380, 800],
    [1440, 900],
  ])(
    'the first screen at %i px says whether it can ship, how bad it is, and what comes first',
    async (width, height) => {
      const { page } = await open('sample', '', { viewport: { width, height } });
      for (const what of [
        page.locator('#verdict'),
        page.locator('.tiles li').last(),
        page.locator('.first h3'),
      ]) {
        const box = await what.boundingBox();
        expect(box === null ? Number.POSITIVE_INFINITY : box.y + box.height).toBeLessThan(height);
      }
      await page.close();
    },
  );

  test('cards are closed, and say severity and title', async () => {
    const { page } = await open('sample');
    expect(await page.locator('main details[open]').count()).toBe(0);
    const finding = page.locator('details.finding summary', { hasText: 'CVE-2021-23337' });
    expect((await finding.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/^Command injection in lodash high /);
    await page.close();
  });

  test('a count by severity leads to those findings', async () => {
    const { page } = await open('sample');
    await page.locator('.tiles li.critical a').click();
    await page.locator('#finding-count', { hasText: '1 of 3 findings shown' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#findings?severity=critical');
    await page.close();
  });

  test('the navigation stays in sight', async () => {
    const { page } = await open('large');
    await page.evaluate('scrollTo(0, 5000)');
    expect((await page.locator('nav').boundingBox())?.y).toBe(0);
    await page.close();
  });

  test('on paper the changes are whole, and what only a screen needs is gone', async () => {
    const { page } = await open('sample');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('details.fix pre').first().isVisible()).toBe(true);
    for (const gone of ['nav', '#finding-filters', '.snippet button'])
      expect(await page.locator(gone).first().isVisible()).toBe(false);
    await page.close();
  });

  test('the text of an advisory is shown with its form', async () => {
    const { page } = await open('sample', '#f-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2');
    expect(await page.locator('#f-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 .advisory li strong').textContent()).toBe(
      'template',
    );
    expect(await page.locator('#f-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2 .advisory code').textContent()).toBe(
      'lodash',
    );
    await page.close();
  });
});
