import { deflateSync } from 'node:zlib';
import { readExecutables } from '@theriac/read/executable';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { faultsOf } from '@theriac/testing/extractor-checks';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { makeElf } from '@theriac/testing/make-elf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractors as cargo } from '../cargo/index.ts';
import { extractors } from './index.ts';

const go = extractorOf(extractors, 'golang/binary');
const rust = extractorOf(cargo, 'cargo/binary');
const run = (bytes: Uint8Array, extractor = go) => extractInMemory(extractor, { app: bytes }, 'app');

const SUM = `h1:${Buffer.alloc(32, 7).toString('base64')}`;
const MODULES = [
  'path\texample.com/clinic/cmd',
  `mod\texample.com/clinic\tv1.2.0\t${SUM}`,
  `dep\tgolang.org/x/net\tv0.5.0\t${SUM}`,
  'dep\texample.com/old\tv1.0.0',
  `=>\texample.com/fork\tv1.0.1\t${SUM}`,
  'dep\texample.com/local\tv1.0.0',
  '=>\t./local\t',
  'build\t-compiler=gc',
  '',
].join('\n');
const FRAME = Buffer.alloc(16, 0xf5);
const framed = Buffer.concat([FRAME, Buffer.from(MODULES), FRAME]);
const EXPECTED = [
  ['stdlib', '1.21.3'],
  ['example.com/clinic', 'v1.2.0'],
  ['golang.org/x/net', 'v0.5.0'],
  ['example.com/fork', 'v1.0.1'],
  ['example.com/local', null],
];

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
const inline = (text: Buffer): Buffer => Buffer.concat([varint(text.length), text]);
function header(pointerSize: number, flags: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write('\u00ff Go buildinf:', 0, 'latin1');
  bytes[14] = pointerSize;
  bytes[15] = flags;
  return bytes;
}
const INLINE = Buffer.concat([header(8, 2), inline(Buffer.from('go1.21.3')), inline(framed)]);

describe('Go programs', () => {
  test('a program that was cut off is a known unknown', async () => {
    const whole = makeElf([{ name: '.go.buildinfo', content: INLINE, writable: true }]);
    const { roots, unknowns } = await run(whole.subarray(0, whole.indexOf(0xf5) + 40));
    expect(roots[0]?.components).toEqual([]);
    expect(unknowns).toMatchObject([{ reason: 'unparseable', losesComponents: true }]);
    expect(await run(Buffer.from('\u007fELF, a text about it', 'latin1'))).toEqual({
      roots: [],
      unknowns: [],
    });
  });

  test('strings that follow the header (since Go 1.18)', async () => {
    const { roots, unknowns } = await run(
      makeElf([{ name: '.go.buildinfo', content: INLINE, writable: true }]),
    );
    expect(roots[0]).toMatchObject({ path: 'app', name: 'example.com/clinic', version: 'v1.2.0' });
    expect(roots[0]?.components.map((c) => [c.name, c.version])).toEqual(EXPECTED);
    expect(roots[0]?.components[2]?.hashes).toEqual([
      { algorithm: 'sha256', hex: Buffer.alloc(32, 7).toString('hex') },
    ]);
    expect(unknowns).toMatchObject([{ reason: 'unresolved-version', package: 'example.com/local' }]);
  });

  test('pointers to strings (before Go 1.18)', async () => {
    const release = Buffer.from('go1.16.5');
    const data = Buffer.alloc(32);
    data.writeBigUInt64LE(0x3000n, 0);
    data.writeBigUInt64LE(BigInt(release.length), 8);
    data.writeBigUInt64LE(0x3100n, 16);
    data.writeBigUInt64LE(BigInt(framed.length), 24);
    const info = header(8, 0);
    info.writeBigUInt64LE(0x2000n, 16);
    info.writeBigUInt64LE(0x2010n, 24);
    const elf = makeElf([
      { name: '.go.buildinfo', content: info, address: 0x1000, writable: true },
      { name: '.data', content: data, address: 0x2000, writable: true },
      {
        name: '.rodata',
        content: Buffer.concat([release, Buffer.alloc(0x100 - release.length), framed]),
        address: 0x3000,
      },
    ]);
    const { roots } = await run(elf);
    expect(roots[0]?.components.map((c) => [c.name, c.version])).toEqual([
      ['stdlib', '1.16.5'],
      ...EXPECTED.slice(1),
    ]);
  });

  test('PE: the information is in the data', async () => {
    const pe = Buffer.alloc(0x200);
    pe.write('MZ', 0);
    pe.writeUInt32LE(0x40, 0x3c);
    pe.write('PE\u0000\u0000', 0x40, 'latin1');
    pe.writeUInt16LE(1, 0x46);
    pe.write('.data', 0x58);
    pe.writeUInt32LE(INLINE.length + 16, 0x58 + 16);
    pe.writeUInt32LE(0x200, 0x58 + 20);
    pe.writeUInt32LE(0xc0000040, 0x58 + 36);
    const { roots } = await run(Buffer.concat([pe, Buffer.alloc(16), INLINE]));
    expect(roots[0]?.components.map((c) => [c.name, c.version])).toEqual(EXPECTED);
  });

  test('Mach-O, alone and in a universal file', async () => {
    const mach = Buffer.alloc(32 + 72 + 80);
    mach.write('cffaedfe', 0, 'hex');
    mach.writeUInt32LE(1, 16);
    mach.writeUInt32LE(0x19, 32);
    mach.writeUInt32LE(72 + 80, 36);
    mach.write('__DATA', 40);
    mach.writeUInt32LE(1, 32 + 64);
    mach.write('__go_buildinfo', 104);
    mach.writeBigUInt64LE(BigInt(INLINE.length), 104 + 40);
    mach.writeUInt32LE(mach.length, 104 + 48);
    const alone = Buffer.concat([mach, INLINE]);
    const fat = Buffer.alloc(28);
    fat.write('cafebabe', 0, 'hex');
    fat.writeUInt32BE(1, 4);
    fat.writeUInt32BE(fat.length, 16);
    fat.writeUInt32BE(alone.length, 20);
    for (const bytes of [alone, Buffer.concat([fat, alone])]) {
      expect((await run(bytes)).roots[0]?.components.map((c) => [c.name, c.version])).toEqual(EXPECTED);
    }
  });

  test('programs of other languages say nothing; Go without information is a known unknown', async () => {
    expect(await run(makeElf([{ name: '.data', content: Buffer.alloc(64), writable: true }]))).toEqual({
      roots: [],
      unknowns: [],
    });
    const stripped = await run(makeElf([{ name: '.gopclntab', content: Buffer.alloc(64) }]));
    expect(stripped.unknowns).toMatchObject([{ reason: 'no-package-data', losesComponents: true }]);
    const javaClass = Buffer.from('cafebabe00000041', 'hex');
    expect(readExecutables(javaClass)).toEqual([]);
  });
});

