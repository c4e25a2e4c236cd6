import { expect, test } from 'vitest';
import { ACTIONS, allowance, PERMISSION_OBJECTS, PERMISSIONS, permissionsOf, ROLES } from './permissions.ts';
import { allRoutes } from './routes/index.ts';

test('every row has a cell for every role', () => {
  for (const object of PERMISSION_OBJECTS) {
    const cells = ROLES.map((role) =>
      ACTIONS.map((action) => allowance(role, `${object}:${action}`) ?? '-').join(' '),
    );
    expect(cells.length).toBe(ROLES.length);
    // Somebody has it.
    expect(cells.some((cell) => cell !== '- - - -')).toBe(true);
  }
});

test.each([
  ['viewer', 'system:read', 'always'],
  ['viewer', 'upload:execute', undefined],
  ['developer', 'upload:execute', 'always'],
  ['security-reviewer', 'finding:approve', 'always'],
  ['security-reviewer', 'exception:approve', 'up-to-high'],
  ['security-reviewer', 'exception:read', 'always'],
  ['clinical-safety', 'system:write', 'safety-only'],
  ['clinical-safety', 'system:read', 'always'],
  ['auditor', 'audit:execute', 'always'],
  ['auditor', 'incident:read', 'closed-only'],
  ['admin', 'exception:approve', undefined],
  ['admin', 'sensitive-field:execute', undefined],
  ['admin', 'account:write', 'four-eyes'],
] as const)('%s, %s: %s', (role, permission, expected) => {
  expect(allowance(role, permission)).toBe(expected);
});

test('an administrator approves nothing', () => {
  expect(permissionsOf('admin').filter((one) => one.endsWith(':approve'))).toEqual([]);
});

test('every permission that a route asks for exists, and every address is one route', () => {
  const routes = allRoutes();
  for (const { id, route } of routes)
    if (route.access !== 'public' && route.access !== 'session')
      expect(PERMISSIONS, id).toContain(route.access);
  const places = routes.map(({ route }) => `${route.method} ${route.path.replace(/:\w+/g, ':')}`);
  expect(new Set(places).size).toBe(places.length);
});
