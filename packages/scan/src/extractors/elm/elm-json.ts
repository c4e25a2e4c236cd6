/**
 * `elm.json` (https://github.com/elm/compiler/tree/master/docs/elm.json): an application lists every package with an
 * exact version, a package asks for ranges.
 */
import type { Extract, Scope } from '@theriac/core';
import { asObject, asString, get, type JsonDocument, readJson } from '@theriac/read/json';
import { addAsked } from '../shared/asked-package.ts';
import { RootBuilder } from '../shared/root-builder.ts';

const EXACT = /^\d+\.\d+\.\d+$/;

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'elm');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  const kind = asString(get(top, 'type'));
  if (kind === 'application') {
    for (const [section, scope] of [
      ['dependencies', 'production'],
      ['test-dependencies', 'test'],
    ] as const) {
      if (scope === 'test' && get(top, section) === undefined) continue;
      addSection(root, document, [section, 'direct'], scope, true);
      addSection(root, document, [section, 'indirect'], scope, false);
    }
  } else if (kind === 'package') {
    addSection(root, document, ['dependencies'], 'production', true);
    addSection(root, document, ['test-dependencies'], 'test', true);
    root.transitivesUnknown('scan the application that uses the package');
  } else
    root.unknown(
      'unsupported-version',
      'only applications and packages are known',
      document.line('type') ?? 1,
      true,
    );
  const [name, version] = [asString(get(top, 'name')), asString(get(top, 'version'))];
  return root.build({
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  });
};

function addSection(
  root: RootBuilder,
  document: JsonDocument,
  path: readonly string[],
  scope: Scope,
  direct: boolean,
): void {
  let value = document.value;
  for (const key of path) value = get(asObject(value), key) ?? null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    root.unknown(
      'no-package-data',
      `there is no object ${path.join('.')} in the file`,
      document.line(...path) ?? 1,
      true,
    );
    return;
  }
  for (const [name, range] of Object.entries(value)) {
    const line = document.line(...path, name);
    if (typeof range !== 'string' || !/^[\w.-]+\/[\w.-]+$/.test(name)) {
      root.unknown('unparseable', `no valid package ${name.slice(0, 100)}`, line, true);
      continue;
    }
    const version = EXACT.test(range) ? range : null;
    addAsked(root, { name, range, version, scope, line, more: { direct } });
  }
}