const CRATES = {
  packages: [
    { name: 'app', version: '0.1.0', source: 'local', root: true, dependencies: [1, 2] },
    { name: 'serde', version: '1.0.0', source: 'crates.io', dependencies: [3] },
    { name: 'cc', version: '1.0.5', source: 'crates.io', kind: 'build' },
    { name: 'itoa', version: '1.0.9', source: 'crates.io' },
  ],
};
const auditable = (value: unknown): Buffer =>
  makeElf([{ name: '.dep-v0', content: deflateSync(Buffer.from(JSON.stringify(value))) }]);

describe('Rust programs', () => {
  test('the list of crates: root, edges and kinds', async () => {
    const { roots, unknowns } = await run(auditable(CRATES), rust);
    expect(unknowns).toEqual([]);
    expect(roots[0]).toMatchObject({ name: 'app', version: '0.1.0' });
    expect(roots[0]?.components.map((c) => [c.key, c.scope, c.direct, c.dependsOn])).toEqual([
      ['serde@1.0.0', 'production', true, ['itoa@1.0.9']],
      ['cc@1.0.5', 'build', true, undefined],
      ['itoa@1.0.9', 'production', false, undefined],
    ]);
  });

  test('other programs say nothing, damage is an error', async () => {
    expect(await run(makeElf([]), rust)).toEqual({ roots: [], unknowns: [] });
    const damaged = makeElf([{ name: '.dep-v0', content: Buffer.from('no zlib') }]);
    await expect(run(damaged, rust)).rejects.toMatchObject({ code: 'THERIAC_INPUT_SYNTAX' });
    const bomb = makeElf([{ name: '.dep-v0', content: deflateSync(Buffer.alloc(80 * 1024 * 1024)) }]);
    await expect(run(bomb, rust)).rejects.toMatchObject({ code: 'THERIAC_INPUT_SYNTAX' });
  });
});

test('damaged programs end in known unknowns or coded errors', async () => {
  const valid = [makeElf([{ name: '.go.buildinfo', content: INLINE, writable: true }]), auditable(CRATES)];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...valid),
      fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(4000),
      async (program, flips, length) => {
        const bytes = Buffer.from(program);
        for (const [at, value] of flips) bytes[at % bytes.length] = value;
        for (const one of [bytes, bytes.subarray(0, length)]) {
          expect(await faultsOf(go, { app: one }, 'app')).toEqual([]);
          expect(await faultsOf(rust, { app: one }, 'app')).toEqual([]);
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('tables that are stripped or lie', () => {
  const go = makeElf([{ name: '.go.buildinfo', content: INLINE, writable: true, address: 0x1000 }]);
  const crates = deflateSync(
    JSON.stringify({ packages: [{ name: 'serde', version: '1.0.1', source: 'crates.io' }] }),
  );
  const rustProgram = makeElf([{ name: '.dep-v0', content: crates }]);
  const stripped = (program: Buffer): Buffer => {
    const copy = Buffer.from(program);
    copy.fill(0, 0x28, 0x30);
    copy.fill(0, 0x3a, 0x40);
    return copy;
  };

  test('what compilers left is found all the same', async () => {
    const names = async (bytes: Uint8Array, extractor = go_): Promise<string[]> =>
      (await run(bytes, extractor)).roots.flatMap((r) => r.components.map((c) => c.name));
    const go_ = extractorOf(extractors, 'golang/binary');
    expect(await names(stripped(go))).toEqual(EXPECTED.map(([name]) => name));
    const lying = Buffer.from(go);
    lying.write('.xx', lying.indexOf('.go.buildinfo'), 'latin1');
    expect(await names(lying)).toEqual(EXPECTED.map(([name]) => name));
    expect(await names(stripped(rustProgram), rust)).toEqual(['serde']);
  });

  test('a program without any table is told', async () => {
    const { unknowns } = await run(stripped(makeElf([{ name: '.text', content: Buffer.alloc(64, 1) }])));
    expect(unknowns).toMatchObject([{ reason: 'unparseable', losesComponents: true }]);
  });
});
