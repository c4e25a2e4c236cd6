import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Release, ReleaseHistory } from '@theriac/core';
import { detectInMemory, EMPTY_INVENTORY, packageOf, told } from '@theriac/testing/detect-in-memory';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { npmHistory, pypiHistory } from '../../../registries/read-history.ts';
import { registryClient } from '../../../registries/registry-client.ts';
import { repositoryKey } from '../../../registries/release-history.ts';
import { userRegistries } from '../../../registries/user-registries.ts';
import { health } from './index.ts';
import { judgeRelease } from './judge-release.ts';

const release = (version: string, published: string, more: Partial<Release> = {}): Release => ({
  version,
  published,
  publisher: 'ann',
  attested: false,
  repository: 'git.example/a/b',
  ...more,
});
const OLD: ReleaseHistory = [
  release('1.0.0', '2020-01-01'),
  release('1.1.0', '2020-06-01'),
  release('1.2.0', '2021-01-01'),
];
const judged = (history: ReleaseHistory, version: string, asOf = '2026-01-02'): string[] =>
  judgeRelease(history, version, asOf, 7).map((c) => `${c.rule.id.replace(/^THERIAC-/, '')}: ${c.observed}`);

describe('a release among those before it', () => {
  test.each<[string, ReleaseHistory, string, string[]]>([
    ['nothing unusual', [release('1.0.0', '2025-01-01'), release('1.1.0', '2025-06-01')], '1.1.0', []],
    [
      'too young',
      [release('1.0.0', '2025-12-30')],
      '1.0.0',
      ['SC-TOO-YOUNG: published 3 days before 2026-01-02'],
    ],
    ['old enough', [release('1.0.0', '2025-12-26')], '1.0.0', []],
    ['gone', OLD, '9.9.9', ['SC-VERSION-GONE: 9.9.9 is not there']],
    ['dormant', OLD, '1.2.0', ['LC-DORMANT: last release 2021-01-01']],
    [
      'somebody new',
      [release('1.0.0', '2025-10-01'), release('1.1.0', '2025-12-01', { publisher: 'eve' })],
      '1.1.0',
      ['SC-NEW-PUBLISHER: eve'],
    ],
    [
      'somebody new, from a pipeline that says so',
      [release('1.0.0', '2025-10-01'), release('1.1.0', '2025-12-01', { publisher: 'ci', attested: true })],
      '1.1.0',
      [],
    ],
    [
      'somebody new, long ago',
      [release('1.0.0', '2024-10-01'), release('1.1.0', '2024-12-01', { publisher: 'bob' })],
      '1.1.0',
      [],
    ],
    [
      'somebody new after a silence',
      [...OLD, release('1.2.1', '2025-12-01', { publisher: 'eve' })],
      '1.2.1',
      ['SC-DORMANT-RELEASE: eve, after 1795 days without a release'],
    ],
    [
      'provenance lost',
      [
        release('1.0.0', '2025-01-01', { attested: true }),
        release('1.1.0', '2025-02-01', { attested: true }),
        release('1.2.0', '2025-03-01'),
      ],
      '1.2.0',
      ['SC-PROVENANCE-LOST: 1.2.0 has no statement'],
    ],
    [
      'provenance of one release only',
      [
        release('1.0.0', '2025-01-01'),
        release('1.1.0', '2025-02-01', { attested: true }),
        release('1.2.0', '2025-03-01'),
      ],
      '1.2.0',
      [],
    ],
    [
      'another repository',
      [release('1.0.0', '2025-01-01'), release('1.1.0', '2025-12-01', { repository: 'git.example/eve/b' })],
      '1.1.0',
      ['SC-REPOSITORY-CHANGED: git.example/eve/b'],
    ],
    [
      'deprecated and withdrawn',
      [release('1.0.0', '2025-01-01', { deprecated: 'use b', yanked: true })],
      '1.0.0',
      ['SC-YANKED: 1.0.0 was withdrawn', 'LC-DEPRECATED-RELEASE: use b'],
    ],
    ['without dates', [{ version: '1.0.0', attested: false }], '1.0.0', []],
  ])('%s', (_, history, version, expected) => {
    expect(judged(history, version)).toEqual(expected);
  });
});

test('two spellings of one repository are one', () => {
  const all = [
    'git+https://github.com/A/b.git',
    'git@github.com:a/b.git',
    'github:a/b',
    'ssh://git@github.com/a/b',
    'https://x:y@github.com/a/b#readme',
  ];
  expect([...new Set(all.map(repositoryKey))]).toEqual(['github.com/a/b']);
});

test('answers of registries', () => {
  const packument = {
    time: { created: '2020-01-01', '1.0.0': '2020-01-01T00:00:00Z', '0.9.0': '2019-01-01T00:00:00Z' },
    versions: {
      '1.0.0': {
        _npmUser: { name: 'ann' },
        dist: { attestations: {} },
        repository: 'github:a/b',
        deprecated: 'no',
      },
      '0.9.0': { repository: { url: 'git+https://github.com/a/b.git' } },
    },
  };
  expect(npmHistory(JSON.stringify(packument))).toEqual([
    { version: '0.9.0', published: '2019-01-01T00:00:00Z', attested: false, repository: 'github.com/a/b' },
    {
      version: '1.0.0',
      published: '2020-01-01T00:00:00Z',
      publisher: 'ann',
      attested: true,
      deprecated: 'no',
      repository: 'github.com/a/b',
    },
  ]);
  const simple = {
    files: [
      {
        filename: 'my_tool-1.0-py3-none-any.whl',
        'upload-time': '2020-01-02T00:00:00Z',
        provenance: 'https://x',
      },
      { filename: 'my-tool-1.0.tar.gz', 'upload-time': '2020-01-01T00:00:00Z', yanked: 'broken' },
      { filename: 'other-2.0.tar.gz' },
    ],
  };
  expect(pypiHistory(JSON.stringify(simple), 'my-tool')).toEqual([
    { version: '1.0', published: '2020-01-01T00:00:00Z', attested: true, yanked: true },
  ]);
  expect(npmHistory('{"versions": {"__proto__": {}}}')).toHaveLength(1);
  expect(() => npmHistory('<html>')).toThrow(SyntaxError);
});

