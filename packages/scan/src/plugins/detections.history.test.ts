import { type History, type KnownUnknown, type PastFile, TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { detector, END, started } from '@theriac/testing/start-detections';
import { expect, test } from 'vitest';

const past = (path: string): PastFile => ({
  file: new MemoryFile(path, 'text'),
  commit: 'a'.repeat(40),
  isCurrent: false,
});

function history(paths: readonly string[], gaps: readonly KnownUnknown[] = []): History {
  return {
    files: (async function* () {
      for (const path of paths) yield past(path);
    })(),
    gaps: () => gaps,
    notes: () => [],
  };
}

test('what the history holds is offered to those that look into it, and makes them concerned', async () => {
  const seen: string[] = [];
  const looks = detector({ inspectPast: ({ file }) => void seen.push(file.path) }, { readsHistory: true });
  const other = detector({ inspectPast: () => void seen.push('other') });
  const { detections } = await started([looks, other], []);
  await detections.inspectPast(history(['a', 'b']));
  expect(seen).toEqual(['a', 'b']);
  const { coverage } = await detections.conclude(END);
  expect(coverage).toEqual([{ area: 'sample', state: 'complete', reasons: [] }]);
});

test('gaps of the history are gaps of the area', async () => {
  const gap: KnownUnknown = {
    reason: 'unreadable',
    message: 'is damaged',
    location: { path: 'a' },
    losesComponents: false,
  };
  const { detections } = await started([detector({ inspectPast: () => {} }, { readsHistory: true })], []);
  await detections.inspectPast(history([], [gap]));
  expect(await detections.conclude(END)).toMatchObject({
    unknowns: [gap],
    coverage: [{ state: 'partial', reasons: ['a: is damaged'] }],
  });
});

test('a text that cannot be read is a gap, and an error that is none fails the area', async () => {
  const seen: string[] = [];
  const plugin = detector(
    {
      inspectPast: ({ file: { path } }) => {
        seen.push(path);
        if (path === 'b') throw new TheriacError('THERIAC_INPUT_SYNTAX', 'no text');
        if (path === 'c') throw new RangeError('a mistake');
      },
    },
    { readsHistory: true },
  );
  const { detections, defects } = await started([plugin], []);
  await detections.inspectPast(history(['a', 'b', 'c', 'd']));
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(defects).toMatchObject([{ path: 'c' }]);
  const { coverage } = await detections.conclude(END);
  expect(coverage).toMatchObject([{ state: 'failed' }]);
});
