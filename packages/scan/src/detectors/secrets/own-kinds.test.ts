import { DEFAULT_CONFIG, type OwnSecretKind } from '@theriac/govern';
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { secrets } from './index.ts';
import { ownKindsOf } from './own-kinds.ts';

const EXAMPLE = 'WARD-4KX9-QZ7M-P2TV';
const KIND: OwnSecretKind = {
  id: 'ACME-DEVICE',
  title: 'Token of our devices',
  severity: 'critical',
  keywords: ['ward-'],
  expression: 'WARD(?:-[A-Z0-9]{4}){3}',
  longest: 19,
  revoke: 'the device cloud',
  examples: { fail: [`token ${EXAMPLE}`], pass: ['WARD-1'] },
  source: 'theriac.yaml:3',
};

async function told(files: Readonly<Record<string, string>>, kind: OwnSecretKind = KIND) {
  return detectInMemory(secrets, { files, config: { ...DEFAULT_CONFIG, secrets: { kinds: [kind] } } });
}

test('a kind of the own is found, under its own id, with the place and never the value', async () => {
  const { findings } = await told({ 'a.md': 'id WARD-9KX4-MZ7Q-V2TP.\n' });
  expect(findings).toMatchObject([
    {
      rule: { id: 'ACME-DEVICE', severity: 'critical', title: 'Token of our devices in a file' },
      locations: [{ path: 'a.md', line: 1, column: 4 }],
      evidence: [{ redacted: '…V2TP', length: 19 }],
    },
  ]);
  expect(JSON.stringify(findings)).not.toContain('9KX4');
});

test('it is found in what is written as base64, too', async () => {
  const text = Buffer.from('our token is WARD-9KX4-MZ7Q-V2TP').toString('base64');
  expect((await told({ 'a.md': `${text}\n` })).findings).toMatchObject([{ rule: { id: 'ACME-DEVICE' } }]);
});

test('its examples are none in the file that declares it, and are anywhere else', async () => {
  expect((await told({ 'theriac.yaml': `fail: ["token ${EXAMPLE}"]\n` })).findings).toEqual([]);
  expect((await told({ 'a.yaml': `fail: ["token ${EXAMPLE}"]\n` })).findings).toHaveLength(1);
});

test('the secret is a part where the expression says so', () => {
  const { find } = ownKindsOf([{ ...KIND, expression: 'WARD-(?<secret>[A-Z0-9]{4})' }]);
  expect(find('a WARD-9KX4')).toMatchObject([{ value: '9KX4', start: 7 }]);
});

test('a keyword at every place does not make a text be read a thousand times', async () => {
  const kind = { ...KIND, keywords: ['aaa'], expression: '[a-z]{1,4000}1', longest: 4001 };
  const { findings, reasons } = await told({ 'a.txt': 'a'.repeat(2_000_000) }, kind);
  expect(findings).toEqual([]);
  expect(reasons).toEqual([
    'a.txt: not wholly searched for kinds of secrets of your own: their keywords stand too often in it',
  ]);
});
