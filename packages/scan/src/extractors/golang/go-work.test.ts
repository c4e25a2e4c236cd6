import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const goWork = extractorOf(extractors, 'golang/go-work');
const WORK = 'go 1.22\ntoolchain go1.22.5\nuse (\n\t./app\n\t./missing\n)\nnonsense here\n';
const others = { 'app/go.mod': 'module example.com/app\n' };

test('modules of the workspace are first-party, the toolchain is the standard library', async () => {
  const { roots, unknowns } = await extractInMemory(goWork, { ...others, 'go.work': WORK }, 'go.work');
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.firstParty, c.origin])).toEqual([
    ['stdlib', '1.22.5', undefined, undefined],
    ['example.com/app', null, true, { kind: 'workspace', path: 'app' }],
  ]);
  expect(unknowns.map((u) => [u.reason, u.location.line])).toEqual([
    ['unresolved-include', 5],
    ['unparseable', 7],
  ]);
});

damaged(goWork, 'go.work', WORK, others);
