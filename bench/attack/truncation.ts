/** Every file cut off at every byte: what is listed then is all there was, or the scan says that it is not. */
import { listed, silentLoss, subjectOf } from '@theriac/testing/losses';
import { SEEDS, type Seed } from '@theriac/testing/seeds';
import type { Argued, Form, Outcome, Suite } from './suite.ts';

/** In the short form every so many bytes, beside every place just after a line break. */
const STRIDE = 7;

const LINE_FEED = 0x0a;

const LIST: Argued['what'] = 'a list without an end, cut after a line';
const EMPTY: Argued['what'] = 'an empty file';
const BY_HAND: Argued['what'] = 'a file that people write, cut where it could end';
const WHY: Readonly<Record<string, string>> = {
  [LIST]: 'the text is that of a shorter list, and no manifest that says more stands beside it',
  [EMPTY]: 'people, or other tools, have empty files of that name',
  [BY_HAND]: 'the text is that of a whole file',
};

export const truncation: Suite = {
  id: 'truncation',
  promise: 'A file of a tool that was cut off never makes a shorter list that counts as complete',
  run: (form) =>
    run(
      SEEDS.filter(({ byHand }) => byHand !== true),
      form,
      0.005,
    ),
};

export const truncationByHand: Suite = {
  id: 'truncation-by-hand',
  promise: 'A file that people write and that was cut off is told where its syntax shows it',
  run: (form) =>
    run(
      SEEDS.filter(({ byHand }) => byHand === true),
      form,
      1,
    ),
};

async function run(seeds: readonly Seed[], form: Form, arguedShare: number): Promise<Outcome> {
  const argued = new Map<string, number>();
  const broken: string[] = [];
  const figures: string[] = [];
  let tried = 0;
  for (const seed of seeds) {
    const result = await cutEverywhere(seed, form === 'long' ? 1 : STRIDE);
    tried += result.tried;
    broken.push(...result.broken);
    for (const [what, count] of result.argued) argued.set(what, (argued.get(what) ?? 0) + count);
    const silent = result.broken.length + sum(result.argued.values());
    if (silent > 0) figures.push(`${nameOf(seed)}: ${silent} of ${result.tried} cuts are silent`);
  }
  const share = ((100 * (broken.length + sum(argued.values()))) / tried).toFixed(2);
  return {
    tried,
    broken,
    argued: [...argued].map(([what, count]) => ({ what, count, why: WHY[what] ?? '' })),
    // The short form tries more of the places where lines end.
    arguedShare: form === 'long' ? arguedShare : 1,
    figures: [...figures, `silent: ${share} %`],
  };
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

interface Cuts {
  readonly tried: number;
  readonly argued: ReadonlyMap<string, number>;
  readonly broken: readonly string[];
}

async function cutEverywhere(seed: Seed, stride: number): Promise<Cuts> {
  const [, content] = subjectOf(seed);
  const whole = await listed(seed.files);
  if (whole.components.size === 0)
    return { tried: 1, argued: new Map(), broken: [`${nameOf(seed)}: nothing read`] };
  const argued = new Map<string, number>();
  const broken: string[] = [];
  let tried = 0;
  for (let at = 0; at < content.length; at += 1) {
    if (at % stride !== 0 && content[at - 1] !== LINE_FEED) continue;
    tried += 1;
    const cut = content.subarray(0, at);
    const lost = await silentLoss(seed, whole, cut);
    if (lost.length === 0) continue;
    const what = whyNotTold(seed, cut);
    if (what !== undefined) argued.set(what, (argued.get(what) ?? 0) + 1);
    else broken.push(`${nameOf(seed)} cut at ${at} of ${content.length}: ${lost.slice(0, 3).join(', ')}`);
  }
  return { tried, argued, broken };
}

function whyNotTold({ byHand }: Seed, cut: Buffer): string | undefined {
  if (byHand === true) return BY_HAND;
  if (cut.length === 0) return EMPTY;
  return /\n\)?$/.test(cut.toString('latin1')) ? LIST : undefined;
}

function nameOf(seed: Seed): string {
  return `${seed.extractor} ${subjectOf(seed)[0]}`;
}
