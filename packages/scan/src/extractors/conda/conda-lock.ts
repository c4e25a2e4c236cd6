/** `conda-lock.yml`, version 1: one entry per package and platform; here one component per name, version and build. */
import type { Extract } from '@theriac/core';
import { scopeOfGroup } from '../pypi/python-package.ts';
import { cutRecord } from '../shared/last-record.ts';
import { distinctHashes } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { condaHashes, condaQualifiers, parseArchiveUrl } from './conda-package.ts';
import {
  entriesOf,
  isOtherThan,
  itemsOf,
  readYaml,
  textOfNode,
  valueOfKey,
  type YamlNode,
} from './read-yaml.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'conda');
  const document = readYaml(file);
  const version = textOfNode(valueOfKey(document.root, 'version'));
  if (version !== undefined && version !== '1') {
    root.unknown('unsupported-version', 'only version 1 is known', 1, true);
  }
  const list = valueOfKey(document.root, 'package');
  if (list === undefined) root.unknown('no-package-data', 'no packages are given', 1, true);
  /** Within one platform and installer, names are unique. */
  const byName = new Map<string, string>();
  const keys = new Map<string, string>();
  const entries: { key: string; name: string; pip: boolean; place: string; node: YamlNode; line: number }[] =
    [];
  const nodes = itemsOf(list);
  const cut = cutRecord(nodes, (node) => ['url', 'hash'].every((key) => valueOfKey(node, key) !== undefined));
  if (cut !== undefined)
    root.unknown('unparseable', 'its last package has no archive: it was cut off', document.line(cut), true);
  for (const node of nodes) {
    const line = document.line(node);
    const name = textOfNode(valueOfKey(node, 'name'));
    const exact = textOfNode(valueOfKey(node, 'version'));
    if (!name || !exact) {
      root.unknown('no-package-data', 'a package has no name or no version', line, true);
      continue;
    }
    const pip = textOfNode(valueOfKey(node, 'manager')) === 'pip';
    const archive = pip ? null : parseArchiveUrl(textOfNode(valueOfKey(node, 'url')) ?? '');
    const identity = `${pip ? 'pip ' : ''}${name}@${exact} ${archive?.build ?? ''}`;
    const hash = valueOfKey(node, 'hash');
    const sums = condaHashes(textOfNode(valueOfKey(hash, 'md5')), textOfNode(valueOfKey(hash, 'sha256')));
    const known = keys.get(identity);
    const key =
      known ??
      root.add({
        key: identity.trim(),
        ecosystem: pip ? 'pypi' : 'conda',
        name,
        version: exact,
        location: { path: file.path, line },
        origin: { kind: 'registry' },
        ...condaQualifiers(archive ?? {}),
        ...(sums.length === 0 ? {} : { hashes: distinctHashes(sums) }),
      });
    keys.set(identity, key);
    const place = `${textOfNode(valueOfKey(node, 'platform')) ?? ''}`;
    byName.set(`${place} ${name.toLowerCase()}`, key);
    entries.push({ key, name, pip, place, node, line });
  }
  const scopes = new Map<string, ReturnType<typeof scopeOfGroup>>();
  for (const { key, name, pip, place, node, line } of entries) {
    const needs = valueOfKey(node, 'dependencies');
    if (isOtherThan('mapping', needs))
      root.unknown('unparseable', '"dependencies" of a package is not a mapping', document.line(needs), true);
    for (const [need] of entriesOf(needs)) {
      // Names that begin with two underscores stand for features of the system.
      const to = byName.get(`${place} ${need.toLowerCase()}`);
      if (to !== undefined) root.link(key, to);
      // pip names packages differently from conda, and asks for some under conditions only.
      else if (!pip && !need.startsWith('__'))
        root.unknown(
          'dangling-edge',
          `${name} requires ${need}, which the lockfile does not have for ${place || 'its platform'}`,
          line,
          true,
          { package: need },
        );
    }
    scopes.set(key, scopeOfGroup(textOfNode(valueOfKey(node, 'category')) ?? 'main'));
  }
  root.markTopLevel((key) => scopes.get(key) ?? 'production');
  return root.build();
};
