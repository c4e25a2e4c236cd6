/** Storage accounts, vaults and registries. */
import { type ConfigValue, scalar, textOf } from '@theriac/core/configuration';
import { entryAt, entryOf, truthOf } from '../symbols.ts';
import { block, type Given, lower, PUBLIC_ACCESS, type Rows } from './row.ts';

/** Accounts that are made with older versions of the API answer over HTTP unless they are told not to. */
const HTTPS_BY_DEFAULT = '2019-04-01';

export const STORAGE_ROWS: Rows = {
  'Microsoft.Storage/storageAccounts': {
    to: 'azurerm_storage_account',
    settings: {
      ...PUBLIC_ACCESS,
      allow_nested_items_to_be_public: { from: 'properties.allowBlobPublicAccess', absent: 'false' },
      min_tls_version: 'properties.minimumTlsVersion',
      shared_access_key_enabled: 'properties.allowSharedKeyAccess',
      https_traffic_only_enabled: 'properties.supportsHttpsTrafficOnly',
      account_kind: 'kind',
      sas_policy: 'properties.sasPolicy',
      account_replication_type: 'sku.name',
      customer_managed_key: 'properties.encryption.keyVaultProperties',
      network_rules: 'properties.networkAcls',
    },
    said: { blob_properties: null, 'sas_policy.expiration_period': 'sasPolicy.sasExpirationPeriod' },
    more: ({ written, properties, blocks }) => {
      const https = entryOf(properties, 'supportsHttpsTrafficOnly');
      const isOld = written.apiVersion !== undefined && written.apiVersion < HTTPS_BY_DEFAULT;
      const expiration = entryAt(properties, 'sasPolicy', 'sasExpirationPeriod');
      return [
        ['https_traffic_only_enabled', https ?? (isOld ? scalar('false', written.at) : undefined)],
        ['network_rules', entryOf(blocks, 'network_acls')],
        // `Standard_LRS`
        ['account_replication_type', lastWord(entryAt(written.body, 'sku', 'name'))],
        [
          'sas_policy',
          expiration === undefined ? undefined : block(expiration.at, [['expiration_period', expiration]]),
        ],
        ['customer_managed_key', keyOfOwn(properties)],
      ];
    },
  },
  'Microsoft.Storage/storageAccounts/blobServices': {
    intoParent: ({ written, properties }) => {
      const policy = entryOf(properties, 'deleteRetentionPolicy');
      const isOn = policy?.kind === 'unknown' ? undefined : truthOf(entryOf(policy, 'enabled'));
      const retention =
        policy?.kind === 'unknown'
          ? policy
          : isOn === false || policy === undefined
            ? undefined
            : block(policy.at, [['days', entryOf(policy, 'days') ?? scalar('7', policy.at)]]);
      return [
        [
          'blob_properties',
          block(written.at, [
            ['delete_retention_policy', retention],
            ['kind', scalar('blob', written.at)],
          ]),
        ],
      ];
    },
  },
  'Microsoft.Storage/storageAccounts/blobServices/containers': {
    to: 'azurerm_storage_container',
    parent: ['storage_account_id'],
    levels: 2,
    settings: { container_access_type: 'properties.publicAccess' },
    more: ({ properties }) => {
      const access = entryOf(properties, 'publicAccess');
      if (access?.kind !== 'scalar') return [['container_access_type', access]];
      const text = lower(access);
      return [['container_access_type', scalar(text === 'none' ? 'private' : text, access.at)]];
    },
  },
  'Microsoft.KeyVault/vaults': {
    to: 'azurerm_key_vault',
    settings: { ...PUBLIC_ACCESS, purge_protection_enabled: 'properties.enablePurgeProtection' },
  },
  'Microsoft.KeyVault/vaults/secrets': {
    to: 'azurerm_key_vault_secret',
    parent: ['key_vault_id'],
    settings: { value: 'properties.value', expiration_date: 'properties.attributes.exp' },
  },
  'Microsoft.KeyVault/vaults/keys': {
    to: 'azurerm_key_vault_key',
    parent: ['key_vault_id'],
    settings: { expiration_date: 'properties.attributes.exp' },
  },
  'Microsoft.RecoveryServices/vaults': {
    to: 'azurerm_recovery_services_vault',
    settings: {
      ...PUBLIC_ACCESS,
      soft_delete_enabled: {
        from: 'properties.securitySettings.softDeleteSettings.softDeleteState',
        false: 'Disabled',
      },
    },
  },
  'Microsoft.RecoveryServices/vaults/backupconfig': {
    intoParent: ({ properties }) => {
      const state = entryOf(properties, 'softDeleteFeatureState');
      return [
        [
          'soft_delete_enabled',
          state?.kind === 'scalar' ? scalar(String(lower(state) !== 'disabled'), state.at) : state,
        ],
      ];
    },
  },
  'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems': {
    to: 'azurerm_backup_protected_vm',
    settings: { source_vm_id: 'properties.sourceResourceId' },
  },
  'Microsoft.Compute/disks': {
    to: 'azurerm_managed_disk',
    settings: { ...PUBLIC_ACCESS, network_access_policy: 'properties.networkAccessPolicy' },
  },
  'Microsoft.ContainerRegistry/registries': {
    to: 'azurerm_container_registry',
    settings: {
      ...PUBLIC_ACCESS,
      admin_enabled: 'properties.adminUserEnabled',
      anonymous_pull_enabled: 'properties.anonymousPullEnabled',
    },
  },
  'Microsoft.ContainerRegistry/registries/webhooks': {
    to: 'azurerm_container_registry_webhook',
    settings: { service_uri: 'properties.serviceUri' },
  },
};

function lastWord(value: ConfigValue | undefined): ConfigValue | undefined {
  return value?.kind === 'scalar' ? scalar((textOf(value) ?? '').split('_').at(-1) ?? '', value.at) : value;
}

function keyOfOwn(properties: Given['properties']): ConfigValue | undefined {
  const encryption = entryOf(properties, 'encryption');
  if (encryption?.kind === 'unknown') return encryption;
  const source = entryOf(encryption, 'keySource');
  if (source?.kind === 'unknown') return source;
  return lower(source) === 'microsoft.keyvault' ? encryption : undefined;
}
