/** `environment.yml`: what an environment asks for, with the part that pip installs. */
import type { Extract } from '@theriac/core';
import { siblingOf } from '../../target/paths.ts';
import { originOfUrl, parseRequirement, pinnedVersion } from '../pypi/requirement.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { condaQualifiers, parseMatchSpec } from './conda-package.ts';
import {
  entriesOf,
  isOtherThan,
  itemsOf,
  readYaml,
  textOfNode,
  valueOfKey,
  type YamlNode,
} from './read-yaml.ts';

export const extract: Extract = (file, context) => {
  // Many tools have files of these names; only conda's name packages or where they come from.
  if (!/^(?:dependencies|channels|prefix)[ \t]{0,9}:/m.test(file.text())) return NOTHING;
  const lock = siblingOf(file.path, ['conda-lock.yml', 'conda-lock.yaml'], context);
  // Further environments of a folder are locked together with it, or not at all: only running conda-lock would tell.
  if (lock !== undefined && !/(?:^|\/)environment\.ya?ml$/.test(file.path)) return NOTHING;
  const root = new RootBuilder(file.path, 'conda');
  const document = readYaml(file);
  const list = valueOfKey(document.root, 'dependencies');
  let exact = true;
  for (const item of itemsOf(list)) {
    const text = textOfNode(item);
    if (text !== undefined) conda(text, document.line(item));
    else for (const [installer, packages] of entriesOf(item)) pip(installer, packages, document.line(item));
  }
  if (list === undefined) root.unknown('no-package-data', 'no dependencies are given', 1, true);
  else if (isOtherThan('list', list))
    root.unknown('unparseable', '"dependencies" is not a list', document.line(list), true);
  // `conda env export` writes every package with its build; what a person writes is a wish list.
  if (!exact) root.transitivesUnknown('export the environment with builds, or use conda-lock');
  if (lock !== undefined) return root.lockedIn(lock);
  const name = textOfNode(valueOfKey(document.root, 'name'));
  return root.build(name ? { name } : {});

  function conda(text: string, line: number): void {
    const found = parseMatchSpec(text);
    if (found === null) {
      root.unknown('unparseable', 'no valid package specification', line, true);
      return;
    }
    if (found.build === '') exact = false;
    if (found.version === null) root.unresolved(found.name, found.range, line);
    root.add({
      name: found.name,
      version: found.version,
      scope: 'production',
      direct: true,
      requested: found.range,
      location: { path: file.path, line },
      origin: { kind: 'registry' },
      ...condaQualifiers(found),
    });
  }

  function pip(installer: string, packages: YamlNode, at: number): void {
    if (installer !== 'pip') {
      root.unknown('dynamic', `packages of ${installer.slice(0, 60)} are not known`, at, true);
      return;
    }
    for (const item of itemsOf(packages)) {
      const text = textOfNode(item) ?? '';
      const line = document.line(item);
      if (/^-[rc]\b|^--/.test(text)) {
        // A requirements file of the target is read for itself.
        if (/^-r\b/.test(text))
          root.unknown('unresolved-include', 'pip reads a further file here', line, false);
        continue;
      }
      const found = parseRequirement(text);
      if (found === null) {
        root.unknown('unparseable', 'no valid requirement for pip', line, true);
        continue;
      }
      const version = pinnedVersion(found.specifier);
      if (version === null) root.unresolved(found.name, found.specifier, line);
      exact = exact && version !== null;
      root.add({
        key: `pip ${found.name}@${version ?? found.specifier}`,
        ecosystem: 'pypi',
        name: found.name,
        version,
        scope: 'production',
        direct: true,
        requested: found.specifier,
        location: { path: file.path, line },
        origin: found.url === undefined ? { kind: 'registry' } : originOfUrl(found.url),
      });
    }
  }
};
