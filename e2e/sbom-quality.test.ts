/** The commands that `sbom quality --profile fda` prints are run by a shell as they are printed, and the score rises. */
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { folderWith, lockOf, MAIN, NODE, removeFolders } from './run-cli.ts';

const data = inject('sampleData');
afterAll(removeFolders);

interface Shown {
  readonly score: number;
  readonly promised: number | undefined;
  /** As printed, without the prompt. */
  readonly commands: readonly string[];
  readonly configuration: string;
}

function shownIn(text: string): Shown {
  const joined = text.replace(/ \\\n {5}/g, '');
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^ {2}(?:version: 1|product:|support:)$/.test(line));
  const end = lines.indexOf('  and then:');
  return {
    score: Number(/: (\d+) of 100/.exec(text)?.[1]),
    promised: Number(/raises the score from \d+ to (\d+)/.exec(text)?.[1] ?? Number.NaN) || undefined,
    commands: [...joined.matchAll(/^ {2}\$ (.+)$/gm)].map((found) => found[1] ?? ''),
    configuration:
      start < 0
        ? ''
        : `${lines
            .slice(start, end)
            .map((line) => line.slice(2))
            .join('\n')}\n`,
  };
}

test.each([
  'cyclonedx@1.6',
  'cyclonedx@1.4',
  'cyclonedx@1.2',
  'cyclonedx-xml@1.5',
  'spdx@2.3',
  'spdx@3.0.1',
  'spdx-tv@2.2',
])('fda, %s: from a generated document to full marks', (format) => {
  const folder = folderWith({
    'app/package-lock.json': lockOf({ '@medplum/core': '3.0.0' }),
    'bin/theriac': '',
  });
  const program = join(folder, 'bin/theriac');
  writeFileSync(program, `#!/bin/sh\nexec '${NODE}' '${MAIN}' "$@"\n`);
  chmodSync(program, 0o755);
  const env = {
    PATH: [join(folder, 'bin'), process.env.PATH ?? ''].join(delimiter),
    THERIAC_DATA: data,
    SOURCE_DATE_EPOCH: '1771977600',
    COLUMNS: '80',
  };
  const shell = (command: string): string => {
    try {
      return execFileSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      // A document that does not conform is an answer as well.
      if (
        error instanceof Error &&
        'stdout' in error &&
        typeof error.stdout === 'string' &&
        error.stdout !== ''
      )
        return error.stdout;
      throw error;
    }
  };
  const judge = (): Shown => {
    const text = shell('theriac sbom quality document --profile fda');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    return shownIn(text);
  };
  shell(`theriac sbom create app --product-version 1.0.0 --format ${format} -o document`);
  const first = judge();
  expect(first.score).toBeLessThan(100);
  expect(first.promised).toBeGreaterThan(first.score);
  for (const command of first.commands.slice(0, 1)) shell(command);
  const second = judge();
  expect(second.score).toBe(first.promised);
  if (second.configuration !== '') {
    writeFileSync(join(folder, 'theriac.yaml'), second.configuration);
    for (const command of second.commands) shell(command);
  }
  expect(judge()).toMatchObject({ score: 100, commands: [] });
  shell('theriac sbom quality document --profile fda');
});
