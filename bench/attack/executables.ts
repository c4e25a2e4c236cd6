/** Programs whose tables are stripped, cut off or lie: what compilers left in them is read, or told as not read. */
import { deflateSync } from 'node:zlib';
import type { Extractor } from '@theriac/core';
import { EXTRACTORS } from '@theriac/scan/plugins';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { type Form, type Outcome, type Suite, seeded } from './suite.ts';

export const executables: Suite = {
  id: 'executables',
  promise: 'A program with odd tables is read by its segments, or told as not read',
  run,
};

const CHANCE = { short: 1_500, long: 100_000 };
const STEP = { short: 3, long: 1 };

interface Seed {
  readonly format: string;
  readonly extractor: string;
  readonly bytes: Buffer;
  /** The content that names packages: a letter changed in it makes another name, which nobody can tell. */
  readonly content: readonly [start: number, end: number];
}

async function run(form: Form): Promise<Outcome> {
  const broken: string[] = [];
  const figures: string[] = [];
  let tried = 0;
  for (const seed of seeds()) {
    const extractor = EXTRACTORS.find(({ id }) => id === seed.extractor);
    if (extractor === undefined) throw new RangeError(`no extractor ${seed.extractor}`);
    const whole = await packagesOf(extractor, seed.bytes);
    if (whole.packages.length === 0) broken.push(`${seed.format}: nothing is read of the whole program`);
    let told = 0;
    for (const [what, bytes] of mutations(seed, form)) {
      tried += 1;
      const found = await packagesOf(extractor, bytes);
      if (found.told) told += 1;
      if (!found.told && found.packages.join() !== whole.packages.join())
        broken.push(
          `${seed.format}, ${what}: ${whole.packages.length} packages became ${found.packages.length}`,
        );
    }
    figures.push(`${seed.format}: ${whole.packages.length} packages; told ${told} times`);
  }
  return { tried, broken, figures };
}

/** Bytes of headers and tables turned, tables zeroed, and the file cut off behind the content. */
function* mutations(
  { bytes, content: [start, end] }: Seed,
  form: Form,
): Generator<readonly [string, Buffer]> {
  const places = Array.from({ length: bytes.length }, (_, at) => at).filter((at) => at < start || at >= end);
  for (let i = 0; i < places.length; i += STEP[form]) {
    const at = places[i] ?? 0;
    // The first four bytes say that it is a program at all.
    if (at < 4) continue;
    for (const value of [0, 0xff, (bytes[at] ?? 0) ^ 1]) {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(value, at);
      yield [`byte ${at} is ${value}`, copy];
    }
  }
  for (let at = end; at < bytes.length; at += 8) yield [`cut at ${at}`, bytes.subarray(0, at)];
  for (let at = 8; at + 8 <= bytes.length; at += 8) {
    if (at + 64 > start && at < end) continue;
    const copy = Buffer.from(bytes);
    copy.fill(0, at, Math.min(at + 64, copy.length));
    yield [`64 bytes at ${at} are zero`, copy];
  }
  const random = seeded(bytes.length);
  for (let i = 0; i < CHANCE[form] / 5; i += 1) {
    const copy = Buffer.from(bytes);
    for (let flip = 0; flip < 6; flip += 1) {
      const at = places[Math.floor(random() * places.length)] ?? 4;
      if (at >= 4) copy.writeUInt8(Math.floor(random() * 256), at);
    }
    yield [`bytes by chance, number ${i}`, copy];
  }
}

function seeds(): readonly Seed[] {
  const go = goInformation();
  const crates = deflateSync(
    JSON.stringify({
      packages: [
        { name: 'app', version: '1.0.0', source: 'local', root: true, dependencies: [1] },
        { name: 'serde', version: '1.0.1', source: 'crates.io' },
      ],
    }),
  );
  const seed = (format: string, extractor: string, bytes: Buffer, content: Buffer): Seed => {
    const start = bytes.indexOf(content);
    return { format, extractor, bytes, content: [start, start + content.length] };
  };
  return [
    seed('Go in ELF', 'golang/binary', elf('.go.buildinfo', go), go),
    seed('crates in ELF', 'cargo/binary', elf('.dep-v0', crates), crates),
    seed('Go in PE', 'golang/binary', pe('.data', go), go),
    seed('Go in Mach-O', 'golang/binary', machO('__go_buildinfo', go), go),
    seed('crates in Mach-O', 'cargo/binary', machO('.dep-v0', crates), crates),
  ];
}

/** As Go's linker writes it since 1.18: a mark, then texts with their length before them. */
function goInformation(): Buffer {
  const frame = Buffer.alloc(16, 0xf5);
  const modules =
    'path\texample.com/app\nmod\texample.com/app\t(devel)\t\ndep\texample.com/one\tv1.0.0\t\ndep\texample.com/two\tv2.0.0\t\n';
  const text = (bytes: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(bytes.length < 128 ? [bytes.length] : [(bytes.length % 128) + 128, bytes.length >> 7]),
      bytes,
    ]);
  const head = Buffer.alloc(32);
  head.write('\u00ff Go buildinf:', 0, 'latin1');
  head.set([8, 2], 14);
  return Buffer.concat([
    head,
    text(Buffer.from('go1.22.3')),
    text(Buffer.concat([frame, Buffer.from(modules), frame])),
  ]);
}

