/**
 * `flake.lock` (https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#lock-files): a graph of inputs, each with
 * the revision that was taken. Versions 5 to 7. Hashes are those of unpacked trees and cannot be compared with downloads.
 */
import { type Extract, type Origin, TheriacError } from '@theriac/core';
import { asObject, asString, get, type JsonObject, type JsonValue, readJson } from '@theriac/read/json';
import { checkShape } from '../shared/json-shape.ts';
import { withoutCredentials } from '../shared/origin.ts';
import { repositoryIdentity } from '../shared/repository-component.ts';
import { type PackageDraft, RootBuilder } from '../shared/root-builder.ts';

const VERSIONS = [5, 6, 7];
/** Inputs may follow one another: `["flake-utils", "systems"]` is looked up from the root, step by step. */
const MAX_FOLLOWED = 16;

/** Type of a locked input → the address of its repository. */
const HOSTS: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  sourcehut: 'git.sr.ht',
};

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'github');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  if (top !== document.value)
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a flake.lock: no object at the top', {
      path: file.path,
      line: 1,
    });
  const version = get(top, 'version');
  if (typeof version !== 'number' || !VERSIONS.includes(version))
    root.unknown('unsupported-version', 'only versions 5 to 7 are known', document.line('version'), true);
  checkShape(
    document,
    file.path,
    { fields: { nodes: { mapOf: 'object' } }, required: ['nodes'] },
    root.report,
  );
  const nodes = asObject(get(top, 'nodes'));
  const start = asString(get(top, 'root')) ?? 'root';
  if (get(nodes, start) === undefined)
    root.unknown('no-package-data', 'the node that the flake begins with is missing', 1, true);
  const keys = new Map<string, string>();
  for (const [id, node] of Object.entries(nodes)) {
    if (id === start) continue;
    const line = document.line('nodes', id);
    const locked = asObject(get(asObject(node), 'locked'));
    const draft = inputOf(locked);
    if (draft === null) {
      root.unknown(
        'no-package-data',
        `the input ${id.slice(0, 100)} is not locked in a way that is known`,
        line,
        true,
      );
      continue;
    }
    if (draft.version === null && draft.origin?.kind !== 'path') root.unresolved(draft.name, '', line);
    const location = line === undefined ? { path: file.path } : { path: file.path, line };
    keys.set(id, root.add({ ...draft, key: id, location }));
  }
  for (const [id, node] of Object.entries(nodes)) {
    for (const [name, value] of Object.entries(asObject(get(asObject(node), 'inputs')))) {
      const target = followed(nodes, start, value);
      const to = target === undefined ? undefined : keys.get(target);
      // An empty list: the input was taken away.
      if (Array.isArray(value) && value.length === 0) continue;
      if (to === undefined) {
        if (target === undefined || get(nodes, target) === undefined)
          root.unknown(
            'dangling-edge',
            `the input ${name.slice(0, 100)} is missing from the lockfile`,
            document.line('nodes', id),
            true,
          );
      } else if (id === start) root.want(to, 'production');
      else root.link(keys.get(id) ?? '', to);
    }
  }
  return root.build();
};

/** The node that an input names: by its id, or by the way there from the root. */
function followed(nodes: JsonObject, start: string, value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  let at = start;
  const steps = [...value];
  for (let count = 0; steps.length > 0; count += 1) {
    const next = get(asObject(get(asObject(get(nodes, at)), 'inputs')), asString(steps.shift()) ?? '');
    if (count > MAX_FOLLOWED || next === undefined) return undefined;
    if (typeof next === 'string') at = next;
    else if (Array.isArray(next) && next.length <= MAX_FOLLOWED) {
      steps.unshift(...next);
      at = start;
    } else return undefined;
  }
  return at;
}

type Input = Omit<PackageDraft, 'location'>;

/** Null where nothing says what was taken. */
function inputOf(locked: JsonObject): Input | null {
  const type = asString(get(locked, 'type')) ?? '';
  const revision = asString(get(locked, 'rev')) ?? null;
  const host = HOSTS[type];
  const [owner, repository] = [asString(get(locked, 'owner')), asString(get(locked, 'repo'))];
  const url = asString(get(locked, 'url'));
  if (host !== undefined) {
    if (owner === undefined || repository === undefined) return null;
    const address = `https://${asString(get(locked, 'host')) ?? host}/${owner}/${repository}`;
    return { ...repositoryIdentity(address, revision ?? undefined), version: revision };
  }
  if (type === 'path') {
    const path = asString(get(locked, 'path'));
    return path === undefined
      ? null
      : { ecosystem: 'generic', name: path, version: null, origin: { kind: 'path', path } };
  }
  if (url === undefined) return null;
  if (type === 'git' || type === 'hg')
    return { ...repositoryIdentity(url, revision ?? undefined), version: revision };
  if (type !== 'tarball' && type !== 'file') return null;
  const origin: Origin = { kind: 'url', url: withoutCredentials(url) };
  const name = withoutCredentials(url)
    .replace(/^https?:\/\//, '')
    .replace(/[?#].*$/s, '');
  return { ecosystem: 'generic', name, version: revision, origin };
}
