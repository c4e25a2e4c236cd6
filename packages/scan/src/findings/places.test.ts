/** A comment or a baseline speaks of the places it has seen: another place of the same rule in the same file counts. */
import { makeFolder, makeStore, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Baseline } from './status.ts';

type Files = Readonly<Record<string, string>>;

let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore();
});
afterAll(removeFolders);

/** Rule → findings of it, with fingerprint and state. */
async function scanned(files: Files, rule: string, baseline?: Baseline) {
  const { findings } = await scanWith(store, makeFolder(files), baseline === undefined ? {} : { baseline });
  return findings.filter((f) => f.rule === `THERIAC-SC-${rule}`);
}

const workflow = (...steps: readonly string[]): Files => ({
  '.github/workflows/ci.yml': `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n${steps.join('')}`,
});
const uses = (...names: readonly string[]): Files => workflow(...names.map((n) => `      - uses: ${n}\n`));
const comment = (rule: string): string =>
  `# theriac-ignore THERIAC-SC-${rule} until 2026-01-05: accepted for now\n`;
const FROM = ['FROM a:1\n', 'FROM b:1\n'];
const TITLE = `echo "\${{ github.event.pull_request.title }}"\n`;
const BODY = `echo "\${{ github.event.comment.body }}"\n`;

const script = (...lines: readonly string[]): Files =>
  workflow(`      - run: |\n`, ...lines.map((line) => `          ${line}`));

test.each<[string, string, Files]>([
  ['injections', 'WORKFLOW-INJECTION', script(comment('WORKFLOW-INJECTION'), TITLE, BODY)],
  ['one expression twice', 'WORKFLOW-INJECTION', script(comment('WORKFLOW-INJECTION'), TITLE, TITLE)],
  ['images', 'IMAGE-UNPINNED', { Dockerfile: `${comment('IMAGE-UNPINNED')}${FROM.join('')}` }],
  [
    'actions',
    'ACTION-UNPINNED',
    workflow(
      `      ${comment('ACTION-UNPINNED')}`,
      ...['a/a', 'b/b'].map((name) => `      - uses: ${name}@v1\n`),
    ),
  ],
])('a comment at the first of two %s leaves the second open', async (_, rule, files) => {
  const found = await scanned(files, rule);
  expect(found.map((f) => f.status.state)).toHaveLength(2);
  expect(found.map((f) => f.status.state).sort()).toEqual(['excepted', 'open']);
});

test('one image at two lines needs a comment at both', async () => {
  const covered = `${comment('IMAGE-UNPINNED')}FROM a:1\n`;
  const states = async (Dockerfile: string) =>
    (await scanned({ Dockerfile }, 'IMAGE-UNPINNED')).map((f) => f.status.state);
  expect(await states(`${covered}FROM a:2\n`)).toEqual(['open']);
  expect(await states(covered + covered)).toEqual(['excepted']);
});

const entries = (scheme: string, ...names: readonly string[]): Files => ({
  'package-lock.json': JSON.stringify(
    {
      name: 'app',
      lockfileVersion: 3,
      packages: Object.fromEntries([
        ['', { name: 'app' }],
        ...names.map((name) => [
          `node_modules/${name}`,
          { version: '1.0.0', resolved: `${scheme}://packages.example/${name}/-/${name}-1.0.0.tgz` },
        ]),
      ]),
    },
    null,
    1,
  ),
});

test.each<[string, Files, Files]>([
  ['ACTION-UNPINNED', uses('a/a@v1'), uses('b/b@v1', 'a/a@v2')],
  ['IMAGE-UNPINNED', { Dockerfile: FROM[0] ?? '' }, { Dockerfile: `FROM b:1\n\nFROM a:2\n` }],
  ['WORKFLOW-INJECTION', script(TITLE), script(BODY, TITLE)],
  ['LOCK-CLEARTEXT', entries('http', 'a'), entries('http', '0', 'a')],
  ['LOCK-NO-HASH', entries('https', 'a'), entries('https', '0', 'a')],
])(
  '%s: what is added is new beside a baseline, what moved or was removed makes nothing new',
  async (rule, before, after) => {
    const baseline = async (files: Files) =>
      new Map((await scanned(files, rule)).map((f) => [f.fingerprint, { firstSeen: '2025-12-01' }]));
    const states = async (files: Files, known: Baseline) =>
      (await scanned(files, rule, known)).map((f) => f.status.state).sort();
    expect(await states(after, await baseline(before))).toEqual(['known', 'open']);
    expect(await states(before, await baseline(after))).toEqual(['known']);
  },
);
