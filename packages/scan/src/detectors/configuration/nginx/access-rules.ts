/** What nginx serves, to whom, and what it records. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '    ');
const SERVER = 'listen 127.0.0.1:80;\nserver_name api.example;\n';
const around = (text: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n${indented(SERVER + text)}  }\n}\n`;
const location = (path: string, text: string): string =>
  `location ${path} {\n${text.replaceAll(/^(?=.)/gm, '  ')}}\n`;

const SITE: readonly ConfigurationRule[] = ruleTable({ on: 'nginx.location', file: 'nginx.conf', around }, [
  {
    id: 'NGINX-ALIAS-TRAVERSAL',
    topic: 'files',
    cwe: ['CWE-22'],
    severity: 'high',
    title: 'Location gives away files beside its folder',
    rationale:
      'The location ends without a slash and its alias with one, so that `/files../` leads to the folder above: configuration and exports beside it can be fetched.',
    remediation: 'End the location with a slash as well.',
    pass: { alias_outside: { is: false, default: false } },
    fail: location('/files', 'alias /srv/app/files/;\n'),
    good: location('/files/', 'alias /srv/app/files/;\n'),
  },
  {
    id: 'NGINX-STATUS-OPEN',
    topic: 'exposure',
    severity: 'medium',
    title: 'Status page is open to everybody',
    rationale: 'It tells an attacker the load of the server, and the time at which an attack takes effect.',
    remediation: 'Allow the addresses of the monitoring and deny all others.',
    when: { shows_status: true },
    pass: { restricted: true },
    fail: location('/nginx_status', 'stub_status on;\n'),
    good: location('/nginx_status', 'stub_status on;\nallow 10.0.0.0/8;\ndeny all;\n'),
  },
  {
    id: 'NGINX-ADMIN-OPEN',
    topic: 'exposure',
    severity: 'medium',
    title: 'Administration or diagnosis is passed on to everybody',
    rationale:
      'These interfaces show or change the application behind: data bases, memory, configuration, accounts.',
    remediation: 'Restrict the location by address, by client certificate or by `auth_request`.',
    when: {
      passes: true,
      path: {
        like: [
          '/actuator*',
          '/phpmyadmin*',
          '/pma*',
          '/adminer*',
          '/jolokia*',
          '/h2-console*',
          '/server-status*',
          '/manager/*',
          '/metrics',
          '/prometheus*',
          '/kibana*',
          '/solr*',
          '/rabbitmq*',
          '/pgadmin*',
        ],
      },
    },
    pass: { restricted: true },
    fail: location('/actuator/', 'proxy_pass http://127.0.0.1:8080;\n'),
    good: location('/actuator/', 'allow 10.0.0.0/8;\ndeny all;\nproxy_pass http://127.0.0.1:8080;\n'),
  },
  {
    id: 'NGINX-WEBDAV-OPEN',
    on: 'nginx.scope',
    topic: 'authentication',
    severity: 'high',
    title: 'Everybody can write files through WebDAV',
    rationale: 'Uploads and deletions need no account: documents can be replaced, and programs placed.',
    remediation: 'Require authentication for the location, or remove `dav_methods`.',
    when: { any: [{ dav_methods: { has: 'PUT' } }, { dav_methods: { has: 'DELETE' } }] },
    pass: { restricted: true },
    fail: location('/documents/', 'dav_methods PUT DELETE;\n'),
    good: location('/documents/', 'dav_methods PUT DELETE;\nauth_basic "Ward";\n'),
  },
  {
    id: 'NGINX-CORS-REFLECTED',
    on: 'nginx.scope',
    topic: 'origin',
    severity: 'high',
    title: 'Every web site may read answers with the user’s session',
    rationale:
      'The origin of the request is sent back as permitted, with credentials: any page that a signed-in clinician opens can read patient data through the browser.',
    remediation: 'Send back only origins of a fixed list, for instance with `map $http_origin`.',
    when: { 'headers.access-control-allow-credentials': { exists: true, is: true } },
    pass: { cors_reflected: { is: false, default: false } },
    fail: location(
      '/fhir/',
      'add_header Access-Control-Allow-Origin $http_origin;\nadd_header Access-Control-Allow-Credentials true;\n',
    ),
    good: location(
      '/fhir/',
      'add_header Access-Control-Allow-Origin https://portal.example;\nadd_header Access-Control-Allow-Credentials true;\n',
    ),
  },
  {
    id: 'NGINX-CORS-ANY',
    on: 'nginx.scope',
    topic: 'origin',
    severity: 'medium',
    title: 'Every web site may read answers of an application',
    rationale:
      'Pages of any origin can read what this location answers, also from inside the hospital’s network.',
    remediation: 'Name the origins that need it.',
    when: { passes: true },
    pass: { 'headers.access-control-allow-origin': { not: '*' } },
    fail: location(
      '/fhir/',
      'proxy_pass http://127.0.0.1:8080;\nadd_header Access-Control-Allow-Origin *;\n',
    ),
    good: location(
      '/fhir/',
      'proxy_pass http://127.0.0.1:8080;\nadd_header Access-Control-Allow-Origin https://portal.example;\n',
    ),
  },
  {
    id: 'NGINX-LOG-QUERY',
    topic: 'loggedData',
    severity: 'low',
    title: 'Access log records the search parameters of FHIR requests',
    rationale:
      'Names, birth dates and identifiers of patients stand in the query of a search; `$request` writes them into a log that lives by other rules than the record.',
    remediation: 'Log `$uri` instead of `$request` for this location.',
    when: { path: { like: '*fhir*' }, passes: true },
    pass: { logs_query: false },
    fail: location('/fhir/', 'proxy_pass http://127.0.0.1:8080;\n'),
    good: location('/fhir/', 'proxy_pass http://127.0.0.1:8080;\naccess_log off;\n'),
    after:
      'log_format without_query \'$remote_addr [$time_iso8601] "$request_method $uri" $status\';\naccess_log /var/log/nginx/fhir.log without_query;',
  },
  {
    id: 'NGINX-AUTOINDEX',
    on: 'nginx.scope',
    topic: 'files',
    cwe: ['CWE-548'],
    severity: 'medium',
    title: 'Folders are listed',
    rationale:
      'Names of files, often with names or numbers of patients, can be browsed, and forgotten files be found.',
    remediation: 'Set `autoindex off`.',
    pass: { any: [{ autoindex: { is: false, default: false } }, { restricted: true }] },
    fail: location('/reports/', 'root /srv/www;\nautoindex on;\n'),
    good: location('/reports/', 'root /srv/www;\nautoindex off;\n'),
  },
]);

const SERVERS: readonly ConfigurationRule[] = ruleTable({ on: 'nginx.server', file: 'nginx.conf', around }, [
  {
    id: 'NGINX-DOTFILES',
    topic: 'files',
    severity: 'low',
    title: 'Hidden files below the document root are served',
    rationale: 'A deployed `.git` or `.env` gives away source and passwords to whoever asks for it.',
    remediation: 'Deny locations that match `/\\.`, except `/.well-known/`.',
    when: { root: { exists: true }, serves: true, passes_all: false },
    pass: { hides_dot_files: true },
    fail: 'root /srv/www;\n',
    good: 'root /srv/www;\nlocation ~ /\\.(?!well-known) {\n  deny all;\n}\n',
  },
  {
    id: 'NGINX-NO-ACCESS-LOG',
    on: 'nginx.scope',
    topic: 'log',
    severity: 'medium',
    title: 'Server keeps no access log',
    rationale: 'Who asked for which record cannot be told afterwards, and an intrusion leaves no trace.',
    remediation: 'Remove `access_log off` from the server; keep it to locations such as health checks.',
    when: { kind: { in: ['server', 'http'] } },
    pass: { access_log: { not: 'off' } },
    fail: 'root /srv/www;\nlocation ~ /\\. {\n  deny all;\n}\naccess_log off;\n',
    good: 'root /srv/www;\nlocation ~ /\\. {\n  deny all;\n}\naccess_log /var/log/nginx/access.log;\n',
    after: 'access_log /var/log/nginx/access.log;',
  },
  {
    id: 'NGINX-BODY-UNLIMITED',
    on: 'nginx.scope',
    topic: 'exhaustion',
    severity: 'low',
    title: 'Requests of any size are accepted',
    rationale: 'A single upload can fill the disk of the proxy and stop the service.',
    remediation: 'Set `client_max_body_size` to the largest message that the application takes.',
    pass: { client_max_body_size: { notIn: ['0', '0m', '0M', '0k'] } },
    fail: 'client_max_body_size 0;\n',
    good: 'client_max_body_size 20m;\n',
  },
  {
    id: 'NGINX-SLOW-CLIENTS',
    on: 'nginx.scope',
    topic: 'exhaustion',
    severity: 'low',
    title: 'Clients may take many minutes to send a request',
    rationale: 'A few slow clients can hold every connection of the server.',
    remediation: 'Keep `client_header_timeout` and `client_body_timeout` at 60 seconds or less.',
    pass: {
      'seconds.client_header_timeout': { max: 120, default: 60 },
      'seconds.client_body_timeout': { max: 300, default: 60 },
    },
    fail: 'client_header_timeout 1h;\n',
    good: 'client_header_timeout 30s;\n',
  },
]);

const HTTP: readonly ConfigurationRule[] = ruleTable({ on: 'nginx.http', file: 'nginx.conf' }, [
  {
    id: 'NGINX-VERSION',
    topic: 'disclosure',
    severity: 'low',
    title: 'nginx tells its version',
    rationale: 'The version in headers and error pages tells which known flaws to try.',
    remediation: 'Set `server_tokens off` in the `http` block.',
    pass: { servers: { every: { server_tokens: { in: ['off', 'build', ''], default: 'on' } } } },
    fail: 'events {}\nhttp {\n  server {\n    return 404;\n  }\n}\n',
    good: 'events {}\nhttp {\n  server_tokens off;\n  server {\n    return 404;\n  }\n}\n',
    after: 'server_tokens off;',
  },
  {
    id: 'NGINX-ROOT',
    on: 'nginx.main',
    topic: 'privilege',
    severity: 'medium',
    title: 'Workers of nginx run as root',
    rationale: 'A flaw in a module or in the parsing of a request then gives the whole host away.',
    remediation: 'Name an account without rights with `user`.',
    pass: { user: { not: 'root', hasNone: 'root' } },
    fail: 'user root;\nevents {}\n',
    good: 'user nginx;\nevents {}\n',
  },
  {
    id: 'NGINX-NO-ERROR-LOG',
    on: 'nginx.main',
    topic: 'log',
    severity: 'low',
    title: 'nginx keeps no error log',
    rationale:
      'Refused requests and failing upstreams are not recorded, so an attack and an outage look alike: like nothing.',
    remediation: 'Write the error log to a file or to standard error.',
    pass: { error_log: { notIn: ['/dev/null', 'off'] } },
    fail: 'error_log /dev/null crit;\nevents {}\n',
    good: 'error_log /var/log/nginx/error.log warn;\nevents {}\n',
  },
]);

export const NGINX_ACCESS_RULES: readonly ConfigurationRule[] = [...SITE, ...SERVERS, ...HTTP];
