// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of Terraform
/** What everybody may reach in Google Cloud. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { IAM } from './google-terms.ts';

export const GOOGLE_ACCESS_RULES: readonly ConfigurationRule[] = [
  ...IAM(['google_storage_bucket'], {
    id: 'TF-GCS-PUBLIC',
    title: 'Bucket is open to everybody',
    rationale: 'Everybody on the internet can list or fetch what is in the bucket.',
  }),
  ...IAM(['google_kms_crypto_key', 'google_kms_key_ring'], {
    id: 'TF-GCP-KMS-PUBLIC',
    title: 'Key is open to everybody',
    rationale: 'Encryption protects from nobody when everybody may use the key.',
  }),
  ...IAM(
    [
      'google_bigquery_dataset',
      'google_bigquery_table',
      'google_pubsub_topic',
      'google_pubsub_subscription',
      'google_secret_manager_secret',
    ],
    {
      id: 'TF-GCP-DATA-PUBLIC',
      title: 'Data set, topic or secret is open to everybody',
      rationale: 'Rows, messages or passwords can be read by every account.',
    },
  ),
  ...IAM(
    [
      'google_healthcare_dataset',
      'google_healthcare_fhir_store',
      'google_healthcare_dicom_store',
      'google_healthcare_hl7_v2_store',
    ],
    {
      id: 'TF-GCP-HEALTH-PUBLIC',
      title: 'Store of health data is open to everybody',
      rationale: 'Complete records of patients can be read by every account.',
    },
  ),
  ...IAM(['google_artifact_registry_repository', 'google_container_registry'], {
    id: 'TF-GCP-REGISTRY-PUBLIC',
    title: 'Registry of images is open to everybody',
    rationale: 'Images carry code, configuration and sometimes keys.',
    severity: 'medium',
  }),
  ...IAM(
    [
      'google_cloud_run_service',
      'google_cloud_run_v2_service',
      'google_cloudfunctions_function',
      'google_cloudfunctions2_function',
    ],
    {
      id: 'TF-GCP-RUN-PUBLIC',
      title: 'Service can be called by everybody on the internet',
      rationale: 'The platform asks for no authentication; the code is the only check.',
      severity: 'medium',
    },
  ),
];
