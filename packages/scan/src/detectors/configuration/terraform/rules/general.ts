/** State, providers, modules and secrets, whatever the cloud. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { AT_REST, BOUNDARY, SECRETS, SUPPLY_CHAIN } from './controls.ts';
import { NO_SECRETS } from './placeholders.ts';
import { rule, rules, suffix } from './row.ts';

/** Settings that are a password, by type of resource. */
const PASSWORDS: readonly (readonly [type: string, setting: string])[] = [
  ['aws_db_instance', 'password'],
  ['aws_rds_cluster', 'master_password'],
  ['aws_docdb_cluster', 'master_password'],
  ['aws_redshift_cluster', 'master_password'],
  ['aws_elasticache_replication_group', 'auth_token'],
  ['aws_secretsmanager_secret_version', 'secret_string'],
  ['aws_directory_service_directory', 'password'],
  ['aws_dms_endpoint', 'password'],
  ['azurerm_mssql_server', 'administrator_login_password'],
  ['azurerm_postgresql_server', 'administrator_login_password'],
  ['azurerm_postgresql_flexible_server', 'administrator_password'],
  ['azurerm_mysql_flexible_server', 'administrator_password'],
  ['azurerm_linux_virtual_machine', 'admin_password'],
  ['azurerm_windows_virtual_machine', 'admin_password'],
  ['azurerm_key_vault_secret', 'value'],
  ['google_sql_user', 'password'],
  ['google_secret_manager_secret_version', 'secret_data'],
];

const SECRET = { written: false } as const;

/** Stores of secrets: what is put there may be an address or a name as well. */
const STORES = [
  'aws_secretsmanager_secret_version',
  'azurerm_key_vault_secret',
  'google_secret_manager_secret_version',
];

