/** Stores of Azure: what opens them to everyone by their own settings. */
import {
  type Condition,
  type ConfigValue,
  entry,
  itemsOf,
  type Known,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { type Answered, NO, unknown, yes } from '../answers.ts';
import { blocksAt, placeOf, switchOf, textsOf } from '../terraform-references.ts';

export interface AzureStore {
  readonly technology: string;
  readonly isClinical?: true;
  readonly isApplication?: true;
  /** For rules of security groups. */
  readonly port: number;
  /** What lets everyone in; the first condition is the hop itself. */
  readonly isOpen: (resource: Resource) => Answered;
  readonly tls: (resource: Resource) => Known;
  readonly authentication: (resource: Resource) => Known;
}

const always =
  (known: Known): (() => Known) =>
  () =>
    known;

/** Addresses of IPv4 that are as good as all of them: a range of this many. */
const MANY = 2 ** 25;

function firewalled({ values }: Resource): Answered {
  if (switchOf(values, 'public_network_access_enabled', 'yes') === 'no') return NO;
  if (entry(values, 'delegated_subnet_id')?.kind === 'unknown') return NO;
  const rules = entry(values, '@firewall_rules');
  if (rules?.kind === 'unknown') return unknown(rules.reason);
  for (const rule of itemsOf(rules)) {
    const [start, end] = ['start_ip_address', 'end_ip_address'].map((key) => numberOf(entry(rule, key)));
    if (start !== undefined && end !== undefined && end - start >= MANY)
      return yes({
        at: rule.at,
        by: 'a firewall rule lets every address in',
        cut: 'name the addresses that need it in the firewall rule',
      });
  }
  return NO;
}

function numberOf(value: ConfigValue | undefined): number | undefined {
  const parts = (textOf(value) ?? '').split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function openStorage({ values }: Resource): Answered {
  const [rules] = [...blocksAt(values, 'network_rules'), ...itemsOf(entry(values, '@network_rules'))];
  if (textOf(entry(rules, 'default_action'))?.toLowerCase() === 'deny') return NO;
  if (switchOf(values, 'public_network_access_enabled', 'yes') === 'no') return NO;
  for (const key of ['allow_nested_items_to_be_public', 'allow_blob_public_access'])
    if (switchOf(values, key, 'yes') === 'no') return NO;
  const containers = entry(values, '@containers');
  if (containers?.kind === 'unknown') return unknown(containers.reason);
  for (const container of itemsOf(containers)) {
    const access = entry(container, 'container_access_type');
    if (!['blob', 'container'].includes(textOf(access) ?? '')) continue;
    return yes({
      at: access?.at ?? container.at,
      by: 'a container of it is open to everyone',
      cut: 'set `container_access_type` to private',
    });
  }
  return NO;
}

/** Open unless something limits it. */
function openUnless(limits: readonly string[], by: string, cut: string): (resource: Resource) => Answered {
  return (resource) => {
    const { values } = resource;
    const access = switchOf(values, 'public_network_access_enabled', 'yes');
    if (access === 'no') return NO;
    for (const key of limits) {
      const value = entry(values, key);
      if (value === undefined || value.kind === 'empty' || textOf(value) === 'false' || textOf(value) === '')
        continue;
      if (value.kind !== 'list' || value.items.length > 0) return NO;
    }
    if (access === 'unknown') return unknown('whether its public address is on is not known');
    const condition: Condition = { at: placeOf(resource, 'public_network_access_enabled'), by, cut };
    return yes(condition);
  };
}

const SERVER = { authentication: always('yes'), isOpen: firewalled } as const;
const required = (key: string): ((resource: Resource) => Known) => {
  return ({ values }) => {
    const own = itemsOf(entry(values, '@configurations')).find(
      (one) => textOf(entry(one, 'name')) === 'require_secure_transport',
    );
    const told = textsOf(entry(own, 'value'))[0]?.toLowerCase();
    if (told !== undefined) return told === 'off' ? 'no' : 'yes';
    return switchOf(values, key, 'yes');
  };
};

/** Of services that are managed: a public address that asks for a login of the directory. */
const SERVICE = {
  isClinical: true,
  isApplication: true,
  port: 443,
  tls: always('yes'),
  authentication: always('yes'),
  isOpen: openUnless(
    [],
    'it has a public address',
    'set `public_network_access_enabled` to false, and reach it by a private endpoint',
  ),
} as const;

export const AZURE_STORES: Readonly<Record<string, AzureStore>> = {
  azurerm_mssql_server: { technology: 'Azure SQL', port: 1433, tls: always('yes'), ...SERVER },
  azurerm_sql_server: { technology: 'Azure SQL', port: 1433, tls: always('yes'), ...SERVER },
  azurerm_postgresql_server: {
    technology: 'Azure PostgreSQL',
    port: 5432,
    tls: required('ssl_enforcement_enabled'),
    ...SERVER,
  },
  azurerm_postgresql_flexible_server: {
    technology: 'Azure PostgreSQL',
    port: 5432,
    tls: required(''),
    ...SERVER,
  },
  azurerm_mysql_server: {
    technology: 'Azure MySQL',
    port: 3306,
    tls: required('ssl_enforcement_enabled'),
    ...SERVER,
  },
  azurerm_mysql_flexible_server: { technology: 'Azure MySQL', port: 3306, tls: required(''), ...SERVER },
  azurerm_storage_account: {
    technology: 'Azure Storage',
    port: 443,
    tls: ({ values }) => switchOf(values, 'https_traffic_only_enabled', 'yes'),
    authentication: always('no'),
    isOpen: openStorage,
  },
  azurerm_cosmosdb_account: {
    technology: 'Cosmos DB',
    port: 443,
    tls: always('yes'),
    authentication: always('yes'),
    isOpen: openUnless(
      ['ip_range_filter', 'is_virtual_network_filter_enabled'],
      'it takes connections from every address',
      'name the addresses in `ip_range_filter`, or set `public_network_access_enabled` to false',
    ),
  },
  azurerm_redis_cache: {
    technology: 'Azure Cache for Redis',
    port: 6380,
    tls: ({ values }) =>
      switchOf(values, 'non_ssl_port_enabled', 'no') === 'yes' ||
      switchOf(values, 'enable_non_ssl_port', 'no') === 'yes'
        ? 'no'
        : 'yes',
    authentication: always('yes'),
    isOpen: openUnless(
      ['subnet_id'],
      'it takes connections from every address',
      'set `public_network_access_enabled` to false, or name the addresses in a firewall rule',
    ),
  },
  azurerm_healthcare_service: { technology: 'Azure API for FHIR', ...SERVICE },
  azurerm_healthcare_fhir_service: { technology: 'Azure FHIR service', ...SERVICE },
  azurerm_healthcare_dicom_service: { technology: 'Azure DICOM service', ...SERVICE },
};

/** Rules that limit who may connect to a cache; without any, everyone may. */
export const LIMITING_RULES: readonly (readonly [type: string, key: string])[] = [
  ['azurerm_redis_firewall_rule', 'redis_cache_name'],
];
