/** Listeners, clusters, filters and management of Envoy. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const TYPE = 'type.googleapis.com/envoy.extensions';
const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
const admin = (address: string): string =>
  `admin:\n  address:\n    socket_address: { address: ${address}, port_value: 9901 }\nstatic_resources: {}\n`;
const tls = (side: 'Upstream' | 'Downstream', text: string): string =>
  side === 'Upstream'
    ? `static_resources:\n  clusters:\n    - name: fhir\n      connect_timeout: 1s\n      transport_socket:\n        name: tls\n        typed_config:\n          "@type": ${TYPE}.transport_sockets.tls.v3.UpstreamTlsContext\n${indented(text, 10)}`
    : `static_resources:\n  listeners:\n    - name: in\n      address:\n        socket_address: { address: 127.0.0.1, port_value: 443 }\n      filter_chains:\n        - transport_socket:\n            name: tls\n            typed_config:\n              "@type": ${TYPE}.transport_sockets.tls.v3.DownstreamTlsContext\n${indented(text, 14)}`;
const filter = (type: string, text: string): string =>
  `static_resources:\n  listeners:\n    - name: in\n      address:\n        socket_address: { address: 127.0.0.1, port_value: 443 }\n      filter_chains:\n        - transport_socket: { name: tls }\n          filters:\n            - typed_config:\n                "@type": ${TYPE}.filters.${type}\n${indented(text, 16)}`;
const HTTP = 'network.http_connection_manager.v3.HttpConnectionManager';
const listener = (address: string, more = ''): string =>
  `static_resources:\n  listeners:\n    - name: in\n      address:\n        socket_address: { address: ${address}, port_value: 80 }\n      filter_chains:\n        - filters:\n            - typed_config:\n                "@type": ${TYPE}.filters.${HTTP}\n                access_log: [{ name: stdout }]\n${more}`;

export const ENVOY_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'envoy.bootstrap', file: 'envoy.yaml' },
  [
    {
      id: 'ENVOY-ADMIN-OPEN',
      topic: 'exposure',
      severity: 'high',
      title: 'Management of Envoy listens on every address',
      rationale:
        'It needs no password: it shows configuration and certificates, changes log levels and stops the proxy.',
      remediation: 'Let `admin` listen on 127.0.0.1.',
      when: { 'admin.address.socket_address': { exists: true } },
      pass: { 'admin.address.socket_address.address': { notIn: ['0.0.0.0', '::', '[::]'] } },
      fail: admin('0.0.0.0'),
      good: admin('127.0.0.1'),
      after: 'admin:\n  address:\n    socket_address: { address: 127.0.0.1, port_value: 9901 }',
    },
    {
      id: 'ENVOY-PLAIN',
      on: 'envoy.listener',
      topic: 'cleartext',
      severity: 'low',
      title: 'Listener answers over HTTP',
      rationale:
        'What passes can be read and changed on the way, unless a proxy before it on the same host ends TLS.',
      remediation: 'Add a `transport_socket` with a DownstreamTlsContext, or redirect to HTTPS.',
      when: { is_http: true, host: { in: ['0.0.0.0', '::'] } },
      pass: { any: [{ plain: false }, { redirects: true }] },
      fail: listener('0.0.0.0'),
      good: listener('127.0.0.1'),
    },
    {
      id: 'ENVOY-OLD-TLS',
      on: 'envoy.DownstreamTlsContext',
      topic: 'weakTls',
      severity: 'medium',
      title: 'Envoy accepts TLS 1.0 or 1.1',
      rationale:
        'Both versions were withdrawn in 2021 (RFC 8996); Envoy refuses them unless it is told to accept them.',
      remediation: 'Set `tls_minimum_protocol_version: TLSv1_2`.',
      pass: {
        'common_tls_context.tls_params.tls_minimum_protocol_version': { notIn: ['TLSv1_0', 'TLSv1_1'] },
      },
      fail: tls(
        'Downstream',
        'common_tls_context:\n  tls_params: { tls_minimum_protocol_version: TLSv1_0 }\n',
      ),
      good: tls(
        'Downstream',
        'common_tls_context:\n  tls_params: { tls_minimum_protocol_version: TLSv1_2 }\n',
      ),
    },
    {
      id: 'ENVOY-CLIENT-CERTIFICATE',
      on: 'envoy.DownstreamTlsContext',
      topic: 'authentication',
      severity: 'high',
      title: 'Client certificates are required, and not checked',
      rationale:
        'Without a validation context a certificate of any issuer is accepted, also one that the client made itself.',
      remediation: 'Add `validation_context` with `trusted_ca`.',
      when: { require_client_certificate: { is: true, default: false } },
      pass: {
        any: [
          { 'common_tls_context.validation_context': { exists: true } },
          { 'common_tls_context.validation_context_sds_secret_config': { exists: true } },
          { 'common_tls_context.combined_validation_context': { exists: true } },
        ],
      },
      fail: tls('Downstream', 'require_client_certificate: true\ncommon_tls_context: {}\n'),
      good: tls(
        'Downstream',
        'require_client_certificate: true\ncommon_tls_context:\n  validation_context:\n    trusted_ca: { filename: /etc/ssl/clients.pem }\n',
      ),
    },
    {
      id: 'ENVOY-CLIENT-CERTIFICATE-OPTIONAL',
      on: 'envoy.DownstreamTlsContext',
      topic: 'authentication',
      severity: 'medium',
      title: 'Clients without a certificate are let in',
      rationale:
        'An authority for client certificates is named, but a client that sends none is served all the same.',
      remediation: 'Set `require_client_certificate: true`.',
      when: { 'common_tls_context.validation_context.trusted_ca': { exists: true } },
      pass: { require_client_certificate: { is: true, default: false } },
      fail: tls(
        'Downstream',
        'common_tls_context:\n  validation_context:\n    trusted_ca: { filename: /etc/ssl/clients.pem }\n',
      ),
      good: tls(
        'Downstream',
        'require_client_certificate: true\ncommon_tls_context:\n  validation_context:\n    trusted_ca: { filename: /etc/ssl/clients.pem }\n',
      ),
    },
    {
      id: 'ENVOY-UPSTREAM-UNVERIFIED',
      on: 'envoy.UpstreamTlsContext',
      topic: 'peer',
      severity: 'medium',
      title: 'Certificate of the upstream is not checked',
      rationale:
        'Envoy verifies nothing without a validation context: the connection is encrypted to whoever answers.',
      remediation: 'Add `validation_context` with `trusted_ca`.',
      pass: {
        any: [
          { 'common_tls_context.validation_context': { exists: true } },
          { 'common_tls_context.validation_context_sds_secret_config': { exists: true } },
          { 'common_tls_context.combined_validation_context': { exists: true } },
        ],
        'common_tls_context.validation_context.trust_chain_verification': { not: 'ACCEPT_UNTRUSTED' },
      },
      fail: tls('Upstream', 'sni: fhir.example\n'),
      good: tls(
        'Upstream',
        'sni: fhir.example\ncommon_tls_context:\n  validation_context:\n    trusted_ca: { filename: /etc/ssl/inner.pem }\n',
      ),
    },
    {
      id: 'ENVOY-NO-ACCESS-LOG',
      on: 'envoy.HttpConnectionManager',
      topic: 'log',
      severity: 'low',
      title: 'Listener keeps no access log',
      rationale:
        'Envoy logs requests only where `access_log` stands; without it nobody can tell who asked for what.',
      remediation: 'Add `access_log`.',
      pass: { access_log: { exists: true } },
      fail: filter(HTTP, 'stat_prefix: in\n'),
      good: filter(HTTP, 'stat_prefix: in\naccess_log: [{ name: stdout }]\n'),
    },
    {
      id: 'ENVOY-JWT-OPTIONAL',
      on: 'envoy.JwtAuthentication',
      topic: 'authentication',
      severity: 'high',
      title: 'Requests with an invalid token are let in',
      rationale: '`allow_missing_or_failed` passes on requests whose token is missing, expired or forged.',
      remediation: 'Require a provider by name.',
      pass: { rules: { no: { 'requires.allow_missing_or_failed': { exists: true } } } },
      fail: filter(
        'http.jwt_authn.v3.JwtAuthentication',
        'rules:\n  - match: { prefix: / }\n    requires: { allow_missing_or_failed: { always: true } }\n',
      ),
      good: filter(
        'http.jwt_authn.v3.JwtAuthentication',
        'rules:\n  - match: { prefix: / }\n    requires: { provider_name: hospital }\n',
      ),
    },
    {
      id: 'ENVOY-AUTHORIZATION-FAILS-OPEN',
      on: 'envoy.ExtAuthz',
      topic: 'access',
      severity: 'medium',
      title: 'Requests pass when the authorisation service does not answer',
      rationale: 'Whoever can stop or overload that service gets in without a decision.',
      remediation: 'Remove `failure_mode_allow`.',
      pass: { failure_mode_allow: { is: false, default: false } },
      fail: filter('http.ext_authz.v3.ExtAuthz', 'failure_mode_allow: true\n'),
      good: filter('http.ext_authz.v3.ExtAuthz', 'failure_mode_allow: false\n'),
    },
    {
      id: 'ENVOY-CORS-ANY',
      on: 'envoy.CorsPolicy',
      topic: 'origin',
      severity: 'medium',
      title: 'Every web site may read answers',
      rationale:
        'Pages of any origin can read what the service answers; with credentials also as the signed-in user.',
      remediation: 'Name the origins in `allow_origin_string_match`.',
      pass: {
        allow_origin_string_match: {
          no: {
            any: [
              { exact: { exists: true, is: '*' } },
              { prefix: { exists: true, in: ['*', 'http'] } },
              { 'safe_regex.regex': { exists: true, in: ['.*', '\\*', '.+'] } },
            ],
          },
        },
      },
      fail: filter(
        HTTP,
        'access_log: [{ name: stdout }]\nroute_config:\n  virtual_hosts:\n    - name: a\n      cors:\n        allow_origin_string_match: [{ safe_regex: { regex: ".*" } }]\n',
      ),
      good: filter(
        HTTP,
        'access_log: [{ name: stdout }]\nroute_config:\n  virtual_hosts:\n    - name: a\n      cors:\n        allow_origin_string_match: [{ exact: "https://portal.example" }]\n',
      ),
    },
  ],
);
