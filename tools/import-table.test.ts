/** Enforces the import table of docs/architecture.md: this test reads every module's imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The packages, and which other packages each may import. `testing` is for tests only: nothing here may import it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  core: [],
  read: ['core'],
  advisories: ['core'],
  formats: ['core', 'read'],
  govern: ['core'],
  scan: ['core', 'read', 'advisories', 'formats', 'govern'],
  contract: ['core'],
  server: ['core', 'read', 'advisories', 'formats', 'govern', 'scan', 'contract'],
  cli: ['core', 'read', 'advisories', 'formats', 'govern', 'scan', 'contract', 'server'],
};

/** Libraries that `core` may use besides itself: small and pure. */
const PURE_LIBRARIES = ['zod'];

interface ModuleImports {
  readonly path: string;
  readonly package: string;
  readonly imports: readonly string[];
}

const modules = Object.keys(PACKAGES).flatMap(readPackage);

function readPackage(name: string): ModuleImports[] {
  const folder = join(root, 'packages', name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testdata'))
    .map((path) => {
      const full = join(folder, path);
      const { module, errors } = parseSync(basename(full), readFileSync(full, 'utf8'));
      expect(errors, full).toEqual([]);
      const statically = [
        ...module.staticImports.map((i) => i.moduleRequest.value),
        ...module.staticExports.flatMap((e) => e.entries.flatMap((x) => x.moduleRequest?.value ?? [])),
      ];
      const source = readFileSync(full, 'utf8');
      const lazily = module.dynamicImports.map((i) =>
        source.slice(i.moduleRequest.start, i.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
      );
      return { path: relative(root, full), package: name, imports: [...new Set([...statically, ...lazily])] };
    });
}

test('every package has modules, and they were all read', () => {
  for (const name of Object.keys(PACKAGES))
    expect(modules.filter((m) => m.package === name).length, name).toBeGreaterThan(2);
  expect(modules.length).toBeGreaterThan(100);
  expect(modules.reduce((sum, m) => sum + m.imports.length, 0)).toBeGreaterThan(300);
});

test('a package imports only what the table allows', () => {
  const broken = modules.flatMap((m) =>
    m.imports
      .filter((i) => i.startsWith('@theriac/'))
      .map((i) => i.split('/')[1] ?? '')
      .filter((other) => other !== m.package && !(PACKAGES[m.package] ?? []).includes(other))
      .map((other) => `${m.path} imports ${other}`),
  );
  expect(broken).toEqual([]);
});

test('packages import each other by declared entry points only', () => {
  const entries = new Set(Object.keys(PACKAGES).flatMap(entryPoints));
  const used = modules.flatMap((m) =>
    m.imports.filter((i) => i.startsWith('@theriac/')).map((i) => ({ path: m.path, entry: i })),
  );
  expect(used.length).toBeGreaterThan(50);
  expect(used.filter(({ entry }) => !entries.has(entry))).toEqual([]);
  expect([...entries].filter((entry) => entry.includes('*'))).toEqual([]);
});

/** What `exports` of a package names, as imports of others are written. */
function entryPoints(name: string): string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
  const { exports } = z.object({ exports: z.record(z.string(), z.string()) }).parse(manifest);
  return Object.keys(exports).map((path) => `@theriac/${name}${path.slice(1)}`);
}

test('no module imports itself through others, neither at runtime nor for types', () => {
  const graph = new Map(
    modules.map((m) => [
      m.path,
      m.imports.filter((i) => i.startsWith('.')).map((i) => relative(root, join(root, m.path, '..', i))),
    ]),
  );
  expect([...graph.values()].flat().length).toBeGreaterThan(500);
  expect([...graph.values()].flat().filter((path) => !graph.has(path))).toEqual([]);
  expect(circles(graph)).toEqual([]);
});

/** Groups of modules that reach each other (Tarjan's strongly connected components), without single modules. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const waiting: string[] = [];
  const found: string[][] = [];
  const visit = (module: string): void => {
    const index = order.size;
    order.set(module, index);
    lowest.set(module, index);
    waiting.push(module);
    for (const next of graph.get(module) ?? []) {
      if (!order.has(next)) visit(next);
      if (waiting.includes(next))
        lowest.set(module, Math.min(lowest.get(module) ?? index, lowest.get(next) ?? index));
    }
    if (lowest.get(module) !== index) return;
    const group = waiting.splice(waiting.indexOf(module));
    if (group.length > 1 || graph.get(module)?.includes(module)) found.push(group.sort());
  };
  for (const module of graph.keys()) if (!order.has(module)) visit(module);
  return found;
}

test('relative imports stay inside the package and name their ending', () => {
  const broken = modules.flatMap((m) =>
    m.imports
      .filter((i) => i.startsWith('.'))
      .filter(
        (i) =>
          !i.endsWith('.ts') ||
          !relative(join(root, 'packages', m.package, 'src'), join(root, m.path, '..', i)).match(/^[^.]/),
      )
      .map((i) => `${m.path} imports ${i}`),
  );
  expect(broken).toEqual([]);
});

test('core is pure: no node modules and only small pure libraries', () => {
  const broken = modules
    .filter((m) => m.package === 'core')
    .flatMap((m) =>
      m.imports
        .filter((i) => !i.startsWith('.') && !PURE_LIBRARIES.includes(i))
        .map((i) => `${m.path} imports ${i}`),
    );
  expect(broken).toEqual([]);
});

test('govern decides without touching the machine', () => {
  const broken = modules
    .filter((m) => m.package === 'govern' || m.package === 'formats')
    .flatMap((m) =>
      m.imports
        .filter((i) => i.startsWith('node:') && i !== 'node:crypto')
        .map((i) => `${m.path} imports ${i}`),
    );
  expect(broken).toEqual([]);
});

test('only trees touch the file system of a target', () => {
  const broken = modules
    .filter((m) => m.package === 'scan' && m.imports.some((i) => /^node:fs(?:\/|$)/.test(i)))
    .map((m) => m.path)
    .filter((path) => !/^packages\/scan\/src\/(?:target|registries)\//.test(path));
  expect(broken).toEqual([]);
});
