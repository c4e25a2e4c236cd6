/** One resource of a template in the terms of Terraform. */
import { type ConfigValue, entry, map, type Origin } from '@theriac/core/configuration';
import type { Declared } from '../terraform/joins.ts';
import { withPolicies } from '../terraform/policy.ts';
import { type MapValue, unknown } from '../terraform/values.ts';
import { originalType, SAME_PROPERTIES } from './sam-resource.ts';
import { blocksOf } from './shape.ts';
import { TYPES } from './types/all.ts';
import type { Given, Row } from './types/row.ts';

/** A resource of a template, with its functions resolved. */
interface Written {
  readonly id: string;
  /** What makes its id one of the whole target: `network.yaml#`. */
  readonly scope: string;
  /** `AWS::S3::Bucket` */
  readonly type: string;
  readonly properties: MapValue;
  readonly resource: MapValue;
  /** Why it is not known whether there is one. */
  readonly open: string | undefined;
}

export function declaredBy({ id, scope, type, properties, resource, open }: Written): readonly Declared[] {
  const row = TYPES.get(type);
  if (row === undefined) return [];
  const inner = row.within === undefined ? properties : contentOf(properties, row.within);
  const address = `${scope}${id}`;
  const given: Given = { id: address, properties: inner, blocks: blocksOf(inner, row.names), resource };
  const entries = new Map<string, ConfigValue | undefined>(given.blocks.entries);
  for (const [key, value] of row.more?.(given) ?? []) entries.set(key, value);
  const beside = (row.beside?.(given) ?? []).map((one) => ({ ...one, values: withPolicies(one.values) }));
  const origin = originOf(id, type, resource);
  return [
    { type: typeOf(row, given), address, values: withPolicies(map(entries, properties.at)), open, origin },
    ...beside.map(
      (one): Declared => ({ ...one, open: one.open ?? open, origin: { ...origin, isPart: true } }),
    ),
  ];
}

function originOf(id: string, type: string, resource: ConfigValue): Origin {
  const model = originalType(resource);
  if (model === undefined) return { language: 'cloudformation', type, name: id };
  const isPart = SAME_PROPERTIES[model] !== type;
  const [name = id] = id.split(' ');
  return { language: 'cloudformation', type: model, name, ...(isPart ? { isPart, partType: type } : {}) };
}

function typeOf({ to }: Row, given: Given): string {
  return typeof to === 'string' ? to : to(given);
}

function contentOf(properties: MapValue, key: string): MapValue {
  const content = entry(properties, key);
  if (content?.kind === 'map') return map(content.entries, properties.at);
  return map([[key, content ?? unknown(`${key} is not known`, properties.at)]], properties.at);
}
