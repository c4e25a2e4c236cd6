import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { sources } from './regexes/collect.ts';

/** Calls whose arguments are as many as the items of an array: the stack holds about 120,000. */
const VARIADIC = new Set(['push', 'unshift', 'splice', 'max', 'min', 'fromCharCode', 'fromCodePoint']);

/** The lines of one message. */
const LINES = /^(?:wrap|wrapped|hanging)\(/;

/** Spreads of arrays that input cannot make long, by the source of the argument. */
const SHORT: Readonly<Record<string, string>> = {
  'cves.map((cve) => this.#kevScores[cve] ?? -1)': 'aliases of one record of our own feeds',
  'bars.map((b) => b.count)': 'bars of a chart',
  'details.slice(0, DETAIL_LINES)': 'cut off',
  "(details.length > DETAIL_LINES ? ['…'] : [])": 'one',
  'choices.map((c) => c.rank)': 'alternatives of one licence expression, which is limited in length',
  'node.parts.map((part) => worstLicence(part, rank))':
    'parts of one licence expression, which is limited in length',
  'publisherConcerns(release, before)': 'a few concerns',
  'repositoryConcerns(release, before)': 'a few concerns',
  'members.splice(first, 1)': 'one',
  next: 'steps of a flake, at most MAX_FOLLOWED',
};

test('no array that input can make long is spread into a call', () => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const found: string[] = [];
  const used = new Set<string>();
  for (const path of sources()) {
    const text = readFileSync(`${root}${path}`, 'utf8');
    new Visitor({
      CallExpression: ({ callee, arguments: given }) => {
        if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
        if (!VARIADIC.has(callee.property.name)) return;
        for (const one of given) {
          if (one.type !== 'SpreadElement') continue;
          const argument = text.slice(one.argument.start, one.argument.end);
          if (LINES.test(argument)) continue;
          if (Object.hasOwn(SHORT, argument)) used.add(argument);
          else found.push(`${path}: ${argument}`);
        }
      },
    }).visit(parseSync(path, text).program);
  }
  expect(found).toEqual([]);
  expect(Object.keys(SHORT).filter((argument) => !used.has(argument))).toEqual([]);
});
