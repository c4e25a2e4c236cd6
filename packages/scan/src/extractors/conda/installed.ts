/** `conda-meta/*.json`: one file an installed package. All of one environment are one root. */
import { type Extract, withoutCredentials, withoutEnd } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { folderOf } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { condaHashes, condaQualifiers, parseMatchSpec } from './conda-package.ts';

export const extract: Extract = (file, context) => {
  const home = folderOf(file.path);
  const all = context.matched.filter((p) => folderOf(p) === home);
  if (all.length > 0 && all[0] !== file.path) return NOTHING;
  const root = new RootBuilder(home === '' ? '.' : home, 'conda');
  const keys = new Map<string, string>();
  const read: { key: string; entry: JsonObject }[] = [];
  for (const path of all.length > 0 ? all : [file.path]) {
    let entry: JsonObject = {};
    try {
      const one = context.file(path);
      if (one !== null) entry = asObject(readJson(one, root.report).value);
    } catch {
      root.unknown('unparseable', 'not valid JSON', undefined, true, { path });
      continue;
    }
    const name = asString(get(entry, 'name'));
    const version = asString(get(entry, 'version'));
    if (!name || !version) {
      root.unknown('no-package-data', 'the package has no name or no version', undefined, true, { path });
      continue;
    }
    const licence = asString(get(entry, 'license'));
    const hashes = condaHashes(asString(get(entry, 'md5')), asString(get(entry, 'sha256')));
    const channel =
      withoutEnd(withoutCredentials(asString(get(entry, 'channel')) ?? ''), '/')
        .split('/')
        .pop() ?? '';
    const build = asString(get(entry, 'build_string')) ?? asString(get(entry, 'build')) ?? '';
    const subdir = asString(get(entry, 'subdir')) ?? '';
    const key = root.add({
      name,
      version,
      location: { path },
      origin: { kind: 'registry' },
      ...condaQualifiers({ build, channel, subdir }),
      ...(licence ? { licence } : {}),
      ...(hashes.length === 0 ? {} : { hashes }),
    });
    keys.set(name.toLowerCase(), key);
    read.push({ key, entry });
    if (asString(get(entry, 'requested_spec')))
      root.want(key, 'production', asString(get(entry, 'requested_spec')));
  }
  for (const { key, entry } of read) {
    for (const need of asArray(get(entry, 'depends'))) {
      const name = typeof need === 'string' ? parseMatchSpec(need)?.name : undefined;
      const to = name === undefined ? undefined : keys.get(name.toLowerCase());
      if (to !== undefined) root.link(key, to);
    }
  }
  if (!root.hasWanted) root.markTopLevel(() => 'production');
  return root.build();
};
