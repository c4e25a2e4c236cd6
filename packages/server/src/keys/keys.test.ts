/** Envelopes, encrypted files, and the keys that wrap keys. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { decrypted, encrypted } from './encrypted-file.ts';
import { keyIdOf, open, seal } from './envelope.ts';
import { localKeys, rotateLocalKeys } from './local-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an envelope', () => {
  const key = randomBytes(32);
  const place = { org: 'a', record: '1', field: 'secret' };
  const sealed = seal(key, 'k1', Buffer.from('seed'), place);

  test('opens where it belongs', () => {
    expect(open(key, sealed, place).toString()).toBe('seed');
    expect(keyIdOf(sealed)).toBe('k1');
    expect(seal(key, 'k1', Buffer.from('seed'), place).equals(sealed)).toBe(false);
    expect(open(key, seal(key, 'k1', Buffer.alloc(0), place), place)).toHaveLength(0);
  });

  test.each([
    ['another organisation', { ...place, org: 'b' }],
    ['another record', { ...place, record: '2' }],
    ['another field', { ...place, field: 'name' }],
  ])('does not open in %s', (_, other) => {
    expect(() => open(key, sealed, other)).toThrow('does not open');
  });

  test('does not open where any byte was changed, or with another key', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(key, changed, place)).toThrow(/does not open|damaged/);
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => open(key, sealed.subarray(0, length), place)).toThrow(/does not open|damaged/);
    expect(() => open(randomBytes(32), sealed, place)).toThrow('does not open');
  });
});

const PIECE = 64 * 1024;
const HEADER = 8 + 16 + 32;
const dataKey = { id: '01890000-0000-7000-8000-000000000001', key: randomBytes(32) };
const keyOf = async (id: string): Promise<typeof dataKey> => {
  if (id !== dataKey.id) throw new Error('another key');
  return dataKey;
};

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

describe('an encrypted file', () => {
  test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])('of %i bytes', async (size) => {
    const plain = randomBytes(size);
    const stored = await all(encrypted(inPieces(plain, 10_000), dataKey, 'here'));
    expect(stored.length).toBe(HEADER + size + Math.max(1, Math.ceil(size / PIECE)) * 16);
    for (const step of [777, PIECE + 16, 1_000_000])
      expect((await all(decrypted(inPieces(stored, step), keyOf, 'here'))).equals(plain)).toBe(true);
  });

  test('is given in pieces: memory does not grow with it', async () => {
    let largest = 0;
    for await (const piece of encrypted(inPieces(randomBytes(40 * PIECE), PIECE), dataKey, 'here'))
      largest = Math.max(largest, piece.length);
    expect(largest).toBe(PIECE + 16);
  });

  test('does not open where it was changed, cut off, put together anew or put elsewhere', async () => {
    const plain = randomBytes(3 * PIECE);
    const stored = await all(encrypted(inPieces(plain, PIECE), dataKey, 'here'));
    const piece = (n: number): Buffer =>
      stored.subarray(HEADER + n * (PIECE + 16), HEADER + (n + 1) * (PIECE + 16));
    const header = stored.subarray(0, HEADER);
    const other = await all(encrypted(inPieces(plain, PIECE), dataKey, 'here'));
    const flipped = Buffer.from(stored);
    flipped[HEADER + 5] = (flipped[HEADER + 5] ?? 0) ^ 1;
    const cases: Readonly<Record<string, Buffer>> = {
      'a changed byte': flipped,
      'the last piece is gone': Buffer.concat([header, piece(0), piece(1)]),
      'cut within a piece': stored.subarray(0, -1000),
      'cut to the header': header,
      'cut within the header': stored.subarray(0, 20),
      'two pieces exchanged': Buffer.concat([header, piece(1), piece(0), piece(2)]),
      'a piece twice': Buffer.concat([header, piece(0), piece(0), piece(1), piece(2)]),
      'a piece of another file': Buffer.concat([
        header,
        other.subarray(HEADER, HEADER + PIECE + 16),
        piece(1),
        piece(2),
      ]),
      'the header of another file': Buffer.concat([other.subarray(0, HEADER), piece(0), piece(1), piece(2)]),
      'more behind the end': Buffer.concat([stored, piece(2)]),
    };
    for (const [name, bytes] of Object.entries(cases))
      await expect(all(decrypted(inPieces(bytes, 5000), keyOf, 'here')), name).rejects.toThrow(
        'does not open',
      );
    await expect(all(decrypted(inPieces(stored, 5000), keyOf, 'there'))).rejects.toThrow('does not open');
  });

  test('that was never encrypted is given as it is to who accepts that', async () => {
    await expect(all(decrypted(inPieces(Buffer.from('{}'), 7), keyOf, 'here'))).rejects.toThrow(
      'not encrypted',
    );
    for (const text of ['', '{"bomFormat": "CycloneDX"}', 'x'.repeat(1000)])
      expect(
        (
          await all(decrypted(inPieces(Buffer.from(text), 7), keyOf, 'here', { acceptsPlain: true }))
        ).toString(),
      ).toBe(text);
  });
});

describe('wrapping keys in a file', () => {
  const context = { org: 'a', dataKey: '1' };

  test('are made once, for the user of the server alone, and stay when one is added', async () => {
    const place = join(folder, 'own');
    const service = localKeys(place);
    const file = join(place, 'wrapping-keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = randomBytes(32);
    const old = await service.wrap(key, context);
    const before = await service.currentKeyId();
    const added = rotateLocalKeys(place);
    expect(await service.currentKeyId()).toBe(added);
    expect(added).not.toBe(before);
    expect((await service.unwrap(old, context)).equals(key)).toBe(true);
    expect((await service.wrap(key, context)).keyId).toBe(added);
    await expect(localKeys(place).unwrap(old, { ...context, org: 'b' })).rejects.toThrow('does not open');
    await expect(service.unwrap({ ...old, keyId: 'none' }, context)).rejects.toThrow('no wrapping key');
  });

  test('a file that others may read is closed', async () => {
    const place = join(folder, 'open');
    localKeys(place);
    chmodSync(join(place, 'wrapping-keys.json'), 0o644);
    localKeys(place);
    expect(statSync(join(place, 'wrapping-keys.json')).mode & 0o777).toBe(0o600);
  });

  test('a damaged file is told without what is in it', () => {
    const place = join(folder, 'damaged');
    localKeys(place);
    const path = join(place, 'wrapping-keys.json');
    const text = readFileSync(path, 'utf8');
    const [, secret = ''] = /"([A-Za-z0-9+/=]{44})"/.exec(text) ?? [];
    writeFileSync(path, text.replace('"current"', '"Current"'));
    let said = '';
    try {
      localKeys(place);
    } catch (error) {
      said = String(
        error instanceof Error ? `${error.message} ${error.stack} ${String(error.cause)}` : error,
      );
    }
    expect(said).toContain('does not hold keys');
    expect(said).not.toContain(secret);
    expect(() => rotateLocalKeys(join(folder, 'nowhere'))).toThrow('there are no keys');
  });
});
