/** The link that the first start prints, in a real browser. */
import { PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchChromium } from './browser.ts';

let browser: Browser;
let server: TestServer;
beforeAll(async () => {
  browser = await launchChromium();
  server = await testServer(inject('serverData'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function opened(colorScheme: 'light' | 'dark', fragment: string): Promise<Page> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 420, height: 900 } });
  await page.goto(`${server.address}/setup#${fragment}`);
  return page;
}

async function violations(page: Page): Promise<string[]> {
  // The policy of the page forbids other scripts; the driver puts this one in.
  await page.evaluate(axe.source);
  const results = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test.each(['light', 'dark'] as const)('accessible, %s', async (scheme) => {
  const page = await opened(scheme, 'thl_x');
  expect(await violations(page)).toEqual([]);
  await page.close();
});

test('makes the organisation, once', async () => {
  const page = await opened('light', server.setupToken ?? '');
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // The token is not left in the address bar.
  expect(page.url()).toBe(`${server.address}/setup`);
  await page.getByLabel('Name', { exact: true }).fill('St Mary Hospital');
  expect(await page.getByLabel('Short name').inputValue()).toBe('st-mary-hospital');
  await page.getByLabel('Your name').fill('Ada Admin');
  await page.getByLabel('E-mail address').fill('ada@st-mary.example');
  await page.getByLabel('Password').fill('aaaaaaaaaaaaaaaaaaaa');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('password: it repeats few characters');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  expect(await page.locator('#organisation').innerText()).toBe('St Mary Hospital');
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
  const second = await opened('light', server.setupToken ?? '');
  await second.getByLabel('Name', { exact: true }).fill('Another');
  await second.getByLabel('Your name').fill('Eve');
  await second.getByLabel('E-mail address').fill('eve@other.example');
  await second.getByLabel('Password').fill(PASSWORD);
  await second.getByRole('button', { name: 'Set up' }).click();
  await second.getByRole('alert').waitFor();
  expect(await second.getByRole('alert').innerText()).toContain('The link is wrong, was used');
  await second.close();
});
