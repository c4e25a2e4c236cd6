import { detectInMemory, type InMemory, observedIn, told } from '@theriac/testing/detect-in-memory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mismatchOf } from './check-lock.ts';
import { lockfile } from './index.ts';

const detect = async (given: InMemory): Promise<string[]> => told(await detectInMemory(lockfile, given));

const HASH = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;
const address = (name: string, version: string, host = 'registry.example.org'): string =>
  `https://${host}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;

/** A package-lock.json (version 3) with one entry per line. */
function lock(packages: Readonly<Record<string, object>>, root: object = {}): string {
  const rows = Object.entries({ '': root, ...packages }).map(
    ([name, entry]) =>
      `${JSON.stringify(name === '' ? '' : `node_modules/${name}`)}: ${JSON.stringify(entry)}`,
  );
  return `{"lockfileVersion": 3, "packages": {\n${rows.join(',\n')}\n}}`;
}
const sound = (name: string, version = '1.0.0', more: object = {}): object => ({
  version,
  resolved: address(name, version),
  integrity: HASH,
  ...more,
});

test('a sound lockfile has no findings', async () => {
  const files = { 'package-lock.json': lock({ a: sound('a'), '@s/b': sound('@s/b') }) };
  expect(await detect({ files })).toEqual([]);
});

describe('package-lock.json', () => {
  test.each<[string, object, string]>([
    ['another package', { resolved: address('evil', '1.0.0') }, 'LOCK-URL-MISMATCH a@1.0.0'],
    ['another version', { resolved: address('a', '1.0.1') }, 'LOCK-URL-MISMATCH a@1.0.0'],
    ['a scope more', { resolved: address('@evil/a', '1.0.0') }, ''],
    ['another host', { resolved: address('a', '1.0.0', 'evil.example') }, 'LOCK-FOREIGN-HOST a@evil.example'],
    ['no TLS', { resolved: address('a', '1.0.0').replace('https', 'http') }, 'LOCK-CLEARTEXT a'],
    ['no hash', { integrity: undefined }, 'LOCK-NO-HASH a'],
    ['SHA-1 alone', { integrity: 'sha1-AAAA' }, 'LOCK-WEAK-HASH a'],
    ['SHA-1 beside SHA-512', { integrity: `sha1-AAAA ${HASH}` }, ''],
    ['a branch', { resolved: 'git+ssh://git@git.example.org/a/b.git#main' }, 'LOCK-GIT-UNPINNED a'],
    ['a commit', { resolved: `git+ssh://git@git.example.org/a/b.git#${'4c'.repeat(20)}` }, ''],
    [
      'an archive without a hash',
      { resolved: 'https://files.example/a.tgz', integrity: undefined },
      'LOCK-ARCHIVE a',
    ],
    ['an archive with a hash', { resolved: 'https://files.example/a.tgz' }, ''],
    ['a folder', { resolved: 'file:../a', integrity: undefined }, ''],
    ['a bundled package', { resolved: undefined, integrity: undefined, inBundle: true }, ''],
    ['a script at install', { hasInstallScript: true }, 'INSTALL-SCRIPT a'],
  ])('%s', async (_, change, told) => {
    const files = {
      'package-lock.json': lock({ b: sound('b'), c: sound('c'), a: sound('a', '1.0.0', change) }),
    };
    // Of a scope the folder ends with the name; nobody but a registry of its own serves such an address.
    expect(await detect({ files })).toEqual(told === '' ? [] : [`${told} package-lock.json:5`]);
  });

  test('an alias is the package that it stands for', async () => {
    const alias = { name: 'real', ...sound('real') };
    expect(await detect({ files: { 'package-lock.json': lock({ alias }) } })).toEqual([]);
  });

  test('version 1', async () => {
    const text = `{"lockfileVersion": 1, "dependencies": {
"a": {"version": "1.0.0", "resolved": "${address('a', '1.0.0')}", "integrity": "${HASH}", "dependencies": {
"b": {
"version": "1.0.0", "resolved": "${address('evil', '1.0.0')}", "integrity": "${HASH}"}}},
"c": {"version": "git+https://git.example.org/c.git#master"}}}`;
    expect(await detect({ files: { 'package-lock.json': text } })).toEqual([
      'LOCK-GIT-UNPINNED c package-lock.json:5',
      'LOCK-URL-MISMATCH b@1.0.0 package-lock.json:3',
    ]);
  });

  const bare = (name: string): object => ({ version: '1.0.0', resolved: address(name, '1.0.0') });
  const keys = async (packages: Readonly<Record<string, object>>): Promise<string[]> =>
    (await detectInMemory(lockfile, { files: { 'package-lock.json': lock(packages) } })).findings.map(
      (f) => f.key,
    );

  test('each entry without a hash is a finding of its own, and all have one action', async () => {
    const { findings } = await detectInMemory(lockfile, {
      files: { 'package-lock.json': lock({ a: bare('a'), b: bare('b') }) },
    });
    expect(findings.map((f) => [f.rule.id, f.locations, observedIn(f)[0]])).toEqual([
      ['THERIAC-SC-LOCK-NO-HASH', [{ path: 'package-lock.json', line: 3 }], 'a@1.0.0'],
      ['THERIAC-SC-LOCK-NO-HASH', [{ path: 'package-lock.json', line: 4 }], 'b@1.0.0'],
    ]);
    expect(new Set(findings.map((f) => f.action)).size).toBe(1);
  });

  test('what most entries of a larger lockfile lack is one finding, whatever entries come and go', async () => {
    const many = (n: number, of: (name: string) => object): Readonly<Record<string, object>> =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`p${i}`, of(`p${i}`)]));
    const { findings } = await detectInMemory(lockfile, {
      files: { 'package-lock.json': lock(many(50, bare)) },
    });
    expect(findings.map((f) => [f.key, f.notes])).toEqual([
      ['most entries', ['50 of 50 entries in this file, in one finding']],
    ]);
    expect(await keys(many(60, bare))).toEqual(['most entries']);
    // The smaller part is what is unusual, and each of it is told.
    expect(await keys({ ...many(100, sound), ...many(41, bare) })).toHaveLength(41);
    expect(await keys(many(40, bare))).toHaveLength(40);
  });

  test('a second entry of a package adds a key, a new version changes none', async () => {
    const nested = 'b/node_modules/a';
    const one = { a: bare('a'), b: sound('b') };
    expect(await keys(one)).toEqual(['a']);
    expect(await keys({ ...one, a: { version: '1.0.1', resolved: address('a', '1.0.1') } })).toEqual(['a']);
    expect(await keys({ ...one, [nested]: { ...bare('a'), name: 'a' } })).toEqual(['a', 'a@#2']);
    expect(await keys({ c: bare('c'), ...one })).toEqual(['a', 'c']);
  });

  test('a lockfile in which everything is wrong stays bounded, and a change in the rest is new', async () => {
    const packages = (count: number): Readonly<Record<string, object>> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `p${i}`,
          { ...sound(`p${i}`), resolved: address('evil', '1.0.0') },
        ]),
      );
    const { findings } = await detectInMemory(lockfile, {
      files: { 'package-lock.json': lock(packages(2000)) },
    });
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)?.notes).toEqual(['and 1000 more entries in this file, in one finding']);
    expect(findings.at(-1)?.locations).toHaveLength(1000);
    expect(new Set(findings.map((f) => f.action)).size).toBe(1);
    expect((await keys(packages(2001))).at(-1)).not.toBe(findings.at(-1)?.key);
  });

  test('what the configuration says of hosts and scopes', async () => {
    const packages = {
      a: sound('a'),
      b: sound('b'),
      '@clinic/x': { ...sound('@clinic/x'), resolved: address('@clinic/x', '1.0.0', 'npm.clinic.example') },
      '@clinic/y': {
        ...sound('@clinic/y'),
        resolved: address('@clinic/y', '1.0.0', 'registry.public.example'),
      },
    };
    const files = {
      'package-lock.json': lock(packages),
      '.npmrc': '@clinic:registry=https://npm.clinic.example/\n//npm.clinic.example/:_authToken=x\n',
    };
    expect(await detect({ files })).toEqual([
      'DEPENDENCY-CONFUSION @clinic/y@registry.public.example package-lock.json:6',
    ]);
    expect(
      await detect({
        files: { 'package-lock.json': lock(packages) },
        supplyChain: { allowedHosts: ['https://npm.clinic.example'], privateNames: ['@clinic/*'] },
      }),
    ).toEqual(['DEPENDENCY-CONFUSION @clinic/y@registry.public.example package-lock.json:6']);
  });

  test('a second host of many packages is in use, one of a few is not', async () => {
    const packages = (others: number) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [
          `p${i}`,
          {
            ...sound(`p${i}`),
            resolved: address(`p${i}`, '1.0.0', i < others ? 'mirror.example' : undefined),
          },
        ]),
      );
    expect(await detect({ files: { 'package-lock.json': lock(packages(5)) } })).toEqual([]);
    expect(await detect({ files: { 'package-lock.json': lock(packages(2)) } })).toEqual([
      'LOCK-FOREIGN-HOST p0@mirror.example package-lock.json:3',
      'LOCK-FOREIGN-HOST p1@mirror.example package-lock.json:4',
    ]);
  });

  test('a private name from the usual host is asked about until somebody vouches for the host', async () => {
    const files = { 'package-lock.json': lock({ 'clinic-core': sound('clinic-core'), a: sound('a') }) };
    const privateNames = ['clinic-*'];
    expect(await detect({ files, supplyChain: { privateNames } })).toEqual([
      'DEPENDENCY-CONFUSION clinic-core@registry.example.org package-lock.json:3',
    ]);
    const host = new URL(address('a', '1.0.0')).host;
    expect(await detect({ files, supplyChain: { privateNames, allowedHosts: [host] } })).toEqual([]);
    expect(
      await detect({
        files: {
          ...files,
          '.npmrc': `registry=https://${host}/
`,
        },
        supplyChain: { privateNames },
      }),
    ).toEqual([]);
  });

  test('private names of Python, too', async () => {
    const host = 'files.public.example';
    const text = `[[package]]\nname = "clinic-core"\nversion = "99.0"\nsource = { registry = "https://i.example/simple" }\nsdist = { url = "https://${host}/clinic-core-99.0.tar.gz", hash = "sha256:00" }\n`;
    expect(await detect({ files: { 'uv.lock': text }, supplyChain: { privateNames: ['clinic-*'] } })).toEqual(
      ['DEPENDENCY-CONFUSION clinic-core@files.public.example uv.lock:1'],
    );
    expect(await detect({ files: { 'uv.lock': text } })).toEqual([]);
  });

  test('no credentials reach a message', async () => {
    const files = {
      'package-lock.json': lock({
        a: { version: '1.0.0', resolved: 'https://user:s3cret@files.example/a.tgz?token=s3cret' },
      }),
    };
    expect(JSON.stringify((await detectInMemory(lockfile, { files })).findings)).not.toContain('s3cret');
  });

  test('a manifest that says something else', async () => {
    const files = {
      'package-lock.json': lock(
        { a: sound('a') },
        { dependencies: { a: '^1.0.0', gone: '1' }, peerDependencies: { p: '*' } },
      ),
      'package.json':
        '{"dependencies":{"a":"^2.0.0"},"devDependencies":{"b":"*"},"peerDependencies":{"p":"*"}}',
    };
    const { findings } = await detectInMemory(lockfile, { files });
    expect(findings.map((f) => [f.key, ...observedIn(f)])).toEqual([
      ['a', 'a: ^2.0.0 in the manifest, ^1.0.0 in the lockfile'],
      ['b', 'b: not in the lockfile'],
      ['gone', 'gone: only in the lockfile'],
    ]);
  });

  test.each([
    ['ignore-scripts', { '.npmrc': 'ignore-scripts=true' }],
    ['pnpm.onlyBuiltDependencies', { 'package.json': '{"pnpm":{"onlyBuiltDependencies":["esbuild"]}}' }],
    ['pnpm-workspace.yaml', { 'pnpm-workspace.yaml': 'onlyBuiltDependencies:\n  - esbuild\n' }],
    ['trustedDependencies', { 'package.json': '{"trustedDependencies":["x"]}' }],
    ['allowScripts', { 'package.json': '{"lavamoat":{"allowScripts":{"a>x":true}}}' }],
    ['Yarn', { '.yarnrc.yml': 'enableScripts: false\n' }],
  ])('%s keeps scripts from running', async (_, beside) => {
    const scripted = { x: sound('x', '1.0.0', { hasInstallScript: true }) };
    expect(await detect({ files: { 'package-lock.json': lock(scripted), ...beside } })).toEqual([]);
  });

  test('each known script is a mild finding', async () => {
    const scripted = { hasInstallScript: true };
    const files = {
      'package-lock.json': lock({
        esbuild: sound('esbuild', '1.0.0', scripted),
        sharp: sound('sharp', '1.0.0', scripted),
      }),
    };
    const { findings } = await detectInMemory(lockfile, { files });
    expect(findings.map((f) => [f.rule.id, f.key])).toEqual([
      ['THERIAC-SC-INSTALL-SCRIPT-KNOWN', 'esbuild'],
      ['THERIAC-SC-INSTALL-SCRIPT-KNOWN', 'sharp'],
    ]);
    expect(await detect({ files, supplyChain: { allowScripts: ['esbuild', 'sharp'] } })).toEqual([]);
  });
});

