/** One template as resources in the terms of Terraform, so that the same rules are asked of both. */
import {
  type ConfigValue,
  entry,
  map,
  type Origin,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { type Declared, joined } from '../terraform/joins.ts';
import { withPolicies } from '../terraform/policy.ts';
import { type MapValue, unknown } from '../terraform/values.ts';
import { Intrinsics } from './intrinsics.ts';
import { expandedSam, originalType, SAME_PROPERTIES } from './sam.ts';
import { blocksOf } from './shape.ts';
import { TYPES } from './types/all.ts';
import type { Given, Row } from './types/row.ts';

/** A resource of a template, with its functions resolved. */
interface Written {
  readonly id: string;
  /** `AWS::S3::Bucket` */
  readonly type: string;
  readonly properties: MapValue;
  readonly resource: MapValue;
  /** Why it is not known whether there is one. */
  readonly open: string | undefined;
}

/** @param template in the long form of functions */
export function templateResources(template: ConfigValue): Resource[] {
  return joined({ resources: writtenIn(expandedSam(template)).flatMap(declaredBy), givenAway: new Map() });
}

function writtenIn(template: ConfigValue): Written[] {
  const intrinsics = new Intrinsics(template);
  const resources = entry(template, 'Resources');
  if (resources?.kind !== 'map') return [];
  return [...resources.entries].flatMap(([id, given]): Written[] => {
    const type = textOf(entry(given, 'Type'));
    if (type === undefined || given.kind !== 'map') return [];
    const condition = textOf(entry(given, 'Condition'));
    const isThere = condition === undefined ? true : intrinsics.conditionNamed(condition);
    if (isThere === false) return [];
    const raw = entry(given, 'Properties') ?? map([], given.at);
    const value = intrinsics.value(raw);
    return [
      {
        id,
        type,
        properties: value?.kind === 'map' ? map(value.entries, given.at) : map([], given.at),
        resource: given,
        open: isThere === undefined ? `the condition ${condition} depends on what is not known` : undefined,
      },
    ];
  });
}

function declaredBy({ id, type, properties, resource, open }: Written): readonly Declared[] {
  const row = TYPES.get(type);
  if (row === undefined) return [];
  const inner = row.within === undefined ? properties : contentOf(properties, row.within);
  const given: Given = { id, properties: inner, blocks: blocksOf(inner, row.names), resource };
  const entries = new Map<string, ConfigValue | undefined>(given.blocks.entries);
  for (const [key, value] of row.more?.(given) ?? []) entries.set(key, value);
  const beside = (row.beside?.(given) ?? []).map((one) => ({ ...one, values: withPolicies(one.values) }));
  const origin = originOf(id, type, resource);
  return [
    {
      type: typeOf(row, given),
      address: id,
      values: withPolicies(map(entries, properties.at)),
      open,
      origin,
    },
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