export const GENERAL_RULES: readonly ConfigurationRule[] = [
  ...PASSWORDS.map(([on, setting], i) =>
    rule({
      id: i === 0 ? 'TF-SECRET' : `TF-SECRET-${suffix(on)}`,
      title: STORES.includes(on)
        ? 'Content of a secret stands in the configuration'
        : 'Password stands in the configuration',
      severity: STORES.includes(on) ? 'medium' : 'high',
      cwe: ['CWE-798'],
      controls: SECRETS,
      rationale:
        'Everybody who can read the repository or the state can open the data, and the password stays in the history.',
      remediation: 'Take it from a secret store, or let the service make it.',
      on,
      pass: { any: [{ [setting]: { written: false } }, { [setting]: { like: NO_SECRETS } }] },
      secret: true,
      fail: `${setting} = "example-of-a-password"`,
      good: `${setting} = var.secret`.concat('\n}\nvariable "secret" {\nsensitive = true'),
    }),
  ),
  rule({
    id: 'TF-PROVIDER-SECRET',
    title: 'Credentials stand in the provider',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale: 'Whoever can read the repository administers the account.',
    remediation: 'Let the provider take credentials from its environment.',
    on: 'provider',
    when: {
      none: [
        { access_key: { in: ['test', 'mock', 'fake', 'dummy', 'mock_access_key', 'foo'] } },
        { api_key: { in: ['test', 'fake', 'dummy', 'mock'] } },
      ],
    },
    pass: {
      access_key: SECRET,
      secret_key: SECRET,
      client_secret: SECRET,
      token: SECRET,
      password: SECRET,
      api_key: SECRET,
    },
    secret: true,
    fail: 'provider "aws" {\nregion = "eu-central-1"\naccess_key = "example"\nsecret_key = "example"\n}',
    good: 'provider "aws" {\nregion = "eu-central-1"\n}',
  }),
  rule({
    id: 'TF-VARIABLE-SECRET',
    title: 'Variable has a secret as its default',
    severity: 'medium',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale:
      'Everybody who can read the repository knows it, and where nobody sets another one it is in use.',
    remediation: 'Remove the default and mark the variable `sensitive`.',
    on: 'variable',
    when: {
      '@name': {
        like: [
          '*password',
          '*passwd',
          '*secret',
          '*secret_key',
          '*api_key',
          '*private_key',
          '*_token',
          '*access_key',
        ],
      },
    },
    pass: {
      any: [
        { default: { written: false } },
        { default: { like: [...NO_SECRETS, 'arn:*', '/*', 'projects/*'] } },
      ],
    },
    secret: true,
    fail: 'variable "db_password" {\ndefault = "example"\n}',
    good: 'variable "db_password" {\nsensitive = true\n}',
  }),
  rule({
    id: 'TF-VALUES-SECRET',
    title: 'Secret stands in a file of values',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale: 'Everybody who can read the repository has it, and it stays in the history.',
    remediation: 'Give it to the run as `TF_VAR_…`, or take it from a secret store.',
    on: 'values',
    pass: {
      values: {
        no: {
          '@key': {
            like: [
              '*password',
              '*passwd',
              '*secret',
              '*secret_key',
              '*api_key',
              '*private_key',
              '*access_key',
            ],
          },
          '@value': { written: true, notLike: NO_SECRETS },
        },
      },
    },
    secret: true,
    file: 'terraform.tfvars',
    fail: '--- terraform.tfvars\ndb_password = "example"\n--- main.tf\nvariable "db_password" {\n}',
    good: '--- terraform.tfvars\nregion = "eu-central-1"\n--- main.tf\nvariable "db_password" {\n}',
  }),
  rule({
    id: 'TF-STATE-UNENCRYPTED',
    title: 'State is stored without encryption',
    severity: 'medium',
    cwe: ['CWE-311'],
    controls: [...AT_REST, ...SECRETS],
    rationale: 'State holds every password and key that the configuration ever made.',
    remediation: 'Set `encrypt = true`.',
    on: 'backend',
    when: { '@type': 's3' },
    pass: { encrypt: { not: false } },
    fail: 'terraform {\nbackend "s3" {\nbucket = "state"\nkey = "main"\nencrypt = false\n}\n}',
    good: 'terraform {\nbackend "s3" {\nbucket = "state"\nkey = "main"\nencrypt = true\n}\n}',
  }),
  rule({
    id: 'TF-STATE-SECRET',
    title: 'Credentials of the state stand in the configuration',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale: 'Whoever can read the repository reads the state, and with it every password.',
    remediation: 'Take the credentials from the environment.',
    on: 'backend',
    pass: {
      access_key: SECRET,
      secret_key: SECRET,
      token: SECRET,
      password: SECRET,
      sas_token: SECRET,
      client_secret: SECRET,
    },
    secret: true,
    fail: 'terraform {\nbackend "azurerm" {\ncontainer_name = "state"\naccess_key = "example"\n}\n}',
    good: 'terraform {\nbackend "azurerm" {\ncontainer_name = "state"\nuse_oidc = true\n}\n}',
  }),
  rule({
    id: 'TF-STATE-HTTP',
    title: 'State is fetched over HTTP',
    severity: 'high',
    cwe: ['CWE-319'],
    controls: [...BOUNDARY, ...SECRETS],
    rationale: 'Every password that the configuration ever made travels in clear.',
    remediation: 'Use an address with https.',
    on: 'backend',
    when: { '@type': 'http' },
    pass: { address: { notLike: 'http://*' }, skip_cert_verification: { not: true } },
    fail: 'terraform {\nbackend "http" {\naddress = "http://state.example/main"\n}\n}',
    good: 'terraform {\nbackend "http" {\naddress = "https://state.example/main"\n}\n}',
  }),
  rule({
    id: 'TF-MODULE-UNPINNED',
    title: 'Module is fetched without a version',
    severity: 'low',
    cwe: ['CWE-1357'],
    controls: SUPPLY_CHAIN,
    rationale: 'Whoever can change the module changes what is built, with the rights of the pipeline.',
    remediation: 'Name a version, or `?ref=` with the hash of a commit.',
    on: 'module',
    pass: { '@pinned': { notIn: ['none', 'branch'] } },
    fail: 'module "network" {\nsource = "git::https://git.example/network.git"\n}',
    good: 'module "network" {\nsource = "git::https://git.example/network.git?ref=0123456789012345678901234567890123456789"\n}',
  }),
  rule({
    id: 'TF-MODULE-HTTP',
    title: 'Module is fetched over HTTP',
    severity: 'medium',
    cwe: ['CWE-494'],
    controls: SUPPLY_CHAIN,
    rationale: 'Whoever is on the way changes what is built, with the rights of the pipeline.',
    remediation: 'Use an address with https.',
    on: 'module',
    pass: { source: { notLike: ['http://*', 'git::http://*'] } },
    fail: 'module "network" {\nsource = "http://modules.example/network.zip"\n}',
    good: 'module "network" {\nsource = "https://modules.example/network.zip"\n}',
  }),
  rule({
    id: 'TF-TLS-PRIVATE-KEY',
    title: 'Private key is made by Terraform',
    severity: 'low',
    cwe: ['CWE-312'],
    controls: SECRETS,
    rationale: 'The key is in the state file in clear for everybody who can read that.',
    remediation: 'Make the key where it is used, or use an ephemeral resource.',
    on: 'tls_private_key',
    pass: { algorithm: { exists: false } },
    fail: 'algorithm = "ED25519"',
    good: 'resource "aws_key_pair" "main" {\npublic_key = var.public_key\n}\nvariable "public_key" {\n}',
  }),
  ...rules(['null_resource', 'aws_instance'], {
    id: 'TF-PROVISIONER-PIPE',
    title: 'Script from the internet is run without a check',
    severity: 'medium',
    cwe: ['CWE-494'],
    controls: SUPPLY_CHAIN,
    rationale: 'Whoever controls the address runs code with the rights of the pipeline or the machine.',
    remediation: 'Fetch a version and compare its hash.',
    pass: {
      provisioner: {
        no: {
          command: {
            like: [
              '*curl*| sh*',
              '*curl*|sh*',
              '*curl*| bash*',
              '*curl*|bash*',
              '*wget*| sh*',
              '*wget*|sh*',
              '*wget*| bash*',
            ],
          },
        },
      },
    },
    fail: 'provisioner "local-exec" {\ncommand = "curl https://x.example/install | sh"\n}',
    good: 'provisioner "local-exec" {\ncommand = "./install.sh"\n}',
  }),
];
