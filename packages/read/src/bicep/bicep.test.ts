// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of Bicep
import { TheriacError } from '@theriac/core';
import { describe, expect, it, test } from 'vitest';
import { parseBicep, parseTemplateExpression, type TemplateExpression } from './index.ts';

/** The tree as a short text. */
function said(expression: TemplateExpression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'text':
      return `text(${expression.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : said(part))).join(' ')})`;
    case 'list':
      return `[${expression.items.map(({ spreads, value }) => (spreads ? '...' : '') + said(value)).join(', ')}]`;
    case 'object':
      return `{${expression.entries.map(({ key, value }) => (key === undefined ? `...${said(value)}` : `${said(key)}: ${said(value)}`)).join(', ')}}`;
    case 'for':
      return `for(${expression.itemName} ${expression.indexName} ${said(expression.over)} ${expression.condition === undefined ? '' : said(expression.condition)} ${said(expression.result)})`;
    case 'if':
      return `if(${said(expression.condition)} ${said(expression.result)})`;
    case 'name':
      return expression.name;
    case 'call':
      return `${expression.name}(${expression.args.map(said).join(', ')})`;
    case 'lambda':
      return `(${expression.parameters.join(' ')}) => ${said(expression.body)}`;
    case 'path':
      return `${said(expression.of)}${expression.steps
        .map((step) =>
          step.kind === 'index'
            ? `[${step.isSafe ? '?' : ''}${step.fromEnd ? '^' : ''}${said(step.key)}]`
            : step.kind === 'method'
              ? `.${step.name}(${step.args.map(said).join(', ')})`
              : step.kind === 'child'
                ? `::${step.name}`
                : `.${step.isSafe ? '?' : ''}${step.name}`,
        )
        .join('')}`;
    case 'operators':
      return `(${said(expression.first)}${expression.rest.map(({ operator, operand }) => ` ${operator} ${said(operand)}`).join('')})`;
    case 'prefix':
      return `${expression.signs.join('')}${said(expression.of)}`;
    case 'conditional':
      return `(${expression.branches.map(({ condition, result }) => `${said(condition)} ? ${said(result)} : `).join('')}${said(expression.otherwise)})`;
  }
}

const tree = (text: string): string => {
  const [variable] = parseBicep(`var x = ${text}`, 'a.bicep').variables;
  return variable === undefined ? '' : said(variable.value);
};

function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof TheriacError) return `${error.code} ${error.place.line}: ${error.message}`;
    throw error;
  }
  return '';
}

