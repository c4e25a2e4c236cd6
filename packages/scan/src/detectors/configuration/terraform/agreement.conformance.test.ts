/** Agreement with public labelled examples: https://github.com/bridgecrewio/checkov, `tests/terraform/graph/checks`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type ConfigValue, matchesGlob, type Resource } from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { expect, test } from 'vitest';
import { COVERED, DIFFERENT, HELD_OUT, LABELLED_ELSEWHERE } from './agreement.ts';
import { loaded } from './read.ts';
import { pairsOf, refersOf } from './values.ts';

const FOLDER = join(process.env.THERIAC_FIXTURES ?? '', 'iac/checkov/tests/terraform/graph/checks/resources');

interface Labels {
  readonly pass: readonly string[];
  readonly fail: readonly string[];
}

/** `expected.yaml` is lists of names under `pass` and `fail`. */
function labelsOf(text: string): Labels {
  const list = (name: string): string[] => {
    const found: string[] = [];
    let isIn = false;
    for (const line of text.split('\n')) {
      if (/^\S/.test(line) && !line.startsWith('- ')) isIn = line.startsWith(`${name}:`);
      const item = /^\s*-\s*["']?([^"'\s#]+)/.exec(line)?.[1];
      if (isIn && item !== undefined) found.push(item);
    }
    return found;
  };
  return { pass: list('pass'), fail: list('fail') };
}

async function resourcesOf(folder: string): Promise<readonly Resource[]> {
  const files = new Map<string, string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (path.endsWith('.tf')) files.set(path, readFileSync(join(folder, path), 'utf8'));
  const reader = loaded.start(() => {});
  for (const [path, text] of files) await reader.inspect(new MemoryFile(path, text));
  return reader.conclude({
    file: () => null,
    exists: () => false,
    matched: [],
    named: () => [],
    list: () => [],
    inventory: { roots: [], components: [], unknowns: [], skipped: [] },
    endOfLife: undefined,
    registry: undefined,
  });
}

interface Tally {
  right: number;
  found: number;
  failing: number;
  all: number;
  readonly differences: string[];
}

/** What fails stands for what it refers to, and for what refers to it. */
function spread(failed: Set<string>, resources: readonly Resource[]): void {
  const refers = new Map<string, Set<string>>();
  const note = (value: ConfigValue, found: Set<string>, depth: number): void => {
    for (const address of refersOf(value)) found.add(address.replace(/\[.*$/, ''));
    if (depth < 5)
      for (const [key, item] of pairsOf(value) ?? []) if (!key.startsWith('@')) note(item, found, depth + 1);
  };
  for (const { name, values } of resources) {
    const found = new Set<string>();
    note(values, found, 0);
    refers.set(name.replace(/\[.*$/, ''), found);
  }
  const direct = [...failed];
  for (const name of direct) for (const address of refers.get(name) ?? []) failed.add(address);
  for (const [name, found] of refers) if (direct.some((one) => found.has(one))) failed.add(name);
}

async function compare(name: string, rules: readonly string[], tally: Tally): Promise<void> {
  const folder = join(FOLDER, name);
  const labels = labelsOf(readFileSync(join(folder, 'expected.yaml'), 'utf8'));
  const asked = loaded.rules.filter(({ id }) => rules.some((one) => matchesGlob(id, one)));
  const failed = new Set<string>();
  const resources = await resourcesOf(folder);
  for (const resource of resources)
    for (const rule of asked) {
      if (rule.on !== resource.type) continue;
      if (rule.when !== undefined && ask(rule.when, resource.values).state !== 'yes') continue;
      if (ask(rule.pass, resource.values).state === 'no') failed.add(resource.name.replace(/\[.*$/, ''));
    }
  if (LABELLED_ELSEWHERE.includes(name)) spread(failed, resources);
  for (const [label, names] of [
    ['fail', labels.fail],
    ['pass', labels.pass],
  ] as const)
    for (const given of names) {
      const isRight = failed.has(given) === (label === 'fail');
      const key = `${name} ${given}`;
      const isExplained = DIFFERENT[key] !== undefined;
      tally.all += 1;
      if (isRight) tally.right += 1;
      if (label === 'fail' && !isExplained) {
        tally.failing += 1;
        if (isRight) tally.found += 1;
      }
      if (!isRight) tally.differences.push(`${key} is labelled ${label}`);
    }
}

const NAMES = Object.keys(COVERED).sort();
const PARTS = {
  tuned: NAMES.filter((name) => !HELD_OUT.has(name)),
  'held out': NAMES.filter((name) => HELD_OUT.has(name)),
};
const EMPTY = (): Tally => ({ right: 0, found: 0, failing: 0, all: 0, differences: [] });

test.each(Object.entries(PARTS))('agrees with the labels: %s', async (part, names) => {
  const total = EMPTY();
  const lines: string[] = [];
  for (const name of names) {
    const one = EMPTY();
    await compare(name, COVERED[name] ?? [], one);
    lines.push(`${name}: ${one.right} of ${one.all}`);
    total.right += one.right;
    total.found += one.found;
    total.failing += one.failing;
    total.all += one.all;
    for (const difference of one.differences) total.differences.push(difference);
  }
  const recall = total.found / total.failing;
  console.log(
    `${part}: ${names.length} folders, ${total.right} of ${total.all} labels agree, recall ${(100 * recall).toFixed(1)} %\n${[...lines, ...total.differences].join('\n')}`,
  );
  expect(recall).toBeGreaterThanOrEqual(0.95);
  expect(
    total.differences.filter((one) => DIFFERENT[one.replace(/ is labelled .*$/, '')] === undefined),
  ).toEqual([]);
});
