/** Encryption between clients and nginx. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';
import { WEAK_CIPHERS } from '../shared/weak-ciphers.ts';

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '    ');
const HSTS = 'add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;\n';
const BARE_TLS = 'listen 443 ssl;\nserver_name api.example;\nroot /srv/www;\n';
const TLS = `${BARE_TLS}${HSTS}`;
const PLAIN = 'listen 80;\nserver_name api.example;\n';

export const NGINX_TRANSPORT_RULES: readonly ConfigurationRule[] = ruleTable(
  {
    on: 'nginx.server',
    file: 'nginx.conf',
    around: (text) => `events {}\nhttp {\n  server_tokens off;\n  server {\n${indented(text)}  }\n}\n`,
  },
  [
    {
      id: 'NGINX-SSL',
      on: 'nginx.scope',
      topic: 'weakTls',
      severity: 'high',
      title: 'nginx accepts SSL 2 or SSL 3',
      rationale:
        'Both protocols are broken: whoever sits between a clinic and the server can read the session.',
      remediation: 'Set `ssl_protocols TLSv1.2 TLSv1.3`.',
      pass: { ssl_protocols: { hasNone: ['SSLv2', 'SSLv3'] } },
      fail: `${TLS}ssl_protocols SSLv3 TLSv1.2;\n`,
      good: `${TLS}ssl_protocols TLSv1.2 TLSv1.3;\n`,
      after: 'ssl_protocols TLSv1.2 TLSv1.3;',
    },
    {
      id: 'NGINX-OLD-TLS',
      on: 'nginx.scope',
      topic: 'weakTls',
      severity: 'medium',
      title: 'nginx accepts TLS 1.0 or 1.1',
      rationale:
        'Both versions were withdrawn in 2021 (RFC 8996): they rest on SHA-1 and on ciphers without authentication.',
      remediation: 'Set `ssl_protocols TLSv1.2 TLSv1.3`.',
      pass: { ssl_protocols: { hasNone: ['TLSv1', 'TLSv1.0', 'TLSv1.1'] } },
      fail: `${TLS}ssl_protocols TLSv1 TLSv1.1 TLSv1.2;\n`,
      good: `${TLS}ssl_protocols TLSv1.2 TLSv1.3;\n`,
      after: 'ssl_protocols TLSv1.2 TLSv1.3;',
    },
    {
      id: 'NGINX-WEAK-CIPHERS',
      on: 'nginx.scope',
      topic: 'weakTls',
      severity: 'medium',
      title: 'nginx accepts weak ciphers',
      rationale:
        'RC4, triple DES, export ciphers and those without encryption or authentication give the traffic away.',
      remediation: 'Name ciphers with forward secrecy and authenticated encryption, or remove `ssl_ciphers`.',
      pass: { ssl_ciphers: { notLike: WEAK_CIPHERS } },
      fail: `${TLS}ssl_ciphers HIGH:RC4:DES-CBC3-SHA;\n`,
      good: `${TLS}ssl_ciphers HIGH:!aNULL:!MD5:!RC4;\n`,
      after: 'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;',
    },
    {
      id: 'NGINX-PLAIN-BESIDE-TLS',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Server answers over HTTP as well as over HTTPS',
      rationale:
        'A link or a typed address without `https` then carries session cookies and patient data in the clear.',
      remediation: 'Move port 80 into a server that only redirects to HTTPS.',
      when: { tls: true, serves: true },
      pass: { any: [{ plain: false }, { redirects: true }] },
      fail: `${TLS}listen 80;\n`,
      good: TLS,
      after: 'server {\n  listen 80;\n  return 301 https://$host$request_uri;\n}',
    },
    {
      id: 'NGINX-PLAIN',
      topic: 'cleartext',
      severity: 'low',
      title: 'Server answers over HTTP only',
      rationale:
        'Unless a proxy before it ends TLS on the same host, everything that it serves can be read and changed on the way.',
      remediation:
        'Listen with `ssl` and redirect port 80, or listen on the loopback address behind the proxy that ends TLS.',
      when: { serves: true, tls: false },
      pass: { any: [{ plain: false }, { redirects: true }] },
      fail: `${PLAIN}root /srv/www;\n`,
      good: `${PLAIN}return 301 https://$host$request_uri;\n`,
    },
    {
      id: 'NGINX-HSTS',
      topic: 'cleartext',
      cwe: ['CWE-523'],
      severity: 'medium',
      title: 'HTTPS server does not tell browsers to stay with HTTPS',
      rationale:
        'Without HSTS the first request of each visit can be made to go over HTTP, where a session can be taken over.',
      remediation: 'Add the header `Strict-Transport-Security` with at least half a year.',
      when: { tls: true, serves: true },
      pass: { 'headers.strict-transport-security': { exists: true } },
      fail: BARE_TLS,
      good: TLS,
      after: HSTS.trim(),
    },
    {
      id: 'NGINX-HSTS-SHORT',
      on: 'nginx.scope',
      topic: 'cleartext',
      cwe: ['CWE-523'],
      severity: 'low',
      title: 'HSTS ends after minutes, or is switched off',
      rationale: 'Browsers forget the rule between two visits, or at once.',
      remediation: 'Set `max-age` to at least 15768000 seconds.',
      pass: { 'seconds.hsts': { min: 15_768_000, default: 31_536_000 } },
      fail: `${BARE_TLS}add_header Strict-Transport-Security "max-age=0";\n`,
      good: TLS,
      after: HSTS.trim(),
    },
    {
      id: 'NGINX-HEADERS-LOST',
      topic: 'cleartext',
      cwe: ['CWE-523'],
      severity: 'low',
      title: 'Location loses HSTS of its server',
      rationale:
        'A location with an `add_header` of its own inherits none of those around it, HSTS included.',
      remediation: 'Repeat the headers in the location, or put them into a file that both include.',
      on: 'nginx.location',
      pass: { lost_headers: { hasNone: ['strict-transport-security'] } },
      fail: `${TLS}location /portal/ {\n  add_header Cache-Control no-store;\n}\n`,
      good: `${TLS}location /portal/ {\n  expires 1h;\n}\n`,
      after: `location /portal/ {\n  add_header Cache-Control no-store;\n  ${HSTS}}`,
    },
    {
      id: 'NGINX-CLIENT-CERTIFICATE',
      topic: 'authentication',
      severity: 'high',
      title: 'Client certificates are asked for, and nobody looks whether they are valid',
      rationale:
        'With `optional` nginx lets every client in; only a check of `$ssl_client_verify` turns away those without a valid certificate.',
      remediation:
        'Set `ssl_verify_client on`, or refuse requests where `$ssl_client_verify` is not `SUCCESS`.',
      when: { ssl_verify_client: { in: ['optional', 'optional_no_ca'] } },
      pass: { checks_client: true },
      fail: `${TLS}ssl_verify_client optional;\n`,
      good: `${TLS}ssl_verify_client on;\n`,
      after: 'ssl_verify_client on;',
    },
    {
      id: 'NGINX-BASIC-OVER-HTTP',
      topic: 'cleartext',
      cwe: ['CWE-522'],
      severity: 'medium',
      title: 'Passwords are asked for over HTTP',
      rationale:
        'Basic authentication sends name and password with each request; without TLS anybody on the way reads them.',
      remediation: 'Serve the location over HTTPS only.',
      on: 'nginx.location',
      when: { auth_basic: { exists: true, not: 'off' } },
      pass: { any: [{ 'server.plain': false }, { 'server.redirects': true }] },
      fail: `${PLAIN}location / {\n  auth_basic "Ward";\n  root /srv/www;\n}\n`,
      good: `${TLS}location / {\n  auth_basic "Ward";\n  root /srv/www;\n}\n`,
      after: 'listen 443 ssl;',
    },
  ],
);
