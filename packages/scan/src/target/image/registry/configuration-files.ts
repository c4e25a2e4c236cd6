/** Small files of the user's own configuration. Nothing of their contents is in errors: they hold logins. */
import { closeSync, fstatSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { openRegular } from '@theriac/advisories';
import { TheriacError } from '@theriac/core';
import { asObject, type JsonObject, parseJson } from '@theriac/read/json';

const MAX_BYTES = 1024 * 1024;

export function homeOf(env: NodeJS.ProcessEnv): string {
  return env.HOME ?? env.USERPROFILE ?? homedir();
}

/** @returns undefined where there is no such file, or none that may be read */
export function readSmall(path: string): string | undefined {
  let fd: number;
  try {
    fd = openRegular(path);
  } catch {
    // Most users have no such file, and those of the machine may be for others.
    return undefined;
  }
  try {
    const { size } = fstatSync(fd);
    if (size > MAX_BYTES)
      throw new TheriacError('THERIAC_CONFIG', `larger than ${MAX_BYTES} bytes`, { path });
    const bytes = Buffer.alloc(size);
    let length = 0;
    for (let read = -1; read !== 0 && length < size; length += read)
      read = readSync(fd, bytes, length, size - length, null);
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(fd);
  }
}

/** @throws TheriacError THERIAC_CONFIG where it is not JSON */
export function readJsonObject(path: string): JsonObject | undefined {
  const text = readSmall(path);
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return asObject(parseJson(text, path).value);
  } catch (error) {
    // The parser's message quotes what it does not understand.
    const line = error instanceof TheriacError ? error.place.line : undefined;
    throw new TheriacError('THERIAC_CONFIG', 'not valid JSON', {
      path,
      ...(line === undefined ? {} : { line }),
    });
  }
}
