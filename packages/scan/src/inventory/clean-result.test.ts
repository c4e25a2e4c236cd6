import type { ComponentDraft } from '@theriac/core';
import { expect, test } from 'vitest';
import { cleanResult } from './clean-result.ts';

const draft = (key: string, dependsOn: readonly string[] = []): ComponentDraft => ({
  key,
  ecosystem: 'npm',
  name: key,
  version: '1.0.0',
  scope: 'production',
  direct: true,
  location: { path: 'package-lock.json', line: 1 },
  dependsOn,
});
const result = (...components: readonly ComponentDraft[]) => ({
  roots: [{ path: 'package-lock.json', ecosystem: 'npm' as const, components }],
  unknowns: [],
});

test('keys that differ in a credential only stay two, and edges lead to the right one', () => {
  const [one, two] = ['a@https://u:one@host/a', 'a@https://u:two@host/a'];
  const clean = cleanResult(result(draft(one), draft(two), draft('b', [two])));
  const [first, second, third] = clean.roots[0]?.components ?? [];
  expect([first?.key, second?.key]).toEqual(['a@https://host/a', 'a@https://host/a#2']);
  expect(third?.dependsOn).toEqual(['a@https://host/a#2']);
  expect(JSON.stringify(clean)).not.toMatch(/u:one|u:two/);
});

test('who asks is asked by the clean key', () => {
  const key = 'a@https://u:one@host/a';
  const { roots, unknowns } = result(draft(key));
  const uses = (asked: string) =>
    asked === key ? { askers: [{ by: key, range: 'https://u:one@host/a' }] } : undefined;
  const clean = cleanResult({ roots: roots.map((root) => ({ ...root, uses })), unknowns });
  expect(clean.roots[0]?.uses?.('a@https://host/a')).toEqual({
    askers: [{ by: 'a@https://host/a', range: 'https://host/a' }],
  });
});

test('a result without credentials is the same object', () => {
  const given = result(draft('a@1'), draft('b@1', ['a@1']));
  expect(cleanResult(given)).toBe(given);
});
