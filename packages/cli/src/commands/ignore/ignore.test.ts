import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@theriac/govern/config-schema';
import { type ProcessRun, runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type ExceptionEntry, nextId, withException } from './exception-entry.ts';

const SOON = '2026-08-28';
const RULE = 'CVE-2019-10744';
const env = { THERIAC_DATA: inject('sampleData') };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-ignore-'));
  const version = '4.17.11';
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({
      name: 'x',
      lockfileVersion: 3,
      packages: { '': { dependencies: { lodash: version } }, 'node_modules/lodash': { version } },
    }),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (): string => join(folder, 'theriac.yaml');
const ignored = (...args: readonly string[]): Promise<ProcessRun> =>
  runInProcess(['ignore', ...args, folder, '--owner', 'A. Rivera', '--as-of', AS_OF, '--quiet'], { env });
const excepted = async (): Promise<string[]> => {
  const { stdout } = await runInProcess(
    ['scan', folder, '--offline', '--quiet', '--as-of', AS_OF, '--format', 'json'],
    { env },
  );
  const { findings }: { findings: { rule: string; status: { state: string } }[] } = JSON.parse(stdout);
  return findings.filter((f) => f.status.state === 'excepted').map((f) => f.rule);
};

describe('ignore', () => {
  test('writes an exception that the next scan applies', async () => {
    const { code, stdout, stderr } = await ignored(RULE, '--expires', SOON, '--reason', 'Not reachable: "x"');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      `${RULE} does not count until ${SOON}. ${RULE} in lodash 4.17.11`,
    );
    expect(await excepted()).toHaveLength(1);
    expect(parseConfig(readFileSync(path(), 'utf8'), 'theriac.yaml').exceptions).toMatchObject([
      { id: 'EX-2026-001', rule: RULE, owner: 'A. Rivera', reason: 'Not reachable: "x"', expires: SOON },
    ]);
  });

  test('a second one has the next number, and the first stays', async () => {
    await ignored(RULE, '--expires', SOON, '--reason', 'r');
    const before = readFileSync(path(), 'utf8');
    const { code } = await ignored(
      'CVE-2021-23337',
      '--expires',
      SOON,
      '--reason',
      'r',
      '--control',
      'a filter',
    );
    expect(code).toBe(0);
    const after = readFileSync(path(), 'utf8');
    expect(after.startsWith(before)).toBe(true);
    expect(after).toContain('id: EX-2026-002');
    expect(await excepted()).toHaveLength(2);
  });

  test.each([
    ['an id that nothing has', ['CVE-1999-0001', '--expires', SOON, '--reason', 'r'], 'matches no finding'],
    ['a day beyond the limit', [RULE, '--expires', '2026-12-24', '--reason', 'r'], 'allows 15'],
    ['a day that has passed', [RULE, '--expires', '2026-01-24', '--reason', 'r'], 'this day has passed'],
    [
      'a day that does not exist',
      [RULE, '--expires', '2026-02-30', '--reason', 'r'],
      'not a day that exists',
    ],
    ['no reason', [RULE, '--expires', SOON, '--reason', ' '], '--reason is empty'],
    ['no day', [RULE, '--reason', 'r'], "required option '--expires <day>' not specified"],
    [
      'another package',
      [RULE, '--package', 'moment', '--expires', SOON, '--reason', 'r'],
      'matches no finding',
    ],
    [
      'the owner as approver',
      [RULE, '--approved-by', 'A. Rivera', '--expires', SOON, '--reason', 'r'],
      '--approved-by is the owner; somebody else has to approve (THERIAC_USAGE)',
    ],
    [
      'an empty control',
      [RULE, '--control', ' ', '--expires', SOON, '--reason', 'r'],
      '--control is empty (THERIAC_USAGE)',
    ],
  ])('writes nothing for %s', async (_, args, message) => {
    const { code, stderr } = await ignored(...args);
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(path())).toBe(false);
  });

  test('a byte order mark, line ends and comments stay byte for byte', async () => {
    const before =
      '\ufeff# ours\r\nversion: 1\r\nexceptions: []   # none\r\npolicy:\r\n  failOn:   high\r\n\r\n';
    writeFileSync(path(), before);
    expect(await ignored(RULE, '--expires', SOON, '--reason', 'r')).toMatchObject({ code: 0, stderr: '' });
    const after = readFileSync(path(), 'utf8');
    const [head, tail] = before.split('[]');
    expect(after.startsWith(`${head}[{`)).toBe(true);
    expect(after.endsWith(`}]${tail}`)).toBe(true);
    expect(await excepted()).toHaveLength(1);
  });

  test.each([true, false])('a link out of the target is refused (it leads to a file: %s)', async (there) => {
    const outside = mkdtempSync(join(tmpdir(), 'theriac-outside-'));
    const file = join(outside, 't.yaml');
    if (there) writeFileSync(file, 'version: 1\n');
    symlinkSync(file, path());
    const { code, stderr } = await ignored(RULE, '--expires', SOON, '--reason', 'r');
    expect([code, stderr]).toEqual([2, expect.stringContaining('THERIAC_OUTSIDE')]);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(
      there ? 'version: 1\n' : undefined,
    );
    rmSync(outside, { recursive: true });
  });

  test('--dry-run prints the entry and writes nothing', async () => {
    const { code, stdout } = await ignored(RULE, '--expires', SOON, '--reason', 'r', '--dry-run');
    expect([code, stdout]).toEqual([
      0,
      `- id: EX-2026-001\n  rule: ${RULE}\n  owner: A. Rivera\n  reason: r\n  created: ${AS_OF}\n  expires: ${SOON}\n`,
    ]);
    expect(existsSync(path())).toBe(false);
  });
});

