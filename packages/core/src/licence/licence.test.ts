import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALIASES, AMBIGUOUS, aliasKey, URLS } from './aliases.ts';
import {
  bestLicence,
  canonicalLicence,
  DEPRECATED_IDS,
  formatLicence,
  type LicenceNode,
  type LicenceTerm,
  licenceBranches,
  licenceTerms,
  normaliseLicence,
  parseLicence,
  recogniseLicence,
  satisfiesLicence,
  simplifyLicence,
  spdxException,
  spdxLicence,
  worstLicence,
} from './index.ts';

function parsed(text: string): LicenceNode {
  const result = parseLicence(text);
  if (!result.ok) throw new TypeError(`${text}: ${result.message}`);
  return result.node;
}

const terms = (texts: readonly string[]): LicenceTerm[] =>
  texts.flatMap((text) => licenceTerms(parsed(text)));

/** Trees over a few ids, so that equal parts and absorption happen. */
const term = fc.oneof(
  fc
    .constantFrom('MIT', 'Apache-2.0', 'GPL-2.0', 'GPL-3.0-only', 'ISC')
    .chain((id) =>
      fc.constantFrom<LicenceTerm>(
        { kind: 'licence', id, orLater: false },
        { kind: 'licence', id, orLater: true },
        { kind: 'licence', id, orLater: false, exception: 'Classpath-exception-2.0' },
      ),
    ),
  fc.constant<LicenceTerm>({ kind: 'licence', id: 'LicenseRef-house', orLater: false }),
);
const { tree } = fc.letrec<{ tree: LicenceNode }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    term,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

