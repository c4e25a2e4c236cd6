/** composer.lock: every package with its needs; what is direct is in composer.json beside it. */
import { type Extract, type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';
import { asArray, asObject, get, type JsonObject, numberTexts, readJson } from '@theriac/read/json';
import { type LockAsk, type LockMember, type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { type ComposerManifest, composerManifestAt } from './composer-json.ts';
import { composerFacts } from './lock-facts.ts';
import { connect, entriesOf, packageOf } from './package-entry.ts';

export const extract: Extract = (file, context) => {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const document = readJson(file, report);
  const top = asObject(document.value);
  if (top !== document.value) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a composer.lock: no object at the top', {
      path: file.path,
      line: 1,
    });
  }
  quoteVersions(top, file);
  const packages = new Map<LockNode, JsonObject>();
  const seen = new Set<string>();
  for (const section of ['packages', 'packages-dev']) {
    const line = (at: number): number | undefined =>
      document.line(section, at, 'name') ?? document.line(section, at);
    for (const { entry, location } of entriesOf(top, section, file.path, line, report)) {
      const node = packageOf(entry, section === 'packages' ? 'production' : 'development', location, report);
      if (node === null) continue;
      const identity = `${node.id}@${node.draft.version ?? ''}`;
      if (seen.has(identity)) {
        report({
          reason: 'duplicate-key',
          message: `${node.draft.name} is listed twice at the same version; it was listed once`,
          location,
          package: node.draft.name,
          losesComponents: false,
        });
        continue;
      }
      seen.add(identity);
      packages.set(node, entry);
    }
  }
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const manifest = composerManifestAt(context, `${folder}composer.json`);
  const find = connect(packages, manifest?.standsFor ?? new Set(), report);
  if (manifest === null && packages.size > 0) {
    report({
      reason: 'unresolved-parent',
      message: 'no readable composer.json beside this lockfile: which packages are direct is not known',
      location: { path: file.path },
      losesComponents: false,
    });
  }
  return {
    roots: rootsOf(
      'composer',
      [memberOf(manifest, file.path, find, report)],
      [...packages.keys()],
      file.path,
      report,
    ),
    unknowns,
    lockfile: () => composerFacts(top, document),
  };
};

/** Private repositories serve versions such as `20190220` and `1.10` without quotes: they are read as they are written. */
function quoteVersions(top: JsonObject, file: TargetFile): void {
  const numbered = new Map<string, JsonObject>();
  for (const section of ['packages', 'packages-dev'])
    for (const [i, item] of asArray(get(top, section)).entries()) {
      const entry = asObject(item);
      if (typeof get(entry, 'version') === 'number') numbered.set(`/${section}/${i}/version`, entry);
    }
  for (const [pointer, text] of numberTexts(file.text(), file.path, [...numbered.keys()])) {
    const entry = numbered.get(pointer);
    if (entry !== undefined) entry.version = text;
  }
}

/** The project; without a manifest it asks for nothing and the scopes are those of the lockfile's two lists. */
export function memberOf(
  manifest: ComposerManifest | null,
  lockfile: string,
  find: (name: string) => LockNode | undefined,
  report: (unknown: KnownUnknown) => void,
): LockMember {
  const asks: LockAsk[] = [];
  for (const { name, range, scope, section } of manifest?.asks ?? []) {
    const to = find(name);
    if (to !== undefined) {
      asks.push({ to, scope, requested: range, group: section });
      continue;
    }
    const line = manifest?.document.line(section, name);
    report({
      reason: 'dangling-edge',
      message: `${name} is required but missing from the lockfile`,
      location: { path: manifest?.path ?? lockfile, ...(line === undefined ? {} : { line }) },
      package: name,
      range,
      losesComponents: true,
    });
  }
  return {
    path: manifest?.path ?? lockfile,
    ...(manifest?.name === undefined ? {} : { name: manifest.name }),
    ...(manifest?.version === undefined ? {} : { version: manifest.version }),
    asks,
  };
}
