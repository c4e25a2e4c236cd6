/**
 * How fast secrets are searched for, and how many are found, beside secretlint and Gitleaks where they are at hand.
 *
 *   npm run build && npm run bench:secrets -- [--secretlint DIR] [--gitleaks PROGRAM] [--folder DIR]
 *
 * DIR of secretlint: where it was installed by npm, with its recommended preset. `--folder`: what the speed is measured on;
 * otherwise 1,300 source files of this repository. Nothing is fetched.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CAPABILITIES } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { takeInventory } from '@theriac/scan';
import type { ScanDetector } from '@theriac/scan/plugins';
import { contained, harmless } from '../packages/scan/src/detectors/secrets/corpus/containers.ts';
import { hardNegatives } from '../packages/scan/src/detectors/secrets/corpus/hard-negatives.ts';
import { negatives } from '../packages/scan/src/detectors/secrets/corpus/negatives.ts';
import { positives } from '../packages/scan/src/detectors/secrets/corpus/positives.ts';
import { toldByPlace } from '../packages/scan/src/detectors/secrets/corpus/told-by-place.ts';
import { searchOptionsOf } from '../packages/scan/src/detectors/secrets/file-habits.ts';
import { findSecrets } from '../packages/scan/src/detectors/secrets/find-secrets.ts';
import { secrets } from '../packages/scan/src/detectors/secrets/index.ts';
import { compare, median, scratch } from './measure.ts';
import { gitleaks, type Scanner, secretlint, theriac } from './secret-scanners.ts';

const { values: given } = parseArgs({
  options: { secretlint: { type: 'string' }, gitleaks: { type: 'string' }, folder: { type: 'string' } },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const { folder: work } = scratch();
const SCANNERS: readonly Scanner[] = [
  theriac,
  ...(given.secretlint === undefined ? [] : [secretlint(given.secretlint)]),
  ...(given.gitleaks === undefined ? [] : [gitleaks(given.gitleaks)]),
];
const FILES = 1300;
const ROUNDS = 5;
const line = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);

await onTopOfTheWalk();
sameFolder();
longLines();
corpus();
await staged();

function sourceFolder(): string {
  if (given.folder !== undefined) return given.folder;
  const folder = join(work, 'sources');
  const listed = execFileSync('git', ['ls-files', 'packages', 'docs', 'examples'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const path of listed.trim().split('\n').slice(0, FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  return folder;
}

/** The same walk and the same reading, with a detector that does nothing else. */
async function onTopOfTheWalk(): Promise<void> {
  const path = sourceFolder();
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  ).length;
  const reading: ScanDetector = {
    ...secrets,
    load: () =>
      Promise.resolve(() => ({ inspect: (file) => void file.text(), conclude: () => ({ findings: [] }) })),
  };
  const timed = async (detector: ScanDetector): Promise<number> => {
    const started = performance.now();
    const { detections, inventory } = await takeInventory({
      path,
      config: DEFAULT_CONFIG,
      plugins: { extractors: [], detectors: [detector] },
      detect: {
        run: () => ({ systems: [], config: DEFAULT_CONFIG, asOf: '2026-01-02', extractors: [] }),
        allow: new Set(CAPABILITIES),
      },
    });
    await detections?.conclude({ inventory, endOfLife: undefined, registry: undefined });
    return performance.now() - started;
  };
  // Of a process that does it once, the next table tells the whole time.
  await timed(reading);
  await timed(secrets);
  const [walks, searches]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    walks.push(await timed(reading));
    searches.push(await timed(secrets));
  }
  const [walk, all] = [median(walks), median(searches)];
  console.log(
    `\n${files} files: walk and reading ${walk.toFixed(0)} ms, with the search ${all.toFixed(0)} ms: ${(all - walk).toFixed(0)} ms on top (bar: 600 ms for 1,300 files)`,
  );
}

function sameFolder(): void {
  const path = sourceFolder();
  console.log('\nThe same folder, each program as a process, median of 3:\n');
  line('program', 'wall', 'files told');
  line('---', '---', '---');
  for (const { name, search } of SCANNERS) {
    const runs = [search(path), search(path), search(path)];
    line(name, `${median(runs.map(({ ms }) => ms)).toFixed(0)} ms`, runs[0]?.files.size ?? 0);
  }
}

