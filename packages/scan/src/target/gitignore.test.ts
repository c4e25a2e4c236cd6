import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IgnoreRules, isIgnored, parseIgnoreRules } from './gitignore.ts';
import { IgnoreIndex } from './ignore-index.ts';

const says = (rules: string, path: string, isFolder = false): boolean =>
  isIgnored([parseIgnoreRules(rules)], path, isFolder) === true;

test.each([
  ['*.lock', 'a/b/c.lock', true],
  ['/c.lock', 'c.lock', true],
  ['/c.lock', 'a/c.lock', false],
  ['a/*.lock', 'a/b/c.lock', false],
  ['a/**/c.lock', 'a/c.lock', true],
  ['a/**/c.lock', 'a/b/b/c.lock', true],
  ['**/b/c', 'x/b/c', true],
  ['a/**', 'a', false],
  ['a/**', 'a/b/c', true],
  ['build/', 'build', false],
  ['#x', '#x', false],
  ['\\#x', '#x', true],
  ['\\!x', '!x', true],
  ['x \n', 'x', true],
  ['x\\ ', 'x ', true],
  ['x\r\ny', 'x', true],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[]-]x', ']x', true],
  ['[[:digit:]]x', '7x', true],
  ['[ab', '[ab', false],
  ['x\\', 'x', false],
  ['ab', 'AB', false],
  ['*\n!keep', 'keep', false],
])('%j against %s: %s', (rules, path, expected) => {
  expect(says(rules, path)).toBe(expected);
});

test('a folder pattern concerns folders only', () => {
  expect(says('build/', 'a/build', true)).toBe(true);
});

test('rules of an inner folder take back what an outer one ignored', () => {
  const scopes = [parseIgnoreRules('*.lock'), parseIgnoreRules('!keep.lock', 'a/')];
  expect(isIgnored(scopes, 'a/keep.lock', false)).toBe(false);
  expect(isIgnored(scopes, 'b/keep.lock', false)).toBe(true);
  expect(isIgnored(scopes, 'a/other.txt', false)).toBeUndefined();
});

test('patterns that make regular expressions explode are matched in a bounded number of steps', () => {
  const rules = parseIgnoreRules(`${'*a'.repeat(2000)}b\n${'**/a/'.repeat(200)}b`);
  const deep = `${'a'.repeat(250)}/`.repeat(15);
  for (let i = 0; i < 20; i += 1)
    expect(isIgnored([rules], `${deep}${'a'.repeat(255)}${i}`, false)).toBeUndefined();
});

let repository: string;

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'theriac-git-'));
  spawnSync('git', ['init', '-q', repository]);
});
afterAll(() => rmSync(repository, { recursive: true, force: true }));

test('says the same as git of generated rules and paths', () => {
  const name = fc
    .array(fc.constantFrom('a', 'b', '.'), { minLength: 1, maxLength: 3 })
    .map((c) => c.join(''));
  const part = fc
    .array(fc.constantFrom('a', 'b', '.', '*', '?', '[ab]', '[!a]', '\\a'), {
      minLength: 1,
      maxLength: 4,
    })
    .map((c) => c.join(''))
    // Two stars beside something else: undefined in the manual, and git reads them by a pointer comparison.
    .filter((text) => !text.includes('**'));
  const pattern = fc
    .tuple(
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.oneof(part, fc.constant('**')), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(
      ([negated, anchored, parts, folder]) =>
        `${negated ? '!' : ''}${anchored ? '/' : ''}${parts.join('/')}${folder ? '/' : ''}`,
    );
  const path = fc
    .array(
      name.filter((n) => !/^\.+$/.test(n)),
      { minLength: 1, maxLength: 3 },
    )
    .map((p) => p.join('/'));
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 4 }),
      fc.array(path, { minLength: 4, maxLength: 12 }),
      (rules, paths) => {
        writeFileSync(join(repository, '.gitignore'), `${rules.join('\n')}\n`);
        const run = spawnSync('git', ['check-ignore', '--no-index', '--stdin'], {
          cwd: repository,
          input: paths.join('\n'),
        });
        const theirs = new Set(run.stdout.toString().split('\n').map(unquoted));
        const scopes = [parseIgnoreRules(rules.join('\n'))];
        for (const p of paths) {
          const parents = p.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
          // Nothing of this is on disk, so git takes the last part for a file.
          const ours = parents.some((q) => isIgnored(scopes, q, q !== p) === true);
          expect(ours, `${JSON.stringify(rules)} against ${p}`).toBe(theirs.has(p));
        }
      },
    ),
    { numRuns: 120 },
  );
});

function unquoted(line: string): string {
  return line.startsWith('"') ? (JSON.parse(line) as string) : line;
}

/** Rules whose index leaves nothing out: each is tried on every name. */
class Everything extends IgnoreIndex {
  readonly #count: number;

  constructor(count: number) {
    super();
    this.#count = count;
  }

  override *candidates(): Generator<readonly number[]> {
    yield Array.from({ length: this.#count }, (_, place) => place);
  }
}

const tryingAll = (rules: IgnoreRules): IgnoreRules => ({
  ...rules,
  index: new Everything(rules.rules.length),
});

test('rules that are looked up by name say what they say when each is tried', () => {
  const long = 'x'.repeat(70);
  const token = fc.constantFrom('a', 'b', 'ab', '*', '?', '[ab]', '[!a]', '\\*', '.', long);
  const segment = fc.array(token, { minLength: 1, maxLength: 4 }).map((tokens) => tokens.join(''));
  const path = fc.array(fc.oneof(segment, fc.constant('**')), { minLength: 1, maxLength: 3 });
  const line = fc
    .tuple(fc.constantFrom('', '!', '/'), path, fc.constantFrom('', '/'))
    .map(([before, segments, after]) => before + segments.join('/') + after);
  const name = fc
    .array(fc.constantFrom('a', 'b', 'ab', '.', '*', 'c', long), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(''));
  const names = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), names, fc.boolean(), (lines, asked, isFolder) => {
      const rules = parseIgnoreRules(lines.join('\n'));
      expect(isIgnored([rules], asked, isFolder)).toBe(isIgnored([tryingAll(rules)], asked, isFolder));
    }),
    { numRuns: 3_000 },
  );
});
