/**
 * How long repositories with infrastructure take, and what is found in them, beside Checkov and Trivy where they are at hand.
 *
 *   node bench/infrastructure.ts --repositories DIR [--checkov PROGRAM] [--trivy PROGRAM] [--limit SECONDS]
 *
 * DIR holds one checkout in each folder. Nothing is fetched: the others are asked for what is built into them.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { scratch } from './measure.ts';

const { values: given } = parseArgs({
  options: {
    repositories: { type: 'string' },
    checkov: { type: 'string' },
    trivy: { type: 'string' },
    limit: { type: 'string', default: '600' },
  },
});
if (given.repositories === undefined) throw new Error('--repositories DIR names the checkouts');
const root = fileURLToPath(new URL('..', import.meta.url));
const { folder: data } = scratch();
/** 256 MiB of results. */
const MAX_BUFFER = 2 ** 28;

interface Tool {
  readonly name: string;
  readonly command: string;
  readonly args: (target: string) => readonly string[];
  /** How many findings, and how many of them are high or critical where the tool says so. */
  readonly count: (result: unknown) => readonly [all: number, high: number | undefined];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (one, key) =>
      typeof one === 'object' && one !== null
        ? Object.entries(one).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
const isHigh = (severity: unknown): boolean => /^(?:high|critical)$/i.test(String(severity));

const TOOLS: readonly Tool[] = [
  {
    name: 'theriac',
    command: process.execPath,
    args: (target) => [
      join(root, 'packages/cli/src/main.ts'),
      'scan',
      target,
      '--offline',
      '-q',
      '-f',
      'json',
    ],
    count: (result) => {
      const found = list(at(result, 'findings')).filter((one) => at(one, 'kind') === 'misconfiguration');
      return [found.length, found.filter((one) => isHigh(at(one, 'severity'))).length];
    },
  },
  ...(given.trivy === undefined
    ? []
    : [
        {
          name: 'trivy',
          command: given.trivy,
          args: (target: string) => ['config', '--skip-check-update', '-q', '-f', 'json', target],
          count: (result: unknown): [number, number] => {
            const found = list(at(result, 'Results')).flatMap((one) => list(at(one, 'Misconfigurations')));
            return [found.length, found.filter((one) => isHigh(at(one, 'Severity'))).length];
          },
        },
      ]),
  ...(given.checkov === undefined
    ? []
    : [
        {
          name: 'checkov',
          command: given.checkov,
          args: (target: string) => ['-d', target, '-o', 'json', '--quiet', '--compact', '--skip-download'],
          count: (result: unknown): [number, undefined] => [
            [result].flat().flatMap((one) => list(at(one, 'results', 'failed_checks'))).length,
            undefined,
          ],
        },
      ]),
];

process.stdout.write(
  `| repository | ${TOOLS.map(({ name }) => `${name}, s | found (high)`).join(' | ')} |\n|---|${TOOLS.map(() => '---|---|').join('')}\n`,
);
for (const name of readdirSync(given.repositories).sort()) {
  const target = join(given.repositories, name);
  const cells = TOOLS.map(({ command, args, count }) => {
    const started = performance.now();
    const { stdout, error } = spawnSync(command, [...args(target)], {
      encoding: 'utf8',
      maxBuffer: MAX_BUFFER,
      timeout: Number(given.limit) * 1000,
      env: { ...process.env, XDG_DATA_HOME: data },
    });
    if (error !== undefined) return `none: ${error.message} | `;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const [all, high] = count(JSON.parse(stdout));
    return `${seconds} | ${all}${high === undefined ? '' : ` (${high})`}`;
  });
  process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`);
}
