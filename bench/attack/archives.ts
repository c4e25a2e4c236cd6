/** Java archives behind scripts, with several ends, cut off or damaged: what they hold is read, or told as not read. */
import { gzipSync } from 'node:zlib';
import { EXTRACTORS } from '@theriac/scan/plugins';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { forgeZip } from '@theriac/testing/make-zip';
import { type Form, type Outcome, type Suite, seeded } from './suite.ts';

export const archives: Suite = {
  id: 'archives',
  promise: 'A Java archive in any wrapping is read, or told as not read',
  run,
};

const CHANCE = { short: 3_000, long: 200_000 };
const STEP = { short: 3, long: 1 };
const SCRIPT = Buffer.from('#!/bin/sh\nexec java -jar "$0" "$@"\nexit 0\n');

async function run(form: Form): Promise<Outcome> {
  const jar = EXTRACTORS.find(({ id }) => id === 'maven/jar');
  if (jar === undefined) throw new RangeError('no extractor maven/jar');
  const read = async (bytes: Buffer): Promise<{ packages: string; told: boolean }> => {
    const { roots, unknowns = [] } = await extractInMemory(jar, { 'app.jar': bytes }, 'app.jar');
    const packages = roots.flatMap(({ components }) =>
      components.map(({ name, version }) => `${name} ${version}`),
    );
    return {
      packages: packages.sort().join(),
      told: unknowns.some(({ losesComponents }) => losesComponents),
    };
  };
  const whole = archive();
  const expected = await read(whole);
  const broken: string[] = [];
  let tried = 0;
  if (expected.told || expected.packages.split(',').length !== 4) broken.push(`whole: ${expected.packages}`);
  for (const [what, bytes] of wrappings(whole)) {
    tried += 1;
    const found = await read(bytes);
    if (found.packages !== expected.packages) broken.push(`${what}: ${found.packages || 'nothing'}`);
  }
  let told = 0;
  for (const [what, bytes] of damages(whole, form)) {
    tried += 1;
    const found = await read(bytes);
    if (found.told) told += 1;
    if (!found.told && found.packages !== expected.packages)
      broken.push(`${what}: ${found.packages || 'nothing'}`);
  }
  return { tried, broken, figures: [`${expected.packages}; told ${told} times`] };
}

function archive(): Buffer {
  const pom = (artifact: string): string => `groupId=org.example\nartifactId=${artifact}\nversion=1.0.0\n`;
  const inner = (artifact: string): Buffer =>
    forgeZip([{ name: `META-INF/maven/org.example/${artifact}/pom.properties`, content: pom(artifact) }]);
  return forgeZip([
    { name: 'META-INF/MANIFEST.MF', content: 'Manifest-Version: 1.0\nMain-Class: app.Main\n' },
    { name: 'META-INF/maven/org.example/app/pom.properties', content: pom('app') },
    { name: 'BOOT-INF/lib/one-1.0.0.jar', content: inner('one'), stored: true },
    { name: 'BOOT-INF/lib/two-1.0.0.jar', content: inner('two') },
    { name: 'META-INF/maven/org.example/three/pom.properties', content: pom('three') },
  ]);
}

/** All of them run with `java -jar`. */
function* wrappings(whole: Buffer): Generator<readonly [string, Buffer]> {
  yield ['a script before it', Buffer.concat([SCRIPT, whole])];
  yield ['a script before it, offsets moved', moved(whole, SCRIPT)];
  yield ['a large script before it', Buffer.concat([Buffer.alloc(200_000, 0x23), whole])];
  yield ['a comment', commented(whole, Buffer.from('built on a day'))];
  yield ['a comment that looks like an end', commented(whole, whole.subarray(-22))];
  yield ['a comment that looks like the start of an end', commented(whole, Buffer.from('PK\u0005\u0006'))];
  yield ['another archive before it', Buffer.concat([forgeZip([{ name: 'a', content: 'b' }]), whole])];
  yield ['something packed before it', Buffer.concat([gzipSync('x'.repeat(999)), whole])];
  yield ['blanks behind it', Buffer.concat([whole, Buffer.from('\n\n')])];
  yield ['the large form', wide(whole)];
  yield ['the large form behind a script', Buffer.concat([SCRIPT, wide(whole)])];
}

function moved(whole: Buffer, before: Buffer): Buffer {
  const copy = Buffer.from(whole);
  const start = copy.readUInt32LE(copy.length - 6);
  for (let at = start; copy.readUInt32LE(at) === 0x02014b50; at += 46 + copy.readUInt16LE(at + 28))
    copy.writeUInt32LE(copy.readUInt32LE(at + 42) + before.length, at + 42);
  copy.writeUInt32LE(start + before.length, copy.length - 6);
  return Buffer.concat([before, copy]);
}

function commented(whole: Buffer, comment: Buffer): Buffer {
  const copy = Buffer.from(whole);
  copy.writeUInt16LE(comment.length, copy.length - 2);
  return Buffer.concat([copy, comment]);
}

/** ZIP64: the end says that its numbers are in another record. */
function wide(whole: Buffer): Buffer {
  const end = Buffer.from(whole.subarray(-22));
  const [count, size, offset] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  const record = Buffer.alloc(56);
  record.write('PK\u0006\u0006', 0, 'latin1');
  record.writeBigUInt64LE(44n, 4);
  for (const [at, value] of [
    [24, count],
    [32, count],
    [40, size],
    [48, offset],
  ] as const)
    record.writeBigUInt64LE(BigInt(value), at);
  const locator = Buffer.alloc(20);
  locator.write('PK\u0006\u0007', 0, 'latin1');
  locator.writeBigUInt64LE(BigInt(whole.length - 22), 8);
  locator.writeUInt32LE(1, 16);
  end.fill(0xff, 8, 20);
  return Buffer.concat([whole.subarray(0, -22), record, locator, end]);
}

function* damages(whole: Buffer, form: Form): Generator<readonly [string, Buffer]> {
  for (let at = 0; at < whole.length; at += STEP[form]) {
    yield [`cut at ${at}`, whole.subarray(0, at)];
    yield [`${at} bytes left out in front`, whole.subarray(at)];
    for (const value of [0, 0xff, (whole[at] ?? 0) ^ 1]) {
      const copy = Buffer.from(whole);
      copy.writeUInt8(value, at);
      yield [`byte ${at} is ${value}`, copy];
    }
  }
  for (const place of [8, 10, 12, 16, 20]) {
    const copy = Buffer.from(whole);
    copy.writeUInt16LE(1, copy.length - 22 + place);
    yield [`field ${place} of the end is 1`, copy];
  }
  const random = seeded(7);
  for (let i = 0; i < CHANCE[form]; i += 1) {
    const copy = Buffer.from(i % 2 === 0 ? whole : Buffer.concat([SCRIPT, whole]));
    for (let flip = 0; flip < 1 + (i % 5); flip += 1)
      copy.writeUInt8(Math.floor(random() * 256), Math.floor(random() * copy.length));
    yield [`bytes by chance, number ${i}`, copy];
  }
}
