import type { ComponentDraft } from '@theriac/core';
import { expect, test } from 'vitest';
import { inventoryOf } from './inventory.ts';

const draft = (key: string, dependsOn: readonly string[] = []): ComponentDraft => ({
  key,
  ecosystem: 'npm',
  name: key.replace(/^.*:/, ''),
  version: '1.0.0',
  scope: 'production',
  direct: false,
  location: { path: 'lock' },
  dependsOn,
});

test('an edge to what another project of the same lockfile lists is an edge', () => {
  const { components, unknowns } = inventoryOf('lock', {
    roots: [
      { path: 'a', ecosystem: 'npm', components: [draft('x'), draft('y')] },
      { path: 'b', ecosystem: 'npm', components: [draft('b:z', ['x', 'b:w']), draft('b:w')] },
    ],
    unknowns: [],
  });
  expect(unknowns).toEqual([]);
  expect(components.find((c) => c.name === 'z')?.dependsOn).toEqual(['lock:a#x', 'lock:b#b:w']);
});

test('an edge to what nobody lists is a known unknown', () => {
  const { components, unknowns } = inventoryOf('lock', {
    roots: [{ path: 'a', ecosystem: 'npm', components: [draft('x', ['gone'])] }],
    unknowns: [],
  });
  expect(components[0]?.dependsOn).toEqual([]);
  expect(unknowns).toMatchObject([{ reason: 'dangling-edge', losesComponents: true }]);
});
