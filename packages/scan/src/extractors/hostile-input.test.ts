/** Readers of JavaScript, PHP, Ruby, workflows and containers under arbitrary and mutated input. */
import type { Extractor } from '@theriac/core';
import { decodeText } from '@theriac/read/text';
import { extractOrRefuse, flawsOf } from '@theriac/testing/check-extraction';
import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractors as composer } from './composer/index.ts';
import { extractors as docker } from './docker/index.ts';
import { extractors as gem } from './gem/index.ts';
import { extractors as githubactions } from './githubactions/index.ts';
import { extractors as npm } from './npm/index.ts';
import { packageLock, pnpmLock } from './npm/testdata/generate.ts';

const PACKAGE_LOCK_1 = JSON.stringify(
  {
    lockfileVersion: 1,
    dependencies: {
      a: {
        version: '1.0.0',
        requires: { b: '^1' },
        dependencies: { b: { version: 'github:x/y#1', dev: true } },
      },
      b: { version: 'npm:c@1.0.0', requires: { a: '1' } },
    },
  },
  null,
  1,
);
const YARN_1 =
  'a@^1, "b@npm:c@1":\n  version "1.0.0"\n  resolved "https://registry.npm.example/a/-/a-1.0.0.tgz#0"\n  dependencies:\n    b "npm:c@1"\n';
const YARN_4 =
  '__metadata:\n  version: 8\n\n"a@npm:^1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  dependencies:\n    a: "npm:^1"\n\n"w@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "w@workspace:."\n  dependencies:\n    a: "npm:^1"\n';
const PNPM_5 =
  'lockfileVersion: 5.4\nspecifiers:\n  a: ^1\ndependencies:\n  a: 1.0.0_b@1.0.0\n  l: link:../l\npackages:\n  /a/1.0.0_b@1.0.0:\n    resolution: {integrity: sha1-AA==}\n    dependencies:\n      a: 1.0.0_b@1.0.0\n    dev: true\n';
const BUN =
  '{ "lockfileVersion": 1, "workspaces": { "": { "name": "x", "dependencies": { "a": "^1", "w": "workspace:*" }, }, "p/w": { "name": "w" } },\n"packages": {\n"a": ["a@1.0.0", "", { "dependencies": { "b": "1" } }, "sha1-AA=="],\n"a/b": ["b@github:x/y#1", {}],\n"w": ["w@workspace:p/w"] } }';
const DENO =
  '{ "version": "5", "specifiers": { "npm:a@1": "1.0.0" },\n"npm": { "a@1.0.0": { "dependencies": ["b"] }, "b@1.0.0_c@1": {} },\n"jsr": { "@s/c@1.0.0": { "dependencies": ["npm:a@1"] } },\n"remote": { "https://x.example/a@1/b.ts": "0" },\n"workspace": { "members": { "p": { "dependencies": ["npm:a@1"] } } } }';
const MANIFEST =
  '{ "name": "x", "version": "1.0.0", "workspaces": ["p/*"],\n"dependencies": { "a": "^1", "b": "npm:c@1" },\n"devDependencies": { "d": "git+ssh://git@x.example/y.git#1" } }';
const COMPOSER_LOCK =
  '{ "packages": [\n{ "name": "a/a", "version": "v1.0.0", "require": { "php": "*", "a/b": "^1" }, "license": ["MIT"] },\n{ "name": "a/b", "version": "dev-main", "replace": { "a/c": "*" } } ],\n"packages-dev": [ { "name": "a/d", "version": "1", "dist": { "type": "path", "url": ".." } } ] }';
const GEMFILE_LOCK =
  'PATH\n  remote: .\n  specs:\n    own (0.1)\n      a (~> 1)\n\nGEM\n  remote: https://gems.example/\n  specs:\n    a (1.0-java)\n      own\n\nDEPENDENCIES\n  own!\n  a (= 1.0)\n\nCHECKSUMS\n  a (1.0-java) sha256=00\n';
const GEMFILE =
  "gem 'a', '1.0', group: :test\ngroup :development do\n  gem \"b\", git: 'https://x.example/y',\n    ref: '1'\nend\ngem x\n";
const GEMSPEC =
  "require_relative 'lib/version'\nGem::Specification.new do |s|\n  s.name = 'a'\n  s.version = '1.0'\n  s.licenses = ['MIT', 'X']\n  s.add_dependency 'b', '~> 1', \"< 3\"\nend\n";
const WORKFLOW = `name: x\njobs:\n  a:\n    container: {image: a:1}\n    services:\n      d: {image: "b@sha256:00"}\n    steps:\n      - uses: a/b@v1 # v1.0\n      - run: |\n          x\n      - uses: \${{ x }}\n  b:\n    uses: a/b/.github/workflows/c.yml@main\n`;
const DOCKERFILE = 'ARG A=1\nFROM a:$A AS b\nRUN <<X\nFROM\nX\nFROM b\nCOPY --from=c:1 \\\n # d\n /e /f\n';
const COMPOSE = `x: &a\n  image: b:1\nservices:\n  a:\n    <<: *a\n  b: {image: "\${C:-d}:\${E}", extends: {file: x}}\n`;