describe('where the entry goes', () => {
  const entry: ExceptionEntry = {
    id: 'EX-2026-009',
    rule: 'CVE-1',
    owner: 'me',
    reason: 'r',
    created: '2026-01-01',
    expires: '2026-01-02',
  };
  const OLD =
    '- id: a\n  rule: CVE-0 # why\n  owner: me\n  reason: r\n  created: 2026-01-01\n  expires: 2026-01-02\n';
  const added = (text: string | undefined): string => withException(text, entry, 'theriac.yaml');
  const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ');

  test.each([
    ['there is no file', undefined],
    ['an empty file', '\n'],
    ['no list', 'version: 1\n# about us\nsystem: {name: x}'],
    ['a list at the end', `version: 1\nexceptions:\n${OLD}`],
    ['a list at the end without a last line break', `version: 1\nexceptions:\n${OLD}`.trimEnd()],
    ['an indented list in the middle', `version: 1\nexceptions:\n${indent(OLD)}\n# next\nexclude: [a]\n`],
    ['a list with comments behind', `version: 1\nexceptions:\n${OLD}# the end\n`],
    ['an empty list', 'version: 1\nexceptions: []\nexclude: [a]\n'],
    [
      'a list in brackets',
      'version: 1\nexceptions: [{id: a, rule: CVE-0, owner: me, reason: r, created: 2026-01-01, expires: 2026-01-02}]\n',
    ],
    ['an indented mapping', '  version: 1\n  exclude: [a]\n'],
    ['a mapping in braces', '{version: 1, exclude: [a]}'],
    ['a mapping in braces with a comma at the end', '{\n  version: 1, # one\n  exclude: [a],\n}\n'],
    ['braces with an empty list', '{"version": 1, "exceptions": [], "exclude": ["a"]}\n'],
    [
      'a list in brackets over lines, with a comma at the end',
      'version: 1\nexceptions: [\n  {id: a, rule: CVE-0, owner: me, reason: r, created: 2026-01-01, expires: 2026-01-02}, # why\n]\n',
    ],
    ['a marker at the end', '---\nversion: 1\nexclude: [a]\n...\n'],
    ['a block of text at the end', 'version: 1\nsystem:\n  name: |+\n    a\n\n'],
    ['lines that end with CR LF', `version: 1\nexceptions:\n${OLD}exclude: [a]\n`.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    const after = added(text);
    const before =
      text === undefined || text.trim() === '' ? [] : parseConfig(text, 'x').exceptions.map((e) => e.id);
    const config = parseConfig(after, 'theriac.yaml');
    expect(config.exceptions.map((e) => e.id)).toEqual([...before, 'EX-2026-009']);
    for (const comment of text?.match(/#.*/g) ?? []) expect(after).toContain(comment.trim());
    if (text?.includes('exclude')) expect(config.exclude).toEqual(['a']);
    // What was there is still there, in its order: only what was added is between.
    if (text !== undefined) {
      let at = 0;
      for (const char of text) {
        at = after.indexOf(char, at) + 1;
        expect(at).toBeGreaterThan(0);
      }
    }
    if (text?.includes('\r')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('the number is the first that is free', () => {
    expect(nextId(['EX-2026-001', 'EX-2026-003', 'other'], '2026')).toBe('EX-2026-002');
  });

  test('a list behind an alias is left alone, and the entry is told', () => {
    const text = 'version: 1\nvex: &list []\nexceptions: *list\n';
    expect(() => added(text)).toThrow(
      /write it under `exceptions` by hand: \{ id: EX-2026-009, rule: CVE-1,/,
    );
  });

  test('a file that is no mapping is left alone', () => {
    expect(() => added('- a\n')).toThrow(/not a mapping/);
  });
});
