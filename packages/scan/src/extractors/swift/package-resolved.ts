/** `Package.resolved`: pins by repository. Versions 1 (`object.pins`), 2 and 3 (`pins`). */
import type { Extract } from '@theriac/core';
import { asArray, asObject, asString, get, readJson } from '@theriac/read/json';
import { checkShape, type Shape } from '../shared/json-shape.ts';
import { gitOrigin } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { repositoryName } from './repository-name.ts';

const PINS: Shape = { listOf: { fields: { state: 'object' } } };
const SHAPE: Shape = { fields: { pins: PINS, object: { fields: { pins: PINS } } } };

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'swift');
  const document = readJson(file, root.report, { levels: 4 });
  const top = asObject(document.value);
  const version = get(top, 'version');
  if (version !== undefined && ![1, 2, 3].includes(Number(version)))
    root.unknown('unsupported-version', 'only versions 1 to 3 are known', document.line('version'), true);
  checkShape(document, file.path, SHAPE, root.report);
  const old = get(top, 'pins') === undefined;
  const prefix = old ? ['object', 'pins'] : ['pins'];
  const pins = asArray(get(old ? asObject(get(top, 'object')) : top, 'pins'));
  if (Object.keys(top).length === 0) root.emptyFile();
  else if (get(top, 'pins') === undefined && get(asObject(get(top, 'object')), 'pins') === undefined)
    root.unknown('no-package-data', 'there are no pins in the file', 1, true);
  for (const [i, item] of pins.entries()) {
    const pin = asObject(item);
    const line = document.line(...prefix, i);
    const address = asString(get(pin, 'location')) ?? asString(get(pin, 'repositoryURL'));
    const state = asObject(get(pin, 'state'));
    if (address === undefined) {
      root.unknown('no-package-data', 'a pin names no repository', line, true);
      continue;
    }
    const revision = asString(get(state, 'revision'));
    const tag = get(state, 'version');
    // The first version of the format writes null for a branch or a commit.
    if (tag !== undefined && tag !== null && typeof tag !== 'string')
      root.unknown('unparseable', 'the version of a pin is not a text', line, true);
    const exact = asString(get(state, 'version')) ?? revision;
    const name = repositoryName(address);
    if (exact === undefined) root.unresolved(name, asString(get(state, 'branch')) ?? '', line);
    const key = root.add({
      name,
      version: exact ?? null,
      location: line === undefined ? { path: file.path } : { path: file.path, line },
      origin: asString(get(pin, 'kind')) === 'registry' ? { kind: 'registry' } : gitOrigin(address, revision),
    });
    // The file does not say who asks for what: all of it is what the project resolved.
    root.want(key, 'production');
  }
  return root.build();
};
