// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of Bicep
import { ask, entry, textOf } from '@theriac/core/configuration';
import { describe, expect, it, test } from 'vitest';
import { configurationInMemory } from '../../../configuration.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';

interface Asked {
  readonly failing: readonly string[];
  readonly open: readonly string[];
  readonly unknowns: readonly string[];
}

async function asked(files: string | Record<string, string>, ...ids: readonly string[]): Promise<Asked> {
  const { resources, unknowns } = await configurationInMemory(
    typeof files === 'string' ? { 'main.bicep': files } : files,
  );
  const failing: string[] = [];
  const open: string[] = [];
  for (const resource of resources)
    for (const { id, on, when, pass } of TERRAFORM_RULES) {
      if (on !== resource.type || !ids.some((one) => id.startsWith(one))) continue;
      if (when !== undefined && ask(when, resource.values).state === 'no') continue;
      const answer = ask(pass, resource.values);
      if (answer.state === 'no')
        failing.push(`${answer.reason.at.path}:${answer.reason.at.line} ${resource.name}`);
      if (answer.state === 'unknown') open.push(`${id} ${resource.name}`);
    }
  return {
    failing,
    open,
    unknowns: unknowns.map(({ location, message }) => `${location.path}:${location.line}: ${message}`),
  };
}

const account = (
  properties: string,
  name = "'records'",
): string => `resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: ${name}
  properties: {
    ${properties}
  }
}
`;
const HTTP = 'TF-AZURE-STORAGE-HTTP';
const FAILS = ['main.bicep:4 Microsoft.Storage/storageAccounts records'];

describe('values', () => {
  test.each<readonly [string, string, boolean]>([
    ['written', 'false', true],
    ['true', 'true', false],
    ['of a variable', 'off', true],
    ['of a parameter', 'given', true],
    ['of a parameter without a value', 'open', false],
    ['conditional', "kind == 'a' ? false : open", true],
    ['conditional on what is not known', 'open ? false : true', false],
    ['coalesced', 'nothing ?? false', true],
    ['safe', 'deep.?missing ?? false', true],
    ['of a function', 'turned(true)', true],
    ['of a loop', 'filter([for (x, i) in range(0, 3): i > 0], x => !x)[0]', true],
    ['spread', '{ ...deep, more: 1 }.on', true],
    ['in brackets', "deep['o${'n'}']", true],
  ])('%s', async (_, value, fails) => {
    const text = `${account(`supportsHttpsTrafficOnly: ${value}`)}
var off = false
var kind = 'a'
var deep = { on: false }
param given bool = false
param open bool
param nothing bool?
func turned(x bool) bool => !x
`;
    expect((await asked(text, HTTP)).failing).toEqual(fails ? FAILS : []);
  });
});

test('conditions and loops of resources', async () => {
  const text = `
param names array = ['a', 'b']
param on bool = false
resource many 'Microsoft.Storage/storageAccounts@2023-01-01' = [for (name, i) in names: if (i > 0) {
  name: 'x\${name}'
  properties: { supportsHttpsTrafficOnly: false }
}]
resource off 'Microsoft.Storage/storageAccounts@2023-01-01' = if (on) {
  name: 'off'
  properties: { supportsHttpsTrafficOnly: false }
}
resource old 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: 'old'
}
`;
  expect((await asked(text, HTTP)).failing).toEqual(['main.bicep:6 Microsoft.Storage/storageAccounts xb']);
});

describe('children and settings are found', () => {
  const server =
    "param name string\nresource db 'Microsoft.Sql/servers@2023-08-01' = {\n  name: name\n INNER}\n";
  const body =
    "= {\n  name: 'default'\n  PARENT\n  properties: { state: 'Enabled', retentionDays: 120 }\n}\n";
  const type = "'Microsoft.Sql/servers/auditingSettings@2023-08-01'";
  test.each<readonly [string, string]>([
    [
      'by parent',
      `${server.replace('INNER', '')}resource audit ${type} ${body.replace('PARENT', 'parent: db')}`,
    ],
    [
      'by name',
      `${server.replace('INNER', '')}resource audit ${type} ${body.replace('PARENT', '').replace("'default'", "'${name}/default'")}`,
    ],
    ['inside', server.replace('INNER', `resource audit 'auditingSettings' ${body.replace('PARENT', '')}`)],
    [
      'by an existing one',
      `${server.replace('INNER', '')}resource same 'Microsoft.Sql/servers@2023-08-01' existing = {\n  name: name\n}\nresource audit ${type} ${body.replace('PARENT', 'parent: same')}`,
    ],
  ])('%s', async (_, text) => {
    expect((await asked(text, 'TF-AZURE-SQL-NO-AUDIT')).failing).toEqual([]);
  });
  test('not those of others', async () => {
    const other = `${server.replace('INNER', '')}resource audit ${type} ${body.replace('PARENT', '').replace("'default'", "'x/default'")}`;
    expect((await asked(other, 'TF-AZURE-SQL-NO-AUDIT')).failing).toEqual([
      'main.bicep:2 Microsoft.Sql/servers db',
    ]);
  });
  test('by scope', async () => {
    const fhir = `
resource workspace 'Microsoft.HealthcareApis/workspaces@2023-11-01' = {
  name: 'w\${uniqueString(resourceGroup().id)}'
  resource fhir 'fhirservices' = {
    name: 'fhir'
  }
}
`;
    const setting = `resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: workspace::fhir
}
`;
    expect((await asked(fhir, 'TF-AZURE-FHIR-NO-AUDIT')).failing).toHaveLength(1);
    expect((await asked(fhir + setting, 'TF-AZURE-FHIR-NO-AUDIT')).failing).toEqual([]);
  });
});

