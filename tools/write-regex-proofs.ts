/**
 * Proves that the regular expressions of the packages take linear time, and records which are proved: minutes, so that
 * the test need not.
 *
 *   npm run regex-proofs [-- --again]     `--again` proves also what the record has
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Collected } from './regexes/collect.ts';
import { problemOf } from './regexes/prove.ts';
import { ARGUED } from './regexes/table.ts';

const RECORD = fileURLToPath(new URL('regexes/proved.txt', import.meta.url));
const COLLECT = fileURLToPath(new URL('regexes/collect.ts', import.meta.url));

const { stdout } = spawnSync(process.execPath, [COLLECT], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const { found } = JSON.parse(stdout) as Collected;
const again = process.argv.includes('--again') || !existsSync(RECORD);
const known = new Set(again ? [] : readFileSync(RECORD, 'utf8').split('\n'));
const argued = new Set(ARGUED.map(({ expression }) => expression));
const expressions = new Map(found.map((one) => [`/${one.source}/${one.flags}`, one]));
const proved: string[] = [];
for (const [expression, { source, flags, at }] of expressions) {
  if (argued.has(expression)) continue;
  const problem = known.has(expression) ? null : await problemOf(source, flags);
  if (problem === null) proved.push(expression);
  else {
    process.stdout.write(`${at}: ${expression}\n  ${problem}\n`);
    process.exitCode = 1;
  }
}
writeFileSync(RECORD, `${proved.sort().join('\n')}\n`);
process.stdout.write(`${proved.length} proved, ${argued.size} argued\n`);
// The checker's own process would keep this one alive.
process.exit();
