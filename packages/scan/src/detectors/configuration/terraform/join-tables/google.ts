/** Resources of Google Cloud that configure another one. */
import type { Join } from './join.ts';

const google = (type: string, by: string, to: string): Join[] =>
  ['iam_member', 'iam_binding', 'iam_policy'].map((kind) => ({
    type: `${type}_${kind}`,
    by,
    to: [to],
    as: '@iam',
  }));

export const GOOGLE_JOINS: readonly Join[] = [
  ...google('google_storage_bucket', 'bucket', 'google_storage_bucket'),
  ...google('google_kms_crypto_key', 'crypto_key_id', 'google_kms_crypto_key'),
  ...google('google_kms_key_ring', 'key_ring_id', 'google_kms_key_ring'),
  ...google('google_healthcare_dataset', 'dataset_id', 'google_healthcare_dataset'),
  ...google('google_healthcare_fhir_store', 'fhir_store_id', 'google_healthcare_fhir_store'),
  {
    type: 'google_logging_project_sink',
    by: 'destination',
    to: ['google_storage_bucket'],
    as: '@log_sources',
  },
  {
    type: 'google_logging_folder_sink',
    by: 'destination',
    to: ['google_storage_bucket'],
    as: '@log_sources',
  },
  {
    type: 'google_logging_organization_sink',
    by: 'destination',
    to: ['google_storage_bucket'],
    as: '@log_sources',
  },
  { type: 'google_container_node_pool', by: 'cluster', to: ['google_container_cluster'], as: '@node_pools' },
  { type: 'google_compute_firewall', by: 'network', to: ['google_compute_network'], as: '@firewalls' },
  { type: 'google_compute_subnetwork', by: 'network', to: ['google_compute_network'], as: '@subnetworks' },
  {
    type: 'google_sql_user',
    by: 'instance',
    to: ['google_sql_database_instance'],
    as: '@users',
    back: '@instance',
  },
  {
    type: 'google_compute_target_https_proxy',
    by: 'ssl_policy',
    to: ['google_compute_ssl_policy'],
    back: '@ssl_policy',
  },
  ...['google_compute_global_forwarding_rule', 'google_compute_forwarding_rule'].map((type) => ({
    type,
    by: 'target',
    to: ['google_compute_target_http_proxy', 'google_compute_region_target_http_proxy'],
    back: '@http_proxy',
  })),
];