/** 20 MB in one line: of nothing, of names, of values, of containers. */
function longLines(): void {
  const bytes = 20_000_000;
  const of = (text: string): string => text.repeat(Math.ceil(bytes / text.length)).slice(0, bytes);
  const lines: Readonly<Record<string, string>> = {
    letters: of('a'),
    'names and no values': of('token='),
    'values in quotes': of('password="Wq7xTz93Lm", '),
    'base64 of text': of(Buffer.from('password=Wq7xTz93Lm ').toString('base64')),
    'percent signs': of('%41'),
    'beginnings of tokens': of('ghp_'),
  };
  console.log('\nA line of 20 MB:\n');
  line('line', 'theriac, in this process', ...SCANNERS.slice(1).map(({ name }) => `${name}, as a process`));
  line('---', '---', ...SCANNERS.slice(1).map(() => '---'));
  for (const [name, text] of Object.entries(lines)) {
    const started = performance.now();
    findSecrets(text, searchOptionsOf('a.env'));
    const own = performance.now() - started;
    const folder = join(work, 'lines', name.replaceAll(' ', '-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.env'), text);
    line(
      name,
      `${own.toFixed(0)} ms`,
      ...SCANNERS.slice(1).map(({ search }) => timeOf(() => search(folder).ms)),
    );
  }
}

function timeOf(search: () => number): string {
  try {
    return `${search().toFixed(0)} ms`;
  } catch (error) {
    return `none: ${String(error).slice(0, 60).replaceAll(/[|\n]/g, ' ')}`;
  }
}

/** The third that was put aside (corpus.test.ts), each text in a folder of its own. A file counts once. */
function corpus(): void {
  const isHeldOut = (id: string): boolean => (createHash('sha256').update(id).digest()[0] ?? 0) % 3 === 0;
  const parts = {
    'as they stand': [...positives(7), ...toldByPlace(7, 12), ...negatives(7, 80), ...hardNegatives(7, 40)],
    'in containers': [...contained(7), ...harmless(7, 40)],
  };
  console.log('\nThe part of the corpus that was put aside:\n');
  line('texts', 'program', 'with a secret: told', 'without: told', 'precision', 'recall');
  line('---', '---', '---', '---', '---', '---');
  for (const [part, all] of Object.entries(parts)) {
    const texts = all.filter(({ id }) => isHeldOut(id));
    const folder = join(work, 'corpus', part.replaceAll(' ', '-'));
    for (const [i, { path, text }] of texts.entries()) {
      const file = join(folder, String(i), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    for (const { name, search } of SCANNERS) {
      const { files } = search(folder);
      const isTold = (i: number, path: string): boolean => files.has(`${i}/${path}`);
      const told = texts.filter(({ path }, i) => isTold(i, path));
      const right = told.filter(({ kind }) => kind !== undefined).length;
      const wrong = told.length - right;
      const secret = texts.filter(({ kind }) => kind !== undefined).length;
      const percent = (of: number, in_: number): string =>
        in_ === 0 ? 'none' : `${((100 * of) / in_).toFixed(1)} %`;
      line(
        part,
        name,
        `${right} of ${secret}`,
        `${wrong} of ${texts.length - secret}`,
        percent(right, told.length),
        percent(right, secret),
      );
    }
  }
}

/** What a pre-commit hook costs, beside the start of Node alone. */
async function staged(): Promise<void> {
  const cwd = join(work, 'repository');
  mkdirSync(cwd);
  const git = (...args: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      cwd,
      stdio: 'ignore',
    });
  git('init', '--quiet');
  writeFileSync(join(cwd, 'a.ts'), 'export const a = 1;\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  writeFileSync(join(cwd, 'a.ts'), 'export const a = 2;\nexport const b = process.env.API_TOKEN;\n');
  git('add', '.');
  const walls = await compare(
    [
      { name: 'node', command: process.execPath, args: ['-e', '0'], cwd },
      {
        name: 'staged',
        command: process.execPath,
        args: [join(root, 'dist/theriac/theriac.js'), 'secrets', '--staged'],
        cwd,
      },
    ],
    21,
  );
  console.log(
    `\ntheriac secrets --staged, one small change: ${walls.get('staged')?.toFixed(0)} ms (bar: 300 ms); node -e 0: ${walls.get('node')?.toFixed(0)} ms`,
  );
}
