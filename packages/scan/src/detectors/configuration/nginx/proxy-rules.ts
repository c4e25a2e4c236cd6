/** What nginx passes on, and whom it believes. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const SERVER = '    listen 127.0.0.1:80;\n    server_name api.example;\n';
const around = (text: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n${SERVER}${text.replaceAll(/^(?=.)/gm, '    ')}  }\n}\n`;

export const NGINX_PROXY_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'nginx.location', file: 'nginx.conf', around },
  [
    {
      id: 'NGINX-SSRF',
      topic: 'requestForgery',
      severity: 'high',
      title: 'The client chooses the host that nginx passes requests to',
      rationale:
        'Whoever reaches the location can send requests from the server to any host of the inner network, or to the metadata service of the cloud.',
      remediation: 'Write the host into `proxy_pass`, or choose it with a `map` of known hosts.',
      when: { 'upstream.host_from': { exists: true } },
      pass: { 'upstream.host_from': { not: 'client' } },
      fail: 'location /proxy {\n  proxy_pass http://$arg_host;\n}\n',
      good: 'location /proxy {\n  proxy_pass http://127.0.0.1:8080;\n}\n',
    },
    {
      id: 'NGINX-HOST-HEADER-UPSTREAM',
      topic: 'requestForgery',
      severity: 'medium',
      title: 'The Host header decides where nginx passes requests to',
      rationale:
        'The header is the client’s to set; unless the server turns away other names, it is an open proxy.',
      remediation: 'Write the host into `proxy_pass`, or choose it with a `map` of known hosts.',
      when: { 'upstream.host_from': { exists: true } },
      pass: { 'upstream.host_from': { not: 'host-header' } },
      fail: 'location / {\n  proxy_pass http://$http_host;\n}\n',
      good: 'location / {\n  proxy_pass http://127.0.0.1:8080;\n}\n',
    },
    {
      id: 'NGINX-UPSTREAM-UNVERIFIED',
      topic: 'peer',
      severity: 'medium',
      title: 'Certificate of the upstream is not checked',
      rationale:
        'The connection is encrypted to whoever answers: nginx does not verify upstreams unless it is told to.',
      remediation: 'Set `proxy_ssl_verify on` and name the authority with `proxy_ssl_trusted_certificate`.',
      when: { 'upstream.scheme': { exists: true, is: 'https' }, 'upstream.verified': false },
      pass: { proxy_ssl_verify: { is: true, default: false } },
      fail: 'location / {\n  proxy_pass https://fhir.inner.example;\n}\n',
      good: 'location / {\n  proxy_pass https://fhir.inner.example;\n  proxy_ssl_verify on;\n  proxy_ssl_trusted_certificate /etc/ssl/inner.pem;\n}\n',
    },
    {
      id: 'NGINX-UPSTREAM-OLD-TLS',
      on: 'nginx.scope',
      topic: 'weakTls',
      severity: 'low',
      title: 'nginx speaks old TLS to the upstream',
      rationale: 'TLS 1.0 and 1.1 were withdrawn; a machine between the two can weaken the connection.',
      remediation: 'Set `proxy_ssl_protocols TLSv1.2 TLSv1.3`.',
      pass: { proxy_ssl_protocols: { hasNone: ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1'] } },
      fail: 'location / {\n  proxy_ssl_protocols TLSv1 TLSv1.2;\n}\n',
      good: 'location / {\n  proxy_ssl_protocols TLSv1.2 TLSv1.3;\n}\n',
    },
    {
      id: 'NGINX-REAL-IP-ANY',
      on: 'nginx.scope',
      topic: 'spoofing',
      severity: 'medium',
      title: 'Every client may say which address it has',
      rationale:
        'Addresses in the access log, and rules that allow or deny addresses, then rest on a header that anybody can send.',
      remediation: 'Name the addresses of the proxies with `set_real_ip_from`.',
      pass: { set_real_ip_from: { hasNone: ['0.0.0.0/0', '::/0'] } },
      fail: 'set_real_ip_from 0.0.0.0/0;\nreal_ip_header X-Forwarded-For;\n',
      good: 'set_real_ip_from 10.0.0.0/24;\nreal_ip_header X-Forwarded-For;\n',
    },
    {
      id: 'NGINX-RESPONSE-SPLITTING',
      topic: 'requestForgery',
      cwe: ['CWE-113'],
      severity: 'medium',
      title: 'Redirect contains the decoded path of the request',
      rationale:
        '`$uri` is decoded: an encoded line break in the path becomes a header of the answer, such as a cookie.',
      remediation: 'Use `$request_uri` in redirects.',
      pass: { redirect_decoded: { exists: false } },
      fail: 'location /old {\n  return 301 https://api.example$uri;\n}\n',
      good: 'location /old {\n  return 301 https://api.example$request_uri;\n}\n',
    },
  ],
);
