import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { configuration } from '../index.ts';

async function fixOf(files: Record<string, string>, rule: string): Promise<readonly unknown[]> {
  const { findings } = await detectInMemory(configuration, { inventory: EMPTY_INVENTORY, files });
  const found = findings.find(({ rule: { id } }) => id === `THERIAC-CFG-${rule}`);
  return [found?.action, ...(found?.steps ?? []).map((step) => ('text' in step ? step.text : undefined))];
}

const json = (...resources: unknown[]): Record<string, string> => ({
  'main.json': JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    resources,
  }),
});

test('fixes of templates in JSON', async () => {
  const server = { type: 'Microsoft.Sql/servers', name: 'db' };
  expect(await fixOf(json(server), 'TF-AZURE-PUBLIC')).toEqual([
    'Set `"publicNetworkAccess": "Disabled"` and connect through a private endpoint.',
    `{
  "type": "Microsoft.Sql/servers",
  "name": "db",
  "properties": {
    "publicNetworkAccess": "Disabled"
  }
}`,
  ]);
});

test('fixes of Bicep', async () => {
  const text = `resource db 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'x'
}
resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'y'
}
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'z'
}
`;
  expect(await fixOf({ 'main.bicep': text }, 'TF-AZURE-DB-BACKUP-LOCAL-POSTGRESQL-FLEXIBLE-SERVER')).toEqual([
    "Set `geoRedundantBackup: 'Enabled'`.",
    `resource db 'Microsoft.DBforPostgreSQL/flexibleServers@<version>' = {
  properties: {
    backup: {
      geoRedundantBackup: 'Enabled'
    }
  }
}`,
  ]);
  expect(await fixOf({ 'main.bicep': text }, 'TF-AZURE-AKS-LOCAL-ACCOUNTS')).toEqual([
    'Set `disableLocalAccounts: true`.',
    `resource aks 'Microsoft.ContainerService/managedClusters@<version>' = {
  properties: {
    disableLocalAccounts: true
  }
}`,
  ]);
  expect(await fixOf({ 'main.bicep': text }, 'TF-AZURE-NO-PRIVATE-ENDPOINT-KEY-VAULT')).toEqual([
    'Add a private endpoint.',
    `resource other 'Microsoft.Network/privateEndpoints@<version>' = {
  properties: {
    privateLinkServiceConnections: [
      {
        properties: {
          privateLinkServiceId: vault.id
        }
      }
    ]
  }
}`,
  ]);
});

test('a resource that belongs to another one', async () => {
  const text = "resource db 'Microsoft.Sql/servers@2023-08-01' = {\n  name: 'x'\n}\n";
  expect((await fixOf({ 'main.bicep': text }, 'TF-AZURE-SQL-NO-AUDIT'))[1]).toBe(
    `resource other 'Microsoft.Sql/servers/auditingSettings@<version>' = {
  parent: db
  properties: {
    state: 'Enabled'
  }
}`,
  );
});

test('what only says where it is written', async () => {
  const group = {
    type: 'Microsoft.Network/networkSecurityGroups',
    name: 'web',
    properties: {
      securityRules: [
        {
          name: 'ssh',
          properties: {
            access: 'Allow',
            direction: 'Inbound',
            protocol: 'Tcp',
            sourceAddressPrefix: '*',
            destinationPortRange: '22',
          },
        },
      ],
    },
  };
  expect(await fixOf(json(group), 'TF-AZURE-NSG-ADMIN-OPEN-GROUP')).toEqual([
    'Name the addresses or service tags that need the port.',
    'The property is properties.securityRules of web (Microsoft.Network/networkSecurityGroups).',
  ]);
});
