import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ruleCatalogue } from './rule-catalogue.ts';

const RULE_CATALOGUE = await ruleCatalogue();

test('every rule has an id of its own, a reason and a remedy', () => {
  const rules = RULE_CATALOGUE;
  expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
  for (const rule of rules) {
    expect(rule.id).toMatch(/^THERIAC-[A-Z]+(?:-[A-Z0-9]+)+$/);
    expect(rule.severity, rule.id).not.toBe('unknown');
    expect(rule.rationale ?? '', rule.id).toMatch(/\w{3,}.*[.!?]$/);
    expect(rule.remediation ?? '', rule.id).toMatch(/\w{3,}.*[.!?]$/);
  }
});

test('every table of rules is in the catalogue', () => {
  const here = new URL('..', import.meta.url);
  const tables = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('rule-rows.ts'),
  );
  const known = new Set(RULE_CATALOGUE.map((r) => r.id));
  let found = 0;
  for (const path of tables) {
    const source = readFileSync(new URL(path, here), 'utf8');
    for (const table of source.matchAll(
      /rulesOf\(\s*'(THERIAC-[A-Z]+)',\s*'[a-z-]+',\s*\{([\s\S]*?)\n\}( as const)?\)/g,
    )) {
      for (const row of (table[2] ?? '').matchAll(/^ {2}'?([A-Z][A-Z0-9-]*)'?: \{$/gm)) {
        found += 1;
        expect(known, `${path}: ${row[1]}`).toContain(`${table[1]}-${row[1]}`);
      }
    }
  }
  expect(found).toBeGreaterThan(30);
});
