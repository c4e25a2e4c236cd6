import { expect, test } from 'vitest';
import { examplesOf, numbersFrom } from './examples.ts';
import { CONFIGURATION_HABITS } from './file-habits.ts';
import { findSecrets } from './find-secrets.ts';
import { SECRET_KINDS } from './kinds/all.ts';

test('there are many kinds, each with an id of its own', () => {
  const ids = SECRET_KINDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(150);
});

test.each(SECRET_KINDS.map((kind, i) => [kind.id, kind, i] as const))(
  '%s is found in its examples',
  (id, kind, i) => {
    // Signed tokens are made in detect.test.ts: no shape says what is in their parts.
    const examples = examplesOf(kind, numbersFrom(i + 1));
    expect(examples.length > 0).toBe(!['JWT', 'KUBERNETES-TOKEN'].includes(id));
    const missed: string[] = [];
    for (const { text, value } of examples) {
      const found = findSecrets(text, CONFIGURATION_HABITS).find((one) => one.kind.id === id);
      if (found === undefined || (value !== undefined && found.value !== value))
        missed.push(
          `${text} → ${findSecrets(text, CONFIGURATION_HABITS)
            .map((one) => one.kind.id)
            .join()}`,
        );
    }
    expect(missed).toEqual([]);
  },
);
