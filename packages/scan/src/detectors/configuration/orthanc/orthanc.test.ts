import type { RawFinding } from '@theriac/core';
import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { configuration } from '../index.ts';

function observedIn(evidence: RawFinding['evidence'][number] | undefined): string {
  return evidence !== undefined && 'observed' in evidence ? evidence.observed : '';
}

async function told(text: string): Promise<readonly string[]> {
  const { findings } = await detectInMemory(configuration, {
    inventory: EMPTY_INVENTORY,
    files: { 'orthanc.json': text },
  });
  return findings
    .filter(({ rule }) => rule.id.includes('PASSWORD'))
    .map(
      ({ rule, locations, evidence }) =>
        `${rule.id.replace('THERIAC-CFG-ORTHANC-', '')} ${locations[0]?.line} ${observedIn(evidence[0])}`,
    );
}

test('a password of another system stands at its own line, and its key is named', async () => {
  const text = `{
  "DicomAet" : "B",
  "OrthancPeers" : {
    "a" : [ "http://a:8042/", "u", "pl4nted" ]
  },
  "PostgreSQL" : {
    "Password" : "\${DB_PASSWORD}"
  }
}`;
  expect(await told(text)).toEqual(['SYSTEM-PASSWORD 4 secrets.OrthancPeers.a.2: a value']);
});

test('a password of a user is told once, at its line', async () => {
  const users = (password: string): string =>
    `{\n  "DicomAet" : "B",\n  "RegisteredUsers" : {\n    "ward" : "${password}"\n  }\n}`;
  expect(await told(users('orthanc'))).toEqual([
    'WELL-KNOWN-PASSWORD 4 well_known.RegisteredUsers.ward: a value',
  ]);
  expect(await told(users('pl4nted'))).toEqual(['PASSWORD 4 RegisteredUsers.ward: a value']);
});
