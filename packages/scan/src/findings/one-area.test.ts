import type { Coverage, KnownUnknown } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { detector } from '@theriac/testing/start-detections';
import { expect, test } from 'vitest';
import { configOfArea, coverageOfArea, pluginsOf } from './one-area.ts';

const COMPLETE: Coverage = { area: 'secrets', state: 'complete', reasons: [] };
const OTHER: Coverage = { area: 'inventory', state: 'failed', reasons: ['no package file was recognised'] };
const unknown = (reason: KnownUnknown['reason']): KnownUnknown => ({
  reason,
  message: 'not looked into',
  location: { path: 'a' },
  losesComponents: true,
});

test('only the detectors of the area run, and no extractor', () => {
  const [secrets, licences] = [detector({}, { area: 'secrets' }), detector({}, { area: 'licences' })];
  expect(pluginsOf({ extractors: [], detectors: [secrets, licences] }, 'secrets')).toEqual({
    extractors: [],
    detectors: [secrets],
  });
});

test('nothing but the area is required', () => {
  expect(configOfArea(DEFAULT_CONFIG, 'secrets').policy.require).toEqual(['secrets']);
});

test('nothing to look at is complete, and other areas are not told', () => {
  const skipped: Coverage = { ...COMPLETE, state: 'skipped', reasons: ['nothing of this kind was found'] };
  expect(coverageOfArea('secrets', [OTHER, skipped], { unknowns: [] })).toEqual([COMPLETE]);
});

test.each(['unreadable', 'too-deep', 'link-outside'] as const)(
  'what the walk could not see is a gap: %s',
  (reason) => {
    for (const state of ['complete', 'skipped', 'partial'] as const)
      expect(coverageOfArea('secrets', [{ ...COMPLETE, state }], { unknowns: [unknown(reason)] })).toEqual([
        { area: 'secrets', state: 'partial', reasons: ['a: not looked into'] },
      ]);
    const failed: Coverage = { area: 'secrets', state: 'failed', reasons: ['it broke'] };
    expect(coverageOfArea('secrets', [failed], { unknowns: [unknown(reason)] })).toMatchObject([
      { state: 'failed' },
    ]);
  },
);

test('installed packages that are left out are no gap', () => {
  expect(coverageOfArea('secrets', [COMPLETE], { unknowns: [unknown('not-read')] })).toEqual([COMPLETE]);
});
