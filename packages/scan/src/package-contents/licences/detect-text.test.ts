import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Corpus, loadCorpus, loadLicenceTexts } from './corpus.ts';
import { TextDetector } from './detect-text.ts';
import { alignWords } from './word-diff.ts';

let detector: TextDetector;
let corpus: Corpus;
let texts: ReadonlyMap<string, string>;
beforeAll(async () => {
  corpus = await loadCorpus();
  detector = new TextDetector(corpus);
  texts = await loadLicenceTexts();
});
const text = (id: string): string => texts.get(id) ?? '';

test('every text of the list is recognised; two deprecated ids have the text of an exception only', () => {
  const lost = [...texts].filter(([id, content]) => {
    if (content.split(/\s+/).length < 15 || id.includes('-with-')) return false;
    const { found } = detector.detect(content);
    return !found.some(
      (f) =>
        f.confident &&
        (corpus.texts.find((t) => t.ids.includes(id))?.ids.length ?? 0) > 0 &&
        f.kind === 'text',
    );
  });
  expect(lost.map(([id]) => id)).toEqual(['eCos-2.0', 'wxWindows']);
});

describe('what a file says', () => {
  test('a text with its own copyright lines is the licence', () => {
    const own = text('MIT').replace(
      /Copyright .*\n/,
      'Copyright (c) 2015-2020 Jane Roe, Example Health GmbH\n',
    );
    expect(detector.detect(own)).toMatchObject({
      expression: 'MIT',
      doubts: [],
      found: [{ score: 1, confident: true }],
    });
  });

  test('a changed text is only like the licence, and the change is reported', () => {
    const changed = text('MIT').replace('and/or sell', 'but not sell');
    const { expression, doubts } = detector.detect(changed);
    expect(expression).toBeNull();
    expect(doubts).toEqual(['looks like MIT (98 %), changed: “but not” instead of “and or”']);
  });

  test('terms beside a text are not passed over', () => {
    const { expression, doubts } = detector.detect(
      `${text('MIT')}\n\nHospitals must pay a royalty for commercial use.`,
    );
    expect(expression).toBeNull();
    expect(doubts).toEqual(['other terms are beside: “Hospitals must pay a royalty for commercial use.”']);
  });

  test('what a doubt quotes is as the file has it, without credentials, and short', () => {
    const beside = (terms: string): string => detector.detect(`${text('MIT')}\n\n${terms}`).doubts.join();
    expect(beside('# You must not host it except on ssh://pl4nted:x@host.example/a.')).toBe(
      'other terms are beside: “You must not host it except on ssh://host.example/a.”',
    );
    expect(beside(`Never for commercial use, see https://${'u'.repeat(400)}:pl4nted@host.example`)).toBe(
      'other terms are beside: “Never for commercial use, see https://host.example”',
    );
    expect(beside(`This is for evaluation only ${'and for nothing else '.repeat(40)}`).length).toBeLessThan(
      160,
    );
    const inside = text('MIT').replace(
      'Permission is',
      'Ask https%3A%2F%2Fdeploy%3Apl4nted%40host.example for this: Permission is',
    );
    expect(JSON.stringify(detector.detect(inside))).not.toContain('pl4nted');
  });

  test('several texts bind together; “at your option” makes them a choice', () => {
    expect(detector.detect(`${text('MIT')}\n\n${text('ISC')}`).expression).toBe('ISC AND MIT');
    const choice = `Licensed under either of these licenses, at your option.\n\n${text('MIT')}\n\n${text('Apache-2.0')}`;
    expect(detector.detect(choice).expression).toBe('Apache-2.0 OR MIT');
  });

  test('GPL-2.0 alone does not say whether later versions count; a header does', () => {
    const alone = detector.detect(text('GPL-2.0-only'));
    expect(alone.expression).toBe('GPL-2.0-only');
    expect(alone.found[0]?.alternatives).toEqual(['GPL-2.0-or-later']);
    const header =
      'This program is free software; you can redistribute it and/or modify\nit under the terms of the GNU General Public License as published by\nthe Free Software Foundation; either version 2 of the License, or\n(at your option) any later version.\n\n';
    expect(detector.detect(header + text('GPL-2.0-only')).expression).toBe('GPL-2.0-or-later');
    expect(detector.detect(header).expression).toBe('GPL-2.0-or-later');
  });

  test('an exception is joined to the one GNU licence of the file', () => {
    const exception = text('GPL-2.0-with-classpath-exception').replace(/^.*?(?=Class ?[Pp]ath)/s, '');
    expect(detector.detect(`${text('GPL-2.0-only')}\n\n${exception}`).expression).toBe(
      'GPL-2.0-only WITH Classpath-exception-2.0',
    );
    expect(detector.detect(exception).expression).toBeNull();
  });

  test.each([
    ['// SPDX-License-Identifier: (MIT or Apache-2.0)', 'Apache-2.0 OR MIT'],
    ['<!-- SPDX-License-Identifier: CC0-1.0 -->', 'CC0-1.0'],
    ['/* SPDX-License-Identifier: GPL-2.0+ */', 'GPL-2.0-or-later'],
    ['version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "EUPL-1.2"', 'EUPL-1.2'],
    [
      'This Source Code Form is subject to the terms of the Mozilla Public\nLicense, v. 2.0. If a copy of the MPL was not distributed with this\nfile, You can obtain one at http://mozilla.org/MPL/2.0/.',
      'MPL-2.0',
    ],
    [
      'Licensed under the Apache License, Version 2.0 (the "License");\nyou may not use this file except in compliance with the License.\n\nUnless required by applicable law or agreed to in writing, software\ndistributed under the License is distributed on an "AS IS" BASIS.',
      'Apache-2.0',
    ],
  ])('header %#', (header, expression) => {
    expect(detector.detect(header).expression).toBe(expression);
  });

  test('a sentence that puts something under a licence is a conclusion, a name alone beside other words is none', () => {
    expect(detector.detect('This module is released under the MIT license.')).toMatchObject({
      expression: 'MIT',
      found: [{ kind: 'statement', confident: true }],
    });
    const { expression, found } = detector.detect(
      'Some ideas are from a module with the MIT License of 2012.',
    );
    expect(expression).toBeNull();
    expect(found).toMatchObject([{ expression: 'MIT', kind: 'mention', confident: false }]);
  });

  test('hostile input ends', () => {
    expect(detector.detect('a '.repeat(400_000)).expression).toBeNull();
    expect(detector.detect(`${text('MIT')}\n`.repeat(100)).expression).toBe('MIT');
    expect(detector.detect('('.repeat(200_000)).found).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (any) => {
        expect(detector.detect(any).expression).toBeNull();
      }),
      { numRuns: 50 },
    );
  });
});

test('alignment: blocks are equal, in order, and as many words differ as it says', () => {
  const words = fc.array(fc.nat(4), { maxLength: 40 });
  fc.assert(
    fc.property(words, words, (a, b) => {
      const { blocks, distance } = alignWords(a, b, 100);
      if (blocks === null) throw new TypeError('the limit is never met');
      let equal = 0;
      let atA = 0;
      let atB = 0;
      for (const block of blocks) {
        expect(block.a).toBeGreaterThanOrEqual(atA);
        expect(block.b).toBeGreaterThanOrEqual(atB);
        for (let i = 0; i < block.length; i += 1) expect(a[block.a + i]).toBe(b[block.b + i]);
        atA = block.a + block.length;
        atB = block.b + block.length;
        equal += block.length;
      }
      expect(a.length + b.length - 2 * equal).toBe(distance);
    }),
  );
  expect(alignWords([1, 2, 3], [4, 5, 6], 3).blocks).toBeNull();
});
