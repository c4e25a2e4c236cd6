// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of Terraform
/** Databases of Google Cloud. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { BACKUP, BOUNDARY, IN_TRANSIT, RECOVERY } from './controls.ts';
import { sql } from './google-terms.ts';
import { rule } from './row.ts';

export const GOOGLE_DATABASES_RULES: readonly ConfigurationRule[] = [
  rule({
    id: 'TF-CLOUDSQL-WORLD',
    title: 'Database accepts connections from the whole internet',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'Only a password stands between the internet and the records.',
    remediation: 'Remove the network, and use a private address.',
    on: 'google_sql_database_instance',
    pass: {
      'settings.*.ip_configuration.*.authorized_networks': { no: { value: { in: ['0.0.0.0/0', '::/0'] } } },
    },
    fail: sql('ip_configuration {\nauthorized_networks {\nvalue = "0.0.0.0/0"\n}\n}'),
    good: sql('ip_configuration {\nipv4_enabled = false\nprivate_network = "n"\n}'),
  }),
  rule({
    id: 'TF-CLOUDSQL-PUBLIC',
    title: 'Database has an address on the internet',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'One wrong network or a flaw of the service opens the records.',
    remediation: 'Set `ipv4_enabled = false` and a private network.',
    on: 'google_sql_database_instance',
    when: { settings: { exists: true } },
    pass: { 'settings.*.ip_configuration.*.ipv4_enabled': { is: false, default: true } },
    fail: sql(''),
    good: sql('ip_configuration {\nipv4_enabled = false\nprivate_network = "n"\n}'),
  }),
  rule({
    id: 'TF-CLOUDSQL-CLEARTEXT',
    title: 'Database accepts connections without TLS',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'Queries and results travel in clear where a client does not ask for TLS.',
    remediation: 'Set `ssl_mode = "ENCRYPTED_ONLY"`.',
    on: 'google_sql_database_instance',
    when: { settings: { exists: true } },
    pass: {
      'settings.*.ip_configuration': {
        some: {
          any: [
            { ssl_mode: { in: ['ENCRYPTED_ONLY', 'TRUSTED_CLIENT_CERTIFICATE_REQUIRED'] } },
            { require_ssl: true },
          ],
        },
      },
    },
    fail: sql(''),
    good: sql('ip_configuration {\nssl_mode = "ENCRYPTED_ONLY"\n}'),
  }),
  rule({
    id: 'TF-CLOUDSQL-BACKUP',
    title: 'Database keeps no backups',
    severity: 'medium',
    cwe: ['CWE-693'],
    controls: BACKUP,
    rationale: 'Nothing can be restored after a fault or an attack.',
    remediation: 'Enable `backup_configuration`.',
    on: 'google_sql_database_instance',
    when: { master_instance_name: { exists: false }, settings: { exists: true } },
    pass: { 'settings.*.backup_configuration': { some: { enabled: true } } },
    fail: sql(''),
    good: sql('backup_configuration {\nenabled = true\n}'),
  }),
  rule({
    id: 'TF-CLOUDSQL-RECOVERY',
    title: 'MySQL database cannot be restored to an earlier moment',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: BACKUP,
    rationale: 'Everything since the last nightly backup is lost.',
    remediation: 'Set `binary_log_enabled = true`.',
    on: 'google_sql_database_instance',
    when: { database_version: { like: 'MYSQL*' }, master_instance_name: { exists: false } },
    pass: { 'settings.*.backup_configuration': { some: { enabled: true, binary_log_enabled: true } } },
    fail: 'database_version = "MYSQL_8_0"\nsettings {\ntier = "db-n1-standard-1"\n}',
    good: 'database_version = "MYSQL_8_0"\nsettings {\ntier = "db-n1-standard-1"\nbackup_configuration {\nenabled = true\nbinary_log_enabled = true\n}\n}',
  }),
  rule({
    id: 'TF-CLOUDSQL-SINGLE-ZONE',
    title: 'Database runs in one zone only',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: RECOVERY,
    rationale: 'The failure of one data centre stops every system of care that needs the database.',
    remediation: 'Set `availability_type = "REGIONAL"`.',
    on: 'google_sql_database_instance',
    when: { settings: { exists: true }, master_instance_name: { exists: false } },
    pass: { 'settings.*.availability_type': { is: 'REGIONAL', default: 'ZONAL' } },
    fail: sql(''),
    good: sql('availability_type = "REGIONAL"'),
  }),
];