test('two lockfiles that pin one version to different contents', async () => {
  const other = `sha512-${Buffer.alloc(64, 8).toString('base64')}`;
  const files = {
    'a/package-lock.json': lock({ x: sound('x') }),
    'b/yarn.lock': `# yarn lockfile v1\n\nx@^1.0.0:\n  version "1.0.0"\n  resolved "${address('x', '1.0.0')}"\n  integrity ${other}\n`,
  };
  expect(await detect({ files })).toEqual(['LOCK-CONFLICTING-HASH x@1.0.0 b/yarn.lock:3']);
});

test.each<[string, string, string[]]>([
  [
    'yarn.lock',
    `a@^1.0.0:\n  version "1.0.0"\n  resolved "${address('b', '1.0.0')}"\n  integrity ${HASH}\n`,
    ['LOCK-URL-MISMATCH a@1.0.0 yarn.lock:1'],
  ],
  [
    'yarn.lock',
    `"a@npm:real@1":\n  version "1.0.0"\n  resolved "${address('real', '1.0.0')}#${'ab'.repeat(20)}"\n`,
    ['LOCK-WEAK-HASH real yarn.lock:1'],
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n\n"a@npm:^1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  checksum: 10/abc\n\n"b@npm:^1":\n  version: 1.0.0\n  resolution: "b@npm:1.0.0"\n',
    ['LOCK-NO-HASH b yarn.lock:9'],
  ],
  [
    'pnpm-lock.yaml',
    `lockfileVersion: '9.0'\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: ${HASH}}\n\n  b@1.0.0:\n    resolution: {tarball: ${address('c', '1.0.0')}, integrity: ${HASH}}\nsnapshots:\n  z@1.0.0: {}\n`,
    ['LOCK-URL-MISMATCH b@1.0.0 pnpm-lock.yaml:7'],
  ],
  [
    'bun.lock',
    `{"packages": {\n"a": ["a@1.0.0", "", {}, "${HASH}"],\n"g": ["g@github:o/g", {}, "x"],}}`,
    ['LOCK-GIT-UNPINNED g bun.lock:3'],
  ],
  [
    'poetry.lock',
    '[[package]]\nname = "a"\nversion = "1"\nfiles = [\n    {file = "a.whl", hash = "sha256:00"},\n]\n\n[[package]]\nname = "b"\nversion = "1"\nfiles = []\n\n[metadata]\n',
    ['LOCK-NO-HASH b poetry.lock:8'],
  ],
  [
    'uv.lock',
    '[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "https://i.example/simple" }\nsdist = { url = "http://f.example/a.tar.gz", hash = "md5:00" }\n',
    ['LOCK-CLEARTEXT a uv.lock:1', 'LOCK-WEAK-HASH a uv.lock:1'],
  ],
  [
    'Pipfile.lock',
    '{"default": {\n"a": {"version": "==1", "hashes": ["sha256:00"]},\n"b": {"git": "https://git.example/b.git", "ref": "main"}}}',
    ['LOCK-GIT-UNPINNED b Pipfile.lock:3'],
  ],
  [
    'Cargo.lock',
    '[[package]]\nname = "own"\nversion = "1"\n\n[[package]]\nname = "a"\nversion = "1"\nsource = "registry+https://r.example"\nchecksum = "00"\n\n[[package]]\nname = "b"\nversion = "1"\nsource = "registry+https://r.example"\n',
    ['LOCK-NO-HASH b Cargo.lock:11'],
  ],
  [
    'Gemfile.lock',
    'GEM\n  remote: http://g.example/\n  specs:\n    a (1.0)\n\nCHECKSUMS\n  a (1.0) sha256=00\n',
    ['LOCK-CLEARTEXT a Gemfile.lock:4'],
  ],
  [
    'composer.lock',
    '{"packages": [\n{"name": "a/a", "version": "1", "dist": {"type": "zip", "url": "http://p.example/a.zip", "reference": "x", "shasum": ""}}]}',
    ['LOCK-CLEARTEXT a/a composer.lock:2'],
  ],
  [
    'packages.lock.json',
    '{"version": 1, "dependencies": {"net8.0": {\n"A": {"type": "Direct", "resolved": "1.0.0"}}}}',
    ['LOCK-NO-HASH A packages.lock.json:2'],
  ],
  ['go.sum', 'example.org/a v1.0.0 h1:x=\nexample.org/b v1.0.0\n', ['LOCK-NO-HASH example.org/b go.sum:2']],
  [
    'verification-metadata.xml',
    '<verification-metadata>\n<trust group=".*" regex="true"/>\n<sha1 value="00"/></verification-metadata>',
    [
      'LOCK-WEAK-HASH verification-metadata.xml:3',
      'LOCK-NO-HASH <trust group=".*" regex="true"/> verification-metadata.xml:2',
    ],
  ],
])('%s %#', async (path, text, expected) => {
  expect(await detect({ files: { [path]: text } })).toEqual(expected);
});

