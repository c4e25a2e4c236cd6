/** What configuration is made of: the types that rules can ask about, with what can be asked. */

export interface ResourceType {
  readonly type: string;
  readonly files: string;
  /** What its values are: those of the file unless something else is said. */
  readonly values: string;
}

export const RESOURCE_TYPES: readonly ResourceType[] = [
  {
    type: 'docker.image',
    files: 'Dockerfile, Containerfile',
    values:
      'from, user, healthcheck, run, add, copy, expose (lists), variables (ENV and ARG, by name), of the last stage',
  },
  {
    type: 'compose.service',
    files: 'compose.yaml, docker-compose.yml',
    values: 'the service; name; ports, volumes and environment in their long form',
  },
  {
    type: 'compose.network',
    files: 'compose.yaml, docker-compose.yml',
    values: 'internal, external, name, driver',
  },
  {
    type: 'kubernetes.pod',
    files: 'manifests',
    values: 'the specification of a pod, also of workloads; kind, metadata',
  },
  {
    type: 'kubernetes.container',
    files: 'manifests',
    values: 'the container; security (what holds for it in effect), pod, group',
  },
  { type: 'nginx.main', files: 'nginx.conf', values: 'directives outside of blocks, by name' },
  {
    type: 'nginx.http',
    files: 'nginx.conf, conf.d/*.conf, sites-available',
    values: 'directives by name; servers',
  },
  {
    type: 'nginx.scope',
    files: 'nginx.conf, conf.d/*.conf, snippets',
    values: 'directives that a block says itself, by name; headers; kind, restricted, passes',
  },
  {
    type: 'nginx.server',
    files: 'nginx.conf, conf.d/*.conf, sites-available',
    values:
      'directives that hold in it, by name; headers by name in lower case; listens, tls, plain, redirects, serves',
  },
  {
    type: 'nginx.location',
    files: 'nginx.conf, conf.d/*.conf, sites-available',
    values: 'directives that hold in it, by name; headers; path, modifier, server, restricted, upstream',
  },
  {
    type: 'apache.scope',
    files: 'httpd.conf, sites-available, .htaccess',
    values:
      'directives that a section says itself, by name in lower case; kind, path, options, headers, restricted',
  },
  {
    type: 'apache.server',
    files: 'httpd.conf, sites-available',
    values: 'of the main server and of virtual hosts: what holds in them; headers, serves, redirects',
  },
  { type: 'haproxy.file', files: 'haproxy.cfg', values: 'logs, serves' },
  { type: 'haproxy.global', files: 'haproxy.cfg', values: 'settings by name; sockets' },
  {
    type: 'haproxy.frontend',
    files: 'haproxy.cfg',
    values: 'settings by name; binds, servers, stats, timeout, redirects, sends_hsts',
  },
  { type: 'haproxy.backend', files: 'haproxy.cfg', values: 'settings by name; servers' },
  { type: 'haproxy.listen', files: 'haproxy.cfg', values: 'as frontend and backend' },
  { type: 'caddy.global', files: 'Caddyfile', values: 'admin, debug, trusted_proxies' },
  { type: 'caddy.site', files: 'Caddyfile', values: 'headers, hsts, log, plain, serves, client_auth' },
  { type: 'traefik.static', files: 'traefik.yml, traefik.toml', values: 'the file; keys' },
  { type: 'traefik.entry-point', files: 'traefik.yml, traefik.toml', values: 'the entry point' },
  { type: 'traefik.router', files: 'dynamic files', values: 'the router' },
  { type: 'traefik.middleware', files: 'dynamic files', values: 'the middleware' },
  { type: 'traefik.transport', files: 'dynamic files', values: 'the transport to upstreams' },
  { type: 'traefik.tls', files: 'dynamic files', values: 'the options of TLS' },
  { type: 'envoy.bootstrap', files: 'envoy.yaml, .json', values: 'the file' },
  {
    type: 'envoy.listener',
    files: 'envoy.yaml, .json',
    values: 'the listener; host, is_http, plain, redirects',
  },
  { type: 'envoy.cluster', files: 'envoy.yaml, .json', values: 'the cluster' },
  {
    type: 'envoy.*',
    files: 'envoy.yaml, .json',
    values: 'a part with `@type`, by the last word of it: envoy.UpstreamTlsContext',
  },
  {
    type: 'ssh.server',
    files: 'sshd_config, sshd_config.d',
    values: 'keywords in lower case; kind: main, match or part',
  },
  {
    type: 'sudo.rule',
    files: 'sudoers, sudoers.d',
    values: 'user, runas, nopasswd, noexec, commands, wildcard',
  },
  { type: 'sudo.defaults', files: 'sudoers, sudoers.d', values: 'flags; off where they are negated' },
  {
    type: 'pam.service',
    files: 'pam.d',
    values: 'lines (type, control, module, args), shared, sets_password',
  },
  { type: 'pam.pwquality', files: 'pwquality.conf', values: 'settings by name' },
  { type: 'pam.faillock', files: 'faillock.conf', values: 'settings by name' },
  { type: 'pam.login', files: 'login.defs', values: 'settings by name' },
  {
    type: 'systemd.service',
    files: '*.service',
    values: 'settings of [Service]; Environment as a map; application, sandbox, secret_argument',
  },
  { type: 'sysctl.file', files: 'sysctl.conf, sysctl.d', values: 'settings as maps inside maps' },
  { type: 'postgresql.server', files: 'postgresql.conf', values: 'settings by name; kind' },
  {
    type: 'postgresql.access',
    files: 'pg_hba.conf',
    values: 'type, database, user, address, method, local, everywhere',
  },
  { type: 'mysql.server', files: 'my.cnf', values: 'settings of the server with underscores' },
  { type: 'mysql.client', files: 'my.cnf', values: 'settings of clients with underscores' },
  { type: 'mongodb.server', files: 'mongod.conf', values: 'the file; remote' },
  { type: 'redis.server', files: 'redis.conf', values: 'settings by name; remote, default_user_open' },
  {
    type: 'rabbitmq.server',
    files: 'rabbitmq.conf',
    values: 'settings as maps inside maps; plain, guest_from_network',
  },
  {
    type: 'kafka.broker',
    files: 'server.properties',
    values: 'settings with underscores; listeners (name, protocol, local, controller), secrets',
  },
  {
    type: 'elasticsearch.node',
    files: 'elasticsearch.yml, opensearch.yml',
    values: 'settings as maps inside maps; remote, kind',
  },
  { type: 'mirth.server', files: 'mirth.properties', values: 'settings as maps inside maps; database_kind' },
  {
    type: 'mirth.channel',
    files: 'exports of channels',
    values: 'enabled, storage and pruning, credentials in scripts',
  },
  {
    type: 'mirth.source',
    files: 'exports of channels',
    values: 'kind, address, local, authentication, protected, tls, username, password',
  },
  {
    type: 'mirth.destination',
    files: 'exports of channels',
    values: 'kind, target, scheme, encryption, username, password',
  },
  {
    type: 'hapi-fhir.server',
    files: 'application.yaml',
    values: 'the file with underscores for dashes; origins, testers',
  },
  { type: 'orthanc.server', files: 'orthanc.json', values: 'the file; well_known, secrets' },
  { type: 'dcm4chee.connection', files: '*.ldif', values: 'attributes; local' },
  { type: 'dcm4chee.device', files: '*.ldif', values: 'attributes' },
  { type: 'keycloak.realm', files: 'exports of realms', values: 'the realm' },
  {
    type: 'keycloak.client',
    files: 'exports of realms',
    values: 'the client, without those of Keycloak itself',
  },
  { type: 'keycloak.user', files: 'exports of realms', values: 'the user' },
  { type: 'keycloak.provider', files: 'exports of realms', values: 'the provider of identities' },
  {
    type: 'openmrs.runtime',
    files: 'openmrs-runtime.properties',
    values: 'settings with underscores for dots',
  },
  { type: 'openemr.site', files: 'sqlconf.php', values: 'variables that are given a text' },
  { type: 'github.workflow', files: '.github/workflows', values: 'the workflow; events' },
  {
    type: 'github.job',
    files: '.github/workflows',
    values: 'the job; events, permissions in effect, runs-on (labels), isPrivileged',
  },
  { type: 'github.step', files: '.github/workflows', values: 'the step; events, action, job' },
  ...[
    'github.organisation',
    'github.actions',
    'github.actions-token',
    'github.branch',
    'github.environment',
    'github.repository',
    'gitlab.group',
    'gitlab.project',
    'gitlab.job-token',
    'gitlab.approvals',
    'gitlab.branch',
    'gitlab.push-rule',
    'gitlab.variable',
    'azure-devops.policy',
    'aws.user',
    'aws.finding',
  ].map((type) => ({
    type,
    files: 'posture/*.json',
    values: 'the settings that `theriac posture import` keeps',
  })),
  {
    type: 'codeowners',
    files: 'CODEOWNERS',
    values: 'lockfiles (how many), unowned_lockfile (the first that nobody owns)',
  },
  { type: 'gitlab.pipeline', files: '.gitlab-ci.yml', values: 'the file' },
  {
    type: 'gitlab.include',
    files: '.gitlab-ci.yml',
    values: 'project, ref, file, remote, template, component, local',
  },
  { type: 'azure.pipeline', files: 'azure-pipelines.yml', values: 'the file; variables by name' },
  { type: 'circleci.pipeline', files: '.circleci/config.yml', values: 'the file' },
  { type: 'bitbucket.pipeline', files: 'bitbucket-pipelines.yml', values: 'the file' },
  ...(['gitlab', 'azure', 'circleci', 'bitbucket'] as const).map((system) => ({
    type: `${system}.job`,
    files: 'pipelines',
    values: 'the job; commands (lines), image, services, variables',
  })),
  {
    type: 'jenkins.pipeline',
    files: 'Jenkinsfile',
    values: 'commands (text, interpolates), variables, calls, agent',
  },
  {
    type: 'terraform.*',
    files: '.tf, .tofu, .tf.json, plans in JSON',
    values:
      'the resource, by its type: terraform.aws_s3_bucket; nested blocks are lists; resources that configure it stand under keys such as @versioning; policies have lists in Statement',
  },
  {
    type: 'terraform.data.*',
    files: '.tf, .tofu, .tf.json',
    values: 'what is read, by its type: terraform.data.http',
  },
  { type: 'kubernetes.*', files: 'manifests', values: 'the object, by its kind: kubernetes.Ingress' },
];

/** Whether a rule can ask about the type. */
export function isResourceType(type: string): boolean {
  return (
    RESOURCE_TYPES.some((row) => row.type === type) ||
    /^(?:(?:kubernetes|envoy)\.[A-Z][A-Za-z0-9]{0,100}|terraform\.(?:data\.)?[a-z][a-z0-9_]{0,150})$/.test(
      type,
    )
  );
}
