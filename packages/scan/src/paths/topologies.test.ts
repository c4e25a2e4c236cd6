import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { configuration } from '../detectors/configuration/index.ts';
import { TOPOLOGIES } from './topologies.testdata.ts';

async function found(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings, unknowns } = await detectInMemory(configuration, { inventory: EMPTY_INVENTORY, files });
  expect(unknowns).toEqual([]);
  return findings
    .filter(({ rule }) => rule.id.startsWith('THERIAC-PATH-'))
    .map(
      ({ rule, subject }) =>
        `${rule.id.slice('THERIAC-PATH-'.length)} ${'name' in subject ? subject.name : ''}`,
    );
}

describe('a way to patient data is found, and not on its twin where it is cut', () => {
  test.each(TOPOLOGIES.map((one) => [one.name, one] as const))(
    '%s',
    async (_, { rule, store, path, cut }) => {
      expect(path).not.toEqual(cut);
      expect(await found(path)).toContain(`${rule} ${store}`);
      expect(await found(cut)).not.toContain(`${rule} ${store}`);
    },
  );
});
