/** `renv.lock` (https://rstudio.github.io/renv/reference/lockfiles.html). */
import { type Extract, type ExtractContext, type Origin, TheriacError } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { beside } from '../../target/paths.ts';
import { distinctHashes, gitOrigin, hexHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { COMES_WITH_R } from './comes-with-r.ts';

const FORGES: Readonly<Record<string, string>> = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
  bitbucket: 'https://bitbucket.org',
};

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'cran');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  const section = get(top, 'Packages');
  const packages = Object.entries(asObject(section));
  if (Object.keys(top).length === 0) root.emptyFile();
  else if (typeof section !== 'object' || section === null || Array.isArray(section))
    root.unknown(
      'no-package-data',
      'there is no object Packages in the file',
      document.line('Packages') ?? 1,
      true,
    );
  const keys = new Map<string, string>();
  for (const [id, value] of packages) {
    const entry = asObject(value);
    const line = document.line('Packages', id);
    const name = asString(get(entry, 'Package')) ?? id;
    const version = asString(get(entry, 'Version')) ?? null;
    if (version === null) root.unresolved(name, '', line);
    const key = root.add({
      name,
      version,
      location: line === undefined ? { path: file.path } : { path: file.path, line },
      // renv's hash is of the installed package's description, not of a file that could be compared.
      origin: originOf(entry),
      hashes: distinctHashes([hexHash('sha256', asString(get(entry, 'SHA256')) ?? '')]),
      ...(asString(get(entry, 'Source')) === 'Bioconductor'
        ? { qualifiers: { repository: 'bioconductor' } }
        : {}),
    });
    keys.set(id, key);
  }
  const ignored = ignoredBeside(file.path, context);
  for (const [id, value] of packages) {
    for (const need of needsOf(asObject(value))) {
      const [from, to] = [keys.get(id), keys.get(need)];
      if (from !== undefined && to !== undefined) root.link(from, to);
      else if (!COMES_WITH_R.has(need) && !ignored.has(need))
        root.unknown(
          'dangling-edge',
          `${id} requires ${need}, which is missing from the lockfile`,
          document.line('Packages', id),
          true,
          { package: need },
        );
    }
  }
  root.markTopLevel(() => 'production');
  return root.build();
};

/** Names of the packages that one needs; since renv 1.1 as in its description: `cli (>= 3.0)`. */
function needsOf(entry: JsonObject): Set<string> {
  const needs = new Set<string>();
  for (const section of ['Requirements', 'Depends', 'Imports', 'LinkingTo'])
    for (const need of asArray(get(entry, section))) {
      const name = /^[A-Za-z][\w.]*/.exec(asString(need)?.trim() ?? '')?.[0];
      if (name !== undefined) needs.add(name);
    }
  return needs;
}

/** Packages that the settings of the project keep out of its lockfile. */
function ignoredBeside(lockfile: string, context: ExtractContext): ReadonlySet<string> {
  const settings = context.file(beside(lockfile, 'renv/settings.json'));
  if (settings === null) return new Set();
  try {
    const { value } = readJson(settings, () => {});
    const names = asArray(get(asObject(value), 'ignored.packages')).map(asString);
    return new Set(names.filter((name) => name !== undefined));
  } catch (error) {
    if (error instanceof TheriacError) return new Set();
    throw error;
  }
}

function originOf(entry: JsonObject): Origin {
  const host = FORGES[(asString(get(entry, 'RemoteType')) ?? '').toLowerCase()];
  const [owner, repository] = [asString(get(entry, 'RemoteUsername')), asString(get(entry, 'RemoteRepo'))];
  if (host === undefined || owner === undefined || repository === undefined) return { kind: 'registry' };
  return gitOrigin(`${host}/${owner}/${repository}`, asString(get(entry, 'RemoteSha')));
}
