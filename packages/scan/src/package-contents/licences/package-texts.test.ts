/** Every layout in which packages lie in a target, by the inventory that names them. */
import type { Component, EcosystemId, Inventory, Root } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { packageOf } from '@theriac/testing/detect-in-memory';
import { makeZip } from '@theriac/testing/make-zip';
import { describe, expect, test } from 'vitest';
import { type LicenceTarget, PackageFolders } from './package-folders.ts';
import { readPackage } from './package-texts.ts';

function targetOf(files: Readonly<Record<string, string | Uint8Array>>): LicenceTarget {
  const paths = Object.keys(files).sort();
  return {
    file: (path) => (Object.hasOwn(files, path) ? new MemoryFile(path, files[path] ?? '') : null),
    list: (folder) => {
      const start = folder === '' ? '' : `${folder}/`;
      const names = new Map(
        paths
          .filter((path) => path.startsWith(start))
          .map((path) => {
            const [name = '', ...more] = path.slice(start.length).split('/');
            return [name, more.length === 0 ? ('file' as const) : ('folder' as const)];
          }),
      );
      return [...names].map(([name, kind]) => ({ name, kind }));
    },
  };
}

function inventoryOf(component: Component, root: Partial<Root> = {}): Inventory {
  const lock: Root = {
    id: 'lock',
    path: 'app/lock',
    extractor: 'x',
    ecosystem: component.ecosystem,
    ...root,
  };
  return { roots: [lock], components: [component], unknowns: [], skipped: [] };
}

async function read(component: Component, files: Record<string, string | Uint8Array>) {
  const target = targetOf(files);
  const place = new PackageFolders(target, inventoryOf(component)).placeOf(component);
  return place === null ? null : { place: place.path, ...(await readPackage(component, place, target)) };
}

const of = (ecosystem: EcosystemId, name: string, more: Partial<Component> = {}): Component =>
  packageOf(name, { ecosystem, purl: `pkg:${ecosystem}/${name}@1.0.0`, ...more });
const npm = JSON.stringify({ name: 'a', version: '1.0.0', license: 'MIT' });

describe('where packages lie', () => {
  test.each<[string, Component, Record<string, string>, string, string | undefined]>([
    [
      'npm, by the key of the lockfile',
      of('npm', 'a', { id: 'lock#node_modules/b/node_modules/a' }),
      { 'app/node_modules/b/node_modules/a/package.json': npm },
      'app/node_modules/b/node_modules/a',
      'MIT',
    ],
    [
      'Yarn: the installed copy of that version',
      of('npm', 'a', { id: 'lock#a@1.0.0' }),
      {
        'app/node_modules/a/package.json': npm.replace('1.0.0', '2.0.0'),
        'app/node_modules/c/node_modules/a/package.json': npm,
        'app/node_modules/c/package.json': '{}',
      },
      'app/node_modules/c/node_modules/a',
      'MIT',
    ],
    [
      'pnpm: the store',
      of('npm', '@s/a', { id: 'lock#@s/a@1.0.0' }),
      { 'app/node_modules/.pnpm/@s+a@1.0.0/node_modules/@s/a/package.json': npm },
      'app/node_modules/.pnpm/@s+a@1.0.0/node_modules/@s/a',
      'MIT',
    ],
    [
      'Go vendor',
      of('golang', 'example.org/m/v2'),
      { 'app/vendor/example.org/m/v2/LICENSE': 'text' },
      'app/vendor/example.org/m/v2',
      undefined,
    ],
    [
      'Composer vendor',
      of('composer', 'acme/lib'),
      { 'app/vendor/acme/lib/composer.json': '{"license":["MIT","GPL-2.0-only"]}' },
      'app/vendor/acme/lib',
      '(MIT OR GPL-2.0-only)',
    ],
    [
      'Cargo vendor',
      of('cargo', 'serde'),
      { 'app/vendor/serde/Cargo.toml': '[package]\nlicense = "MIT OR Apache-2.0"\n' },
      'app/vendor/serde',
      'MIT OR Apache-2.0',
    ],
    [
      'Bundler',
      of('gem', 'rack'),
      { 'app/vendor/bundle/ruby/3.3.0/gems/rack-1.0.0/MIT-LICENSE': 'text' },
      'app/vendor/bundle/ruby/3.3.0/gems/rack-1.0.0',
      undefined,
    ],
    [
      'NuGet packages',
      of('nuget', 'Acme.Lib'),
      {
        'app/packages/Acme.Lib.1.0.0/Acme.Lib.nuspec':
          '<package><metadata><license type="expression">MIT</license></metadata></package>',
      },
      'app/packages/Acme.Lib.1.0.0',
      'MIT',
    ],
    [
      'NuGet by address',
      of('nuget', 'Acme.Lib'),
      {
        'app/packages/Acme.Lib.1.0.0/Acme.Lib.nuspec':
          '<package><metadata><licenseUrl>https://licenses.nuget.org/MIT</licenseUrl></metadata></package>',
      },
      'app/packages/Acme.Lib.1.0.0',
      'https://licenses.nuget.org/MIT',
    ],
    [
      'Python dist-info',
      of('pypi', 'acme', { location: { path: 'v/acme-1.0.0.dist-info/METADATA' } }),
      {
        'v/acme-1.0.0.dist-info/METADATA':
          'Name: acme\nVersion: 1.0.0\nClassifier: License :: OSI Approved :: MIT License\n',
      },
      'v/acme-1.0.0.dist-info',
      'MIT License',
    ],
  ])('%s', async (_, component, files, place, declared) => {
    expect(await read(component, files)).toMatchObject({ place, declared });
  });

  test.each<[string, Component, Record<string, string>]>([
    [
      'another version is installed',
      of('npm', 'a', { id: 'lock#a@1.0.0' }),
      { 'app/node_modules/a/package.json': npm.replace('1.0.0', '2.0.0') },
    ],
    ['nothing is installed', of('npm', 'a'), {}],
    [
      'a package of the repository',
      of('npm', 'a', { id: 'lock#node_modules/a', origin: { kind: 'workspace', path: 'a' } }),
      { 'app/node_modules/a/package.json': npm },
    ],
    ['an image', of('docker', 'debian'), {}],
  ])('not at hand: %s', async (_, component, files) => {
    expect(await read(component, files)).toBeNull();
  });
});

