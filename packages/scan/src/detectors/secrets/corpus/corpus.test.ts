import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { searchOptionsOf } from '../file-habits.ts';
import { findSecrets } from '../find-secrets.ts';
import { contained, harmless } from './containers.ts';
import { hardNegatives } from './hard-negatives.ts';
import { negatives } from './negatives.ts';
import { type LabelledText, positives } from './positives.ts';
import { toldByPlace } from './told-by-place.ts';

const CORPUS = [
  ...positives(7),
  ...toldByPlace(7, 12),
  ...negatives(7, 80),
  ...hardNegatives(7, 40),
  ...contained(7),
  ...harmless(7, 40),
];
/** A third was put aside by its hash before the rows were tried on the texts. */
const isHeldOut = ({ id }: LabelledText): boolean =>
  (createHash('sha256').update(id).digest()[0] ?? 0) % 3 === 0;

const PARTS = { tuned: CORPUS.filter((one) => !isHeldOut(one)), 'held out': CORPUS.filter(isHeldOut) };

test('the corpus is as large as is said', () => {
  expect(CORPUS.filter(({ kind }) => kind !== undefined).length).toBeGreaterThanOrEqual(1500);
  expect(CORPUS.filter(({ kind }) => kind === undefined).length).toBeGreaterThanOrEqual(5000);
});

test.each(Object.entries(PARTS))('finds secrets, and nothing else: %s', (part, texts) => {
  let [found, missed, wrong] = [0, 0, 0];
  const examples = new Map<string, string>();
  for (const { id, path, text, kind } of texts) {
    const kinds = findSecrets(text, searchOptionsOf(path)).map((one) => one.kind.id);
    if (kind === undefined) wrong += kinds.length;
    else if (kinds.includes(kind)) found += 1;
    else missed += 1;
    const isWrong = kind === undefined ? kinds.length > 0 : !kinds.includes(kind);
    if (isWrong)
      examples.set(id.replace(/ \d+$/, ''), `${id}: ${kinds.join()} in ${path}\n${text.slice(0, 200)}`);
  }
  const precision = found / (found + wrong);
  const recall = found / (found + missed);
  console.log(
    `${part}: ${texts.length} texts, precision ${(100 * precision).toFixed(2)} %, recall ${(100 * recall).toFixed(2)} %\n${[...examples.values()].slice(0, 40).join('\n')}`,
  );
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall).toBeGreaterThanOrEqual(0.95);
});
