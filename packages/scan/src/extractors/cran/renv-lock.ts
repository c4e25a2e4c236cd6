/** `renv.lock` (https://rstudio.github.io/renv/reference/lockfiles.html). */
import type { Extract, Origin } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, readJson } from '@theriac/read/json';
import { distinctHashes, gitOrigin, hexHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

const FORGES: Readonly<Record<string, string>> = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
  bitbucket: 'https://bitbucket.org',
};

export const extract: Extract = (file) => {
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
  for (const [id, value] of packages) {
    for (const need of asArray(get(asObject(value), 'Requirements'))) {
      const [from, to] = [keys.get(id), keys.get(asString(need) ?? '')];
      // R itself and its base packages are not locked.
      if (from !== undefined && to !== undefined) root.link(from, to);
    }
  }
  root.markTopLevel(() => 'production');
  return root.build();
};

function originOf(entry: JsonObject): Origin {
  const host = FORGES[(asString(get(entry, 'RemoteType')) ?? '').toLowerCase()];
  const [owner, repository] = [asString(get(entry, 'RemoteUsername')), asString(get(entry, 'RemoteRepo'))];
  if (host === undefined || owner === undefined || repository === undefined) return { kind: 'registry' };
  return gitOrigin(`${host}/${owner}/${repository}`, asString(get(entry, 'RemoteSha')));
}
