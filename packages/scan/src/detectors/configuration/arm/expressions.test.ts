import { type ConfigValue, entry } from '@theriac/core/configuration';
import { describe, expect, it, test } from 'vitest';
import { configurationInMemory } from '../../../configuration.ts';

/** A value as JSON; what is not known with its pieces between dots. */
function said(value: ConfigValue | undefined): unknown {
  switch (value?.kind) {
    case 'scalar':
      return value.text;
    case 'list':
      return value.items.map(said);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, one]) => [key, said(one)]));
    case 'unknown':
      return value.pieces === undefined ? '?' : value.pieces.join('…');
    default:
      return null;
  }
}

async function computed(expression: unknown, rest: Record<string, unknown> = {}): Promise<unknown> {
  const text = JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    ...rest,
    resources: [{ type: 'Microsoft.Storage/storageAccounts', name: 'a', tags: { x: expression } }],
  });
  const { resources } = await configurationInMemory({ 'main.json': text });
  return said(entry(entry(resources[0]?.values, 'tags'), 'x'));
}

const variables = {
  list: ['a', 'b', 'c'],
  map: { one: 1, Two: { three: 3 } },
  copy: [{ name: 'many', count: 3, input: "[concat('m', copyIndex('many', 1))]" }],
  nested: { copy: [{ name: 'inner', count: 2, input: "[copyIndex('inner')]" }] },
};
const parameters = {
  open: { type: 'string' },
  given: { type: 'string', defaultValue: 'G' },
  secret: { type: 'secureString', defaultValue: 'hunter2' },
  none: { type: 'object', nullable: true },
};

test.each<readonly [unknown, unknown]>([
  ["[concat('a', 'b', 1)]", 'ab1'],
  ["[concat(variables('list'), createArray('d'))]", ['a', 'b', 'c', 'd']],
  ["[concat('a', parameters('open'), 'b')]", 'a…b'],
  ["[format('{0}-{1:D3}{{}}', 'a', 7)]", 'a-007{}'],
  ["[format('{0}/{1}', parameters('open'), 'x')]", '…/x'],
  ["[toUpper(parameters('Given'))]", 'G'],
  ["[toLower(concat('A', parameters('open')))]", 'a…'],
  ["[replace('a-b', '-', '')]", 'ab'],
  ["[split('a,b', ',')]", ['a', 'b']],
  ["[split(format('{0}/{1}/x', parameters('open'), 'y'), '/')]", ['?', 'y', 'x']],
  ["[split(concat('a-', parameters('open')), '-')]", '?'],
  ["[join(variables('list'), '+')]", 'a+b+c'],
  ["[substring('abcd', 1, 2)]", 'bc'],
  ["[padLeft('7', 3, '0')]", '007'],
  ["[if(equals('a', 'a'), 'yes', parameters('open'))]", 'yes'],
  ["[if(equals(parameters('open'), parameters('open')), 'yes', 'no')]", 'yes'],
  ["[if(equals(parameters('open'), 'a'), 'yes', 'no')]", '?'],
  ["[and(false(), equals(parameters('open'), 'x'))]", 'false'],
  ["[or(true(), equals(parameters('open'), 'x'))]", 'true'],
  ["[and(true(), equals(parameters('open'), 'x'))]", '?'],
  ["[not(contains(variables('list'), 'b'))]", 'false'],
  ["[contains(variables('map'), 'ONE')]", 'true'],
  ["[empty('')]", 'true'],
  ["[empty(parameters('open'))]", '?'],
  ["[empty(concat('a', parameters('open')))]", 'false'],
  ["[coalesce(parameters('none'), 'other')]", 'other'],
  ["[coalesce(parameters('none'), parameters('open'))]", '?'],
  ["[first(variables('list'))]", 'a'],
  ["[last(variables('list'))]", 'c'],
  ["[length(variables('list'))]", '3'],
  ['[range(1, 3)]', ['1', '2', '3']],
  [
    "[union(variables('map'), createObject('Two', createObject('four', 4)))]",
    { one: '1', Two: { three: '3', four: '4' } },
  ],
  ["[union(variables('list'), createArray('b', 'd'))]", ['a', 'b', 'c', 'd']],
  ["[intersection(variables('list'), createArray('b'))]", ['b']],
  ["[take(skip(variables('list'), 1), 1)]", ['b']],
  ["[variables('map').two.three]", '3'],
  ["[variables('map')['one']]", '1'],
  ["[variables('list')[1]]", 'b'],
  ["[variables('many')]", ['m1', 'm2', 'm3']],
  ["[variables('nested').inner]", ['0', '1']],
  ['[add(2, mul(3, 4))]', '14'],
  ['[div(7, 2)]', '3'],
  ['[greater(3, 2)]', 'true'],
  ["[int('5')]", '5'],
  ["[bool('True')]", 'true'],
  ["[string(createObject('a', 1))]", '{"a":1}'],
  ['[json(\'{"a": [1]}\').a[0]]', '1'],
  ["[map(variables('list'), lambda('x', concat(lambdaVariables('x'), '!')))]", ['a!', 'b!', 'c!']],
  ["[filter(variables('list'), lambda('x', not(equals(lambdaVariables('x'), 'b'))))]", ['a', 'c']],
  ["[reduce(range(1, 3), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b'))))]", '6'],
  ["[toObject(variables('list'), lambda('x', lambdaVariables('x')))]", { a: 'a', b: 'b', c: 'c' }],
  ["[tryGet(variables('map'), 'two', 'three')]", '3'],
  ["[tryGet(variables('map'), 'nothing')]", null],
  ['[[not an expression]', '[not an expression]'],
  ["[resourceId('Microsoft.Sql/servers', 'db')]", '/subscriptions/…/providers/Microsoft.Sql/servers/db'],
  ['[uniqueString(resourceGroup().id)]', '?'],
  ['[resourceGroup().location]', '?'],
  ["[reference('x').y]", '?'],
  ["[parameters('secret')]", '?'],
  ["[concat('a', parameters('secret'))]", 'a…'],
  ["[concat('a']", '?'],
  ["[variables('missing')]", '?'],
  ["[ns.twice('x')]", 'xx'],
  [
    { copy: [{ name: 'disks', count: 2, input: { lun: "[copyIndex('disks')]" } }] },
    { disks: [{ lun: '0' }, { lun: '1' }] },
  ],
])('%j', async (expression, expected) => {
  const functions = [
    {
      namespace: 'ns',
      members: {
        twice: {
          parameters: [{ name: 'a', type: 'string' }],
          output: { type: 'string', value: "[concat(parameters('a'), parameters('a'))]" },
        },
      },
    },
  ];
  expect(await computed(expression, { variables, parameters, functions })).toEqual(expected);
});

