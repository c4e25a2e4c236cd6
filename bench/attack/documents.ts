/** Documents that are believed: damaged, doubled, retyped, and in other encodings. */
import { TheriacError } from '@theriac/core';
import { mutantsOf } from './documents/mutations.ts';
import { makeSeeds, type Reading, type Seed } from './documents/seeds.ts';
import type { Argued, Form, Outcome, Suite } from './suite.ts';

export const documents: Suite = {
  id: 'documents',
  promise:
    'A damaged or ambiguous document is refused or told, and nothing that was changed after signing is verified',
  run: attack,
};

/** How many mutants of each kind a seed has. */
const MOST: Readonly<Record<Form, number>> = { short: 150, long: 4000 };

async function attack(form: Form): Promise<Outcome> {
  const broken: string[] = [];
  const argued = new Map<Seed, number>();
  let tried = 0;
  for (const seed of await makeSeeds()) {
    const whole = await seed.read(Buffer.from(seed.text));
    if (whole.count === 0 || whole.told) broken.push(`${seed.id}: the whole document is not read as one`);
    for (const { id, bytes } of mutantsOf(seed.text, seed.syntax, MOST[form])) {
      if (Buffer.from(seed.text).equals(bytes)) continue;
      tried += 1;
      const problem = await problemWith(seed, whole, bytes);
      if (problem === undefined) continue;
      if (seed.unknowable?.mutation.test(id) === true) argued.set(seed, (argued.get(seed) ?? 0) + 1);
      else broken.push(`${seed.id}: ${id}: ${problem}`);
    }
  }
  return { tried, broken, argued: [...argued].map(([seed, count]) => arguedFor(seed, count)) };
}

const arguedFor = (seed: Seed, count: number): Argued => ({
  what: seed.id,
  count,
  why: seed.unknowable?.why ?? '',
});

async function problemWith(seed: Seed, whole: Reading, bytes: Uint8Array): Promise<string | undefined> {
  let reading: Reading;
  try {
    reading = await seed.read(bytes);
  } catch (error) {
    if (error instanceof TheriacError) return undefined;
    return `threw ${error instanceof Error ? `${error.name}: ${error.message}` : 'something'}`;
  }
  if (reading.told) return undefined;
  if (seed.verifies === true && reading.signed !== whole.signed) return 'verified, although it was changed';
  return reading.count < whole.count ? `${reading.count} of ${whole.count}, and nothing told` : undefined;
}
