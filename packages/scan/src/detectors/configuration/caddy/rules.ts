/** Sites and management of Caddy. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const site = (text: string, address = 'portal.example'): string =>
  `${address} {\n${text.replaceAll(/^(?=.)/gm, '\t')}}\n`;
const HSTS = 'header Strict-Transport-Security "max-age=31536000"\n';
const PROXY = 'log\nreverse_proxy 127.0.0.1:8080\n';
const global = (text: string): string => `{\n\t${text}\n}\n\n${site(`${PROXY}${HSTS}`)}`;

export const CADDY_RULES: readonly ConfigurationRule[] = ruleTable({ on: 'caddy.site', file: 'Caddyfile' }, [
  {
    id: 'CADDY-ADMIN-OPEN',
    on: 'caddy.global',
    topic: 'exposure',
    severity: 'high',
    title: 'Management of Caddy listens on the network',
    rationale:
      'The interface needs no password: whoever reaches it replaces the whole configuration, and with it where patient data goes.',
    remediation: 'Remove `admin`, so that it listens on the loopback address, or set `admin off`.',
    pass: {
      admin: { like: ['off', 'localhost*', '127.*', '[::1]*', 'unix/*'], default: 'localhost:2019' },
    },
    fail: global('admin 0.0.0.0:2019'),
    good: global('admin localhost:2019'),
    after: '{\n\tadmin off\n}',
  },
  {
    id: 'CADDY-TRUSTS-ALL-PROXIES',
    on: 'caddy.global',
    topic: 'spoofing',
    severity: 'medium',
    title: 'Every client may say which address it has',
    rationale: 'Addresses in the access log then rest on a header that anybody can send.',
    remediation: 'Name the addresses of the proxies in `trusted_proxies static`.',
    pass: { trusted_proxies: { hasNone: ['0.0.0.0/0', '::/0'] } },
    fail: global('servers {\n\t\ttrusted_proxies static 0.0.0.0/0\n\t}'),
    good: global('servers {\n\t\ttrusted_proxies static private_ranges\n\t}'),
    after: 'servers {\n\ttrusted_proxies static 10.0.0.0/24\n}',
  },
  {
    id: 'CADDY-DEBUG',
    on: 'caddy.global',
    topic: 'debug',
    severity: 'low',
    title: 'Caddy logs everything at debug level',
    rationale: 'Headers of requests and addresses of upstreams are written to the log.',
    remediation: 'Remove `debug`.',
    pass: { debug: { exists: false } },
    fail: global('debug'),
    good: global('email it@clinic.example'),
    after: '{\n\temail it@clinic.example\n}',
  },
  {
    id: 'CADDY-PLAIN',
    topic: 'cleartext',
    severity: 'low',
    title: 'Site answers over HTTP',
    rationale:
      'Caddy gets certificates by itself unless the address says `http://` or a port alone; what passes can be read on the way.',
    remediation: 'Name the host without `http://`.',
    when: { serves: true, local: false },
    pass: { plain: false },
    fail: site(PROXY, 'http://portal.example'),
    good: site(`${PROXY}${HSTS}`),
  },
  {
    id: 'CADDY-HSTS',
    topic: 'cleartext',
    cwe: ['CWE-523'],
    severity: 'medium',
    title: 'HTTPS site does not tell browsers to stay with HTTPS',
    rationale:
      'Caddy redirects, but sends no HSTS: the first request of each visit can be made to go over HTTP.',
    remediation: 'Add the header `Strict-Transport-Security`.',
    when: { serves: true, plain: false, local: false },
    pass: { hsts: { exists: true } },
    fail: site(PROXY),
    good: site(`${PROXY}${HSTS}`),
    after: HSTS,
  },
  {
    id: 'CADDY-NO-ACCESS-LOG',
    topic: 'log',
    severity: 'low',
    title: 'Site keeps no access log',
    rationale: 'Caddy logs requests only where `log` stands; without it nobody can tell who asked for what.',
    remediation: 'Add `log` to the site.',
    when: { serves: true, local: false },
    pass: { log: { exists: true } },
    fail: site(`reverse_proxy 127.0.0.1:8080\n${HSTS}`),
    good: site(`${PROXY}${HSTS}`),
    after: 'log',
  },
  {
    id: 'CADDY-BROWSE',
    topic: 'files',
    cwe: ['CWE-548'],
    severity: 'medium',
    title: 'Folders are listed',
    rationale:
      'Names of files, often with names or numbers of patients, can be browsed, and forgotten files be found.',
    remediation: 'Remove `browse`.',
    pass: { any: [{ browse: { exists: false } }, { basic_auth: { exists: true } }] },
    fail: site(`log\nfile_server browse\n${HSTS}`),
    good: site(`log\nfile_server\n${HSTS}`),
  },
  {
    id: 'CADDY-CORS-ANY',
    topic: 'origin',
    severity: 'medium',
    title: 'Every web site may read answers',
    rationale: 'Pages of any origin can read what is answered here, also from inside the hospital’s network.',
    remediation: 'Name the origins that need it.',
    pass: { 'headers.access-control-allow-origin': { not: '*' } },
    fail: site(`${PROXY}${HSTS}header Access-Control-Allow-Origin *\n`),
    good: site(`${PROXY}${HSTS}header Access-Control-Allow-Origin https://app.example\n`),
  },
  {
    id: 'CADDY-UPSTREAM-UNVERIFIED',
    topic: 'peer',
    severity: 'medium',
    title: 'Certificate of the upstream is not checked',
    rationale: 'The connection is encrypted to whoever answers.',
    remediation: 'Name the authority with `tls_trust_pool` instead of `tls_insecure_skip_verify`.',
    pass: { tls_insecure_skip_verify: { exists: false } },
    fail: site(
      `log\n${HSTS}reverse_proxy https://10.0.0.5 {\n\ttransport http {\n\t\ttls_insecure_skip_verify\n\t}\n}\n`,
    ),
    good: site(`log\n${HSTS}reverse_proxy https://fhir.inner.example\n`),
  },
  {
    id: 'CADDY-CLIENT-CERTIFICATE',
    topic: 'authentication',
    severity: 'high',
    title: 'Client certificates are asked for, and not checked',
    rationale:
      '`request` and `require` accept a certificate of any issuer, so that a client can make its own.',
    remediation: 'Set `mode require_and_verify` with a trust pool.',
    pass: { client_auth: { notIn: ['request', 'require'] } },
    fail: site(`${PROXY}${HSTS}tls {\n\tclient_auth {\n\t\tmode require\n\t}\n}\n`),
    good: site(`${PROXY}${HSTS}tls {\n\tclient_auth {\n\t\tmode require_and_verify\n\t}\n}\n`),
  },
]);
