/** Settings of a PostgreSQL server. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const SAFE = 'max_connections = 100\nlog_connections = on\n';

export const POSTGRESQL_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'postgresql.server', file: 'postgresql.conf', around: (text) => `${SAFE}${text}` },
  [
    {
      id: 'POSTGRESQL-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Data base listens on the network without TLS',
      rationale:
        'Queries and their results, records included, can be read and changed between application and data base.',
      remediation: 'Set `ssl = on` with a certificate, and `hostssl` in `pg_hba.conf`.',
      when: {
        listen_addresses: {
          default: 'localhost',
          notIn: ['localhost', '127.0.0.1', '', '::1', '127.0.0.1, ::1', 'localhost,127.0.0.1'],
        },
      },
      pass: { ssl: { is: true, default: false } },
      fail: "listen_addresses = '*'\n",
      good: "listen_addresses = '*'\nssl = on\n",
    },
    {
      id: 'POSTGRESQL-OLD-TLS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'PostgreSQL accepts TLS 1.0 or 1.1',
      rationale: 'Both versions were withdrawn in 2021 (RFC 8996); since version 13 the default is TLS 1.2.',
      remediation: "Set `ssl_min_protocol_version = 'TLSv1.2'`.",
      pass: { ssl_min_protocol_version: { notIn: ['TLSv1', 'TLSv1.1', ''] } },
      fail: "ssl_min_protocol_version = 'TLSv1'\n",
      good: "ssl_min_protocol_version = 'TLSv1.2'\n",
    },
    {
      id: 'POSTGRESQL-MD5',
      topic: 'credentials',
      cwe: ['CWE-916'],
      severity: 'medium',
      title: 'New passwords are stored as MD5',
      rationale: 'Whoever gets such a hash signs in with it, without knowing the password.',
      remediation: "Set `password_encryption = 'scram-sha-256'` and set passwords anew.",
      pass: { password_encryption: { notIn: ['md5', 'on', 'off', 'plain'] } },
      fail: 'password_encryption = md5\n',
      good: 'password_encryption = scram-sha-256\n',
    },
    {
      id: 'POSTGRESQL-LOG-CONNECTIONS',
      topic: 'log',
      severity: 'low',
      title: 'Connections to the data base are not recorded',
      rationale: 'Who was connected when records were taken cannot be told; the default is not to record it.',
      remediation: 'Set `log_connections = on` and `log_disconnections = on`.',
      when: { kind: 'main' },
      pass: { log_connections: { notIn: ['off', 'false', '0', 'no', ''], default: 'off' } },
      fail: 'log_connections = off\n',
      good: 'log_connections = on\n',
    },
    {
      id: 'POSTGRESQL-LOG-STATEMENTS',
      topic: 'loggedData',
      severity: 'medium',
      title: 'Every statement is logged with its values',
      rationale:
        'Names, diagnoses and identifiers of patients stand in statements; the log lives by other rules than the record.',
      remediation: "Set `log_statement = 'ddl'` and audit with pgaudit.",
      pass: { log_statement: { notIn: ['all', 'mod'] }, log_min_duration_statement: { not: 0 } },
      fail: 'log_statement = all\n',
      good: 'log_statement = ddl\n',
    },
    {
      id: 'POSTGRESQL-FSYNC',
      topic: 'durability',
      severity: 'medium',
      title: 'Data base does not wait until data is on disk',
      rationale: 'After a power failure the data base can be damaged beyond repair, or records be missing.',
      remediation: 'Set `fsync = on` and `full_page_writes = on`.',
      pass: { fsync: { is: true, default: true }, full_page_writes: { is: true, default: true } },
      fail: 'fsync = off\n',
      good: 'fsync = on\n',
    },
  ],
);
