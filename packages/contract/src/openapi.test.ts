import { expect, test } from 'vitest';
import { openApi } from './openapi.ts';
import { allRoutes } from './routes/index.ts';

const document = openApi('1.0.0') as {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, unknown> };
};

test('every route is an operation', () => {
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((one) => one.operationId),
  );
  expect(ids.sort()).toEqual(
    allRoutes()
      .map(({ id }) => id)
      .sort(),
  );
});

test('every reference leads to a schema', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
  expect(references.length).toBeGreaterThan(50);
  for (const reference of references) {
    expect(reference).toMatch(/^#\/components\/schemas\//);
    expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1));
  }
});

test('parameters of the path are described, and nothing of JSON Schema drafts is left', () => {
  expect(document.openapi).toBe('3.1.1');
  for (const [path, operations] of Object.entries(document.paths))
    for (const name of path.matchAll(/\{(\w+)\}/g))
      for (const operation of Object.values(operations))
        expect(JSON.stringify(operation), path).toContain(`"name":"${name[1]}","in":"path","required":true`);
  expect(JSON.stringify(document)).not.toContain('$defs');
});
