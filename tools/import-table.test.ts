/** Enforces the import table of docs/architecture.md: this test reads every module's imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The packages, and which other packages each may import. `testing` is for tests only: nothing here may import it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  core: [],
  read: ['core'],
  advisories: ['core'],
  formats: ['core', 'read'],
  govern: ['core'],
  scan: ['core', 'read', 'advisories', 'formats', 'govern'],
  cli: ['core', 'read', 'advisories', 'formats', 'govern', 'scan'],
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
