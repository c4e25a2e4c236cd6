/** Against the published test vectors of Certificate Transparency, and each proof against the definition of the tree. */
import { describe, expect, test } from 'vitest';
import {
  consistencyRanges,
  EMPTY_ROOT,
  GrowingTree,
  inclusionRanges,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = ENTRIES.map((entry) => leafHash(Buffer.from(entry, 'hex')));
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const proofOf = (all: readonly Uint8Array[], ranges: ReturnType<typeof inclusionRanges>): Uint8Array[] =>
  ranges.map(({ start, end }) => rootOf(all.slice(start, end)));

describe('published vectors', () => {
  test('the empty tree', () => {
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(new GrowingTree().root())).toBe(hex(EMPTY_ROOT));
  });

  test.each(ROOTS.map((root, at) => [at + 1, root] as const))('the root of %i entries', (size, root) => {
    expect(hex(rootOf(leaves.slice(0, size)))).toBe(root);
  });

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  ])('the proof of entry %i among %i', (index, size, proof) => {
    expect(proofOf(leaves, inclusionRanges(index, size)).map(hex)).toEqual(proof);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('the proof that %i entries are the beginning of %i', (from, to, proof) => {
    expect(proofOf(leaves, consistencyRanges(from, to)).map(hex)).toEqual(proof);
  });
});

/** RFC 9162, section 2.1.1, word by word. */
function defined(all: readonly Uint8Array[]): Uint8Array {
  const [only] = all;
  if (only === undefined) return EMPTY_ROOT;
  if (all.length === 1) return only;
  let k = 1;
  while (k * 2 < all.length) k *= 2;
  return nodeHash(defined(all.slice(0, k)), defined(all.slice(k)));
}

describe('every tree up to 40 entries', () => {
  const many = Array.from({ length: 40 }, (_, at) => leafHash(Buffer.from([at])));
  const roots = many.map((_, at) => defined(many.slice(0, at + 1)));
  const rootAt = (size: number): Uint8Array => roots[size - 1] ?? EMPTY_ROOT;

  test('grows into the tree of the definition', () => {
    for (const [at, root] of roots.entries()) expect(hex(rootOf(many.slice(0, at + 1)))).toBe(hex(root));
  });

  test('each entry is proved, and nothing else is', () => {
    for (let size = 1; size <= many.length; size += 1)
      for (let index = 0; index < size; index += 1) {
        const leaf = many[index] ?? EMPTY_ROOT;
        const proof = proofOf(many, inclusionRanges(index, size));
        const given = { leaf, index, size, proof, root: rootAt(size) };
        expect(verifyInclusion(given)).toBe(true);
        expect(verifyInclusion({ ...given, leaf: EMPTY_ROOT })).toBe(false);
        expect(verifyInclusion({ ...given, index: size })).toBe(false);
        if (size > 1) expect(verifyInclusion({ ...given, index: (index + 1) % size })).toBe(false);
        expect(verifyInclusion({ ...given, proof: [...proof, EMPTY_ROOT] })).toBe(false);
        if (proof.length > 0) expect(verifyInclusion({ ...given, proof: proof.slice(1) })).toBe(false);
      }
  });

  test('each beginning is proved, and nothing else is', () => {
    for (let to = 1; to <= many.length; to += 1)
      for (let from = 1; from <= to; from += 1) {
        const proof = proofOf(many, consistencyRanges(from, to));
        const given = { from: { size: from, root: rootAt(from) }, to: { size: to, root: rootAt(to) }, proof };
        expect(verifyConsistency(given)).toBe(true);
        expect(verifyConsistency({ ...given, from: { size: from, root: EMPTY_ROOT } })).toBe(false);
        expect(verifyConsistency({ ...given, to: { size: to, root: EMPTY_ROOT } })).toBe(false);
        expect(verifyConsistency({ ...given, proof: [...proof, EMPTY_ROOT] })).toBe(false);
        if (proof.length > 0) expect(verifyConsistency({ ...given, proof: proof.slice(1) })).toBe(false);
      }
  });

  test('there are no proofs of what is not there', () => {
    expect(() => inclusionRanges(3, 3)).toThrow(RangeError);
    expect(() => consistencyRanges(4, 3)).toThrow(RangeError);
    expect(() => consistencyRanges(0, 3)).toThrow(RangeError);
  });
});
