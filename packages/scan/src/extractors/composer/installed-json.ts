/**
 * vendor/composer/installed.json: what is really installed. Composer 1 writes a list, Composer 2 an object with
 * `packages` and the names that serve development. Packages that composer.lock lists at the same version are left
 * to it, so that only what differs from the lockfile, or has none, is listed here.
 */
import { type Extract, type ExtractContext, type KnownUnknown, TheriacError } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { checkShape } from '../shared/json-shape.ts';
import { type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { composerManifestAt } from './composer-json.ts';
import { memberOf } from './composer-lock.ts';
import { connect, entriesOf, packageOf } from './package-entry.ts';

export const extract: Extract = (file, context) => {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const document = readJson(file, report);
  const isList = Array.isArray(document.value);
  const top = isList ? { packages: document.value } : asObject(document.value);
  if (!isList && top !== document.value) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not an installed.json: neither object nor list', {
      path: file.path,
      line: 1,
    });
  }
  if (!isList)
    checkShape(document, file.path, { fields: { packages: 'list' }, required: ['packages'] }, report);
  const development = new Set(
    asArray(get(top, 'dev-package-names')).filter((name) => typeof name === 'string'),
  );
  // `<project>/vendor/composer/installed.json`; the vendor folder may have another name.
  const project = file.path.split('/').slice(0, -3).join('/');
  const folder = project === '' ? '' : `${project}/`;
  const locked = lockedVersions(context, `${folder}composer.lock`);
  const line = (at: number): number | undefined =>
    isList
      ? (document.line(at, 'name') ?? document.line(at))
      : (document.line('packages', at, 'name') ?? document.line('packages', at));
  const packages = new Map<LockNode, JsonObject>();
  for (const { entry, location } of entriesOf(top, 'packages', file.path, line, report)) {
    const scope = development.has(asString(get(entry, 'name')) ?? '') ? 'development' : 'production';
    const node = packageOf(entry, scope, location, report);
    if (node !== null) packages.set(node, entry);
  }
  const manifest = composerManifestAt(context, `${folder}composer.json`);
  const find = connect(packages, manifest?.standsFor ?? new Set(), report);
  const member = memberOf(manifest, file.path, find, locked === null ? report : () => {});
  const [root] = rootsOf('composer', [member], [...packages.keys()], file.path, report);
  if (root === undefined) return { roots: [], unknowns };
  const same = (name: string, version: string | null): boolean =>
    locked?.has(`${name.toLowerCase()}@${version ?? ''}`) === true;
  const components = root.components.filter((c) => !same(c.name, c.version));
  if (locked !== null && components.length === 0) return { roots: [], unknowns: [] };
  const kept = new Set(components.map((c) => c.key));
  return {
    roots: [
      {
        ...root,
        path: file.path,
        components: components.map(({ dependsOn, ...rest }) => {
          const targets = dependsOn?.filter((key) => kept.has(key)) ?? [];
          return targets.length === 0 ? rest : { ...rest, dependsOn: targets };
        }),
      },
    ],
    unknowns,
  };
};

/** `name@version` of all that composer.lock lists; null when there is no readable lockfile. */
function lockedVersions(context: ExtractContext, path: string): Set<string> | null {
  const file = context.file(path);
  if (file === null) return null;
  try {
    const top = asObject(readJson(file, () => {}).value);
    const locked = new Set<string>();
    for (const section of ['packages', 'packages-dev']) {
      for (const item of asArray(get(top, section))) {
        const name = asString(get(asObject(item), 'name'));
        if (name !== undefined)
          locked.add(`${name.toLowerCase()}@${asString(get(asObject(item), 'version')) ?? ''}`);
      }
    }
    return locked;
  } catch (error) {
    if (error instanceof TheriacError) return null;
    throw error;
  }
}
