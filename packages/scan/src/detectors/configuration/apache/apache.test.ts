import type { DetectResult } from '@theriac/core';
import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { configuration } from '../index.ts';

const detect = (files: Readonly<Record<string, string>>): Promise<DetectResult> =>
  detectInMemory(configuration, { inventory: EMPTY_INVENTORY, files });

const ids = ({ findings }: DetectResult): string[] =>
  findings
    .map(({ rule, locations: [place] }) => `${rule.id.replace('THERIAC-CFG-APACHE-', '')} ${place?.line}`)
    .sort();

const host = (text: string): string =>
  `<VirtualHost *:443>\n  SSLEngine on\n  DocumentRoot /srv/www\n${text}</VirtualHost>\n`;
const HSTS = 'Header always set Strict-Transport-Security "max-age=31536000"\n';

test('what the server says holds for its virtual hosts', async () => {
  expect(ids(await detect({ 'site.conf': host('') }))).toEqual(['HSTS 1']);
  expect(ids(await detect({ 'site.conf': HSTS + host('') }))).toEqual([]);
});

test('what a module brings along holds; what a definition decides is not known', async () => {
  const inside = (section: string, name: string): string =>
    host(`  <${section}>\n    Header set Access-Control-Allow-Origin "*"\n  </${name}>\n  ${HSTS}`);
  expect(ids(await detect({ 'a.conf': inside('IfModule mod_headers.c', 'IfModule') }))).toEqual([
    'CORS-ANY 5',
  ]);
  const open = await detect({ 'a.conf': inside('IfDefine Open', 'IfDefine') });
  expect(ids(open)).toEqual([]);
  expect(open.reasons?.join()).toContain('`<Ifdefine Open>` decides (line 4)');
});

test('words of SSLProtocol are gone through in order', async () => {
  const found = async (words: string): Promise<string[]> =>
    ids(await detect({ 'a.conf': host(`SSLProtocol ${words}\n${HSTS}`) }));
  expect(await found('all -SSLv3 -TLSv1 -TLSv1.1')).toEqual([]);
  expect(await found('all -SSLv3')).toEqual(['OLD-TLS 4']);
  expect(await found('-all +TLSv1.2')).toEqual([]);
});

test.each([
  ['<VirtualHost *:80>\n', 'is not ended'],
  ['<VirtualHost *:80>\n</Directory>\n', 'ends no section'],
  [`<VirtualHost *:80>\n${'<If "a">\n'.repeat(100)}`, 'nested deeper'],
])('what is damaged is told: %j', async (text, message) => {
  const { unknowns } = await detect({ 'a.conf': text });
  expect(unknowns?.map((one) => one.message).join()).toContain(message);
});
