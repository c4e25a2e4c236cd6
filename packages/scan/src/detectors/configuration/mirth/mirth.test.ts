import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { configuration } from '../index.ts';
import { channel } from './example.ts';
import { credentialsIn } from './scripts.ts';

test('channels of a whole server are found, and one that is off is not judged by its listener', async () => {
  const on = channel({ kind: 'tcp.TcpReceiver', host: '0.0.0.0' });
  const off = on.replace('<enabled>true</enabled>', '<enabled>false</enabled>').replace('ADT', 'OLD');
  const text = `<serverConfiguration version="4.5.2">\n<channels>\n${on}${off}</channels>\n</serverConfiguration>\n`;
  const { findings } = await detectInMemory(configuration, {
    inventory: EMPTY_INVENTORY,
    files: { 'backup.xml': text },
  });
  expect(findings.map(({ subject }) => ('name' in subject ? subject.name : ''))).toEqual([
    'channel ADT source',
  ]);
});

test('other XML is not read', async () => {
  const { findings, unknowns } = await detectInMemory(configuration, {
    inventory: EMPTY_INVENTORY,
    files: { 'feed.xml': '<rss><channel><title>News</title></channel></rss>', 'broken.xml': '<a' },
  });
  expect([findings, unknowns]).toEqual([[], []]);
});

test.each([
  ["var password = 'pl4nted';", 0],
  ["a();\nvar c = {apiKey: 'pl4nted'};", 1],
  ["x = DatabaseConnectionFactory.createDatabaseConnection('org.d', 'jdbc:x', 'sa', 'pl4nted');", 0],
  ["// var password = 'pl4nted';", undefined],
  ["var password = configurationMap.get('ris.password');", undefined],
  ["var password = '$" + "{ris}';", undefined],
  ["createDatabaseConnection('org.d', 'jdbc:x', user, pass)", undefined],
])('credentials in a script: %j', (text, line) => {
  expect(credentialsIn(text)).toBe(line);
});

test('what is observed never shows a secret', async () => {
  const files = { 'channel.xml': channel({ script: "var password = 'pl4nted';" }) };
  const result = await detectInMemory(configuration, { inventory: EMPTY_INVENTORY, files });
  expect(result.findings.map(({ rule }) => rule.id)).toEqual(['THERIAC-CFG-MIRTH-SCRIPT-PASSWORD']);
  expect(JSON.stringify(result)).not.toContain('pl4nted');
});
