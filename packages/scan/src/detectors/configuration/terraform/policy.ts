/**
 * Policies (AWS IAM and everything that is written like it) in one shape, whether they are documents, JSON texts or
 * `jsonencode`: `Statement` is a list of maps, and in it `Action`, `NotAction`, `Resource`, `NotResource`, `Principal` and
 * `NotPrincipal` are lists; principals are their identifiers, without their kind.
 */
import { type ConfigValue, entry, list, map, type Place, scalar } from '@theriac/core/configuration';
import { jsonValue } from './json-values.ts';
import { meaningOf } from './policies/statement.ts';
import { type MapValue, templateText, unknown } from './values.ts';

/** Settings that hold JSON. */
const JSON_SETTINGS = new Set([
  'access_policies',
  'access_policy',
  'assume_role_policy',
  'container_definitions',
  'document',
  'inline_policy',
  'json',
  'key_policy',
  'policy',
  'policy_data',
  'policy_document',
  'resource_policy',
  'template_body',
]);

const LISTS = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;
const PRINCIPALS = ['Principal', 'NotPrincipal'] as const;

/** The values of a resource with its JSON texts as structures, and its policies in their one shape. */
export function withPolicies(values: MapValue): MapValue {
  let changed = false;
  const entries = [...values.entries].map(([key, value]): readonly [string, ConfigValue] => {
    const now = JSON_SETTINGS.has(key) ? structured(value) : nested(value);
    if (now !== value) changed = true;
    return [key, now];
  });
  return changed ? map(entries, values.at) : values;
}

function nested(value: ConfigValue): ConfigValue {
  if (value.kind !== 'list' || !value.items.some((item) => item.kind === 'map')) return value;
  const items = value.items.map((item) => (item.kind === 'map' ? withPolicies(item) : item));
  return items.every((item, i) => item === value.items[i]) ? value : list(items, value.at);
}

function structured(value: ConfigValue): ConfigValue {
  if (value.kind === 'list') return nested(value);
  const text = value.kind === 'scalar' || value.kind === 'unknown' ? templateText(value) : undefined;
  const isJson = text !== undefined && /^\s{0,200}[[{]/.test(text);
  const parsed = isJson ? (jsonValue(text, value.at, value) ?? value) : value;
  return parsed.kind === 'map' && parsed.entries.has('Statement') ? normalPolicy(parsed) : parsed;
}

/** @param policy with a `Statement`, as JSON has it */
function normalPolicy(policy: MapValue): MapValue {
  const statement = entry(policy, 'Statement');
  const statements =
    statement?.kind === 'list' ? statement.items : statement === undefined ? [] : [statement];
  const found = statements.map((one) => (one.kind === 'map' ? normalStatement(one) : one));
  return map([...policy.entries, ['Statement', list(found, statement?.at ?? policy.at)]], policy.at);
}

function normalStatement(statement: MapValue): MapValue {
  const entries = new Map(statement.entries);
  for (const key of LISTS) {
    const value = entries.get(key);
    if (value !== undefined && value.kind !== 'list') entries.set(key, list([value], value.at));
  }
  for (const key of PRINCIPALS) {
    const value = entries.get(key);
    if (value !== undefined) entries.set(key, principalsOf(value));
  }
  const normal = map(entries, statement.at);
  return map([...normal.entries, ...meaningOf(normal)], statement.at);
}

function principalsOf(value: ConfigValue): ConfigValue {
  if (value.kind === 'list') return value;
  if (value.kind !== 'map') return list([value], value.at);
  const all = [...value.entries.values()].flatMap((ids) => (ids.kind === 'list' ? ids.items : [ids]));
  return list(all, value.at);
}

/** Settings of a document's statement, and what JSON calls them. */
const OF_DOCUMENT = [
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
] as const;

/** `data "aws_iam_policy_document"` as the policy that it writes. */
export function documentPolicy(document: MapValue): MapValue {
  const own = itemsOrOpen(entry(document, 'statement')).map((one) =>
    one.kind === 'map' ? ofDocument(one) : one,
  );
  const others = [
    'source_policy_documents',
    'override_policy_documents',
    'source_json',
    'override_json',
  ].flatMap((key) => itemsOrOpen(entry(document, key)).flatMap(statementsOf));
  return map(
    [
      ['Version', scalar('2012-10-17', document.at)],
      ['Statement', list([...others, ...own], document.at)],
    ],
    document.at,
  );
}

function itemsOrOpen(value: ConfigValue | undefined): readonly ConfigValue[] {
  if (value === undefined || value.kind === 'empty') return [];
  return value.kind === 'list' ? value.items : [value];
}

function statementsOf(document: ConfigValue): readonly ConfigValue[] {
  const policy = structured(document);
  if (policy.kind === 'map') return itemsOrOpen(entry(policy, 'Statement'));
  return policy.kind === 'unknown' ? [unknown(policy.reason, policy.at)] : [];
}

function ofDocument(statement: MapValue): MapValue {
  const entries = OF_DOCUMENT.flatMap(([from, to]): (readonly [string, ConfigValue])[] => {
    const value = statement.entries.get(from);
    return value === undefined || value.kind === 'empty' ? [] : [[to, value]];
  });
  if (!statement.entries.has('effect')) entries.push(['Effect', scalar('Allow', statement.at)]);
  for (const [from, to] of [
    ['principals', 'Principal'],
    ['not_principals', 'NotPrincipal'],
  ] as const) {
    const ids = itemsOrOpen(entry(statement, from)).flatMap((one) =>
      one.kind === 'map' ? itemsOrOpen(entry(one, 'identifiers')) : [one],
    );
    if (ids.length > 0) entries.push([to, list(ids, statement.at)]);
  }
  const condition = conditionOf(itemsOrOpen(entry(statement, 'condition')), statement.at);
  if (condition !== undefined) entries.push(['Condition', condition]);
  return map(entries, statement.at);
}

/** `{ StringEquals: { "aws:SourceArn": [ … ] } }` */
function conditionOf(conditions: readonly ConfigValue[], at: Place): ConfigValue | undefined {
  if (conditions.length === 0) return undefined;
  const byTest = new Map<string, [string, ConfigValue][]>();
  for (const condition of conditions) {
    const test = entry(condition, 'test');
    const variable = entry(condition, 'variable');
    if (test?.kind !== 'scalar' || variable?.kind !== 'scalar') continue;
    const values = entry(condition, 'values') ?? unknown('it has no values', condition.at);
    byTest.set(test.text, [...(byTest.get(test.text) ?? []), [variable.text, values]]);
  }
  return map(
    [...byTest].map(([test, pairs]) => [test, map(pairs, at)] as const),
    at,
  );
}
