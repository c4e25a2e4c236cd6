import { describeSteps } from '@theriac/core';
import { moveOf } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { GO } from './fix-recipes.ts';

test.each([
  ['x.example/a', 'v1.2.3', 'go get x.example/a@v1.2.3, then go mod tidy'],
  ['x.example/a', '1.2.3-dev.1', 'go get x.example/a@v1.2.3-dev.1, then go mod tidy'],
  ['stdlib', '1.22.5', 'go mod edit -toolchain=go1.22.5'],
])('%s to %s', (name, version, expected) => {
  for (const steps of [GO.direct, GO.refresh, GO.override])
    expect(describeSteps(steps?.(moveOf({ name, version })) ?? [])).toBe(expected);
});