describe('modules', () => {
  const inner = `param https bool = true\n${account('supportsHttpsTrafficOnly: https')}output off bool = !https\noutput id string = account.id\n`;
  it('get values and give them, and are not read alone', async () => {
    const main = `module inner 'modules/inner.bicep' = {
  name: 'inner'
  params: { https: false }
}
module second 'modules/inner.bicep' = {
  name: 'second'
  params: { https: !inner.outputs.off }
}
`;
    expect((await asked({ 'main.bicep': main, 'modules/inner.bicep': inner }, HTTP)).failing).toEqual([
      'modules/inner.bicep:5 Microsoft.Storage/storageAccounts records',
      'modules/inner.bicep:5 Microsoft.Storage/storageAccounts records',
    ]);
    expect((await asked({ 'modules/inner.bicep': inner }, HTTP)).failing).toEqual([]);
  });
  it('in loops', async () => {
    const main = `module inner 'inner.bicep' = [for on in [true, false]: {
  name: 'inner-\${on}'
  params: { https: on }
}]
`;
    expect((await asked({ 'main.bicep': main, 'inner.bicep': inner }, HTTP)).failing).toHaveLength(1);
  });
  it('that are templates in JSON', async () => {
    const json = JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      parameters: { https: { type: 'bool' } },
      resources: [
        {
          type: 'Microsoft.Storage/storageAccounts',
          name: 'a',
          properties: { supportsHttpsTrafficOnly: "[parameters('https')]" },
        },
      ],
    });
    const main = "module inner 'inner.json' = {\n  params: { https: false }\n}\n";
    expect((await asked({ 'main.bicep': main, 'inner.json': json }, HTTP)).failing).toHaveLength(1);
  });
  it('that call each other, or themselves, end', async () => {
    const call = (path: string): string => `module other '${path}' = {\n  name: 'x'\n}\n`;
    const { unknowns } = await asked(
      { 'main.bicep': call('a.bicep'), 'a.bicep': call('b.bicep'), 'b.bicep': call('a.bicep') },
      HTTP,
    );
    expect(unknowns).toEqual(['b.bicep:1: a template calls itself, or templates call each other too deep']);
  });
  it('of registries and outside may set what they get', async () => {
    for (const source of ['br/public:avm/res/x:1.0.0', '../outside.bicep', 'missing.bicep', 'ts:spec']) {
      const main = `resource db 'Microsoft.Sql/servers@2023-08-01' = {
  name: 'db'
}
module audit '${source}' = {
  params: { server: db.id }
}
`;
      const { failing, open, unknowns } = await asked(main, 'TF-AZURE-SQL-NO-AUDIT');
      expect([failing, open, unknowns]).toEqual([
        [],
        ['TF-AZURE-SQL-NO-AUDIT Microsoft.Sql/servers db'],
        [`main.bicep:4: the module audit (${source}) is not in the target`],
      ]);
    }
  });
});

test('names are imported, and files loaded', async () => {
  const shared =
    "@export()\nvar off = false\n@export()\nfunc turned(x bool) bool => !x\nvar more = loadJsonContent('more.json')\n@export()\nvar deep = more.a.b\n";
  const value = async (expression: string, imports: string): Promise<number> =>
    (
      await asked(
        {
          'main.bicep': `${imports}\n${account(`supportsHttpsTrafficOnly: ${expression}`)}`,
          'lib/shared.bicep': shared,
          'lib/more.json': '{"a": {"b": false}}',
        },
        HTTP,
      )
    ).failing.length;
  expect(await value('none', "import { off as none } from 'lib/shared.bicep'")).toBe(1);
  expect(await value('s.off', "import * as s from 'lib/shared.bicep'")).toBe(1);
  expect(await value('turned(true)', "import { turned } from 'lib/shared.bicep'")).toBe(1);
  expect(await value('s.turned(true)', "import * as s from 'lib/shared.bicep'")).toBe(1);
  expect(await value('deep', "import { deep } from 'lib/shared.bicep'")).toBe(1);
  expect(await value("loadJsonContent('lib/more.json', 'a.b')", '')).toBe(1);
  expect(await value("loadJsonContent('../../more.json')", '')).toBe(0);
});