test.each([
  ['a', '1.0.0', 'https://r.example/a/-/a-1.0.0.tgz', null],
  ['@s/a', '1.0.0', 'https://r.example/@s%2fa/-/a-1.0.0.tgz', null],
  ['@s/a', '1.0.0', 'https://r.example/api/npm/all/@s/a/-/@s/a-1.0.0.tgz', null],
  ['a', '1.0.0+build', 'https://r.example/a/-/a-1.0.0.tgz', null],
  ['A', '1.0.0', 'https://r.example/a/-/a-1.0.0.tgz', null],
  ['a', '1.0.0', 'https://r.example/ba/-/ba-1.0.0.tgz', 'ba (ba-1.0.0)'],
  ['a', '1.0.0', 'https://r.example/a/-/a-1.0.0-evil.tgz', 'a-1.0.0-evil'],
])('%s %s at %s', (name, version, resolved, told) => {
  expect(mismatchOf({ name, version }, resolved)).toBe(told);
});

test('hostile text never ends the run', async () => {
  const names = lockfile.files?.names ?? [];
  const piece = fc.constantFrom(
    '[[package]]\n',
    'name = "',
    '"',
    '\n',
    '  ',
    '    resolution: {',
    'packages:\n',
    'a@1:',
    '{',
    '}',
    '[',
    ']',
    '"packages":',
    '__proto__',
    'node_modules/',
    'git+',
    '#',
    '\u0000',
    'resolved "',
    'GEM\n  specs:\n',
    '<trust ',
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.array(piece, { maxLength: 30 }), async (name, pieces) => {
      await detectInMemory(lockfile, { files: { [name]: pieces.join('') } });
    }),
    { numRuns: 400 },
  );
});
