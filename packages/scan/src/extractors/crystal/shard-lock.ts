/**
 * `shard.lock` (https://github.com/crystal-lang/shards, docs/shard.lock): every shard with its repository and version. It
 * holds no edges and does not say who asks for what.
 */
import type { Extract, ExtractContext } from '@theriac/core';
import { mapOf, readYaml, scalarOf, type YamlMap, YamlMap as YamlMapping } from '@theriac/read/yaml';
import { beside } from '../../target/paths.ts';
import { textAt } from '../shared/readable-text.ts';
import { repositoryIdentity } from '../shared/repository-component.ts';
import { RootBuilder } from '../shared/root-builder.ts';

/** Short forms of an address; version 1 wrote them, version 2 writes addresses in full. */
const FORGES: readonly (readonly [key: string, host: string])[] = [
  ['github', 'https://github.com'],
  ['gitlab', 'https://gitlab.com'],
  ['bitbucket', 'https://bitbucket.org'],
  ['codeberg', 'https://codeberg.org'],
];
/** `1.2.3+git.commit.<sha>`: what follows a branch. */
const COMMIT = /\+(?:git|hg|fossil)\.commit\.([0-9a-f]{7,64})$/;

export const extract: Extract = async (file, context) => {
  const root = new RootBuilder(file.path, 'github');
  const [document] = await readYaml(file, root.report);
  const top = mapOf(document);
  if (document === undefined) root.emptyFile();
  const version = scalarOf(top.get('version'));
  if (document !== undefined && !/^[12](?:\.\d{1,3})?$/.test(version ?? ''))
    root.unknown(
      'unsupported-version',
      'only versions 1 and 2 are known',
      top.get('version')?.line ?? 1,
      true,
    );
  const shards = top.get('shards');
  if (document !== undefined && !(shards?.value instanceof YamlMapping))
    root.unknown('no-package-data', 'there is no mapping shards in the file', shards?.line ?? 1, true);
  const held = mapOf(shards);
  for (const [name, line] of await askedFor(context, beside(file.path, 'shard.yml'))) {
    if (held.get(name) !== undefined) continue;
    const message = `${name} is required but missing from shard.lock: lock again`;
    root.unknown('dangling-edge', message, line, true, {
      package: name,
      path: beside(file.path, 'shard.yml'),
    });
  }
  for (const [name, node] of held.entries) {
    const fields = mapOf(node);
    const location = { path: file.path, line: node.line };
    const written = scalarOf(fields.get('version')) ?? scalarOf(fields.get('commit'));
    const path = scalarOf(fields.get('path'));
    if (path !== undefined) {
      root.want(
        root.add({ name, ecosystem: 'generic', version: null, location, origin: { kind: 'path', path } }),
        'production',
      );
      continue;
    }
    const address = addressOf(fields);
    if (address === undefined) {
      root.unknown(
        'no-package-data',
        `${name.slice(0, 100)} has no repository that could be read`,
        node.line,
        true,
      );
      continue;
    }
    const commit = COMMIT.exec(written ?? '')?.[1] ?? scalarOf(fields.get('commit'));
    const { ecosystem, name: repository, origin } = repositoryIdentity(address, commit);
    if (written === undefined)
      root.unknown('unparseable', `${name} has no version: the lockfile was cut off`, node.line, true);
    const exact = commit ?? written ?? null;
    root.want(root.add({ ecosystem, name: repository, version: exact, location, origin }), 'production');
  }
  return root.build();
};

/** Names in the manifest, which is read only for these, and their lines. */
async function askedFor(context: ExtractContext, path: string): Promise<[name: string, line: number][]> {
  if (textAt(path, context) === undefined) return [];
  const file = context.file(path);
  const [document] = file === null ? [] : await readYaml(file, () => undefined);
  return ['dependencies', 'development_dependencies'].flatMap((section) =>
    [...mapOf(mapOf(document).get(section)).entries].map(([name, { line }]): [string, number] => [
      name,
      line,
    ]),
  );
}

function addressOf(fields: YamlMap): string | undefined {
  const address = scalarOf(fields.get('git')) ?? scalarOf(fields.get('hg')) ?? scalarOf(fields.get('fossil'));
  if (address !== undefined) return /[/:]/.test(address) ? address : undefined;
  for (const [key, host] of FORGES) {
    const repository = scalarOf(fields.get(key));
    if (repository !== undefined) return `${host}/${repository}`;
  }
  return undefined;
}