test('files of parameters', async () => {
  const main = `param https bool = true\n${account('supportsHttpsTrafficOnly: https')}`;
  const given = (https: string): string =>
    `using './main.bicep'\nvar x = ${https}\nparam other = x\nparam https = other\n`;
  const counts = async (files: Record<string, string>): Promise<unknown> => {
    const { failing, open } = await asked({ 'main.bicep': main, ...files }, HTTP);
    return [failing.length, open.length];
  };
  expect(await counts({ 'main.bicepparam': given('false') })).toEqual([1, 0]);
  expect(await counts({ 'a.bicepparam': given('false'), 'b.bicepparam': given('true') })).toEqual([0, 1]);
  expect(await counts({ 'main.bicepparam': given("readEnvironmentVariable('X')") })).toEqual([0, 1]);
});

test('secrets are told without being shown', async () => {
  const text = `@secure()
param password string = 'hunter2-very-secret'
resource db 'Microsoft.Sql/servers@2023-08-01' = {
  name: 'db'
  properties: { administratorLoginPassword: password }
}
`;
  const { resources } = await configurationInMemory({ 'main.bicep': text });
  expect(resources.map(({ values }) => textOf(entry(values, 'administrator_login_password')))).toEqual([
    '(a value that stands in the template)',
  ]);
  expect((await asked(text, 'TF-SECRET')).failing).toEqual(['main.bicep:2 Microsoft.Sql/servers db']);
  for (const other of ['', " = ''", " = '<password>'", " = 'changeme'", ' = newGuid()'])
    expect((await asked(text.replace(" = 'hunter2-very-secret'", other), 'TF-SECRET')).failing).toEqual([]);
});

test('names that are computed from themselves, and loops over loops, end', async () => {
  const text = `var a = b\nvar b = [for x in a: x]\nvar big = [for i in range(0, 2000): [for j in range(0, 2000): [for k in range(0, 2000): k]]]\n${account('supportsHttpsTrafficOnly: empty(big) ? a : false')}`;
  expect((await asked(text, HTTP)).unknowns.join()).toContain('computes too much');
});

test('long chains of names, functions that call themselves and modules in a row end', async () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => `var v${i + 1} = { a: [v${i}] }\n`).join('');
  const called = `func f(x int) int => f(x) + f(x)\n${account('supportsHttpsTrafficOnly: f(1) == 2')}`;
  expect(
    (await asked(`var v0 = 1\n${chain}${account('supportsHttpsTrafficOnly: empty(v20000)')}`, HTTP)).failing,
  ).toEqual(FAILS.map((one) => one.replace(':4', ':20005')));
  expect((await asked(called, HTTP)).failing).toEqual([]);
  const files: Record<string, string> = {};
  for (let i = 0; i < 60; i += 1)
    files[i === 0 ? 'main.bicep' : `m${i}.bicep`] =
      `module next 'm${i + 1}.bicep' = {\n  params: { x: next2.outputs.y }\n}\nmodule next2 'm${i + 1}.bicep' = {\n  params: {}\n}\noutput y string = next.outputs.y\n`;
  expect((await asked(files, HTTP)).failing).toEqual([]);
});

test('a file that cannot be read is told', async () => {
  const { unknowns } = await asked('var a = 1\nresource x\n', HTTP);
  expect(unknowns).toEqual([
    'main.bicep:undefined: not checked for what configuration declares: a text is missing',
  ]);
});

test('roles are assigned where they are deployed to, unless another scope is named', async () => {
  const owner =
    "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')";
  const role = (scope: string, target: string): string => `targetScope = '${target}'
resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'x'
  ${scope}
  properties: { roleDefinitionId: ${owner} }
}
`;
  const count = async (scope: string, target: string): Promise<number> =>
    (await asked(role(scope, target), 'TF-AZURE-ROLE-OWNER')).failing.length;
  expect(await count('', 'subscription')).toBe(1);
  expect(await count('', 'resourceGroup')).toBe(0);
  expect(await count('scope: subscription()', 'subscription')).toBe(1);
  expect(await count('scope: resourceGroup()', 'resourceGroup')).toBe(0);
  expect(await count("scope: resourceGroup('other')", 'subscription')).toBe(0);
});
