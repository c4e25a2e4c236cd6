/** The page about signing in names routes, figures and settings that there are. */
import { readFileSync } from 'node:fs';
import {
  allowance,
  allRoutes,
  ciRuleGiven,
  MAX_BREAK_GLASS_MINUTES,
  MAX_CI_TOKEN_MINUTES,
  MAX_TOKEN_DAYS,
  providerGiven,
  ROLES,
} from '@theriac/contract';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../docs/server-sign-in.md', import.meta.url), 'utf8');

test('every route that it names exists', () => {
  const routes = new Set(allRoutes().map(({ route }) => `${route.method} ${route.path}`));
  const named = [...page.matchAll(/`(GET|POST|PUT|PATCH|DELETE)\s+(\/[^`\s]+)`/g)].map(
    ([, method, path]) => `${method} ${path}`,
  );
  expect(named.length).toBeGreaterThan(15);
  for (const one of named) expect(routes, one).toContain(one);
});

test('figures are those of the interface', () => {
  expect(page).toContain(`| ${MAX_CI_TOKEN_MINUTES} minutes |`);
  expect(page).toContain(`holds for ${MAX_CI_TOKEN_MINUTES} minutes`);
  expect(page).toContain(`| ${MAX_TOKEN_DAYS} days at most |`);
  expect(page).toContain(`up to ${MAX_BREAK_GLASS_MINUTES / 60} hours`);
});

test('examples are accepted, with ids in the place of names', () => {
  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) =>
    JSON.parse((text ?? '').replace('ACCOUNT-ID', '01890000-0000-7000-8000-000000000001')),
  );
  expect(examples).toHaveLength(3);
  for (const example of examples)
    expect(('kind' in example ? providerGiven : ciRuleGiven).safeParse(example).error).toBeUndefined();
});

test('roles that may break the glass are those of the matrix', () => {
  const [, named = ''] = /The roles (.*?)\s+may\./s.exec(page) ?? [];
  const roles = [...named.matchAll(/`([a-z-]+)`/g)].map(([, role]) => role);
  expect(roles).toEqual(ROLES.filter((role) => allowance(role, 'break-glass:execute') !== undefined));
});
