/**
 * Wrapping keys in a file of the server. A rotation adds a key; older ones stay, for what they wrapped. The file is read
 * each time, so that all processes see a rotation at once.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { z } from 'zod';
import { open, seal } from './envelope.ts';
import { keyFile } from './key-folder.ts';
import type { KeyContext, KeyService } from './key-service.ts';

const FILE = 'wrapping-keys.json';
const KEY_BYTES = 32;

const content = z.strictObject({
  current: z.string().min(1).max(64),
  keys: z.record(z.string().min(1).max(64), z.base64().length(44)),
});
type Content = z.output<typeof content>;

/** @param folder of the server's keys */
export function localKeys(folder: string): KeyService {
  const read = (): Content => contentOf(folder);
  read();
  return {
    currentKeyId: async () => read().current,
    wrap: async (dataKey, context) => {
      const { current, keys } = read();
      return { keyId: current, bytes: seal(keyOf(keys, current), current, dataKey, placeOf(context)) };
    },
    unwrap: async ({ keyId, bytes }, context) => open(keyOf(read().keys, keyId), bytes, placeOf(context)),
  };
}

/** Adds a key, with which everything is wrapped from now on. @returns its id */
export function rotateLocalKeys(folder: string): string {
  if (!existsSync(join(folder, FILE)))
    throw new TheriacError('THERIAC_SERVER_KEYS', `there are no keys in ${folder}`);
  const { keys } = contentOf(folder);
  const added = newKey();
  const path = join(folder, FILE);
  const text = textOf({ current: added.id, keys: { ...keys, [added.id]: added.key } });
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return added.id;
}

function contentOf(folder: string): Content {
  keyFile(folder, FILE, () => {
    const { id, key } = newKey();
    return textOf({ current: id, keys: { [id]: key } });
  });
  try {
    return content.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch {
    // Without the cause: messages of parsers quote what they read.
    throw new TheriacError('THERIAC_SERVER_KEYS', `${join(folder, FILE)} does not hold keys`);
  }
}

function newKey(): { readonly id: string; readonly key: string } {
  return { id: randomBytes(8).toString('hex'), key: randomBytes(KEY_BYTES).toString('base64') };
}

function textOf(value: Content): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function keyOf(keys: Content['keys'], id: string): Buffer {
  const text = Object.hasOwn(keys, id) ? keys[id] : undefined;
  if (text === undefined)
    throw new TheriacError('THERIAC_SERVER_KEYS', `there is no wrapping key ${id.slice(0, 64)}`);
  return Buffer.from(text, 'base64');
}

function placeOf({ org, dataKey }: KeyContext): { org: string; record: string; field: string } {
  return { org, record: dataKey, field: 'data-key' };
}
