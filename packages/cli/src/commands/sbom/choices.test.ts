import { INTAKE_CHECKS, PROFILE_IDS } from '@theriac/govern/sbom';
import { expect, test } from 'vitest';
import { CHECKS } from './intake/declare.ts';
import { PROFILES } from './quality/declare.ts';

test('the help lists every profile and every check', () => {
  expect(PROFILES).toEqual([...PROFILE_IDS, 'all']);
  expect(CHECKS).toEqual(INTAKE_CHECKS);
});