/** Header, one segment, the content, the names and the table of sections. */
function elf(section: string, content: Buffer): Buffer {
  const header = Buffer.alloc(64);
  header.write('7f454c46020101', 0, 'hex');
  const segment = Buffer.alloc(64);
  const names = Buffer.from(`\u0000${section}\u0000.shstrtab\u0000`);
  const offset = 128;
  const padded = Buffer.concat([content, Buffer.alloc(64 - (content.length % 16))]);
  const namesAt = offset + padded.length;
  const table = Math.ceil((namesAt + names.length) / 16) * 16;
  header.writeBigUInt64LE(64n, 0x20);
  header.writeBigUInt64LE(BigInt(table), 0x28);
  header.writeUInt16LE(56, 0x36);
  header.writeUInt16LE(1, 0x38);
  header.writeUInt16LE(64, 0x3a);
  header.writeUInt16LE(3, 0x3c);
  header.writeUInt16LE(2, 0x3e);
  segment.writeUInt32LE(1, 0);
  segment.writeUInt32LE(6, 4);
  for (const [at, value] of [
    [8, offset],
    [16, 0x400000],
    [24, 0x400000],
    [32, padded.length],
    [40, padded.length],
  ] as const)
    segment.writeBigUInt64LE(BigInt(value), at);
  const entry = (name: number, type: number, flags: number, at: number, size: number): Buffer => {
    const bytes = Buffer.alloc(64);
    bytes.writeUInt32LE(name, 0);
    bytes.writeUInt32LE(type, 4);
    bytes.writeBigUInt64LE(BigInt(flags), 8);
    bytes.writeBigUInt64LE(flags === 0 ? 0n : 0x400000n, 16);
    bytes.writeBigUInt64LE(BigInt(at), 24);
    bytes.writeBigUInt64LE(BigInt(size), 32);
    return bytes;
  };
  return Buffer.concat([
    header,
    segment,
    padded,
    names,
    Buffer.alloc(table - namesAt - names.length),
    entry(0, 0, 0, 0, 0),
    entry(1, 1, 3, offset, content.length),
    entry(section.length + 2, 3, 0, namesAt, names.length),
  ]);
}

function pe(section: string, content: Buffer): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(64, 0x3c);
  bytes.write('PE\u0000\u0000', 64, 'latin1');
  bytes.writeUInt16LE(1, 70);
  bytes.writeUInt16LE(112, 84);
  bytes.writeUInt16LE(0x20b, 88);
  bytes.writeBigUInt64LE(0x140000000n, 112);
  bytes.write(section, 200, 'latin1');
  for (const [at, value] of [
    [208, content.length],
    [212, 0x1000],
    [216, content.length],
    [220, 512],
    [236, 0xc0000040],
  ] as const)
    bytes.writeUInt32LE(value, at);
  return Buffer.concat([bytes, content, Buffer.alloc(64)]);
}

function machO(section: string, content: Buffer): Buffer {
  const bytes = Buffer.alloc(256);
  bytes.write('cffaedfe', 0, 'hex');
  bytes.writeUInt32LE(1, 16);
  bytes.writeUInt32LE(152, 20);
  bytes.writeUInt32LE(0x19, 32);
  bytes.writeUInt32LE(152, 36);
  bytes.write('__DATA', 40, 'latin1');
  for (const [at, value] of [
    [56, 0x100000000],
    [64, content.length],
    [72, 256],
    [80, content.length],
  ] as const)
    bytes.writeBigUInt64LE(BigInt(value), at);
  bytes.writeUInt32LE(1, 96);
  bytes.write(section, 104, 'latin1');
  bytes.write('__DATA', 120, 'latin1');
  bytes.writeBigUInt64LE(0x100000000n, 136);
  bytes.writeBigUInt64LE(BigInt(content.length), 144);
  bytes.writeUInt32LE(256, 152);
  return Buffer.concat([bytes, content, Buffer.alloc(64)]);
}

async function packagesOf(
  extractor: Extractor,
  bytes: Buffer,
): Promise<{ readonly packages: readonly string[]; readonly told: boolean }> {
  try {
    const { roots, unknowns = [] } = await extractInMemory(extractor, { app: bytes }, 'app');
    const packages = roots.flatMap(({ components }) =>
      components.map(({ name, version }) => `${name} ${version}`),
    );
    return { packages: packages.sort(), told: unknowns.some(({ losesComponents }) => losesComponents) };
  } catch (error) {
    if (error instanceof Error && error.name === 'TheriacError') return { packages: [], told: true };
    throw error;
  }
}
