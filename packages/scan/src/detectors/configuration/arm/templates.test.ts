/** Deployments: joins, copies, children, templates inside of templates, files of parameters. */
import { ask } from '@theriac/core/configuration';
import { describe, expect, it, test } from 'vitest';
import { configurationInMemory } from '../../../configuration.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const template = (resources: unknown, rest: Record<string, unknown> = {}): string =>
  JSON.stringify({ $schema: SCHEMA, ...rest, resources });

interface Asked {
  readonly failing: readonly string[];
  readonly open: readonly string[];
  readonly unknowns: readonly string[];
}

/** Answers of the rules whose ids begin with one of these. */
async function asked(files: Record<string, string>, ...ids: readonly string[]): Promise<Asked> {
  const { resources, unknowns } = await configurationInMemory(files);
  const failing: string[] = [];
  const open: string[] = [];
  for (const resource of resources)
    for (const { id, on, when, pass } of TERRAFORM_RULES) {
      if (on !== resource.type || !ids.some((one) => id.startsWith(one))) continue;
      if (when !== undefined && ask(when, resource.values).state === 'no') continue;
      const { state } = ask(pass, resource.values);
      if (state === 'no') failing.push(`${id} ${resource.name}`);
      if (state === 'unknown') open.push(`${id} ${resource.name}`);
    }
  return {
    failing,
    open,
    unknowns: unknowns.map(({ location, message }) => `${location.path}:${location.line}: ${message}`),
  };
}

const server = { type: 'Microsoft.Sql/servers', name: "[parameters('name')]" };
const named = { parameters: { name: { type: 'string' } } };

describe('children are found whose names are computed', () => {
  const auditing = { state: 'Enabled', retentionDays: 120 };
  test.each<readonly [string, unknown]>([
    [
      'beside',
      { type: 'Microsoft.Sql/servers/auditingSettings', name: "[concat(parameters('name'), '/default')]" },
    ],
    [
      'by format',
      {
        type: 'Microsoft.Sql/servers/auditingSettings',
        name: "[format('{0}/{1}', parameters('name'), 'default')]",
      },
    ],
  ])('%s', async (_, child) => {
    const both = [server, { ...(child as object), properties: auditing }];
    expect((await asked({ 'main.json': template(both, named) }, 'TF-AZURE-SQL-NO-AUDIT')).failing).toEqual(
      [],
    );
  });
  test('inside', async () => {
    const whole = {
      ...server,
      resources: [{ type: 'auditingSettings', name: 'default', properties: auditing }],
    };
    expect((await asked({ 'main.json': template([whole], named) }, 'TF-AZURE-SQL-NO-AUDIT')).failing).toEqual(
      [],
    );
  });
  test('of another server', async () => {
    const child = {
      type: 'Microsoft.Sql/servers/auditingSettings',
      name: 'other/default',
      properties: auditing,
    };
    expect(
      (await asked({ 'main.json': template([server, child], named) }, 'TF-AZURE-SQL-NO-AUDIT')).failing,
    ).toEqual(["TF-AZURE-SQL-NO-AUDIT Microsoft.Sql/servers parameters('name')"]);
  });
  test('of which it is not known whether there is one', async () => {
    const child = {
      type: 'Microsoft.Sql/servers/auditingSettings',
      name: "[concat(parameters('name'), '/default')]",
      condition: "[equals(parameters('name'), 'x')]",
      properties: auditing,
    };
    const found = await asked({ 'main.json': template([server, child], named) }, 'TF-AZURE-SQL-NO-AUDIT');
    expect([found.failing, found.open]).toEqual([
      [],
      ["TF-AZURE-SQL-NO-AUDIT Microsoft.Sql/servers parameters('name')"],
    ]);
  });
});

describe('settings that extend another resource', () => {
  const fhir = {
    type: 'Microsoft.HealthcareApis/workspaces/fhirservices',
    name: "[format('{0}/fhir', parameters('name'))]",
  };
  const id = "resourceId('Microsoft.HealthcareApis/workspaces/fhirservices', parameters('name'), 'fhir')";
  test.each<readonly [string, Record<string, unknown>]>([
    ['by their scope', { type: 'Microsoft.Insights/diagnosticSettings', name: 'audit', scope: `[${id}]` }],
    [
      'by a text as scope',
      {
        type: 'Microsoft.Insights/diagnosticSettings',
        name: 'audit',
        scope:
          "[format('Microsoft.HealthcareApis/workspaces/{0}/fhirservices/{1}', parameters('name'), 'fhir')]",
      },
    ],
    [
      'as a child of another provider',
      {
        type: 'Microsoft.HealthcareApis/workspaces/fhirservices/providers/diagnosticSettings',
        name: "[concat(parameters('name'), '/fhir/Microsoft.Insights/audit')]",
      },
    ],
  ])('%s', async (_, setting) => {
    expect(
      (await asked({ 'main.json': template([fhir, setting], named) }, 'TF-AZURE-FHIR-NO-AUDIT')).failing,
    ).toEqual([]);
    expect(
      (await asked({ 'main.json': template([fhir], named) }, 'TF-AZURE-FHIR-NO-AUDIT')).failing,
    ).toHaveLength(1);
  });
});

