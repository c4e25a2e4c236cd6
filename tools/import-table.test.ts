/** The import table of docs/architecture.md is law: this test reads every module's imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Rooms of the house, and what each may import of the others. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  advisories: ['core'],
  formats: ['core'],
  govern: ['core'],
  scan: ['core', 'advisories', 'formats', 'govern'],
  cli: ['core', 'advisories', 'formats', 'govern', 'scan'],
};

/** Libraries that `core` may use besides itself: small and pure. */
const PURE_LIBRARIES = ['zod'];

interface ModuleImports {
  readonly path: string;
  readonly room: string;
  readonly imports: readonly string[];
}

const modules = Object.keys(ROOMS).flatMap(readRoom);

function readRoom(room: string): ModuleImports[] {
  const folder = join(root, 'packages', room, 'src');
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
      return { path: relative(root, full), room, imports: [...new Set([...statically, ...lazily])] };
    });
}

test('every room has modules, and they were all read', () => {
  for (const room of Object.keys(ROOMS))
    expect(modules.filter((m) => m.room === room).length, room).toBeGreaterThan(2);
  expect(modules.length).toBeGreaterThan(100);
  expect(modules.reduce((sum, m) => sum + m.imports.length, 0)).toBeGreaterThan(300);
});

test('a room imports only what the table allows', () => {
  const broken = modules.flatMap((m) =>
    m.imports
      .filter((i) => i.startsWith('@theriac/'))
      .map((i) => i.split('/')[1] ?? '')
      .filter((other) => other !== m.room && !(ROOMS[m.room] ?? []).includes(other))
      .map((other) => `${m.path} imports ${other}`),
  );
  expect(broken).toEqual([]);
});

test('relative imports stay inside the room and name their ending', () => {
  const broken = modules.flatMap((m) =>
    m.imports
      .filter((i) => i.startsWith('.'))
      .filter(
        (i) =>
          !i.endsWith('.ts') ||
          !relative(join(root, 'packages', m.room, 'src'), join(root, m.path, '..', i)).match(/^[^.]/),
      )
      .map((i) => `${m.path} imports ${i}`),
  );
  expect(broken).toEqual([]);
});

test('core is pure: no node modules and only small pure libraries', () => {
  const broken = modules
    .filter((m) => m.room === 'core')
    .flatMap((m) =>
      m.imports
        .filter((i) => !i.startsWith('.') && !PURE_LIBRARIES.includes(i))
        .map((i) => `${m.path} imports ${i}`),
    );
  expect(broken).toEqual([]);
});

test('govern decides without touching the machine', () => {
  const broken = modules
    .filter((m) => m.room === 'govern' || m.room === 'formats')
    .flatMap((m) =>
      m.imports
        .filter((i) => i.startsWith('node:') && i !== 'node:crypto')
        .map((i) => `${m.path} imports ${i}`),
    );
  expect(broken).toEqual([]);
});
