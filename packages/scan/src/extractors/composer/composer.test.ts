import type { Extractor } from '@theriac/core';
import { extractFromMemory, extractOrRefuse, flawsOf, listing } from '@theriac/testing/check-extraction';
import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const [lock, installed, manifest] = extractors as [Extractor, Extractor, Extractor];
const json = (value: unknown): string => JSON.stringify(value, null, 1);
const read = async (extractor: Extractor, path: string, target: MemoryFiles) => {
  const result = await extractFromMemory(extractor, path, target);
  expect(flawsOf(result, (p) => String(target[p] ?? ''))).toEqual([]);
  return result;
};

const LOCK = json({
  packages: [
    {
      name: 'Acme/App-Kit',
      version: 'v1.2.0',
      dist: { type: 'zip', url: 'https://user:pw@repo.example/kit.zip?token=x', shasum: 'a'.repeat(40) },
      require: { php: '>=8', 'ext-json': '*', 'psr/log-implementation': '1.0', 'acme/lost': '^1' },
      license: ['MIT', 'GPL-2.0-only'],
    },
    {
      name: 'drupal/token',
      version: '1.15.0',
      'notification-url': 'https://packages.example/downloads',
      license: 'GPL-2.0-or-later',
    },
    {
      name: 'monolog/monolog',
      version: '3.0.0',
      provide: { 'psr/log-implementation': '3.0' },
      source: { type: 'git', url: 'https://git.example/m.git', reference: 'abc' },
    },
  ],
  'packages-dev': [
    { name: 'acme/tool', version: 'dev-main', require: { 'monolog/monolog': '^3' }, type: 'composer-plugin' },
    { name: 'acme/local', version: '1.0.0', dist: { type: 'path', url: '../local' } },
  ],
});

describe('composer.lock', () => {
  it('takes direct packages and scopes from composer.json and follows provided names', async () => {
    const result = await read(lock, 'composer.lock', {
      'composer.lock': LOCK,
      'composer.json': json({
        name: 'acme/site',
        require: { php: '^8', 'acme/app-kit': '^1', 'drupal/token': '^1.15', 'acme/nowhere': '*' },
        'require-dev': { 'acme/tool': 'dev-main' },
      }),
    });
    expect(result.roots[0]).toMatchObject({ path: 'composer.json', name: 'acme/site' });
    expect(listing(result)).toEqual([
      'Acme/App-Kit@v1.2.0 production direct',
      'drupal/token@1.15.0 production direct',
      'monolog/monolog@3.0.0 production',
      'acme/tool@dev-main development direct',
      'acme/local@1.0.0 development',
    ]);
    const [kit, token, monolog, tool, local] = result.roots[0]?.components ?? [];
    expect(kit).toMatchObject({
      origin: { kind: 'url', url: 'https://repo.example/kit.zip' },
      hashes: [{ algorithm: 'sha1', hex: 'a'.repeat(40) }],
      licence: '(MIT OR GPL-2.0-only)',
      dependsOn: ['monolog/monolog'],
      requested: '^1',
      location: { line: 4 },
    });
    expect(token?.origin).toEqual({ kind: 'registry' });
    expect(monolog?.origin).toEqual({ kind: 'git', url: 'https://git.example/m.git', commit: 'abc' });
    expect(tool).toMatchObject({ installScript: true, dependsOn: ['monolog/monolog'] });
    expect(local?.origin).toEqual({ kind: 'path', path: '../local' });
    expect(
      result.unknowns.map((u) => `${u.reason} ${u.package} ${u.location.path}:${u.location.line}`),
    ).toEqual([
      'unresolved-version acme/tool composer.lock:43',
      'dangling-edge acme/lost composer.lock:4',
      'dangling-edge acme/nowhere composer.json:7',
    ]);
  });

  it.each([
    ['composer.lock', lock],
    ['vendor/composer/installed.json', installed],
  ])('%s: misses nothing that the project itself replaces or provides', async (path, extractor) => {
    const result = await read(extractor, path, {
      [path]: json({
        packages: [
          {
            name: 'acme/kit',
            version: '1.0.0',
            require: { 'Acme/Polyfill': '^1', 'acme/api-implementation': '*' },
          },
        ],
      }),
      'composer.json': json({
        require: { 'acme/kit': '^1' },
        replace: { 'acme/polyfill': '*' },
        provide: { 'acme/api-implementation': '1.0' },
      }),
    });
    expect(listing(result)).toEqual(['acme/kit@1.0.0 production direct']);
    expect(result.unknowns).toEqual([]);
  });

  it('reads versions that are numbers as they are written', async () => {
    const result = await read(lock, 'composer.lock', {
      'composer.lock':
        '{"packages":[{"name":"a/date","version":20190220},{"name":"a/ten","version": 1.10}],"packages-dev":[{"name":"a/one","version":2}]}',
      'composer.json': '{"require":{"a/date":"*","a/ten":"*"},"require-dev":{"a/one":"*"}}',
    });
    expect(listing(result)).toEqual([
      'a/date@20190220 production direct',
      'a/ten@1.10 production direct',
      'a/one@2 development direct',
    ]);
    expect(result.unknowns).toEqual([]);
  });

  it('refuses what is not a lockfile and says what is wrong inside one', async () => {
    for (const text of ['', 'null', '[]', '{"packages": [']) {
      expect(await extractOrRefuse(lock, 'composer.lock', { 'composer.lock': text })).toBe(
        'THERIAC_INPUT_SYNTAX',
      );
    }
    const result = await read(lock, 'composer.lock', {
      'composer.lock':
        '{"packages": [7, {"name": "x"}, {"name": "a/b"}, {"name": "a/b", "version": "x y"}],\n"packages-dev": 7}',
    });
    expect(listing(result)).toEqual(['a/b@? production']);
    expect(result.unknowns.map((u) => u.reason)).toEqual([
      'unparseable',
      'unparseable',
      'unresolved-version',
      'invalid-version',
      'duplicate-key',
      'unparseable',
      'unresolved-parent',
    ]);
  });
});