test('copies, and how many there are', async () => {
  const copied = (count: unknown): string =>
    template([
      {
        type: 'Microsoft.Storage/storageAccounts',
        name: "[concat('a', copyIndex())]",
        copy: { name: 'each', count },
        properties: { supportsHttpsTrafficOnly: '[greater(copyIndex(), 0)]' },
      },
    ]);
  const failing = async (count: unknown): Promise<readonly string[]> =>
    (await asked({ 'main.json': copied(count) }, 'TF-AZURE-STORAGE-HTTP')).failing;
  expect(await failing(3)).toEqual(['TF-AZURE-STORAGE-HTTP Microsoft.Storage/storageAccounts a0']);
  expect(await failing(0)).toEqual([]);
  expect(await failing("[parameters('n')]")).toEqual([]);
  expect(await failing(1e9)).toHaveLength(1);
});

test('the second version of the language has a map, with symbolic names', async () => {
  const text = template(
    {
      account: {
        type: 'Microsoft.Storage/storageAccounts',
        name: 'a',
        properties: { supportsHttpsTrafficOnly: false },
      },
      old: {
        existing: true,
        type: 'Microsoft.Storage/storageAccounts',
        name: 'b',
        properties: { supportsHttpsTrafficOnly: false },
      },
      off: {
        condition: false,
        type: 'Microsoft.Storage/storageAccounts',
        name: 'c',
        properties: { supportsHttpsTrafficOnly: false },
      },
    },
    { languageVersion: '2.0' },
  );
  expect((await asked({ 'main.json': text }, 'TF-AZURE-STORAGE-HTTP')).failing).toEqual([
    'TF-AZURE-STORAGE-HTTP Microsoft.Storage/storageAccounts a',
  ]);
});

describe('templates inside of templates', () => {
  const inner = {
    $schema: SCHEMA,
    parameters: { https: { type: 'bool' } },
    resources: [
      {
        type: 'Microsoft.Storage/storageAccounts',
        name: 'a',
        properties: { supportsHttpsTrafficOnly: "[parameters('https')]" },
      },
    ],
    outputs: { off: { type: 'bool', value: false } },
  };
  const deployment = (properties: unknown): unknown => ({
    type: 'Microsoft.Resources/deployments',
    name: 'd',
    properties,
  });
  const fails = ['TF-AZURE-STORAGE-HTTP Microsoft.Storage/storageAccounts a'];

  it('have values of their own', async () => {
    const text = template(
      [
        deployment({
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: { https: { value: "[parameters('on')]" } },
          template: inner,
        }),
      ],
      { parameters: { on: { defaultValue: false } } },
    );
    expect((await asked({ 'main.json': text }, 'TF-AZURE-STORAGE-HTTP')).failing).toEqual(fails);
  });
  it('or those of what deploys them', async () => {
    const text = template([deployment({ template: inner })], {
      parameters: { https: { defaultValue: false } },
    });
    expect((await asked({ 'main.json': text }, 'TF-AZURE-STORAGE-HTTP')).failing).toEqual(fails);
  });
  it('give values to those that deploy them, also before their turn', async () => {
    const account = {
      type: 'Microsoft.Storage/storageAccounts',
      name: 'b',
      properties: {
        supportsHttpsTrafficOnly:
          "[reference(resourceId('Microsoft.Resources/deployments', 'd')).outputs.off.value]",
      },
    };
    const text = template([account, deployment({ parameters: { https: { value: true } }, template: inner })]);
    expect((await asked({ 'main.json': text }, 'TF-AZURE-STORAGE-HTTP')).failing).toEqual([
      'TF-AZURE-STORAGE-HTTP Microsoft.Storage/storageAccounts b',
    ]);
  });
  it('are read from files of the target, and not a second time alone', async () => {
    const linked = (link: unknown): string =>
      template([deployment({ templateLink: link, parameters: { https: { value: false } } })], {
        parameters: { _artifactsLocation: { defaultValue: '[deployment().properties.templateLink.uri]' } },
      });
    for (const link of [
      { relativePath: 'nested/a.json' },
      { uri: "[concat(parameters('_artifactsLocation'), '/nested/a.json', parameters('token'))]" },
      { uri: "[uri(parameters('_artifactsLocation'), 'nested/a.json')]" },
    ]) {
      const files = { 'main.json': linked(link), 'nested/a.json': JSON.stringify(inner) };
      expect((await asked(files, 'TF-AZURE-STORAGE-HTTP')).failing).toEqual(fails);
    }
    const outside = await asked({ 'main.json': linked({ relativePath: '../../etc/a.json' }) }, 'TF-AZURE');
    expect(outside.unknowns).toEqual(['main.json:1: the template of the deployment d is not in the target']);
  });
  it('that link to each other end', async () => {
    const link = (path: string): string => template([deployment({ templateLink: { relativePath: path } })]);
    const { unknowns } = await asked({ 'a.json': link('b.json'), 'b.json': link('a.json') }, 'TF-AZURE');
    expect(unknowns[0]).toContain('a template calls itself');
  });
  it('that are not at hand may set what they get', async () => {
    const text = template(
      [
        server,
        deployment({
          templateLink: { uri: 'https://example.org/audit.json' },
          parameters: { id: { value: "[resourceId('Microsoft.Sql/servers', parameters('name'))]" } },
        }),
      ],
      named,
    );
    const found = await asked({ 'main.json': text }, 'TF-AZURE-SQL-NO-AUDIT');
    expect([found.failing, found.open]).toEqual([
      [],
      ["TF-AZURE-SQL-NO-AUDIT Microsoft.Sql/servers parameters('name')"],
    ]);
  });
});

