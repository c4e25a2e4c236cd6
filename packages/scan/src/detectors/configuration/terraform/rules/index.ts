/** Rules about Terraform, by topic. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { AWS_AUDIT_RULES } from './aws-audit.ts';
import { AWS_COMPUTE_RULES } from './aws-compute.ts';
import { AWS_DATABASE_RULES } from './aws-databases.ts';
import { AWS_IDENTITY_RULES } from './aws-identity.ts';
import { AWS_KEY_RULES } from './aws-keys.ts';
import { AWS_NETWORK_RULES } from './aws-network.ts';
import { AWS_STORAGE_RULES } from './aws-storage.ts';
import { AZURE_DATA_RULES } from './azure-data.ts';
import { AZURE_PLATFORM_RULES } from './azure-platform.ts';
import { GENERAL_RULES } from './general.ts';
import { GOOGLE_RULES } from './google.ts';

export const TERRAFORM_RULES: readonly ConfigurationRule[] = [
  ...AWS_STORAGE_RULES,
  ...AWS_DATABASE_RULES,
  ...AWS_NETWORK_RULES,
  ...AWS_IDENTITY_RULES,
  ...AWS_KEY_RULES,
  ...AWS_COMPUTE_RULES,
  ...AWS_AUDIT_RULES,
  ...AZURE_DATA_RULES,
  ...AZURE_PLATFORM_RULES,
  ...GOOGLE_RULES,
  ...GENERAL_RULES,
];
