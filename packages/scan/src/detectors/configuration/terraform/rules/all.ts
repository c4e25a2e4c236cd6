/** Rules about Terraform, by topic. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { AWS_ANALYTICS_RULES } from './aws-analytics.ts';
import { AWS_AUDIT_RULES } from './aws-audit.ts';
import { AWS_BUCKET_SAFETY_RULES } from './aws-bucket-safety.ts';
import { AWS_BUCKETS_RULES } from './aws-buckets.ts';
import { AWS_CACHES_RULES } from './aws-caches.ts';
import { AWS_CONTAINERS_RULES } from './aws-containers.ts';
import { AWS_DATABASES_RULES } from './aws-databases.ts';
import { AWS_DELIVERY_RULES } from './aws-delivery.ts';
import { AWS_FUNCTIONS_RULES } from './aws-functions.ts';
import { AWS_INTERFACES_RULES } from './aws-interfaces.ts';
import { AWS_KEY_RULES } from './aws-keys.ts';
import { AWS_LOAD_BALANCERS_RULES } from './aws-load-balancers.ts';
import { AWS_MACHINES_RULES } from './aws-machines.ts';
import { AWS_NETWORKS_RULES } from './aws-networks.ts';
import { AWS_POLICIES_RULES } from './aws-policies.ts';
import { AWS_SEARCH_RULES } from './aws-search.ts';
import { AWS_SECURITY_GROUPS_RULES } from './aws-security-groups.ts';
import { AWS_USERS_RULES } from './aws-users.ts';
import { AWS_VOLUMES_RULES } from './aws-volumes.ts';
import { AZURE_APPLICATIONS_RULES } from './azure-applications.ts';
import { AZURE_CLUSTERS_RULES } from './azure-clusters.ts';
import { AZURE_DATABASES_RULES } from './azure-databases.ts';
import { AZURE_EXPOSURE_RULES } from './azure-exposure.ts';
import { AZURE_NETWORK_RULES } from './azure-network.ts';
import { AZURE_SQL_RULES } from './azure-sql.ts';
import { AZURE_STORAGE_RULES } from './azure-storage.ts';
import { AZURE_VAULTS_RULES } from './azure-vaults.ts';
import { FORGE_RULES } from './forges.ts';
import { GENERAL_RULES } from './general.ts';
import { GOOGLE_ACCESS_RULES } from './google-access.ts';
import { GOOGLE_CLUSTERS_RULES } from './google-clusters.ts';
import { GOOGLE_DATABASES_RULES } from './google-databases.ts';
import { GOOGLE_IDENTITY_RULES } from './google-identity.ts';
import { GOOGLE_NETWORK_RULES } from './google-network.ts';
import { GOOGLE_STORAGE_RULES } from './google-storage.ts';

export const TERRAFORM_RULES: readonly ConfigurationRule[] = [
  ...AWS_SECURITY_GROUPS_RULES,
  ...AWS_NETWORKS_RULES,
  ...AWS_LOAD_BALANCERS_RULES,
  ...AWS_DELIVERY_RULES,
  ...AWS_INTERFACES_RULES,
  ...AWS_DATABASES_RULES,
  ...AWS_SEARCH_RULES,
  ...AWS_CACHES_RULES,
  ...AWS_BUCKETS_RULES,
  ...AWS_BUCKET_SAFETY_RULES,
  ...AWS_VOLUMES_RULES,
  ...AWS_MACHINES_RULES,
  ...AWS_FUNCTIONS_RULES,
  ...AWS_CONTAINERS_RULES,
  ...AWS_ANALYTICS_RULES,
  ...AWS_POLICIES_RULES,
  ...AWS_USERS_RULES,
  ...AWS_KEY_RULES,
  ...AWS_AUDIT_RULES,
  ...AZURE_EXPOSURE_RULES,
  ...AZURE_STORAGE_RULES,
  ...AZURE_DATABASES_RULES,
  ...AZURE_SQL_RULES,
  ...AZURE_VAULTS_RULES,
  ...AZURE_NETWORK_RULES,
  ...AZURE_APPLICATIONS_RULES,
  ...AZURE_CLUSTERS_RULES,
  ...GOOGLE_ACCESS_RULES,
  ...GOOGLE_STORAGE_RULES,
  ...GOOGLE_DATABASES_RULES,
  ...GOOGLE_NETWORK_RULES,
  ...GOOGLE_CLUSTERS_RULES,
  ...GOOGLE_IDENTITY_RULES,
  ...FORGE_RULES,
  ...GENERAL_RULES,
];
