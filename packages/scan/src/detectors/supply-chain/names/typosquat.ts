/** Whether a name imitates a well-known one, and how sure that is. */

import { skeletonOf } from './confusables.ts';
import { type Likeness, type NearName, nearNames } from './near-names.ts';
import { type PopularList, WELL_KNOWN } from './popular-list.ts';

export interface Imitation {
  readonly imitates: string;
  readonly likeness: Likeness;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** Ranks up to which a name is worth imitating: nobody waits for a slip in the spelling of the ten-thousandth. */
const MOST_FAMOUS = 60;
const FAMOUS = 500;
/** Below this length, names are near to each other by nature (`vue`, `vuex`). */
const SHORTEST = 5;
const SHORT = 7;

/**
 * How much each likeness says. Measured on names of real packages with 20,000 to 540,000 downloads a month that are
 * not among the listed ones: what real packages do often says little.
 */
const WEIGHT: Readonly<Record<Likeness, 'strong' | 'fair' | 'faint'>> = {
  transposition: 'strong',
  repetition: 'strong',
  homoglyph: 'strong',
  keyboard: 'strong',
  omission: 'strong',
  addition: 'strong',
  vowel: 'strong',
  replacement: 'fair',
  delimiter: 'fair',
  scope: 'fair',
  plural: 'fair',
  'word-order': 'faint',
  numeral: 'faint',
  affix: 'faint',
};

/**
 * @param name normalised as the ecosystem does
 * @returns the likeliest original, or null; null for every listed name
 */
export function imitationOf(name: string, list: PopularList): Imitation | null {
  if (list.rank(name) >= 0) return null;
  const skeleton = ASCII.test(name) ? name : skeletonOf(name);
  if (skeleton !== name)
    return list.rank(skeleton) < 0 ? null : { imitates: skeleton, likeness: 'homoglyph', confidence: 'high' };
  let best: Imitation | null = null;
  for (const near of nearNames(name, list)) {
    const confidence = confidenceOf(name, near);
    if (confidence === null) continue;
    const imitation = { imitates: near.name, likeness: near.likeness, confidence };
    if (best === null || ORDER.indexOf(confidence) < ORDER.indexOf(best.confidence)) best = imitation;
  }
  return best;
}

/** Nothing to see through. */
const ASCII = /^[\x20-\x7e]*$/;

const ORDER = ['high', 'medium', 'low'] as const;

function confidenceOf(name: string, near: NearName): Imitation['confidence'] | null {
  if (near.rank >= WELL_KNOWN || near.name.length < SHORTEST) return null;
  const weight = WEIGHT[near.likeness];
  if (weight === 'faint') return near.rank < FAMOUS ? 'low' : null;
  if (weight === 'fair') {
    return near.rank < FAMOUS * 4 && near.name.length >= SHORT && !atEdge(name, near.name) ? 'medium' : 'low';
  }
  // `readdir` and `readdirp`, `preact-x` and `react-x`: real families of names differ at their ends.
  if (atEdge(name, near.name) && near.likeness !== 'repetition' && near.likeness !== 'homoglyph') {
    if (near.rank < MOST_FAMOUS && near.name.length >= SHORT) return 'medium';
    return near.rank < FAMOUS ? 'low' : null;
  }
  if (near.name.length >= SHORT) return 'high';
  const unlikelyByChance = ['transposition', 'repetition', 'homoglyph'].includes(near.likeness);
  if (unlikelyByChance) return near.rank < FAMOUS * 2 ? 'high' : 'medium';
  return near.rank < FAMOUS ? 'medium' : 'low';
}

/** Whether two names differ in their first or last letter (of the first or last word) only. */
function atEdge(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const before = b[start - 1];
  const after = b[b.length - end];
  return before === undefined || after === undefined || '-_./@'.includes(before) || '-_./'.includes(after);
}
