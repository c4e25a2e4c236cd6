/**
 * Programs built with cargo-auditable: the list of crates is in the section `.dep-v0`, as JSON packed by zlib.
 * https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md
 */
import { constants, inflateSync } from 'node:zlib';
import { type Extract, TheriacError } from '@theriac/core';
import { type Executable, readExecutables } from '@theriac/read/executable';
import { asArray, asObject, asString, get, readJson } from '@theriac/read/json';
import { MemoryFile } from '@theriac/read/text';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';

const MAX_INFLATED = 64 * 1024 * 1024;

/** Without a table of sections nothing else would tell that there is a list. */
function isStripped({ sections }: Executable): boolean {
  return sections.every(({ name }) => name === '');
}

const LIST_START = '{"packages":';
const ZLIB = 0x78;
/** RFC 1950, §2.2: what follows, by level of packing. */
const LEVELS = [0x01, 0x5e, 0x9c, 0xda];
const PROBE = 256;
const MAX_PROBES = 50_000;

/** Where the table of sections is gone or lies, the list is what it is: a stream of zlib that begins like one. */
function listIn(program: Executable): Uint8Array | undefined {
  const { bytes } = program;
  let tries = 0;
  for (let at = bytes.indexOf(ZLIB); at >= 0; at = bytes.indexOf(ZLIB, at + 1)) {
    if (!LEVELS.includes(bytes[at + 1] ?? 0)) continue;
    tries += 1;
    if (tries > MAX_PROBES && !isStripped(program)) return undefined;
    if (tries > MAX_PROBES)
      throw new TheriacError(
        'THERIAC_INPUT_LIMIT',
        'a program without a table of sections is not searched to its end',
      );
    try {
      const start = inflateSync(bytes.subarray(at, at + PROBE), { finishFlush: constants.Z_SYNC_FLUSH });
      if (start.toString('latin1', 0, LIST_START.length) === LIST_START) return bytes.subarray(at);
    } catch {
      // Not a stream of zlib.
    }
  }
  return undefined;
}

export const extract: Extract = (file) => {
  const programs = readExecutables(file.bytes());
  const packed =
    programs.flatMap((p) => p.section('.dep-v0') ?? [])[0] ?? programs.flatMap((p) => listIn(p) ?? [])[0];
  if (packed === undefined) return NOTHING;
  let text: string;
  try {
    text = inflateSync(packed, { maxOutputLength: MAX_INFLATED }).toString('utf8');
  } catch {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'the list of crates in the program is damaged', {
      path: file.path,
    });
  }
  const root = new RootBuilder(file.path, 'cargo');
  // Lines of the list are not lines of the program.
  const { value } = readJson(new MemoryFile(file.path, text), (unknown) =>
    root.report({ ...unknown, location: { path: file.path } }),
  );
  const packages = asArray(get(asObject(value), 'packages')).map(asObject);
  if (packages.length === 0) {
    root.unknown('no-package-data', 'the list of crates in the program is empty', undefined, true);
  }
  const keys = packages.map((crate) => {
    const name = asString(get(crate, 'name'));
    const version = asString(get(crate, 'version'));
    if (!name || !version) {
      root.unknown('no-package-data', 'a crate has no name or no version', undefined, true);
      return null;
    }
    if (get(crate, 'root') === true) return null;
    const source = asString(get(crate, 'source'));
    return root.add({
      name,
      version,
      location: { path: file.path },
      origin: source === 'local' ? { kind: 'workspace', path: '.' } : { kind: 'registry' },
      ...(source === 'local' ? { firstParty: true } : {}),
      ...(asString(get(crate, 'kind')) === 'build' ? { scope: 'build' } : {}),
    });
  });
  for (const [index, crate] of packages.entries()) {
    const from = keys[index];
    for (const need of asArray(get(crate, 'dependencies'))) {
      const to = typeof need === 'number' ? keys[need] : undefined;
      if (to === undefined)
        root.unknown('dangling-edge', 'a crate depends on one that is not listed', undefined, true);
      else if (to !== null && from) root.link(from, to);
      else if (to !== null && get(crate, 'root') === true) root.want(to, 'production');
    }
  }
  const self = packages.find((crate) => get(crate, 'root') === true);
  const name = asString(get(self ?? {}, 'name'));
  const version = asString(get(self ?? {}, 'version'));
  return root.build({ ...(name ? { name } : {}), ...(version ? { version } : {}) });
};
