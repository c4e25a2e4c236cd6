import { ask } from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { expect, it, test } from 'vitest';
import { configurationInMemory } from '../../../configuration.ts';
import { arm } from './area.ts';
import { loaded } from './read.ts';

const template = (resources: unknown, rest: Record<string, unknown> = {}): string =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    ...rest,
    resources,
  });

async function failing(text: string): Promise<string[]> {
  const { resources } = await configurationInMemory({ 'main.json': text });
  return resources.flatMap((resource) =>
    loaded.rules.flatMap(({ on, when, pass, id, severity }) =>
      on === resource.type &&
      severity !== 'low' &&
      (when === undefined || ask(when, resource.values).state === 'yes') &&
      ask(pass, resource.values).state === 'no'
        ? [`${id} ${resource.name}`]
        : [],
    ),
  );
}

const account = (properties: unknown): unknown => [
  { type: 'Microsoft.Storage/storageAccounts', name: 'records', properties },
];

test('accounts are asked the rules of Terraform', async () => {
  const open = { supportsHttpsTrafficOnly: false, minimumTlsVersion: 'TLS1_0', allowBlobPublicAccess: true };
  expect(await failing(template(account(open)))).toEqual([
    'TF-AZURE-PUBLIC-STORAGE-ACCOUNT Microsoft.Storage/storageAccounts records',
    'TF-AZURE-STORAGE-ANONYMOUS Microsoft.Storage/storageAccounts records',
    'TF-AZURE-STORAGE-HTTP Microsoft.Storage/storageAccounts records',
    'TF-AZURE-OLD-TLS Microsoft.Storage/storageAccounts records',
  ]);
  const closed = {
    supportsHttpsTrafficOnly: true,
    minimumTlsVersion: 'TLS1_2',
    allowBlobPublicAccess: false,
    publicNetworkAccess: 'Disabled',
  };
  expect(await failing(template(account(closed)))).toEqual([]);
});

test('parameters have their defaults, variables their values, and the rest is unknown', async () => {
  const of = (expression: string, rest: Record<string, unknown>): Promise<string[]> =>
    failing(
      template(account({ publicNetworkAccess: 'Disabled', supportsHttpsTrafficOnly: expression }), rest),
    );
  const fails = ['TF-AZURE-STORAGE-HTTP Microsoft.Storage/storageAccounts records'];
  expect(await of("[parameters('https')]", { parameters: { https: { defaultValue: false } } })).toEqual(
    fails,
  );
  expect(await of("[variables('a').b]", { variables: { a: { b: false } } })).toEqual(fails);
  expect(await of("[parameters('https')]", { parameters: { https: { type: 'bool' } } })).toEqual([]);
  expect(await of('[equals(1, 2)]', {})).toEqual(fails);
  expect(await of('[equals(resourceGroup().location, 2)]', {})).toEqual([]);
  expect(await of("[variables('a')]", { variables: { a: "[variables('a')]" } })).toEqual([]);
});

test('rules inside of groups, and children inside of servers', async () => {
  const ssh = {
    access: 'Allow',
    direction: 'Inbound',
    protocol: 'Tcp',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '22',
  };
  const found = await failing(
    template([
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        name: 'web',
        properties: { securityRules: [{ name: 'ssh', properties: ssh }] },
      },
      {
        type: 'Microsoft.Sql/servers',
        name: 'db',
        resources: [
          {
            type: 'firewallRules',
            name: 'all',
            properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' },
          },
        ],
      },
    ]),
  );
  expect(found).toEqual([
    'TF-AZURE-NSG-ADMIN-OPEN-GROUP Microsoft.Network/networkSecurityGroups web',
    'TF-AZURE-DB-FIREWALL-WORLD Microsoft.Sql/servers/firewallRules all',
    'TF-AZURE-PUBLIC Microsoft.Sql/servers db',
    'TF-AZURE-SQL-NO-AUDIT Microsoft.Sql/servers db',
  ]);
});

it('claims only templates', () => {
  expect(arm.claims(new MemoryFile('a.json', template([])))).toBe(true);
  expect(arm.claims(new MemoryFile('a.json', '{"resources": []}'))).toBe(false);
});

it('reads what is of another shape as nothing', async () => {
  for (const resources of ['x', [1, 'y', {}], { a: { type: 1 } }])
    expect(await failing(template(resources))).toEqual([]);
});

test('servers of databases', async () => {
  const server = (properties: unknown): string =>
    template([{ type: 'Microsoft.DBforPostgreSQL/servers', name: 'db', properties }]);
  expect(await failing(server({ sslEnforcement: 'Disabled', publicNetworkAccess: 'Disabled' }))).toEqual([
    'TF-AZURE-DB-CLEARTEXT Microsoft.DBforPostgreSQL/servers db',
  ]);
  expect(await failing(server({ publicNetworkAccess: 'Disabled' }))).toEqual([]);
});
