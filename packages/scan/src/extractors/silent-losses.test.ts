/** A file that is cut off, or that has values of other types, never lists less and says nothing. */
import { listed, otherTypes, silentLoss, subjectOf } from '@theriac/testing/losses';
import { SEEDS } from '@theriac/testing/seeds';
import { describe, expect, test } from 'vitest';
import { EXTRACTORS } from '../plugins/list.ts';

/** How many places each file is cut at; `node bench/attack/main.ts` tries all. */
const CUTS = 40;
/** Further files are read by other extractors, are archives or programs, or name no component themselves. */
const WITHOUT_SEED: ReadonlySet<string> = new Set([
  ...['pypi/archive', 'maven/jar', 'maven/zip', 'golang/binary', 'cargo/binary', 'os/rpm'],
  ...['vendored/javascript', 'vendored/composer-package', 'vendored/crate', 'vendored/style'],
  ...['vendored/php', 'vendored/native', 'sbom/in-folder', 'hex/rebar-config', 'programs/known'],
]);

test('every text format has a seed', () => {
  const seeded = new Set(SEEDS.map(({ extractor }) => extractor));
  const ids = EXTRACTORS.map(({ id }) => id).filter((id) => !id.startsWith('unread/'));
  expect(new Set(ids.filter((id) => !seeded.has(id)))).toEqual(WITHOUT_SEED);
  expect([...seeded].filter((id) => !ids.includes(id))).toEqual([]);
});

const TOOLS = SEEDS.filter(({ byHand }) => byHand !== true);

describe.each(TOOLS.map((seed) => [subjectOf(seed)[0], seed] as const))('%s', (_, seed) => {
  const [, content] = subjectOf(seed);

  test('cut within a line, it is told', async () => {
    const whole = await listed(seed.files);
    expect(whole.components.size).toBeGreaterThan(0);
    for (let i = 1; i < CUTS; i += 1) {
      const at = Math.floor((i * content.length) / CUTS);
      const cut = content.subarray(0, at);
      // After a line, some formats are a shorter list like any other.
      if (/\n\)?$/.test(cut.toString('latin1'))) continue;
      expect(await silentLoss(seed, whole, cut), `cut at ${at}`).toEqual([]);
    }
  });
});

/** PHP writes an empty object as an empty list. */
const SAME = /^require as \[\]$/;

const TREES = SEEDS.map((seed) => [subjectOf(seed)[0], seed] as const).filter(([path]) =>
  path.endsWith('.json'),
);

describe.each(TREES)('%s', (_, seed) => {
  test('values of another type are told', async () => {
    const whole = await listed(seed.files);
    for (const [what, damaged] of otherTypes(subjectOf(seed)[1].toString(), 2))
      if (!SAME.test(what)) expect(await silentLoss(seed, whole, damaged), what).toEqual([]);
  });
});