describe('hostile templates end', () => {
  it('whose variables name themselves', async () => {
    expect(
      await computed("[variables('a')]", { variables: { a: "[variables('b')]", b: "[variables('a')]" } }),
    ).toBe('?');
  });
  it('whose variables double each other', async () => {
    const doubled: Record<string, unknown> = { v0: 'x'.repeat(100) };
    for (let i = 1; i < 60; i += 1)
      doubled[`v${i}`] = `[concat(variables('v${i - 1}'), variables('v${i - 1}'))]`;
    expect(await computed("[variables('v59')]", { variables: doubled })).toMatch(/^…+$/);
  });
  it('whose lists double each other', async () => {
    const doubled: Record<string, unknown> = { v0: ['x'] };
    for (let i = 1; i < 60; i += 1)
      doubled[`v${i}`] = `[createArray(variables('v${i - 1}'), variables('v${i - 1}'))]`;
    const found = JSON.stringify(await computed("[variables('v59')]", { variables: doubled }));
    expect(found.length).toBeLessThan(1_000_000);
  });
  it('that copy again and again', async () => {
    let input: unknown = 'x';
    for (const name of ['a', 'b', 'c', 'd', 'e']) input = { copy: [{ name, count: 800, input }] };
    expect(await computed(input)).toBeNull();
  });
  it('whose variables name each other in a long chain', async () => {
    const chain: Record<string, unknown> = { v0: 'x' };
    for (let i = 1; i < 20_000; i += 1) chain[`v${i}`] = `[concat(variables('v${i - 1}'), '')]`;
    expect(await computed("[variables('v50')]", { variables: chain })).toBe('x');
    expect(await computed("[variables('v19999')]", { variables: chain })).toBe('…');
    const wide = Object.fromEntries(Object.entries(chain).map(([key, one]) => [key, { a: { b: [one] } }]));
    expect(await computed("[variables('v19999')]", { variables: wide })).toBeTypeOf('object');
  });
  it('that are nested deep', async () => {
    expect(await computed(`[${'concat('.repeat(5000)}]`)).toBe('?');
  });
});
