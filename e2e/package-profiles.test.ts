/** Recall of package profiles is a gate: no imitated attack that is found today may be missed tomorrow. */
import { expect, test } from 'vitest';
import { isHeldOut } from '../bench/attack-shapes/shape.ts';
import { judgeShapes } from '../bench/packages.ts';

/** Known misses, each with the reason. */
const MISSED_ALONE: readonly string[] = [
  // No capability at all: an endless loop that prints.
  'colors-protest',
  // A key handed to `fetch` in a header: nothing tells it from telemetry.
  'solana-web3',
  'xrpl',
  'telegram-proxy',
  // A program inside the package that is started at install: binaries of honest packages are, too.
  'bb-builder',
  // Runs what a host says, by a shell that honest tools use as well.
  'discordpydebug',
  // Looks for keys in files: nothing but the network shows.
  'faster-log',
];

test('imitated attacks are found', async () => {
  const judged = await judgeShapes();
  expect(judged.length).toBeGreaterThanOrEqual(40);
  expect(judged.filter(({ shape }) => isHeldOut(shape)).length).toBeGreaterThanOrEqual(15);
  const missed = judged.filter((j) => j.alone.length === 0).map((j) => j.shape.id);
  expect(judged.filter((j) => !j.dangerous).map((j) => j.shape.id)).toEqual(['colors-protest']);
  expect(missed.filter((id) => !MISSED_ALONE.includes(id)).sort()).toEqual([]);
});
