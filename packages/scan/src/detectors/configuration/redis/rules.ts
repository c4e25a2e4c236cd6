/** Settings of Redis and Valkey. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const LOCAL = 'bind 127.0.0.1\nappendonly yes\n';

export const REDIS_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'redis.server', file: 'redis.conf' },
  [
    {
      id: 'REDIS-OPEN',
      topic: 'authentication',
      severity: 'high',
      title: 'Redis listens on the network without a password',
      rationale:
        'Whoever reaches the port reads sessions and cached records, and writes files on the host with `CONFIG`.',
      remediation: 'Set `protected-mode yes` and give the default user a password with an ACL file.',
      when: { remote: true, aclfile: { exists: false }, user: { exists: false } },
      pass: { any: [{ 'protected-mode': { is: true, default: true } }, { requirepass: { exists: true } }] },
      fail: 'bind 0.0.0.0\nprotected-mode no\nport 0\n',
      good: 'bind 0.0.0.0\nprotected-mode yes\nport 0\n',
      after: 'bind 127.0.0.1\nprotected-mode yes',
    },
    {
      id: 'REDIS-DEFAULT-USER-OPEN',
      topic: 'authentication',
      severity: 'high',
      title: 'Default user of Redis needs no password',
      rationale: 'Every connection begins as this user, who may do what its rule says.',
      remediation: 'Write `user default off` and name users with passwords.',
      when: { remote: true },
      pass: { default_user_open: { exists: false } },
      fail: 'bind 0.0.0.0\nport 0\nprotected-mode yes\nuser default on nopass ~* +@all\n',
      good: 'bind 0.0.0.0\nport 0\nprotected-mode yes\nuser default off\n',
      after: 'user default off',
    },
    {
      id: 'REDIS-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Redis listens on the network without TLS',
      rationale: 'Passwords, sessions and cached records can be read on the way.',
      remediation: 'Set `port 0` and `tls-port 6379` with a certificate.',
      when: { remote: true, bind: { exists: true } },
      pass: { any: [{ port: { is: 0, default: 6379 } }, { 'tls-port': { exists: true, not: 0 } }] },
      fail: 'bind 0.0.0.0\nprotected-mode yes\n',
      good: 'bind 0.0.0.0\nprotected-mode yes\nport 0\ntls-port 6379\n',
    },
    {
      id: 'REDIS-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of Redis is in the file',
      rationale: 'Whoever reads the repository can sign in, and the password stays in its history.',
      remediation:
        'Give the password when the server starts, or use an ACL file that is not in the repository.',
      pass: { requirepass: { exists: false }, masterauth: { exists: false } },
      fail: `${LOCAL}requirepass pl4nted\n`,
      good: `${LOCAL}aclfile /etc/redis/users.acl\n`,
      after: 'aclfile /etc/redis/users.acl',
    },
    {
      id: 'REDIS-OLD-TLS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'Redis accepts TLS 1.0 or 1.1',
      rationale: 'Both versions were withdrawn in 2021 (RFC 8996).',
      remediation: 'Set `tls-protocols "TLSv1.2 TLSv1.3"`.',
      pass: { 'tls-protocols': { hasNone: ['TLSv1', 'TLSv1.0', 'TLSv1.1'] } },
      fail: `${LOCAL}tls-protocols "TLSv1.1 TLSv1.2"\n`,
      good: `${LOCAL}tls-protocols "TLSv1.2 TLSv1.3"\n`,
      after: 'tls-protocols "TLSv1.2 TLSv1.3"',
    },
    {
      id: 'REDIS-DEBUG',
      topic: 'debug',
      severity: 'medium',
      title: 'Debugging commands of Redis may be used from the network',
      rationale: '`DEBUG` and `MODULE` stop the server or load code into it.',
      remediation: 'Set both to `no` or `local`.',
      pass: { 'enable-debug-command': { notIn: ['yes'] }, 'enable-module-command': { notIn: ['yes'] } },
      fail: `${LOCAL}enable-debug-command yes\n`,
      good: `${LOCAL}enable-debug-command no\n`,
      after: 'enable-debug-command no\nenable-module-command no',
    },
  ],
);
