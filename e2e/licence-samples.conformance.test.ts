/**
 * Floors of licence detection on files that others labelled. They are no part of the public fixtures:
 * THERIAC_LICENCE_SAMPLES names a folder with checkouts of aboutcode-org/scancode-toolkit (`scancode`) and
 * google/licenseclassifier (`licenseclassifier`); without it nothing is measured.
 */
import { join } from 'node:path';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import {
  classifierCases,
  figuresOf,
  judgeSamples,
  knownTexts,
  scancodeCases,
} from '../bench/licence-samples.ts';

const folder = process.env.THERIAC_LICENCE_SAMPLES;

/** What is measured today, rounded down. */
const FLOORS = [
  { set: 'ScanCode', part: 'tuned', precision: 0.985, recall: 0.58 },
  { set: 'ScanCode', part: 'held out', precision: 0.965, recall: 0.57 },
  { set: 'licenseclassifier', part: 'tuned', precision: 0.95, recall: 0.64 },
  { set: 'licenseclassifier', part: 'held out', precision: 0.94, recall: 0.63 },
] as const;

test.skipIf(folder === undefined)('precision and recall on labelled files do not fall', async () => {
  const base = folder ?? '';
  const known = knownTexts(fixtureUrl('licenses/'));
  const judged = await judgeSamples([
    ...scancodeCases(join(base, 'scancode'), known),
    ...classifierCases(join(base, 'licenseclassifier'), known),
  ]);
  expect(judged.length).toBeGreaterThan(1_700);
  for (const { set, part, precision, recall } of FLOORS) {
    const figures = figuresOf(judged.filter((s) => s.set === set && s.part === part));
    expect([set, part, figures.precision >= precision, figures.recall >= recall]).toEqual([
      set,
      part,
      true,
      true,
    ]);
  }
});
