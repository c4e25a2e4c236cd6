/** Reads templates one by one, with the defaults of their parameters. */
import { type ConfigValue, entry, itemsOf, map, type Resource, textOf } from '@theriac/core/configuration';
import { blocksOf } from '../cloudformation/shape.ts';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { fromJson } from '../shared/from-json.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';
import { unknown } from '../terraform/values.ts';
import { Expressions } from './expressions.ts';
import { ARM_TYPES, type Given, NOT_LOOKED_AT } from './types.ts';

/** Resources inside of resources. */
const MAX_DEPTH = 10;

export const loaded: LoadedArea = {
  // The same rules, asked of the same terms; they are added once.
  rules: TERRAFORM_RULES,
  start: fileByFile((file) => armResources(fromJson(file.text(), file.path, { comments: true }))),
};

function armResources(template: ConfigValue): Resource[] {
  const expressions = new Expressions(template);
  const found: Resource[] = [];
  const visit = (list: ConfigValue | undefined, above: string, depth: number): void => {
    // Templates of the second version have a map.
    const resources = list?.kind === 'map' ? [...list.entries.values()] : itemsOf(list);
    for (const given of resources) {
      if (given.kind !== 'map') continue;
      const own = textOf(entry(given, 'type')) ?? '';
      const type = above === '' || own.startsWith('Microsoft.') ? own : `${above}/${own}`;
      if (depth < MAX_DEPTH) visit(entry(given, 'resources'), type, depth + 1);
      const condition = entry(given, 'condition');
      if (condition !== undefined && textOf(expressions.value(condition)) === 'false') continue;
      const resource = translated(given, type, expressions);
      if (resource !== undefined) found.push(resource);
    }
  };
  visit(entry(template, 'resources'), '', 0);
  return found;
}

function translated(
  given: ConfigValue & { readonly kind: 'map' },
  type: string,
  expressions: Expressions,
): Resource | undefined {
  const row = ARM_TYPES.get(type.toLowerCase());
  const resource = expressions.value(
    map(
      [...given.entries].filter(([key]) => key !== 'resources'),
      given.at,
    ),
  );
  if (row === undefined || resource.kind !== 'map') return undefined;
  const content = entry(resource, 'properties');
  const properties = content?.kind === 'map' ? map(content.entries, given.at) : map([], given.at);
  // What is not known as a whole leaves nothing to be asked.
  if (content?.kind === 'unknown') return undefined;
  const parts: Given = { properties, resource, blocks: blocksOf(properties) };
  const to = typeof row.to === 'string' ? row.to : row.to(parts);
  if (to === undefined) return undefined;
  const entries = new Map<string, ConfigValue | undefined>(parts.blocks.entries);
  for (const key of NOT_LOOKED_AT) entries.set(key, unknown('it is declared beside the resource', given.at));
  for (const [key, value] of row.more?.(parts) ?? []) entries.set(key, value);
  const name = textOf(entry(resource, 'name')) ?? textOf(entry(given, 'name')) ?? '';
  return { type: `terraform.${to}`, name: `${type} ${name}`, at: given.at, values: map(entries, given.at) };
}
