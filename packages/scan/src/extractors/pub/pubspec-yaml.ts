/** `pubspec.yaml` (https://dart.dev/tools/pub/dependencies) where no pubspec.lock covers it. */
import type { Extract, ExtractContext, Origin, Scope } from '@theriac/core';
import { mapOf, readYaml, scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { beside, nearestAbove, siblingOf } from '../../target/paths.ts';
import { addAsked } from '../shared/asked-package.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

const SECTIONS: readonly (readonly [section: string, scope: Scope])[] = [
  ['dependencies', 'production'],
  ['dependency_overrides', 'production'],
  ['dev_dependencies', 'development'],
];
const EXACT = /^\d+\.\d+\.\d[\w.+-]*$/;

export const extract: Extract = async (file, context) => {
  const lock = siblingOf(file.path, ['pubspec.lock'], context);
  const root = new RootBuilder(file.path, 'pub');
  const [document] = await readYaml(file, root.report);
  if (document === undefined) root.emptyFile();
  const top = mapOf(document);
  const shared = scalarOf(top.get('resolution')) === 'workspace' ? lockAbove(file.path, context) : undefined;
  let found = 0;
  for (const [section, scope] of SECTIONS) {
    const node = top.get(section);
    if (node !== undefined && node.value !== null && !(node.value instanceof YamlMap))
      root.unknown('unparseable', `"${section}" is not a mapping`, node.line, true);
    for (const [name, asked] of mapOf(node).entries) found += addPackage(root, name, asked, scope);
  }
  const covering = lock ?? shared;
  if (covering !== undefined) return root.lockedIn(covering);
  if (found > 0) root.transitivesUnknown('run `dart pub get` and commit pubspec.lock');
  const [name, version] = [scalarOf(top.get('name')), scalarOf(top.get('version'))];
  return root.build({
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  });
};

/** A member of a workspace is locked in a folder above. */
function lockAbove(path: string, context: ExtractContext): string | undefined {
  return nearestAbove(beside(path, '..'), 'pubspec.lock', context);
}

function addPackage(root: RootBuilder, name: string, asked: YamlNode, scope: Scope): number {
  const details = mapOf(asked);
  // `sdk: flutter`: part of the SDK, not a package of a registry.
  if (details.get('sdk') !== undefined) return 0;
  const range = scalarOf(asked) ?? scalarOf(details.get('version')) ?? '';
  const path = scalarOf(details.get('path'));
  const git = details.get('git');
  const origin: Origin =
    path !== undefined
      ? { kind: 'path', path: withoutCredentials(path) }
      : git === undefined
        ? { kind: 'registry' }
        : gitOrigin(
            scalarOf(git) ?? scalarOf(mapOf(git).get('url')) ?? '',
            scalarOf(mapOf(git).get('ref')) ?? undefined,
          );
  const version = EXACT.test(range) ? range : null;
  addAsked(root, { name, range, version, scope, line: asked.line, origin });
  return 1;
}