test.each([
  ["'a'", '"a"'],
  ["'it\\'s ${1 + 2} \\u{41}\\n'", 'text("it\'s " (1 + 2) " A\\n")'],
  ["'\\${x}'", '"${x}"'],
  ["'''\na ${b}\n''c''''", "\"a ${b}\\n''c'\""],
  ["$'''a ${b}'''", 'text("a " b)'],
  ["$$'''a ${b} $${c}'''", 'text("a ${b} " c)'],
  ["'${'${a}'}'", 'text(text(a))'],
])('texts: %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ['a || b && c', '(a || (b && c))'],
  ['a ?? b || c', '(a ?? (b || c))'],
  ['!a == -b', '(!a == -b)'],
  ['a ? b : c ? d : e', '(a ? b : c ? d : e)'],
  ['a\n  ? b\n  : c', '(a ? b : c)'],
  ['a.b.?c[0][?x][^1]!.d::e', 'a.b.?c[0][?x][^1].d::e'],
  ['az.resourceGroup().location', 'az.resourceGroup().location'],
  ['map(xs, (x, i) => x + i)', 'map(xs, (x i) => (x + i))'],
  ['filter(xs, x => x.on)', 'filter(xs, (x) => x.on)'],
  ['reduce(xs, 0, () => 1)', 'reduce(xs, 0, () => 1)'],
  ['(a)', 'a'],
  ['f (\n  1,\n  2,\n)', 'f(1, 2)'],
  ['[1, 2\n 3\n ...xs\n]', '[1, 2, 3, ...xs]'],
  ["{a: 1, 'b c': 2\n '${d}': 3\n ...e\n}", '{"a": 1, "b c": 2, text(d): 3, ...e}'],
  ['[for x in xs: x]', 'for(x undefined xs  x)'],
  ['[for (x, i) in xs: if (i > 0) {\n a: x\n}]', 'for(x i xs (i > 0) {"a": x})'],
  ['[\n  for x in range(0, 2): x\n]', 'for(x undefined range(0, 2)  x)'],
  ['a // comment\n', 'a'],
  ['a /* b */ + c', '(a + c)'],
  ['99999999999999999999', '"99999999999999999999"'],
])('expressions: %s', (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test('statements', () => {
  const file = parseBicep(
    `targetScope = 'subscription'
metadata description = 'x'
#disable-next-line no-unused
@description('a')
@sys.secure()
param password string
@allowed([ 'a', 'b' ])
param sku 'a' | 'b' = 'a'
param many {
  @secure()
  key: string?
  *: int[]
}[]?
type size = | 'small'
  | 'large'
type other = resourceInput<
  'Microsoft.Storage/storageAccounts@2023-01-01'
>.properties
@export()
func named(a string, b { c: int }) string => '\${a}-\${b.c}'
import { one, two as three } from 'shared.bicep'
import * as all from 'types.bicep'
extension kubernetes with { namespace: 'default' } as k8s
assert small = sku == 'a'
resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = if (sku == 'a') {
  name: 'a'
  @batchSize(1)
  resource blobs 'blobServices' = {
    name: 'default'
  }
}
resource old 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'v' }
module network './network.bicep' = [for i in range(0, 2): {
  name: 'network\${i}'
}]
output id string = account.id
`,
    'main.bicep',
  );
  expect(file.targetScope).toBe('subscription');
  expect(
    file.parameters.map(({ name, isSecure, isNullable, type }) => [name, isSecure, isNullable, type]),
  ).toEqual([
    ['password', true, false, 'string'],
    ['sku', false, false, ''],
    ['many', false, true, ''],
  ]);
  expect(file.functions.map(({ name, parameters }) => [name, parameters])).toEqual([['named', ['a', 'b']]]);
  expect(file.imports.map(({ source, whole, names }) => [source, whole, names.map(({ as }) => as)])).toEqual([
    ['shared.bicep', undefined, ['one', 'three']],
    ['types.bicep', 'all', []],
  ]);
  expect(file.resources.map(({ name, isExisting, line }) => [name, isExisting, line])).toEqual([
    ['account', false, 25],
    ['old', true, 32],
  ]);
  expect(file.modules.map(({ name, source }) => [name, source])).toEqual([['network', './network.bicep']]);
  expect(file.outputs.map(({ name }) => name)).toEqual(['id']);
});

test('files of parameters', () => {
  const file = parseBicep(
    "using './main.bicep'\nextends 'base.bicepparam'\nparam a = 1\nvar b = a",
    'a.bicepparam',
  );
  expect([file.using, file.extendsFile, file.parameters.map(({ name }) => name)]).toEqual([
    './main.bicep',
    'base.bicepparam',
    ['a'],
  ]);
  expect(parseBicep('using none\n', 'a.bicepparam').using).toBe('none');
});

describe('errors say the line', () => {
  test.each([
    ['var a = 1\nvar b = ', '2: an expression is missing'],
    ["var a = 'x\n", '1: a text is not closed'],
    ["var a = '''x\n", '1: a text is not closed'],
    ['var a = [1 2]', '1: a line break or a comma is missing'],
    ['\nsomething else', '2: `something` starts no statement'],
    ['var a = 1 var b = 2', '1: a line break is missing behind a statement'],
    ['var a = {\n  b 1\n}', '2: `:` is missing in an object'],
    ['param a {', '1: a type is not closed'],
    ['var a = [for x of xs: x]', '1: `in` is missing in a loop'],
    ["var a = '\\u{110000}'", '1: an escape is not a character'],
  ])('%j', (text, expected) => {
    expect(failure(() => parseBicep(text, 'a.bicep'))).toBe(`THERIAC_INPUT_SYNTAX ${expected}`);
  });

  it.each(['(', '[', '{a: ', "'${", 'f(', '!(', 'a[', 'x ? '])('refuses %j nested too deep', (open) => {
    expect(failure(() => parseBicep(`var a = ${open.repeat(20_000)}`, 'a.bicep'))).toMatch(
      /^THERIAC_INPUT_LIMIT 1: /,
    );
  });
});

it('reads long chains without depth', () => {
  expect(tree(`a${' + a'.repeat(50_000)}`)).toHaveLength(4 * 50_000 + 3);
  expect(tree(`a${'.b'.repeat(50_000)}`)).toHaveLength(2 * 50_000 + 1);
});

it('looks at long spaces a few times only', () => {
  const text = `var a = ${'('.repeat(70)}a${`)${'\n'.repeat(50_000)}`.repeat(70)}`;
  expect(parseBicep(text, 'a.bicep').variables).toHaveLength(1);
});

describe('expressions of templates', () => {
  const start = { line: 7, column: 3 };
  test.each([
    ["concat(parameters('a'), 'it''s')", 'concat(parameters("a"), "it\'s")'],
    ['reference(x(1)).b[0].c', 'reference(x(1)).b[0].c'],
    [' add( -1 , 2.5 ) ', 'add(-1, 2.5)'],
    ["contoso.name('x')", 'contoso.name("x")'],
    ["variables('a')[parameters('b')].?c", 'variables("a")[parameters("b")].?c'],
  ])('%s', (text, expected) => {
    expect(said(parseTemplateExpression(text, 'a.json', start))).toBe(expected);
  });
  test.each(['concat(', "a('b'", 'a)', '', 'a.', '#', "f('a' 'b')"])('%j is none', (text) => {
    expect(failure(() => parseTemplateExpression(text, 'a.json', start))).toMatch(
      /^THERIAC_INPUT_SYNTAX 7: /,
    );
  });
  it('refuses what is nested too deep', () => {
    expect(failure(() => parseTemplateExpression('f('.repeat(20_000), 'a.json', start))).toMatch(
      /^THERIAC_INPUT_LIMIT 7: /,
    );
  });
});
