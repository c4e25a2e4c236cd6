/** Search domains of AWS. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { SEARCH } from './aws-databases-terms.ts';
import { AT_REST, AUDIT, BOUNDARY, IN_TRANSIT, LEAST } from './controls.ts';
import { rules } from './row.ts';

export const AWS_SEARCH_RULES: readonly ConfigurationRule[] = [
  ...rules(SEARCH, {
    id: 'TF-SEARCH-UNENCRYPTED',
    title: 'Search domain is not encrypted',
    severity: 'medium',
    cwe: ['CWE-311'],
    controls: AT_REST,
    rationale: 'Indices hold the same records as the database that they are made from.',
    remediation: 'Enable `encrypt_at_rest`.',
    pass: {
      any: [
        { encrypt_at_rest: { some: { enabled: true } } },
        { advanced_security_options: { some: { enabled: true } } },
      ],
    },
    fail: 'domain_name = "records"',
    good: 'domain_name = "records"\nencrypt_at_rest {\nenabled = true\n}',
  }),
  ...rules(SEARCH, {
    id: 'TF-SEARCH-NODES-CLEARTEXT',
    title: 'Nodes of the search domain talk in clear',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'Documents are copied between nodes over the network of the provider.',
    remediation: 'Enable `node_to_node_encryption`.',
    pass: {
      any: [
        { node_to_node_encryption: { some: { enabled: true } } },
        { 'cluster_config.*.instance_count': { max: 1, default: 1 } },
      ],
    },
    fail: 'domain_name = "records"\ncluster_config {\ninstance_count = 3\n}',
    good: 'domain_name = "records"\nnode_to_node_encryption {\nenabled = true\n}',
  }),
  ...rules(SEARCH, {
    id: 'TF-SEARCH-HTTP',
    title: 'Search domain accepts HTTP or old TLS',
    severity: 'medium',
    cwe: ['CWE-319', 'CWE-327'],
    controls: IN_TRANSIT,
    rationale: 'Queries with names of patients can be read or changed on their way.',
    remediation: 'Set `enforce_https = true` and `tls_security_policy` to a policy of TLS 1.2.',
    pass: {
      domain_endpoint_options: {
        some: {
          enforce_https: { is: true, default: true },
          tls_security_policy: { like: 'Policy-Min-TLS-1-2*' },
        },
      },
    },
    fail: 'domain_name = "records"\ndomain_endpoint_options {\nenforce_https = false\n}',
    good: 'domain_name = "records"\ndomain_endpoint_options {\nenforce_https = true\ntls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"\n}',
  }),
  ...rules(SEARCH, {
    id: 'TF-SEARCH-PUBLIC',
    title: 'Search domain has an address on the internet',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'Only its access policy stands between the internet and the indices.',
    remediation: 'Put the domain into subnets of your own (`vpc_options`).',
    pass: { vpc_options: { exists: true } },
    fail: 'domain_name = "records"',
    good: 'domain_name = "records"\nvpc_options {\nsubnet_ids = ["subnet-1"]\n}',
  }),
  ...rules(SEARCH, {
    id: 'TF-SEARCH-NO-ROLES',
    title: 'Search domain does not tell users apart',
    severity: 'medium',
    cwe: ['CWE-862'],
    controls: LEAST,
    rationale: 'Whoever reaches the domain may read every index and every field.',
    remediation: 'Enable `advanced_security_options` with a master user.',
    pass: {
      advanced_security_options: {
        some: {
          enabled: true,
          any: [
            { internal_user_database_enabled: true },
            { 'master_user_options.*.master_user_arn': { exists: true } },
          ],
        },
      },
    },
    fail: 'domain_name = "records"',
    good: 'domain_name = "records"\nadvanced_security_options {\nenabled = true\ninternal_user_database_enabled = true\n}',
  }),
  ...rules(SEARCH, {
    id: 'TF-SEARCH-NO-AUDIT',
    title: 'Search domain writes no audit log',
    severity: 'low',
    cwe: ['CWE-778'],
    controls: AUDIT,
    rationale: 'Who searched for which patient cannot be told afterwards.',
    remediation: 'Publish `AUDIT_LOGS` to CloudWatch.',
    pass: {
      log_publishing_options: { some: { log_type: 'AUDIT_LOGS', enabled: { is: true, default: true } } },
    },
    fail: 'domain_name = "records"',
    good: 'domain_name = "records"\nlog_publishing_options {\nlog_type = "AUDIT_LOGS"\ncloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:111122223333:log-group:audit"\n}',
  }),
];