test('files of parameters beside are read; where they differ the value is not known', async () => {
  const text = template(
    [
      {
        type: 'Microsoft.Storage/storageAccounts',
        name: 'a',
        properties: { supportsHttpsTrafficOnly: "[parameters('https')]" },
      },
    ],
    { parameters: { https: { type: 'bool', defaultValue: true } } },
  );
  const values = (https: unknown): string =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
      parameters: { HTTPS: { value: https } },
    });
  const answer = async (files: Record<string, string>): Promise<unknown> => {
    const { failing, open } = await asked({ 'main.json': text, ...files }, 'TF-AZURE-STORAGE-HTTP');
    return [failing.length, open.length];
  };
  expect(await answer({})).toEqual([0, 0]);
  expect(await answer({ 'main.parameters.json': values(false) })).toEqual([1, 0]);
  expect(
    await answer({ 'main.parameters.dev.json': values(false), 'main.parameters.prod.json': values(true) }),
  ).toEqual([0, 1]);
  expect(await answer({ 'other.parameters.json': values(false) })).toEqual([0, 0]);
});

test('secrets are told without being shown', async () => {
  const text = template(
    [
      {
        type: 'Microsoft.Sql/servers',
        name: 'db',
        properties: { administratorLoginPassword: "[parameters('p')]" },
      },
    ],
    { parameters: { p: { type: 'securestring', defaultValue: 'hunter2-very-secret' } } },
  );
  const { resources } = await configurationInMemory({ 'main.json': text });
  expect(JSON.stringify(resources.map(({ values }) => [...values.entries]))).not.toContain('hunter2');
  expect((await asked({ 'main.json': text }, 'TF-SECRET')).failing).toEqual([
    'TF-SECRET-MSSQL-SERVER Microsoft.Sql/servers db',
  ]);
  const without = text.replace('"defaultValue":"hunter2-very-secret"', '"metadata":{}');
  expect((await asked({ 'main.json': without }, 'TF-SECRET')).failing).toEqual([]);
});

test('a template that was compiled from Bicep beside it is not asked a second time', async () => {
  const text = template([{ type: 'Microsoft.Storage/storageAccounts', name: 'a' }], {
    metadata: { _generator: { name: 'bicep', version: '0.30.0' } },
  });
  const count = async (files: Record<string, string>): Promise<number> =>
    (await configurationInMemory(files)).resources.length;
  expect(await count({ 'a/main.json': text })).toBe(1);
  expect(await count({ 'a/main.json': text, 'a/main.bicep': '' })).toBe(0);
  expect(await count({ 'a/azuredeploy.json': text, 'a/main.bicep': '' })).toBe(0);
  expect(await count({ 'a/main.json': text, 'b/main.bicep': '' })).toBe(1);
});