describe('parsing', () => {
  test.each([
    ['mit', 'MIT'],
    ['(MIT)', 'MIT'],
    ['MIT and apache-2.0 or isc', 'Apache-2.0 AND MIT OR ISC'],
    ['MIT AND (Apache-2.0 OR ISC)', '(Apache-2.0 OR ISC) AND MIT'],
    ['GPL-2.0', 'GPL-2.0-only'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['Apache-2.0+', 'Apache-2.0+'],
    ['gpl-2.0-only with classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['GPL-2.0-with-classpath-exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['eCos-2.0', 'GPL-2.0-or-later WITH eCos-exception-2.0'],
    ['DocumentRef-a:LicenseRef-b OR MIT', 'DocumentRef-a:LicenseRef-b OR MIT'],
    ['MIT WITH AdditionRef-c', 'MIT WITH AdditionRef-c'],
    ['MIT OR MIT', 'MIT'],
    ['(MIT OR (ISC OR MIT))', 'ISC OR MIT'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalLicence(text)).toBe(canonical);
  });

  test.each([
    ['', 'empty', 0],
    ['MIT OR', 'a licence is missing at the end', 6],
    ['(MIT', 'a bracket is not closed', 0],
    ['MIT)', 'a bracket that was not opened', 3],
    ['MIT ISC', 'AND or OR is missing', 4],
    ['BSD', 'BSD is not an id of the SPDX list', 0],
    ['(MIT OR ISC) WITH LLVM-exception', 'WITH belongs to one licence', 13],
    ['MIT WITH nothing', 'nothing is not an exception of the SPDX list', 9],
    ['MIT WITH', 'an exception is missing after WITH', 8],
    ['__proto__', '__proto__ is not an id of the SPDX list', 0],
  ])('%s is refused: %s at %i', (text, message, at) => {
    expect(parseLicence(text)).toEqual({ ok: false, message, at });
  });

  test('hostile input is refused without recursion or long work', () => {
    expect(parseLicence('('.repeat(900))).toMatchObject({ ok: false, message: 'nested too deep' });
    expect(parseLicence('MIT OR '.repeat(900))).toMatchObject({ ok: false, message: 'too many parts' });
    expect(parseLicence('x'.repeat(100_000))).toMatchObject({ ok: false });
  });

  test('what is written is read back, and no text makes the parser throw', () => {
    fc.assert(
      fc.property(tree, (node) => {
        expect(canonicalLicence(formatLicence(node))).toBe(formatLicence(normaliseLicence(node)));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom('MIT', 'OR', 'AND', 'WITH', '(', ')', '+', 'x', ' ')), (words) => {
        expect(typeof parseLicence(words.join(' ')).ok).toBe('boolean');
      }),
    );
  });
});

describe('algebra', () => {
  test('normalising twice is normalising once; simplifying keeps what may be chosen', () => {
    const allowLists = [
      ['MIT'],
      ['MIT', 'Apache-2.0'],
      ['GPL-2.0-or-later', 'ISC'],
      ['LicenseRef-house', 'GPL-3.0'],
    ];
    fc.assert(
      fc.property(tree, fc.constantFrom(...allowLists), (node, list) => {
        const normal = normaliseLicence(node);
        expect(normaliseLicence(normal)).toEqual(normal);
        const simple = simplifyLicence(node);
        expect(formatLicence(simple).length).toBeLessThanOrEqual(formatLicence(normal).length);
        expect(satisfiesLicence(simple, terms(list))).toBe(satisfiesLicence(node, terms(list)));
      }),
    );
  });

  test('a branch satisfies exactly when the expression does', () => {
    fc.assert(
      fc.property(
        tree,
        fc.subarray(['MIT', 'Apache-2.0', 'GPL-2.0-only', 'ISC', 'GPL-3.0-only']),
        (node, list) => {
          const branches = licenceBranches(node);
          if (branches === null) return;
          const allowed = terms(list);
          const any = branches.some((branch) => branch.every((t) => satisfiesLicence(t, allowed)));
          expect(any).toBe(satisfiesLicence(node, allowed));
        },
      ),
    );
  });

  test('branches are capped', () => {
    const node = parsed(
      Array.from({ length: 9 }, (_, i) => `(LicenseRef-a${i} OR LicenseRef-b${i})`).join(' AND '),
    );
    expect(licenceBranches(node)).toBeNull();
    expect(licenceBranches(parsed('(MIT OR ISC) AND 0BSD'))?.map((b) => b.map(formatLicence))).toEqual([
      ['0BSD', 'ISC'],
      ['0BSD', 'MIT'],
    ]);
  });

  test.each([
    ['MIT OR (MIT AND GPL-2.0-only)', 'MIT'],
    ['MIT AND (MIT OR GPL-2.0-only)', 'MIT'],
    ['(MIT AND ISC) OR (MIT AND ISC AND 0BSD)', 'ISC AND MIT'],
    ['(GPL-2.0 OR MIT) AND (MIT OR GPL-2.0-only)', 'GPL-2.0-only OR MIT'],
  ])('%s is simply %s', (text, simple) => {
    expect(formatLicence(simplifyLicence(parsed(text)))).toBe(simple);
  });

  test('best takes the cheaper side of an OR and all of an AND; worst looks at everything', () => {
    const rank = (t: LicenceTerm): number => (t.id.startsWith('GPL') ? 2 : t.id === 'MIT' ? 0 : 1);
    const node = parsed('(GPL-2.0-only OR MIT) AND Apache-2.0');
    expect(bestLicence(node, rank)).toMatchObject({ rank: 1, terms: [{ id: 'Apache-2.0' }, { id: 'MIT' }] });
    expect(worstLicence(node, rank)).toBe(2);
    fc.assert(
      fc.property(tree, (any) => {
        expect(bestLicence(any, rank).rank).toBeLessThanOrEqual(worstLicence(any, rank));
      }),
    );
  });
});

describe('tables', () => {
  test('deprecated ids lead to ids that are not', () => {
    for (const [id, { id: current, exception }] of Object.entries(DEPRECATED_IDS)) {
      expect(spdxLicence(id)?.id).toBe(id);
      expect([id, spdxLicence(current)?.deprecated]).toEqual([id, false]);
      if (exception !== undefined) expect(spdxException(exception)).toBe(exception);
    }
  });

  test('every alias is its own key, names one expression, and is not also ambiguous', () => {
    const seen = new Map<string, string>();
    for (const [expression, aliases] of Object.entries(ALIASES)) {
      expect(canonicalLicence(expression)).toBe(expression);
      for (const alias of aliases) {
        expect([alias, seen.get(alias)]).toEqual([alias, undefined]);
        expect([alias, Object.hasOwn(AMBIGUOUS, alias)]).toEqual([alias, false]);
        seen.set(alias, expression);
      }
    }
    for (const [key, candidates] of Object.entries(AMBIGUOUS)) {
      expect(candidates.length).toBeGreaterThan(1);
      for (const id of candidates) expect([key, spdxLicence(id)?.id]).toEqual([key, id]);
    }
    for (const expression of Object.values(URLS))
      if (expression !== '') expect(canonicalLicence(expression)).toBe(expression);
  });
});

describe('recognising what packages declare', () => {
  test.each([
    ['Apache 2', 'Apache-2.0'],
    ['The Apache Software License, Version 2.0', 'Apache-2.0'],
    ['The MIT License (MIT)', 'MIT'],
    ['GPL v2 or later', 'GPL-2.0-or-later'],
    ['GPLv3+', 'GPL-3.0-or-later'],
    ['GNU General Public License v3 or later (GPLv3+)', 'GPL-3.0-or-later'],
    ['License :: OSI Approved :: MIT License', 'MIT'],
    ['License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)', 'MPL-2.0'],
    ['License :: OSI Approved :: ISC License (ISCL)', 'ISC'],
    ['New BSD License', 'BSD-3-Clause'],
    ['BSD 2-Clause "Simplified" License', 'BSD-2-Clause'],
    ['MIT/Apache-2.0', 'Apache-2.0 OR MIT'],
    ['Apache 2.0 and MIT', 'Apache-2.0 AND MIT'],
    ['http://www.apache.org/licenses/LICENSE-2.0.txt', 'Apache-2.0'],
    ['https://licenses.nuget.org/(MIT%20OR%20Apache-2.0)', 'Apache-2.0 OR MIT'],
    ['http://creativecommons.org/licenses/by-sa/4.0/', 'CC-BY-SA-4.0'],
    ['Eclipse Public License - v 1.0', 'EPL-1.0'],
    ['CDDL + GPLv2 with classpath exception', 'CDDL-1.0 OR GPL-2.0-only WITH Classpath-exception-2.0'],
    ['Perl_5', 'Artistic-1.0-Perl OR GPL-1.0-or-later'],
  ])('%s is %s', (text, expression) => {
    expect(recogniseLicence(text)).toMatchObject({ kind: 'expression', expression });
  });

  test.each([
    ['BSD', ['BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause']],
    ['License :: OSI Approved :: Apache Software License', ['Apache-1.0', 'Apache-1.1', 'Apache-2.0']],
    ['MIT, Apache-2.0', ['Apache-2.0', 'MIT']],
    ['BSD or MIT', ['BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause', 'MIT']],
  ])('%s is not guessed', (text, candidates) => {
    expect(recogniseLicence(text)).toEqual({ kind: 'ambiguous', candidates });
  });

  test.each([
    ['UNLICENSED', { kind: 'proprietary' }],
    ['License :: Other/Proprietary License', { kind: 'proprietary' }],
    ['SEE LICENSE IN EULA.md', { kind: 'file', path: 'EULA.md' }],
    ['SEE LICENSE IN <filename>', { kind: 'file', path: null }],
    ['LICENSE.txt', { kind: 'file', path: null }],
    ['NOASSERTION', { kind: 'unknown' }],
    ['constructor', { kind: 'unknown' }],
    ['ask our lawyers', { kind: 'unknown' }],
    ['https://example.org/licence', { kind: 'unknown' }],
    ['https://licenses.nuget.org/%zz', { kind: 'unknown' }],
  ])('%s', (text, recognised) => {
    expect(recogniseLicence(text)).toEqual(recognised);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(typeof recogniseLicence(text).kind).toBe('string');
        expect(typeof aliasKey(text)).toBe('string');
      }),
    );
  });
});