describe('vendor/composer/installed.json', () => {
  const packages = [
    { name: 'a/a', version: '1.0.0', require: { 'a/b': '*' } },
    { name: 'a/b', version: '2.0.0' },
    { name: 'a/dev', version: '3.0.0' },
  ];

  it.each([
    ['1', json(packages), 'production'],
    ['2', json({ packages, dev: true, 'dev-package-names': ['a/dev'] }), 'development'],
  ])('reads what Composer %s writes', async (_, text, scope) => {
    const result = await read(installed, 'site/vendor/composer/installed.json', {
      'site/vendor/composer/installed.json': text,
    });
    expect(listing(result)).toEqual(['a/a@1.0.0 production', 'a/b@2.0.0 production', `a/dev@3.0.0 ${scope}`]);
    expect(result.roots[0]?.components[0]?.dependsOn).toEqual(['a/b']);
  });

  it('lists only what differs from the lockfile', async () => {
    const path = 'vendor/composer/installed.json';
    const same = { [path]: json({ packages }), 'composer.lock': json({ packages }) };
    expect(await read(installed, path, same)).toEqual({ roots: [], unknowns: [] });
    const drifted = json({ packages: [{ ...packages[0], version: '1.0.1' }, packages[1], packages[2]] });
    expect(listing(await read(installed, path, { ...same, 'composer.lock': drifted }))).toEqual([
      'a/a@1.0.0 production',
    ]);
  });
});

describe('composer.json without a lockfile', () => {
  it('lists what is asked for and says what is not known', async () => {
    const text =
      '{"name": "a/site",\n"require": {"php": "^8",\n"a/a": "^1.0", "a/b": "1.2.3"},\n"require-dev": []}';
    const result = await read(manifest, 'composer.json', { 'composer.json': text });
    expect(listing(result)).toEqual(['a/a@? production direct', 'a/b@1.2.3 production direct']);
    expect(
      result.unknowns.map(
        (u) => `${u.reason} ${u.package} ${u.range} ${u.location.line} ${u.losesComponents}`,
      ),
    ).toEqual(['unresolved-version a/a ^1.0 3 true', 'unresolved-parent a/b 1.2.3 3 true']);
  });

  it('is silent beside a lockfile and inside vendor', async () => {
    const none = { roots: [], unknowns: [] };
    expect(await read(manifest, 'composer.json', { 'composer.json': '{}', 'composer.lock': '' })).toEqual(
      none,
    );
    expect(await read(manifest, 'vendor/a/b/composer.json', { 'vendor/a/b/composer.json': '{}' })).toEqual(
      none,
    );
  });
});
