/** Stores of Azure and Google Cloud that everyone may reach by what they say themselves. */
import type { System } from '@theriac/core';
import { ask, entry, type Query, type Resource, textOf } from '@theriac/core/configuration';
import { systemFor } from '@theriac/govern';
import { type AccessGraph, INTERNET } from './graph.ts';
import { type TerraformResources, typeOf } from './terraform-references.ts';
import { storeData } from './workload.ts';

interface ExposureRow {
  readonly type: string;
  readonly technology: string;
  readonly isClinical?: true;
  /** Fails where everyone may reach it. */
  readonly closed: Query;
  readonly by: string;
  readonly cut: string;
}

const EVERYONE = { in: ['0.0.0.0/0', '::/0'] } as const;
const ALL_USERS = { in: ['allUsers', 'allAuthenticatedUsers'] } as const;
const NO_PUBLIC_MEMBER: Query = {
  all: [
    { '@iam': { no: { member: ALL_USERS } } },
    { '@iam': { no: { members: { has: 'allUsers' } } } },
    { '@iam': { no: { members: { has: 'allAuthenticatedUsers' } } } },
  ],
};
const FIREWALL: Query = {
  '@firewall_rules': { no: { start_ip_address: '0.0.0.0', end_ip_address: { in: ['255.255.255.255'] } } },
};
const firewall = {
  closed: FIREWALL,
  by: 'a firewall rule lets every address in',
  cut: 'name the addresses that need it in the firewall rule',
};
const member = { closed: NO_PUBLIC_MEMBER, by: 'everyone is a member', cut: 'name who may read' };

const ROWS: readonly ExposureRow[] = [
  { type: 'azurerm_mssql_server', technology: 'Azure SQL', ...firewall },
  { type: 'azurerm_sql_server', technology: 'Azure SQL', ...firewall },
  { type: 'azurerm_postgresql_server', technology: 'Azure PostgreSQL', ...firewall },
  { type: 'azurerm_postgresql_flexible_server', technology: 'Azure PostgreSQL', ...firewall },
  { type: 'azurerm_mysql_flexible_server', technology: 'Azure MySQL', ...firewall },
  {
    type: 'azurerm_storage_account',
    technology: 'Azure Storage',
    closed: { '@containers': { no: { container_access_type: { in: ['blob', 'container'] } } } },
    by: 'a container of it is open to everyone',
    cut: 'set `container_access_type` to private',
  },
  {
    type: 'google_sql_database_instance',
    technology: 'Cloud SQL',
    closed: { 'settings.*.ip_configuration.*.authorized_networks': { no: { value: EVERYONE } } },
    by: 'its authorised networks are every address',
    cut: 'name the networks that need it, or give it a private address',
  },
  { type: 'google_storage_bucket', technology: 'Cloud Storage', ...member },
  { type: 'google_bigquery_dataset', technology: 'BigQuery', ...member },
  {
    type: 'google_healthcare_fhir_store',
    technology: 'Cloud Healthcare FHIR store',
    isClinical: true,
    ...member,
  },
  {
    type: 'google_healthcare_dicom_store',
    technology: 'Cloud Healthcare DICOM store',
    isClinical: true,
    ...member,
  },
  { type: 'google_healthcare_dataset', technology: 'Cloud Healthcare dataset', isClinical: true, ...member },
];

export function addCloudStores(
  graph: AccessGraph,
  all: TerraformResources,
  systems: readonly System[],
): void {
  for (const row of ROWS)
    for (const resource of all.of(row.type)) {
      addStore(graph, resource, row, all, systems);
      const answer = ask(row.closed, resource.values);
      if (
        answer.state === 'yes' ||
        textOf(entry(resource.values, 'public_network_access_enabled')) === 'false'
      )
        continue;
      graph.connect({
        from: INTERNET,
        to: all.id(resource),
        at: answer.reason.at,
        by: row.by,
        cut: row.cut,
        tls: 'unknown',
        authentication:
          typeOf(resource).startsWith('google_') && row.closed === NO_PUBLIC_MEMBER ? 'no' : 'unknown',
        isUsed: true,
        ...(answer.state === 'unknown' ? { unknown: answer.why } : {}),
      });
    }
}

function addStore(
  graph: AccessGraph,
  resource: Resource,
  row: ExposureRow,
  all: TerraformResources,
  systems: readonly System[],
): void {
  const { name, at, values } = resource;
  const tags = entry(values, 'tags') ?? entry(values, 'labels');
  const dataClass = textOf(entry(tags, 'data-classification')) ?? textOf(entry(tags, 'data_classification'));
  graph.add({
    id: all.id(resource),
    kind: 'store',
    label: name,
    at,
    technology: row.technology,
    data: storeData(row, systemFor(systems, at.path), dataClass),
  });
}
