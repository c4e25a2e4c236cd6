/** Settings of RabbitMQ. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const TLS = 'listeners.tcp = none\nlisteners.ssl.default = 5671\n';

export const RABBITMQ_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'rabbitmq.server', file: 'rabbitmq.conf' },
  [
    {
      id: 'RABBITMQ-GUEST',
      topic: 'defaultCredentials',
      severity: 'high',
      title: 'Guest account of RabbitMQ works from the network',
      rationale:
        'Its password is known to everybody; it reads and writes every queue, with the messages about patients in them.',
      remediation: 'Remove the setting, so that `guest` works on the host alone, and delete the account.',
      when: { default_user: { is: 'guest', default: 'guest' } },
      pass: { guest_from_network: { exists: false } },
      fail: `${TLS}loopback_users = none\n`,
      good: `${TLS}loopback_users.guest = true\n`,
      after: 'loopback_users.guest = true',
    },
    {
      id: 'RABBITMQ-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of RabbitMQ is in the file',
      rationale:
        'Whoever reads the repository can sign in to the broker, and the password stays in its history.',
      remediation: 'Import users from definitions that are not in the repository, or use the encrypted form.',
      pass: { default_pass: { default: '', like: ['', 'encrypted:*'] } },
      fail: `${TLS}default_user = fhir\ndefault_pass = pl4nted\n`,
      good: `${TLS}default_user = fhir\n`,
    },
    {
      id: 'RABBITMQ-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'RabbitMQ takes connections without TLS',
      rationale: 'Passwords and messages about patients can be read on the way.',
      remediation: 'Set `listeners.tcp = none` and listen with `listeners.ssl.default`.',
      pass: { plain: false },
      fail: 'listeners.tcp.default = 5672\n',
      good: TLS,
    },
    {
      id: 'RABBITMQ-CLIENTS-UNVERIFIED',
      topic: 'peer',
      severity: 'low',
      title: 'Certificates of clients are not checked',
      rationale: 'Only the password tells who connects.',
      remediation: 'Set `ssl_options.verify = verify_peer` and `ssl_options.fail_if_no_peer_cert = true`.',
      when: { 'listeners.ssl': { exists: true }, 'ssl_options.verify': { exists: true } },
      pass: { 'ssl_options.verify': 'verify_peer' },
      fail: `${TLS}ssl_options.verify = verify_none\n`,
      good: `${TLS}ssl_options.verify = verify_peer\n`,
      after: 'ssl_options.verify = verify_peer\nssl_options.fail_if_no_peer_cert = true',
    },
    {
      id: 'RABBITMQ-OLD-TLS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'RabbitMQ accepts TLS 1.0 or 1.1',
      rationale: 'Both versions were withdrawn in 2021 (RFC 8996).',
      remediation: 'Name `tlsv1.2` and `tlsv1.3` alone in `ssl_options.versions`.',
      pass: { 'ssl_options.versions': { no: { '@value': { in: ['tlsv1', 'tlsv1.1'] } } } },
      fail: `${TLS}ssl_options.versions.1 = tlsv1.2\nssl_options.versions.2 = tlsv1.1\n`,
      good: `${TLS}ssl_options.versions.1 = tlsv1.3\nssl_options.versions.2 = tlsv1.2\n`,
    },
    {
      id: 'RABBITMQ-MANAGEMENT-CORS',
      topic: 'origin',
      severity: 'medium',
      title: 'Every web site may use the management interface',
      rationale: 'A page that an administrator opens can read and change queues.',
      remediation: 'Name the origins that need it.',
      pass: { 'management.cors.allow_origins': { no: { '@value': '*' } } },
      fail: `${TLS}management.cors.allow_origins.1 = *\n`,
      good: `${TLS}management.cors.allow_origins.1 = https://ops.example\n`,
    },
    {
      id: 'RABBITMQ-LOG-OFF',
      topic: 'log',
      severity: 'medium',
      title: 'RabbitMQ records no connections',
      rationale: 'Who read a queue cannot be told afterwards.',
      remediation: 'Set `log.connection.level = info`.',
      pass: {
        'log.connection.level': { notIn: ['none', 'critical', 'error'] },
        'log.default.level': { notIn: ['none'] },
      },
      fail: `${TLS}log.connection.level = none\n`,
      good: `${TLS}log.connection.level = info\n`,
      after: 'log.connection.level = info',
    },
  ],
);