describe('what is read', () => {
  const a = of('npm', 'a', { id: 'lock#node_modules/a' });
  const base = 'app/node_modules/a';

  test('licence and notice files, a LICENSES folder, and a README only without them', async () => {
    const all = {
      [`${base}/package.json`]: npm,
      [`${base}/LICENSE-MIT`]: 'one',
      [`${base}/NOTICE`]: 'two',
      [`${base}/README.md`]: 'readme',
      [`${base}/license.js`]: 'code',
      [`${base}/LICENSES/Apache-2.0.txt`]: 'three',
      [`${base}/dist/LICENSE`]: 'of something bundled: not looked for',
    };
    expect((await read(a, all))?.files.map((f) => [f.path.slice(base.length + 1), f.kind])).toEqual([
      ['LICENSE-MIT', 'licence'],
      ['LICENSES/Apache-2.0.txt', 'licence'],
      ['NOTICE', 'notice'],
    ]);
    const bare = { [`${base}/package.json`]: npm, [`${base}/README.md`]: 'readme' };
    expect((await read(a, bare))?.files.map((f) => f.kind)).toEqual(['readme']);
  });

  test('the file that the manifest names as the licence', async () => {
    const files = {
      [`${base}/package.json`]: '{"name":"a","version":"1.0.0","license":"SEE LICENSE IN ./TERMS.txt"}',
      [`${base}/TERMS.txt`]: 'one',
      [`${base}/OTHER.txt`]: 'two',
    };
    expect((await read(a, files))?.files.map((f) => [f.path.slice(base.length + 1), f.kind])).toEqual([
      ['TERMS.txt', 'licence'],
    ]);
  });

  test('files that are not text, too large or of another encoding are reported or read', async () => {
    const result = await read(a, {
      [`${base}/package.json`]: 'no JSON, but "version": "1.0.0"',
      [`${base}/LICENSE`]: Buffer.from('Copyright Andr\xe9', 'latin1'),
      [`${base}/COPYING`]: Buffer.from([0, 1, 2, 3]),
      [`${base}/LICENSE.big`]: 'x'.repeat(4 * 1024 * 1024 + 1),
    });
    expect(result?.files.map((f) => f.text)).toEqual(['Copyright André']);
    expect(result?.unread).toEqual([
      { path: `${base}/COPYING`, why: 'is not text' },
      { path: `${base}/LICENSE.big`, why: 'larger than 4 MiB' },
    ]);
    expect(result?.declared).toBeUndefined();
  });

  test('a package in the cache of Yarn', async () => {
    const zip = makeZip({
      'node_modules/@s/a/package.json': npm,
      'node_modules/@s/a/LICENSE': 'licence',
      'node_modules/@s/a/lib/LICENSE': 'deeper: not looked for',
    });
    const path = 'app/.yarn/cache/@s-a-npm-1.0.0-0123456789-abcdef.zip';
    const component = of('npm', '@s/a', { id: 'lock#@s/a@npm:1.0.0' });
    const result = await read(component, { [path]: zip, 'app/.yarn/cache/@s-a-npm-1.0.1-1-2.zip': 'other' });
    expect(result).toMatchObject({
      place: path,
      declared: 'MIT',
      files: [{ path: `${path}!/node_modules/@s/a/LICENSE`, kind: 'licence' }],
    });
  });

  test('a jar: texts of META-INF and the licences of its pom', async () => {
    const jar = makeZip({
      'META-INF/LICENSE.txt': 'licence',
      'META-INF/NOTICE': 'notice',
      'META-INF/maven/g/a/pom.xml':
        '<project><licenses><license><name>Apache 2</name></license><license><url>https://opensource.org/licenses/MIT</url></license></licenses></project>',
      'com/acme/LICENSE': 'deeper: not looked for',
    });
    const component = of('maven', 'g:a', {
      direct: true,
      hashes: [{ algorithm: 'sha1', hex: 'aa' }],
      location: { path: 'app/lib/a.jar' },
    });
    const result = await read(component, { 'app/lib/a.jar': jar });
    expect(result?.files.map((f) => [f.path, f.kind])).toEqual([
      ['app/lib/a.jar!/META-INF/LICENSE.txt', 'licence'],
      ['app/lib/a.jar!/META-INF/NOTICE', 'notice'],
    ]);
    expect(result?.declared).toBe('Apache 2 OR https://opensource.org/licenses/MIT');
    expect((await read(component, { 'app/lib/a.jar': 'no archive' }))?.unread).toHaveLength(1);
  });
});
