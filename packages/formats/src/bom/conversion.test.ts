import type { Bom } from '@theriac/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryBom } from '../testdata/arbitrary-bom.ts';
import { readBom, validateBom, writeBom } from './index.ts';
import { BOM_TARGETS } from './targets.ts';

/** What a document says, fact by fact, each with the place where it says so. */
function factsOf(bom: Bom): Map<string, string> {
  const facts = new Map<string, string>();
  const { source: _source, relationships, ...rest } = bom;
  tell(rest, '', '', facts);
  for (const [index, { from, type, to, scope, comment, completeness }] of relationships.entries()) {
    // One relationship to several is several relationships to one.
    for (const end of to.length === 0 ? ['NONE'] : to) {
      const said = `/relationships/${canonical({ from, type, end, scope, comment })}`;
      facts.set(said, `/relationships/${index}`);
      if (completeness !== undefined) facts.set(`${said} ${completeness}`, `/relationships/${index}`);
    }
  }
  return facts;
}

const SKIPPED = new Set(['rest', 'refMadeUp']);
/** Lists whose members losses name by their ref. */
const BY_REF = new Set(['/components', '/vulnerabilities']);

function tell(value: unknown, name: string, path: string, facts: Map<string, string>): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const ref = BY_REF.has(path) && typeof item === 'object' ? String(Reflect.get(item, 'ref')) : undefined;
      const key = ref === undefined ? undefined : ref.replaceAll('~', '~0').replaceAll('/', '~1');
      if (key !== undefined) tell(item, `${name}/${key}`, `${path}/${key}`, facts);
      else facts.set(`${name}/${canonical(withDefaults(path, item))}`, `${path}/${index}`);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      if (!SKIPPED.has(key)) tell(inner, `${name}/${key}`, `${path}/${key}`, facts);
    // That a kind is not known is not a fact.
  } else if (value !== 'unknown' || !/^\/components\/[^/]+\/kind$/.test(name))
    facts.set(`${name}=${String(value)}`, path);
}

function withDefaults(path: string, item: unknown): unknown {
  return path === '/annotations' && typeof item === 'object' ? { type: 'other', ...item } : item;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (SKIPPED.has(key)) return undefined;
    if (Array.isArray(inner) || typeof inner !== 'object' || inner === null) return inner;
    // A party that a format has to give an id is still the same party.
    const { ref: _ref, ...party } = { ref: undefined, ...inner };
    if (Object.hasOwn(inner, 'contacts')) return sortedKeys(party);
    return sortedKeys(inner);
  });
}

function sortedKeys(inner: object): object {
  return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without its ref, it is unknown which component is which. */
const whole = (path: string): string => /^(\/components\/[^/]+)\/ref$/.exec(path)?.[1] ?? path;
const covers = (a: string, b: string): boolean => a === b || b.startsWith(`${a}/`) || a.startsWith(`${b}/`);

describe.each(
  BOM_TARGETS.map((target) => [`${target.format} ${target.version} ${target.encoding}`, target] as const),
)('%s', (_, target) => {
  test('is valid, and what it lost is exactly what it says it lost', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryBom, async (bom) => {
        const { text, losses } = await writeBom(bom, target);
        const errors = (await validateBom(text, 'x')).filter(({ severity }) => severity === 'error');
        expect(errors).toEqual([]);
        const read = await readBom(text, 'x');
        if (read === null) throw new Error('it is not recognised');
        const [before, after] = [factsOf(bom), factsOf(read.bom)];
        const gone = [...before].filter(([fact]) => !after.has(fact));
        const silent = gone.filter(([, place]) => !losses.some(({ path }) => covers(whole(path), place)));
        expect(silent).toEqual([]);
        const empty = losses.filter(({ path }) => !gone.some(([, place]) => covers(path, place)));
        expect(empty).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('the same document gives the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryBom, async (bom) => {
        expect(await writeBom(structuredClone(bom), target)).toEqual(await writeBom(bom, target));
      }),
      { numRuns: 5 },
    );
  });
});
