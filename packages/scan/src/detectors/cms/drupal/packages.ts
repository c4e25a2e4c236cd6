/** Packages of composer.lock, and whether the security team of Drupal answers for their versions. */
import { TheriacError } from '@theriac/core';
import { map, type Resource, scalar } from '@theriac/core/configuration';
import { asArray, asObject, asString, get, parseJson } from '@theriac/read/json';
import { folderOf, inFolder } from '../../../target/paths.ts';
import type { Report, SiteFiles } from '../files.ts';

/** composer.lock of the folder, or of one above it. */
export function lockfileAbove(files: SiteFiles, folder: string): string | undefined {
  for (let at = folder; ; at = folderOf(at)) {
    const path = inFolder(at, 'composer.lock');
    if (files.exists(path)) return path;
    if (at === '') return undefined;
  }
}

/** @param enabled names of modules that are switched on; undefined: not known */
export function packagesOf(
  files: SiteFiles,
  path: string,
  enabled: ReadonlySet<string> | undefined,
  report: Report,
): { readonly core: string | undefined; readonly resources: readonly Resource[] } {
  const file = files.file(path);
  if (file === null) return { core: undefined, resources: [] };
  try {
    const document = parseJson(file.text(), path);
    const packages = asArray(get(asObject(document.value), 'packages'));
    let core: string | undefined;
    const resources = packages.flatMap((item, i): Resource[] => {
      const entry = asObject(item);
      const name = asString(get(entry, 'name')) ?? '';
      const version = asString(get(entry, 'version')) ?? '';
      if (name === 'drupal/core' || (name === 'drupal/core-recommended' && core === undefined))
        core = version;
      if (!name.startsWith('drupal/')) return [];
      const drupal = asObject(get(asObject(get(entry, 'extra')), 'drupal'));
      const coverage = asObject(get(drupal, 'security-coverage'));
      const status = asString(get(coverage, 'status'));
      if (status === undefined) return [];
      const at = { path, line: document.line('packages', i) ?? 1, column: 1 };
      const module = name.slice('drupal/'.length);
      const state = enabled === undefined ? 'unknown' : enabled.has(module) ? 'yes' : 'no';
      return [
        {
          type: 'drupal.package',
          name,
          at,
          values: map(
            [
              ['name', scalar(name, at)],
              ['version', scalar(version, at)],
              ['coverage', scalar(status, at)],
              ['message', scalar(asString(get(coverage, 'message')) ?? '', at)],
              ['enabled', scalar(state, at)],
            ],
            at,
          ),
        },
      ];
    });
    return { core, resources };
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    report({ reason: 'unparseable', message: error.message, location: { path }, losesComponents: false });
    return { core: undefined, resources: [] };
  }
}
