/** Answers of registries: the npm packument and the simple API of PyPI in JSON (PEP 691, 700, 740). */
import type { Release, ReleaseHistory } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonValue } from '@theriac/read/json';
import { inOrder, repositoryKey } from './release-history.ts';

/** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md; throws SyntaxError for no JSON. */
export function npmHistory(text: string): ReleaseHistory {
  const top = asObject(JSON.parse(text) as JsonValue);
  const times = asObject(get(top, 'time'));
  const releases = Object.entries(asObject(get(top, 'versions'))).map(([version, value]): Release => {
    const entry = asObject(value);
    const published = asString(get(times, version));
    const publisher = asString(get(asObject(get(entry, '_npmUser')), 'name'));
    const deprecated = asString(get(entry, 'deprecated'));
    const repository = get(entry, 'repository');
    const address = asString(repository) ?? asString(get(asObject(repository), 'url'));
    return {
      version,
      ...(published === undefined ? {} : { published }),
      ...(publisher === undefined ? {} : { publisher }),
      attested: get(asObject(get(entry, 'dist')), 'attestations') !== undefined,
      ...(deprecated === undefined || deprecated === '' ? {} : { deprecated }),
      ...(address === undefined ? {} : { repository: repositoryKey(address) }),
    };
  });
  return inOrder(releases);
}

/** One release a version, from its files. Throws SyntaxError for no JSON. */
export function pypiHistory(text: string, name: string): ReleaseHistory {
  const top = asObject(JSON.parse(text) as JsonValue);
  const releases = new Map<string, Release>();
  for (const value of asArray(get(top, 'files'))) {
    const file = asObject(value);
    const version = versionOf(asString(get(file, 'filename')) ?? '', name);
    if (version === undefined) continue;
    const published = asString(get(file, 'upload-time'));
    const before = releases.get(version);
    const first =
      before?.published !== undefined && (published === undefined || before.published < published)
        ? before.published
        : published;
    const yanked = get(file, 'yanked');
    releases.set(version, {
      version,
      ...(first === undefined ? {} : { published: first }),
      attested: before?.attested === true || typeof get(file, 'provenance') === 'string',
      ...(yanked === undefined || yanked === false ? {} : { yanked: true }),
    });
  }
  return inOrder([...releases.values()]);
}

/** `name-1.0-py3-none-any.whl`, `name-1.0.tar.gz` → `1.0`. */
function versionOf(filename: string, name: string): string | undefined {
  const bare = filename.replace(/\.(?:tar\.(?:gz|bz2|xz)|zip|whl|egg)$/, '');
  const wheel = filename.endsWith('.whl');
  const normal = (text: string): string => text.toLowerCase().replace(/[-_.]+/g, '-');
  for (let dash = bare.indexOf('-'); dash > 0; dash = bare.indexOf('-', dash + 1)) {
    if (normal(bare.slice(0, dash)) !== normal(name)) continue;
    const rest = bare.slice(dash + 1);
    return wheel ? rest.split('-', 1)[0] : rest;
  }
  return undefined;
}
