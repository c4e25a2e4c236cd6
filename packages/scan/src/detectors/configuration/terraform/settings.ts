/** What modules say about themselves: providers, state, variables, outputs, and the modules that they call. */
import { type ConfigValue, map, type Resource, scalar, textOf } from '@theriac/core/configuration';
import { bodyValue, placeOf } from './blocks.ts';
import { evaluate } from './evaluate.ts';
import type { Declaration, ModuleFolder } from './module-folder.ts';
import type { ModuleScope } from './module-scope.ts';

export function settingsOf(folder: ModuleFolder, scope: ModuleScope | undefined): Resource[] {
  if (scope === undefined) return [];
  const described = (
    type: string,
    { node, path }: Declaration,
    name: string,
    more: [string, ConfigValue][] = [],
  ): Resource => {
    const env = scope.env(path);
    const at = placeOf(node, env);
    const values = bodyValue(node.body, env, at);
    const where = folder.folder === '' ? name : `${folder.folder} ${name}`;
    return { type: `terraform.${type}`, name: where, at, values: map([...values.entries, ...more], at) };
  };
  const text = (value: string, { node, path }: Declaration): ConfigValue =>
    scalar(value, placeOf(node, { path }));
  const label = ({ node }: Declaration): string => node.labels[0] ?? '';
  return [
    ...folder.providers.map((one) =>
      described('provider', one, `provider.${label(one)}`, [['@type', text(label(one), one)]]),
    ),
    ...folder.settings.flatMap((one) => [
      described('settings', one, 'terraform'),
      ...one.node.body.blocks
        .filter(({ type }) => type === 'backend')
        .map((node) => {
          const backend = { node, path: one.path };
          return described('backend', backend, `backend.${label(backend)}`, [
            ['@type', text(label(backend), backend)],
          ]);
        }),
    ]),
    ...folder.calls.map((one) => described('module', one, `module.${label(one)}`, sourceOf(one, text))),
    ...[...folder.variables.values()].map((one) =>
      variable(one, described('variable', one, `var.${label(one)}`, [['@name', text(label(one), one)]])),
    ),
    ...[...folder.outputs.values()].map((one) =>
      described('output', one, `output.${label(one)}`, [['@name', text(label(one), one)]]),
    ),
    ...folder.given.map(({ path, body }): Resource => {
      const env = scope.env(path);
      const at = { path, line: 1, column: 1 };
      const values = map(
        [...body.attributes].map(([name, { value }]) => [name, evaluate(value, env)] as const),
        at,
      );
      return { type: 'terraform.values', name: path, at, values: map([['values', values]], at) };
    }),
  ];
}

/** Validations are conditions of values, not values. */
function variable(_: Declaration, resource: Resource): Resource {
  const entries = [...resource.values.entries].filter(([key]) => key !== 'validation' && key !== 'type');
  return { ...resource, values: map(entries, resource.at) };
}

/** What kind of source a module has, and whether what it gets can change without a change here. */
function sourceOf(
  one: Declaration,
  text: (value: string, one: Declaration) => ConfigValue,
): [string, ConfigValue][] {
  const setting = one.node.body.attributes.get('source')?.value;
  const source = setting?.kind === 'literal' ? String(setting.value) : undefined;
  if (source === undefined) return [];
  const version = one.node.body.attributes.get('version')?.value;
  const kind = kindOf(source);
  const reference = /[?&]ref=([^&]{1,200})/.exec(source)?.[1];
  const pinned =
    kind === 'local'
      ? 'local'
      : kind === 'registry'
        ? version?.kind === 'literal' &&
          textOf(scalar(String(version.value), { path: '', line: 1, column: 1 })) !== ''
          ? 'version'
          : 'none'
        : reference === undefined
          ? kind === 'archive'
            ? 'archive'
            : 'none'
          : /^[0-9a-f]{40}$/.test(reference)
            ? 'commit'
            : /^v?\d/.test(reference) || reference.includes('v')
              ? 'tag'
              : 'branch';
  return [
    ['@source', text(kind, one)],
    ['@pinned', text(pinned, one)],
  ];
}

function kindOf(source: string): 'local' | 'git' | 'archive' | 'registry' {
  if (/^\.\.?(?:\/|$)/.test(source) || source.startsWith('/')) return 'local';
  if (/^(?:git::|git@|github\.com\/|bitbucket\.org\/|hg::)/.test(source) || /\.git(?:$|[/?])/.test(source))
    return 'git';
  return /^(?:https?:|s3::|gcs::)/.test(source) ? 'archive' : 'registry';
}
