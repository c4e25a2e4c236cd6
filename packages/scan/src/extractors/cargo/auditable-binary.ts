/**
 * Programs built with cargo-auditable: the list of crates is in the section `.dep-v0`, as JSON packed by zlib.
 * https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md
 */
import { inflateSync } from 'node:zlib';
import { type Extract, TheriacError } from '@theriac/core';
import { readExecutables } from '@theriac/read/executable';
import { asArray, asObject, asString, get, readJson } from '@theriac/read/json';
import { MemoryFile } from '@theriac/read/text';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';

const MAX_INFLATED = 64 * 1024 * 1024;

export const extract: Extract = (file) => {
  const packed = readExecutables(file.bytes()).flatMap((p) => p.section('.dep-v0') ?? [])[0];
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
