/** Services of the platform: health data, search, machine learning, roles. */
import { type ConfigValue, list, map, scalar } from '@theriac/core/configuration';
import { unknown } from '../../terraform/values.ts';
import { entryAt, entryOf, symbolOf } from '../symbols.ts';
import { block, DISABLED, type Given, PUBLIC_ACCESS, type Row, type Rows } from './row.ts';

const service = (to: string): Row => ({ to, settings: PUBLIC_ACCESS });

/** Built-in roles that give everything, by their ids. */
const ROLES: Readonly<Record<string, string>> = {
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': 'Owner',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': 'User Access Administrator',
};

function roleName({ properties, written }: Given): ConfigValue | undefined {
  const id = entryOf(properties, 'roleDefinitionId');
  if (id === undefined) return undefined;
  const symbol = symbolOf(id).toLowerCase();
  const found = Object.keys(ROLES).find((one) => symbol.includes(one));
  if (found !== undefined) return scalar(ROLES[found] ?? '', id.at);
  const isKnown = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/.test(symbol);
  return isKnown ? scalar('another role', id.at) : unknown('which role it is is not known', written.at);
}

/** What the role is assigned for, where the assignment names nothing: where the template is deployed. */
function assignedFor({ written }: Given): ConfigValue {
  const { targetScope, at, hasScope } = written;
  if (hasScope) return unknown('which resource it is assigned for is not looked up', at);
  if (targetScope === 'subscription') return scalar('/subscriptions/of-the-deployment', at);
  if (targetScope === 'managementGroup')
    return scalar('/providers/Microsoft.Management/of-the-deployment', at);
  return scalar('/subscriptions/of-the-deployment/resourceGroups/of-the-deployment', at);
}

/** Servers for FHIR and DICOM take the setting of their workspace. */
const health = (row: Row): Row => ({ ...row, parent: ['workspace_id'] });

export const PLATFORM_ROWS: Rows = {
  'Microsoft.HealthcareApis/services': {
    to: 'azurerm_healthcare_service',
    settings: {
      ...PUBLIC_ACCESS,
      cosmosdb_key_vault_key_versionless_id: 'properties.cosmosDbConfiguration.keyVaultKeyUri',
    },
  },
  'Microsoft.HealthcareApis/workspaces': { to: 'azurerm_healthcare_workspace', settings: PUBLIC_ACCESS },
  'Microsoft.HealthcareApis/workspaces/fhirservices': health({
    to: 'azurerm_healthcare_fhir_service',
    settings: { ...PUBLIC_ACCESS, cors: 'properties.corsConfiguration' },
    said: { 'cors.allowed_origins': 'corsConfiguration.origins' },
    more: ({ properties }) => {
      const given = entryOf(properties, 'corsConfiguration');
      if (given?.kind !== 'map') return [['cors', given]];
      return [['cors', list([map([['allowed_origins', entryOf(given, 'origins')]], given.at)], given.at)]];
    },
  }),
  'Microsoft.HealthcareApis/workspaces/dicomservices': health({
    to: 'azurerm_healthcare_dicom_service',
    settings: {
      ...PUBLIC_ACCESS,
      encryption_key_url: 'properties.encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl',
    },
  }),
  'Microsoft.CognitiveServices/accounts': service('azurerm_cognitive_account'),
  'Microsoft.Search/searchServices': {
    ...service('azurerm_search_service'),
    more: ({ properties, written }) => {
      const rules = entryAt(properties, 'networkRuleSet', 'ipRules');
      return rules?.kind === 'list' && rules.items.length > 0
        ? [['network_rules', block(written.at, [['default_action', scalar('Deny', written.at)]])]]
        : [];
    },
  },
  'Microsoft.Automation/automationAccounts': service('azurerm_automation_account'),
  'Microsoft.Databricks/workspaces': service('azurerm_databricks_workspace'),
  'Microsoft.DataFactory/factories': {
    to: 'azurerm_data_factory',
    settings: {
      public_network_enabled: { from: 'properties.publicNetworkAccess', false: DISABLED },
    },
  },
  'Microsoft.MachineLearningServices/workspaces': {
    ...service('azurerm_machine_learning_workspace'),
    more: ({ properties, written }) =>
      entryOf(properties, 'publicNetworkAccess') === undefined
        ? [
            [
              'public_network_access_enabled',
              unknown('its default depends on the version of the API', written.at),
            ],
          ]
        : [],
  },
  'Microsoft.Authorization/roleAssignments': {
    to: 'azurerm_role_assignment',
    settings: { role_definition_name: 'properties.roleDefinitionId' },
    more: (given) => [
      ['role_definition_name', roleName(given)],
      ['scope', assignedFor(given)],
    ],
  },
  'Microsoft.Authorization/roleDefinitions': { to: 'azurerm_role_definition' },
};