const CASES: readonly (readonly [id: string, path: string, valid: string])[] = [
  ['npm/package-lock', 'package-lock.json', packageLock(5)],
  ['npm/package-lock', 'npm-shrinkwrap.json', PACKAGE_LOCK_1],
  ['npm/yarn-lock', 'yarn.lock', YARN_1],
  ['npm/yarn-lock', 'yarn.lock', YARN_4],
  ['npm/pnpm-lock', 'pnpm-lock.yaml', pnpmLock(4)],
  ['npm/pnpm-lock', 'pnpm-lock.yaml', PNPM_5],
  ['npm/bun-lock', 'bun.lock', BUN],
  ['npm/deno-lock', 'deno.lock', DENO],
  ['npm/package-json', 'package.json', MANIFEST],
  ['composer/composer-lock', 'composer.lock', COMPOSER_LOCK],
  ['composer/installed-json', 'vendor/composer/installed.json', COMPOSER_LOCK],
  [
    'composer/composer-json',
    'composer.json',
    '{"name": "a/a",\n"require": {"a/b": "^1", "php": "*", "a/c": "1.0.0"}}',
  ],
  ['gem/gemfile-lock', 'Gemfile.lock', GEMFILE_LOCK],
  ['gem/gemfile', 'Gemfile', GEMFILE],
  ['gem/gemspec', 'x.gemspec', GEMSPEC],
  ['gem/gemspec', 'specifications/x.gemspec', GEMSPEC],
  ['githubactions/workflow', '.github/workflows/x.yml', WORKFLOW],
  ['docker/dockerfile', 'Dockerfile', DOCKERFILE],
  ['docker/compose', 'compose.yml', COMPOSE],
];
const ALL = [...npm, ...composer, ...gem, ...githubactions, ...docker];
/** Neighbours that readers look at; they are hostile too. */
const NEIGHBOURS = [
  'package.json',
  'composer.json',
  'composer.lock',
  'Gemfile',
  'own.gemspec',
  '.env',
  'p/w/package.json',
];

const TOKENS = [
  '__proto__',
  'constructor',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '\n',
  '\u0000',
  '\uFEFF',
  '@',
  '/',
  '../',
  '#',
  '&a',
  '*a',
  '<<: *a',
  '- ',
  '? ',
  '|',
  '$',
  '${',
  '7',
  'null',
  '\\',
  ' ',
];

const broken = (valid: string) =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('cut', 'drop', 'insert', 'line-twice', 'line-gone', 'swap'),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        to: fc.double({ min: 0, max: 1, noNaN: true }),
        token: fc.constantFrom(...TOKENS),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((steps) => {
      let text = valid;
      for (const { kind, at, to, token } of steps) {
        const offset = Math.floor(at * text.length);
        const lines = text.split('\n');
        const line = Math.floor(at * lines.length);
        const other = Math.floor(to * lines.length);
        if (kind === 'cut') text = text.slice(0, offset);
        else if (kind === 'drop') text = text.slice(0, offset) + text.slice(offset + 1 + Math.floor(to * 8));
        else if (kind === 'insert') text = text.slice(0, offset) + token + text.slice(offset);
        else if (kind === 'line-twice') text = lines.toSpliced(line, 0, lines[other] ?? '').join('\n');
        else if (kind === 'line-gone') text = lines.toSpliced(line, 1).join('\n');
        else text = lines.with(Math.min(line, lines.length - 1), lines[other] ?? '').join('\n');
      }
      return text;
    });

describe.each(CASES)('%s on a hostile %s', (id, path, valid) => {
  const extractor = ALL.find((e) => e.id === id) as Extractor;
  const check = async (content: string | Uint8Array, neighbours: MemoryFiles = {}): Promise<void> => {
    const target = { ...neighbours, [path]: content };
    const result = await extractOrRefuse(extractor, path, target);
    if (typeof result === 'string') {
      expect(['THERIAC_INPUT_SYNTAX', 'THERIAC_INPUT_LIMIT']).toContain(result);
      return;
    }
    const text = (of: string): string | null => {
      const found = target[of];
      return found === undefined
        ? null
        : typeof found === 'string'
          ? decodeText(Buffer.from(found), of)
          : decodeText(found, of);
    };
    expect(flawsOf(result, text)).toEqual([]);
  };

  it('reads the valid sample', async () => {
    expect(typeof (await extractOrRefuse(extractor, path, { [path]: valid }))).toBe('object');
    await check(valid);
    await check(`\uFEFF${valid.replaceAll('\n', '\r\n')}`);
    await check(Buffer.from(`\uFEFF${valid}`, 'utf16le'));
  });

  it('survives mutations of the sample, of its neighbours too', async () => {
    await fc.assert(
      fc.asyncProperty(broken(valid), broken(MANIFEST), async (text, neighbour) => {
        await check(text);
        await check(
          text,
          Object.fromEntries(NEIGHBOURS.filter((name) => name !== path).map((name) => [name, neighbour])),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('survives arbitrary text, bytes and JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), (text) => check(text)),
      { numRuns: 100 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), (bytes) => check(bytes)),
      { numRuns: 50 },
    );
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), (text) => check(text)),
      { numRuns: 100 },
    );
    const words = fc.array(fc.constantFrom(...TOKENS, 'a', 'b', ...valid.split(/\s+/).slice(0, 80)), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(words, (parts) => check(parts.join(' '))),
      { numRuns: 100 },
    );
  });

  it('gives up in time on what is built to be slow', async () => {
    for (const piece of [
      '[',
      '{"a":',
      'a: ',
      '- ',
      '"',
      '\\',
      ' ',
      '\n ',
      '@',
      '/',
      'a@',
      '//@',
      '#',
      '$',
      '${',
      "'",
      'gem ',
      '<<X ',
      'ONBUILD ',
      'ARG a=$a$a\n',
      'group :a do\n',
      'a=',
      '&a [*a,',
    ]) {
      await check(piece.repeat(20_000));
      await check(valid + piece.repeat(20_000));
    }
  });
});