describe('over HTTP', () => {
  let server: Server;
  let base = '';
  let asked: { url: string; authorization?: string | undefined; conditional: boolean }[] = [];
  const cache = makeFolder();
  const answers: Record<string, { status: number; body?: object; location?: string }> = {};

  beforeAll(async () => {
    server = createServer((request: IncomingMessage, response) => {
      const url = request.url ?? '';
      asked.push({
        url,
        authorization: request.headers.authorization,
        conditional: request.headers['if-none-match'] !== undefined,
      });
      const answer = answers[url] ?? { status: 404 };
      if (request.headers['if-none-match'] === '"1"' && answer.status === 200) response.writeHead(304).end();
      else if (answer.location !== undefined) response.writeHead(302, { location: answer.location }).end();
      else response.writeHead(answer.status, { etag: '"1"' }).end(JSON.stringify(answer.body ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    answers['/npm/lib'] = {
      status: 200,
      body: { time: { '1.0.0': '2025-12-31T00:00:00Z' }, versions: { '1.0.0': {} } },
    };
    answers['/clinic/@clinic%2fcore'] = { status: 200, body: { versions: { '1.0.0': {} } } };
    answers['/simple/tool/'] = {
      status: 200,
      body: { files: [{ filename: 'tool-1.0.0.tar.gz', yanked: true }] },
    };
    answers['/npm/moved'] = {
      status: 302,
      location: `http://localhost:${(server.address() as AddressInfo).port}/npm/lib`,
    };
    answers['/npm/broken'] = { status: 500 };
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => {
    server.close();
    removeFolders();
  });

  const client = () => {
    const host = base.slice('http:'.length);
    const home = makeFolder({
      '.npmrc': `registry=${base}/npm\n@clinic:registry=${base}/clinic/\n${host}/:_authToken=\${TOKEN}\n`,
      '.config/pip/pip.conf': `[global]\nindex-url = ${base}/simple\n`,
    });
    return registryClient({ cache, env: { HOME: home, TOKEN: 's3cret' }, userAgent: 'test' });
  };

  test('the registries and credentials of the user are used', async () => {
    const registry = client();
    const inventory = {
      ...EMPTY_INVENTORY,
      components: [
        packageOf('lib'),
        packageOf('@clinic/core'),
        packageOf('@clinic/secret'),
        packageOf('gone'),
        packageOf('Tool', { ecosystem: 'pypi' }),
        packageOf('local', { origin: { kind: 'path', path: '.' } }),
        packageOf('mine', { firstParty: true }),
      ],
    };
    // What the scanned project says about registries is not followed.
    const files = { '.npmrc': 'registry=http://192.0.2.1/\n' };
    const result = await detectInMemory(health, {
      registry,
      inventory,
      files,
      supplyChain: { privateNames: ['@clinic/secret'] },
    });
    expect(told(result).sort()).toEqual([
      'NAME-UNKNOWN 1.0.0 package-lock.json:3',
      'TOO-YOUNG 1.0.0 package-lock.json:3',
      'YANKED 1.0.0 package-lock.json:3',
    ]);
    expect(result.reasons).toEqual([]);
    expect(asked.map((a) => a.url).sort()).toEqual([
      '/clinic/@clinic%2fcore',
      '/npm/gone',
      '/npm/lib',
      '/simple/tool/',
    ]);
    expect(new Set(asked.map((a) => a.authorization))).toEqual(new Set(['Bearer s3cret']));
  });

  test('what did not change is not sent again', async () => {
    await client().history('npm', 'lib');
    expect(asked).toEqual([{ url: '/npm/lib', authorization: 'Bearer s3cret', conditional: true }]);
  });

  test('credentials do not follow to another host', async () => {
    expect(await client().history('npm', 'moved')).toHaveLength(1);
    expect(asked.map((a) => [a.url, a.authorization])).toEqual([
      ['/npm/moved', 'Bearer s3cret'],
      ['/npm/lib', undefined],
    ]);
  });

  test('a registry that fails leaves the area partial, never clean', async () => {
    const inventory = { ...EMPTY_INVENTORY, components: [packageOf('broken')] };
    const { findings, reasons } = await detectInMemory(health, { registry: client(), inventory });
    expect(findings).toEqual([]);
    expect(reasons).toEqual([
      expect.stringMatching(
        /^1 package could not be looked up, for instance broken: the server responded with status 500/,
      ),
    ]);
  });

  test('unless it is allowed, nothing is asked and that is said', async () => {
    const { findings, reasons } = await detectInMemory(health, {
      inventory: { ...EMPTY_INVENTORY, components: [packageOf('lib')] },
    });
    expect([findings, reasons.length, asked]).toEqual([[], 1, []]);
  });

  test('credentials leave the machine encrypted or not at all', () => {
    const home = makeFolder({ '.npmrc': '//npm.clinic.example/:_authToken=s3cret\n' });
    const { headers } = userRegistries({ HOME: home });
    expect(headers(new URL('https://npm.clinic.example/x'))).toEqual({ authorization: 'Bearer s3cret' });
    expect(headers(new URL('http://npm.clinic.example/x'))).toEqual({});
    expect(headers(new URL('https://other.example/x'))).toEqual({});
  });
});
