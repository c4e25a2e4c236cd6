/**
 * Attacks on Theriac, counted: how many inputs each suite tried, for how many its promise did not hold, and for which it
 * cannot hold.
 *
 *   node bench/attack/main.ts [--short] [--only ID] [--write]
 *
 * `--write` puts the counts into docs/security.md. The exit code is 1 when a promise did not hold.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ATTACK_SUITES } from './list.ts';
import type { Outcome, Suite } from './suite.ts';

/** How many broken inputs of a suite are printed. */
const SHOWN = 40;
const PAGE = fileURLToPath(new URL('../../docs/security.md', import.meta.url));
const BEGIN = '<!-- counts: written by node bench/attack/main.ts --write -->';
const END = '<!-- end of counts -->';
/** Markdown, for the terminal and for docs/security.md alike. */
const HEAD = '| suite | tried | survived | broken | argued |\n|---|---|---|---|---|\n';

interface Ran {
  readonly suite: Suite;
  readonly outcome: Outcome;
  readonly seconds: number;
}

const { values } = parseArgs({
  options: { short: { type: 'boolean' }, only: { type: 'string' }, write: { type: 'boolean' } },
});
const chosen = ATTACK_SUITES.filter(({ id }) => values.only === undefined || id === values.only);
if (chosen.length === 0)
  throw new RangeError(
    `no suite ${values.only}. Next: one of ${ATTACK_SUITES.map(({ id }) => id).join(', ')}`,
  );

const ran: Ran[] = [];
for (const suite of chosen) {
  const started = performance.now();
  const outcome = await suite.run(values.short === true ? 'short' : 'long');
  const seconds = (performance.now() - started) / 1000;
  ran.push({ suite, outcome, seconds });
  process.stdout.write(report({ suite, outcome, seconds }));
}
process.stdout.write(`\n${HEAD}${ran.map(rowOf).join('')}`);
if (values.write === true) writeFileSync(PAGE, withCounts(readFileSync(PAGE, 'utf8'), ran));
process.exitCode = ran.some(({ outcome }) => !holds(outcome)) ? 1 : 0;

function holds({ tried, broken, argued = [], arguedShare = 1 }: Outcome): boolean {
  return broken.length === 0 && countOf(argued) <= tried * arguedShare;
}

function countOf(argued: NonNullable<Outcome['argued']>): number {
  return argued.reduce((sum, { count }) => sum + count, 0);
}

function report({ suite, outcome, seconds }: Ran): string {
  const { tried, broken, argued = [], figures = [] } = outcome;
  return [
    `${suite.id}: ${tried} tried, ${broken.length} broken, ${countOf(argued)} argued, ${seconds.toFixed(0)} s`,
    ...figures.map((line) => `  ${line}`),
    ...argued.map(({ what, count, why }) => `  argued: ${what} (${count}): ${why}`),
    ...broken.slice(0, SHOWN).map((line) => `  BROKEN ${line}`),
    ...(broken.length > SHOWN ? [`  and ${broken.length - SHOWN} more`] : []),
    '',
  ].join('\n');
}

function rowOf({ suite, outcome }: Ran): string {
  const argued = outcome.argued ?? [];
  const known = argued.map(({ what, count, why }) => `${what} (${count}): ${why}`).join('; ');
  const survived = outcome.tried - outcome.broken.length - countOf(argued);
  const numbers = [outcome.tried, survived, outcome.broken.length].map((n) => n.toLocaleString('en'));
  return `| ${suite.id} | ${numbers.join(' | ')} | ${known.replaceAll('|', '\\|') || 'none'} |\n`;
}

/** The page with the counts of these runs; those of other suites stay. */
function withCounts(page: string, runs: readonly Ran[]): string {
  const [before, after] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  const rows = new Map<string, string>(
    page
      .slice(before, after)
      .split('\n')
      .flatMap((line) => {
        const id = /^\| ([\w-]+) \|/.exec(line)?.[1];
        return id === undefined ? [] : [[id, `${line}\n`] as const];
      }),
  );
  for (const one of runs) rows.set(one.suite.id, rowOf(one));
  const ordered = ATTACK_SUITES.map(({ id }) => rows.get(id) ?? '').join('');
  return `${page.slice(0, before)}\n\n${HEAD}${ordered}\n${page.slice(after)}`;
}
