/** Encryption of Apache httpd. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';
import { WEAK_CIPHERS } from '../shared/weak-ciphers.ts';

const HSTS = 'Header always set Strict-Transport-Security "max-age=31536000"\n';
const SITE = 'SSLEngine on\nDocumentRoot /srv/www\n';
const host = (text: string, port = 443): string => `<VirtualHost *:${port}>\n${text}</VirtualHost>\n`;

export const APACHE_TRANSPORT_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'apache.scope', file: 'httpd.conf' },
  [
    {
      id: 'APACHE-SSL',
      topic: 'weakTls',
      severity: 'high',
      title: 'Apache accepts SSL 2 or SSL 3',
      rationale:
        'Both protocols are broken: whoever sits between a clinic and the server can read the session.',
      remediation: 'Set `SSLProtocol -all +TLSv1.2 +TLSv1.3`.',
      pass: { protocols: { hasNone: ['sslv2', 'sslv3'] } },
      fail: host(`${SITE}${HSTS}SSLProtocol +SSLv3 +TLSv1.2\n`),
      good: host(`${SITE}${HSTS}SSLProtocol -all +TLSv1.2 +TLSv1.3\n`),
      after: 'SSLProtocol -all +TLSv1.2 +TLSv1.3',
    },
    {
      id: 'APACHE-OLD-TLS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'Apache accepts TLS 1.0 or 1.1',
      rationale:
        '`all` includes both; they were withdrawn in 2021 (RFC 8996), and payers and registries refuse them.',
      remediation: 'Set `SSLProtocol -all +TLSv1.2 +TLSv1.3`.',
      pass: { protocols: { hasNone: ['tlsv1', 'tlsv1.1'] } },
      fail: host(`${SITE}${HSTS}SSLProtocol all -SSLv3\n`),
      good: host(`${SITE}${HSTS}SSLProtocol all -SSLv3 -TLSv1 -TLSv1.1\n`),
      after: 'SSLProtocol -all +TLSv1.2 +TLSv1.3',
    },
    {
      id: 'APACHE-WEAK-CIPHERS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'Apache accepts weak ciphers',
      rationale:
        'RC4, triple DES, export ciphers and those without encryption or authentication give the traffic away.',
      remediation: 'Name ciphers with forward secrecy and authenticated encryption.',
      pass: { sslciphersuite: { notLike: WEAK_CIPHERS } },
      fail: host(`${SITE}${HSTS}SSLCipherSuite ALL:!ADH:RC4+RSA:LOW:EXP\n`),
      good: host(`${SITE}${HSTS}SSLCipherSuite HIGH:!aNULL:!MD5\n`),
      after: 'SSLCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20',
    },
    {
      id: 'APACHE-HSTS',
      on: 'apache.server',
      topic: 'cleartext',
      cwe: ['CWE-523'],
      severity: 'medium',
      title: 'HTTPS site does not tell browsers to stay with HTTPS',
      rationale:
        'Without HSTS the first request of each visit can be made to go over HTTP, where a session can be taken over.',
      remediation: 'Add the header `Strict-Transport-Security` with at least half a year.',
      when: { sslengine: { exists: true, is: 'on' }, serves: true },
      pass: { 'headers.strict-transport-security': { exists: true } },
      fail: host(SITE),
      good: host(`${SITE}${HSTS}`),
      after: HSTS,
    },
    {
      id: 'APACHE-PLAIN',
      on: 'apache.server',
      topic: 'cleartext',
      severity: 'low',
      title: 'Site answers over HTTP only',
      rationale:
        'Unless a proxy before it ends TLS on the same host, everything that it serves can be read and changed on the way.',
      remediation: 'Redirect port 80 to HTTPS.',
      when: { kind: 'virtualhost', port: '80', serves: true, local: false },
      pass: { redirects: true },
      fail: host('DocumentRoot /srv/www\n', 80),
      good: host('DocumentRoot /srv/www\nRedirect permanent / https://portal.example/\n', 80),
    },
    {
      id: 'APACHE-CLIENT-CERTIFICATE',
      topic: 'authentication',
      severity: 'high',
      title: 'Client certificates of any issuer are accepted',
      rationale: 'With `optional_no_ca` a client may sign its certificate itself: it proves nothing.',
      remediation: 'Set `SSLVerifyClient require` and name the authority with `SSLCACertificateFile`.',
      pass: { sslverifyclient: { not: 'optional_no_ca' } },
      fail: host(`${SITE}${HSTS}SSLVerifyClient optional_no_ca\n`),
      good: host(`${SITE}${HSTS}SSLVerifyClient require\n`),
      after: 'SSLVerifyClient require\nSSLCACertificateFile /etc/ssl/clients.pem',
    },
    {
      id: 'APACHE-UPSTREAM-UNVERIFIED',
      on: 'apache.server',
      topic: 'peer',
      severity: 'medium',
      title: 'Certificate of the upstream is not checked',
      rationale:
        'The connection is encrypted to whoever answers: Apache does not verify upstreams unless it is told to.',
      remediation:
        'Set `SSLProxyVerify require` with `SSLProxyCACertificateFile`, and leave `SSLProxyCheckPeerName` on.',
      when: { sslproxyengine: { exists: true, is: 'on' } },
      pass: {
        sslproxyverify: { in: ['require', '2'], default: 'none' },
        sslproxycheckpeername: { is: true, default: true },
      },
      fail: host(`${SITE}${HSTS}SSLProxyEngine on\nSSLProxyVerify none\n`),
      good: host(
        `${SITE}${HSTS}SSLProxyEngine on\nSSLProxyVerify require\nSSLProxyCACertificateFile /etc/ssl/inner.pem\n`,
      ),
      after: 'SSLProxyVerify require\nSSLProxyCACertificateFile /etc/ssl/inner.pem',
    },
    {
      id: 'APACHE-BASIC-OVER-HTTP',
      topic: 'cleartext',
      cwe: ['CWE-522'],
      severity: 'medium',
      title: 'Passwords are asked for over HTTP',
      rationale:
        'Basic authentication sends name and password with each request; without TLS anybody on the way reads them.',
      remediation: 'Serve the section over HTTPS only, or add `SSLRequireSSL`.',
      when: { authtype: { exists: true, like: 'basic' }, kind: { notIn: ['htaccess', 'main'] } },
      pass: { any: [{ tls: true }, { sslrequiressl: { exists: true } }] },
      fail: host('<Location />\nAuthType Basic\nRequire valid-user\n</Location>\n', 80),
      good: host(`${SITE}${HSTS}<Location />\nAuthType Basic\nRequire valid-user\n</Location>\n`),
      after: 'SSLEngine on',
    },
  ],
);
