/** The gate on licence detection: nothing wrong is ever concluded, and recall does not fall. */

import { EXCEPTION_PHRASES, exceptionsIn, licenceWords } from '@theriac/scan/licences';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { judgeCases, licenceCases, summarise } from '../bench/licence-accuracy.ts';
import { readTarGz } from '../bench/read-tar.ts';

/** Share of files that must be right, by set: what is measured today, rounded down. */
const RECALL: Readonly<Record<string, number>> = {
  'SPDX texts': 0.99,
  'exception texts': 0.99,
  'changed texts': 1,
  'no licences': 1,
  'several in one file': 1,
  'licensecheck tuned': 0.8,
  'licensecheck held out': 0.51,
  'licensee held out': 0.93,
};
/** The others take the bench half a minute. */
const VARIANTS = ['MIT', 'Apache-2.0', 'BSD-3-Clause', 'LGPL-3.0-only'];

test('of labelled files none is concluded wrongly, and enough are right', async () => {
  const cases = (await licenceCases()).filter(
    ({ set }) => !set.startsWith('variants of ') || VARIANTS.includes(set.slice('variants of '.length)),
  );
  expect(cases.length).toBeGreaterThan(1_700);
  const judged = await judgeCases(cases);
  const wrong = judged
    .filter((c) => c.outcome === 'wrong')
    .map((c) => `${c.set}, ${c.name}: ${c.concluded ?? ''}`);
  expect(wrong).toEqual([]);
  for (const { set, part, files, right } of summarise(judged)) {
    const least = RECALL[set] ?? RECALL[`${set} ${part}`] ?? 0.99;
    expect([set, part, right / files >= least]).toEqual([set, part, true]);
  }
});

test('exceptions are known by words of their own texts', () => {
  const texts = readTarGz(fixtureUrl('licenses/license-list-XML-texts.tar.gz'));
  const found = new Map(
    [...texts].map(([path, text]) => [
      (path.split('/').at(-1) ?? '').replace(/\.txt$/, ''),
      exceptionsIn(licenceWords(text).words),
    ]),
  );
  for (const { id } of EXCEPTION_PHRASES) expect([id, found.get(id)]).toEqual([id, [id]]);
  // Texts that take another exception up, word for word, or are the deprecated id of it.
  const others = [...found].filter(([id, ids]) => ids.length > 0 && !ids.includes(id)).map(([id]) => id);
  expect(others.sort()).toEqual([
    'Fawkes-Runtime-exception',
    'GCC-exception-2.0-note',
    'depreciate_GPL-2.0-with-GCC-exception',
    'depreciate_GPL-2.0-with-bison-exception',
    'depreciate_GPL-2.0-with-classpath-exception',
    'depreciate_GPL-2.0-with-font-exception',
    'depreciate_GPL-3.0-with-GCC-exception',
    'depreciate_GPL-3.0-with-autoconf-exception',
    'depreciate_WXwindows',
  ]);
});
