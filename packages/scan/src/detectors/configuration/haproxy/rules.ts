/** Frontends, backends and management of HAProxy. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';
import { WEAK_CIPHERS } from '../shared/weak-ciphers.ts';

const HSTS = '  http-response set-header Strict-Transport-Security max-age=31536000\n';
const front = (bind: string, more = ''): string => `frontend portal\n  mode http\n  bind ${bind}\n${more}`;
const back = (server: string): string => `backend fhir\n  mode http\n  server a ${server}\n`;
const around = (text: string): string =>
  text.startsWith('---') ? text : `global\n  log /dev/log local0\n${text}`;
const LOCAL = '127.0.0.1:8404';

/** The same of a `frontend` and of a `listen`, which is both. */
const both = (...rows: Parameters<typeof ruleTable>[1][number][]): typeof rows =>
  rows.flatMap((row) => [
    row,
    {
      ...row,
      id: `${row.id}-LISTEN`,
      on: 'haproxy.listen',
      fail: row.fail.replace('frontend', 'listen'),
      good: row.good.replace('frontend', 'listen'),
    },
  ]);

export const HAPROXY_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'haproxy.frontend', file: 'haproxy.cfg', around },
  [
    {
      id: 'HAPROXY-OLD-TLS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'HAProxy accepts TLS 1.0 or 1.1',
      rationale:
        'Both versions were withdrawn in 2021 (RFC 8996): they rest on SHA-1 and on ciphers without authentication.',
      remediation: 'Set `ssl-min-ver TLSv1.2`.',
      pass: { binds: { no: { 'ssl-min-ver': { exists: true, in: ['SSLv3', 'TLSv1.0', 'TLSv1.1'] } } } },
      fail: front('*:443 ssl crt /etc/ssl/a.pem ssl-min-ver TLSv1.0', HSTS),
      good: front('*:443 ssl crt /etc/ssl/a.pem ssl-min-ver TLSv1.2', HSTS),
    },
    {
      id: 'HAPROXY-OLD-TLS-GLOBAL',
      on: 'haproxy.global',
      topic: 'weakTls',
      severity: 'medium',
      title: 'HAProxy accepts TLS 1.0 or 1.1 everywhere',
      rationale:
        'Both versions were withdrawn in 2021 (RFC 8996): they rest on SHA-1 and on ciphers without authentication.',
      remediation: 'Set `ssl-default-bind-options ssl-min-ver TLSv1.2`.',
      pass: {
        'ssl-default-bind-options': {
          notLike: [
            '*ssl-min-ver TLSv1.0*',
            '*ssl-min-ver TLSv1.1*',
            '*ssl-min-ver SSLv3*',
            '*force-tlsv10*',
            '*force-tlsv11*',
            '*force-sslv3*',
          ],
        },
      },
      fail: '  ssl-default-bind-options ssl-min-ver TLSv1.0 no-tls-tickets\n',
      good: '  ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets\n',
      after: 'ssl-default-bind-options ssl-min-ver TLSv1.2',
    },
    {
      id: 'HAPROXY-WEAK-CIPHERS',
      on: 'haproxy.global',
      topic: 'weakTls',
      severity: 'medium',
      title: 'HAProxy accepts weak ciphers',
      rationale:
        'RC4, triple DES, export ciphers and those without encryption or authentication give the traffic away.',
      remediation: 'Name ciphers with forward secrecy and authenticated encryption.',
      pass: { 'ssl-default-bind-ciphers': { notLike: WEAK_CIPHERS } },
      fail: '  ssl-default-bind-ciphers HIGH:RC4:MD5\n',
      good: '  ssl-default-bind-ciphers HIGH:!aNULL:!MD5\n',
      after: 'ssl-default-bind-ciphers ECDHE+AESGCM:ECDHE+CHACHA20',
    },
    ...both(
      {
        id: 'HAPROXY-PLAIN',
        topic: 'cleartext',
        severity: 'low',
        title: 'HAProxy answers over HTTP',
        rationale: 'Whatever passes through it can be read and changed between client and proxy.',
        remediation:
          'Bind with `ssl`, or redirect with `http-request redirect scheme https unless { ssl_fc }`.',
        when: { mode: { is: 'http', default: 'tcp' }, stats: { exists: false } },
        pass: { any: [{ binds: { no: { tls: false, local: false } } }, { redirects: true }] },
        fail: front('*:80'),
        good: front('*:80', '  http-request redirect scheme https unless { ssl_fc }\n'),
      },
      {
        id: 'HAPROXY-HSTS',
        topic: 'cleartext',
        cwe: ['CWE-523'],
        severity: 'medium',
        title: 'HTTPS frontend does not tell browsers to stay with HTTPS',
        rationale:
          'Without HSTS the first request of each visit can be made to go over HTTP, where a session can be taken over.',
        remediation: 'Add the header with `http-response set-header Strict-Transport-Security`.',
        when: { mode: { is: 'http', default: 'tcp' }, binds: { some: { tls: true } } },
        pass: { sends_hsts: true },
        fail: front('*:443 ssl crt /etc/ssl/a.pem'),
        good: front('*:443 ssl crt /etc/ssl/a.pem', HSTS),
        after: HSTS.trim(),
      },
      {
        id: 'HAPROXY-CLIENT-CERTIFICATE',
        topic: 'authentication',
        severity: 'high',
        title: 'Client certificates are asked for, and nobody looks whether they are there',
        rationale:
          'With `verify optional` clients without a certificate are let in, unless a rule turns them away.',
        remediation: 'Set `verify required`, or deny unless `{ ssl_c_used }`.',
        pass: {
          any: [{ binds: { no: { verify: { exists: true, is: 'optional' } } } }, { checks_client: true }],
        },
        fail: front('*:443 ssl crt /etc/ssl/a.pem ca-file /etc/ssl/ca.pem verify optional', HSTS),
        good: front('*:443 ssl crt /etc/ssl/a.pem ca-file /etc/ssl/ca.pem verify required', HSTS),
      },
      {
        id: 'HAPROXY-STATS-OPEN',
        topic: 'exposure',
        severity: 'medium',
        title: 'Statistics are open to everybody',
        rationale: 'The page names every server behind the proxy with address and state.',
        remediation: 'Add `http-request auth`, or bind the page to the loopback address.',
        when: { stats: { exists: true } },
        pass: { any: [{ 'stats.asks': true }, { binds: { every: { local: true } } }] },
        fail: front('*:8404', '  stats enable\n  stats uri /stats\n'),
        good: front(LOCAL, '  stats enable\n  stats uri /stats\n'),
      },
      {
        id: 'HAPROXY-STATS-ADMIN',
        topic: 'exposure',
        severity: 'high',
        title: 'Servers can be taken out of service without authentication',
        rationale:
          '`stats admin` lets whoever sees the page stop a service, or send all traffic to one server.',
        remediation: 'Remove `stats admin`, or require authentication.',
        when: { stats: { exists: true }, 'stats.admin': true },
        pass: { any: [{ 'stats.asks': true }, { binds: { every: { local: true } } }] },
        fail: front('*:8404', '  stats enable\n  stats admin if TRUE\n'),
        good: front(LOCAL, '  stats enable\n  stats admin if TRUE\n'),
      },
      {
        id: 'HAPROXY-STATS-PASSWORD',
        topic: 'secret',
        severity: 'medium',
        secret: true,
        title: 'Password of the statistics page is in the file',
        rationale: 'Whoever reads the repository can sign in, and the password stays in its history.',
        remediation:
          'Take it from the environment, or use a `userlist` with hashed passwords that is not in the repository.',
        when: { stats: { exists: true } },
        pass: { 'stats.auth': { exists: false } },
        fail: front(LOCAL, '  stats enable\n  stats auth admin:pl4nted\n'),
        good: front(LOCAL, '  stats enable\n  stats auth "admin:$' + '{STATS_PASSWORD}"\n'),
      },
    ),
    {
      id: 'HAPROXY-UPSTREAM-UNVERIFIED',
      on: 'haproxy.backend',
      topic: 'peer',
      severity: 'medium',
      title: 'Certificate of the server is not checked',
      rationale: 'With `verify none` the connection is encrypted to whoever answers.',
      remediation: 'Set `verify required` with `ca-file`, and `sni` or `verifyhost`.',
      pass: { servers: { no: { tls: true, verify: { exists: true, is: 'none' } } } },
      fail: back('10.0.0.5:443 ssl verify none'),
      good: back('10.0.0.5:443 ssl verify required ca-file /etc/ssl/inner.pem'),
    },
    {
      id: 'HAPROXY-VERIFY-OFF',
      on: 'haproxy.global',
      topic: 'peer',
      severity: 'medium',
      title: 'Certificates of servers are checked nowhere',
      rationale:
        '`ssl-server-verify none` switches the check off for every backend that does not ask for it.',
      remediation: 'Remove `ssl-server-verify none`.',
      pass: { 'ssl-server-verify': { is: 'required', default: 'required' } },
      fail: '  ssl-server-verify none\n',
      good: '  ssl-server-verify required\n',
      after: 'ssl-server-verify required',
    },
    {
      id: 'HAPROXY-ADMIN-SOCKET',
      on: 'haproxy.global',
      topic: 'exposure',
      severity: 'high',
      title: 'Management socket of HAProxy listens on the network',
      rationale: 'It needs no password: whoever reaches it changes servers, maps and certificates at will.',
      remediation: 'Use a socket in the file system with `mode 660`.',
      pass: { sockets: { no: { network: true, level: { is: 'admin', default: 'operator' } } } },
      fail: '  stats socket ipv4@0.0.0.0:9999 level admin\n',
      good: '  stats socket /run/haproxy/admin.sock mode 660 level admin\n',
      after: 'stats socket /run/haproxy/admin.sock mode 660 level admin',
    },
    {
      id: 'HAPROXY-NO-LOG',
      on: 'haproxy.file',
      topic: 'log',
      severity: 'medium',
      title: 'HAProxy logs nothing',
      rationale: 'Without `log` neither requests nor failing servers are recorded anywhere.',
      remediation: 'Add `log` to `global` and `log global` to `defaults`.',
      when: { serves: true },
      pass: { logs: true },
      fail: '--- haproxy.cfg\nfrontend portal\n  mode tcp\n  bind 127.0.0.1:80\n',
      good: front('127.0.0.1:80'),
      after: 'global\n  log /dev/log local0\ndefaults\n  log global',
    },
  ],
);
