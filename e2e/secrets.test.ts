/** Secrets through the whole command: none of its reports may say one, whether it stands in files, in containers or in the history. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS } from '@theriac/formats/reports';
import { makeDockerArchive } from '@theriac/testing/make-image';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contained } from '../packages/scan/src/detectors/secrets/corpus/containers.ts';
import { positives } from '../packages/scan/src/detectors/secrets/corpus/positives.ts';
import { examplesOf, numbersFrom } from '../packages/scan/src/detectors/secrets/examples.ts';
import { SECRET_KINDS } from '../packages/scan/src/detectors/secrets/kinds/all.ts';
import { commit, git, repository } from './repositories.ts';
import { folderWith, removeFolders } from './run-cli.ts';

const DOCUMENTS = ['cyclonedx', 'spdx'];
const FORMATS = ['terminal', 'table', ...REPORTS.map(({ id }) => id)].filter((id) => !DOCUMENTS.includes(id));

let folder = '';
let history = '';
let image = '';
const planted: string[] = [];

beforeAll(() => {
  folder = folderWith();
  history = repository();
  mkdirSync(join(history, 'old'));
  for (const [i, { text }] of [...positives(3), ...contained(3)].entries()) {
    writeFileSync(join(folder, `file-${i}.env`), text);
    writeFileSync(join(history, 'old', `file-${i}.env`), text);
  }
  // In an image: deleted by a later layer, in its environment and in its history.
  const texts = [...positives(3), ...contained(3)].map(({ text }) => text);
  image = makeDockerArchive({
    layers: [
      { entries: Object.fromEntries(texts.map((text, i) => [`app/file-${i}.env`, text])) },
      { entries: [{ name: 'app/.wh..wh..opq', content: '' }] },
    ],
    steps: texts.slice(0, 300).map((text) => ({ after: 2, createdBy: `RUN export ${text}` })),
    config: {
      Env: texts.slice(0, 300).map((text) => text.replaceAll('\n', ' ')),
      Labels: { note: texts[0] },
    },
  });
  commit(history, {});
  git(history, 'rm', '-r', '--quiet', 'old');
  commit(history, { 'a.txt': 'nothing\n' });
  // As the texts are made: the same numbers give the same secrets.
  for (const [seed, rounds] of [
    [3, 6],
    [3, 2],
  ] as const) {
    const random = numbersFrom(seed);
    for (const kind of SECRET_KINDS)
      for (const { value } of Array.from({ length: rounds }, () => examplesOf(kind, random))
        .flat()
        .slice(0, 12))
        if (value !== undefined) planted.push(value, Buffer.from(value).toString('base64'));
  }
});
afterAll(removeFolders);

const RUNS: readonly (readonly [command: string, format: string, args: () => readonly string[]])[] = [
  ...[...FORMATS, ...DOCUMENTS].map(
    (format) => ['scan', format, () => ['scan', folder, '--offline']] as const,
  ),
  ...[...FORMATS, ...DOCUMENTS].map(
    (format) => ['scan IMAGE', format, () => ['scan', image, '--offline']] as const,
  ),
  ...FORMATS.map((format) => ['secrets --history', format, () => ['secrets', history, '--history']] as const),
];

test.each(RUNS)('%s as %s holds no secret that was planted', async (_, format, args) => {
  const output = join(folderWith(), 'report');
  const run = await runInProcess([...args(), '--all', '--output', `${format}=${output}`]);
  const text = [readFileSync(output, 'utf8'), run.stdout, run.stderr].join('\n');
  rmSync(output);
  expect(run.code).toBe(1);
  expect(planted.length).toBeGreaterThan(2000);
  expect(planted.filter((value) => value.length >= 8 && text.includes(value))).toEqual([]);
});
