/** Settings of MongoDB. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const AUTH = 'security:\n  authorization: enabled\n';
const TLS = '  tls:\n    mode: requireTLS\n';

export const MONGODB_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'mongodb.server', file: 'mongod.conf' },
  [
    {
      id: 'MONGODB-OPEN',
      topic: 'authentication',
      severity: 'high',
      title: 'Data base listens on the network and asks nobody who they are',
      rationale:
        'Access control is off by default: whoever reaches the port reads and deletes all records. Such servers are found and held to ransom within hours.',
      remediation: 'Set `security.authorization: enabled`.',
      when: { remote: true },
      pass: {
        any: [
          { 'security.authorization': { is: 'enabled', default: 'disabled' } },
          { 'security.keyFile': { exists: true } },
          { 'security.clusterAuthMode': { exists: true } },
        ],
      },
      fail: `net:\n  bindIp: 0.0.0.0\n${TLS}`,
      good: `net:\n  bindIp: 0.0.0.0\n${TLS}${AUTH}`,
      after: AUTH,
    },
    {
      id: 'MONGODB-NO-AUTHORIZATION',
      topic: 'authentication',
      severity: 'medium',
      title: 'Data base gives every local program all records',
      rationale: 'Access control is off by default; any program of the host may read and delete.',
      remediation: 'Set `security.authorization: enabled`.',
      when: { remote: false },
      pass: {
        any: [
          { 'security.authorization': { is: 'enabled', default: 'disabled' } },
          { 'security.keyFile': { exists: true } },
        ],
      },
      fail: 'net:\n  bindIp: 127.0.0.1\n',
      good: `net:\n  bindIp: 127.0.0.1\n${AUTH}`,
      after: AUTH,
    },
    {
      id: 'MONGODB-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Data base listens on the network without requiring TLS',
      rationale: 'Queries and records can be read and changed between application and data base.',
      remediation: 'Set `net.tls.mode: requireTLS`.',
      when: { remote: true },
      pass: {
        any: [
          { 'net.tls.mode': { is: 'requireTLS', default: 'disabled' } },
          { 'net.ssl.mode': { is: 'requireSSL', default: 'disabled' } },
        ],
      },
      fail: `net:\n  bindIp: 0.0.0.0\n${AUTH}`,
      good: `net:\n  bindIp: 0.0.0.0\n${TLS}${AUTH}`,
      after: `net:\n${TLS}`,
    },
    {
      id: 'MONGODB-TLS-UNVERIFIED',
      topic: 'peer',
      severity: 'medium',
      title: 'Data base accepts invalid certificates',
      rationale: 'Members of a replica set and clients can be impersonated by whoever sits between.',
      remediation: 'Remove `allowInvalidCertificates` and `allowInvalidHostnames`.',
      pass: {
        'net.tls.allowInvalidCertificates': { is: false, default: false },
        'net.tls.allowInvalidHostnames': { is: false, default: false },
      },
      fail: `net:\n  bindIp: 127.0.0.1\n${TLS}    allowInvalidCertificates: true\n${AUTH}`,
      good: `net:\n  bindIp: 127.0.0.1\n${TLS}${AUTH}`,
      after: `net:\n${TLS}`,
    },
    {
      id: 'MONGODB-QUIET',
      topic: 'log',
      severity: 'medium',
      title: 'Connections to the data base are not recorded',
      rationale: 'Who was connected when records were taken cannot be told.',
      remediation: 'Remove `systemLog.quiet`.',
      pass: { 'systemLog.quiet': { is: false, default: false } },
      fail: `systemLog:\n  quiet: true\n${AUTH}`,
      good: `systemLog:\n  destination: syslog\n${AUTH}`,
    },
  ],
);
