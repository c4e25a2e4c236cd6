// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages
/** Forms in which a program or its configuration names a secret that stands elsewhere. A row is a form; the tests try its texts. */
import type { SecretSourceUse } from '@theriac/core';

export interface SourceForm {
  readonly source: Exclude<SecretSourceUse['source'], 'literal'>;
  /** For people. */
  readonly form: string;
  /** Lower case; the expression is tried where one begins. */
  readonly keywords: readonly string[];
  /** Sticky. Group `name`: it counts only where the name promises a secret. */
  readonly pattern: RegExp;
  readonly pass: readonly string[];
  readonly fail: readonly string[];
}

type Row = Omit<SourceForm, 'source'>;

const ENVIRONMENT: readonly Row[] = [
  {
    form: 'process.env',
    keywords: ['process.env'],
    pattern: /process\.env(?:\.(?<name>\w{1,80})|\[["'`](?<quoted>\w{1,80}))/y,
    pass: ['const p = process.env.DB_PASSWORD;', "process.env['API_TOKEN']"],
    fail: ['process.env.NODE_ENV', 'process.env.PORT', 'process.env'],
  },
  {
    form: 'os.environ',
    keywords: ['os.environ'],
    pattern: /os\.environ(?:\.get\(|\[)\s{0,4}["'](?<name>\w{1,80})/y,
    pass: ['os.environ["SECRET_KEY"]', "os.environ.get('DB_PASSWORD', '')"],
    fail: ['os.environ["HOME"]', 'os.environ.copy()'],
  },
  {
    form: 'getenv',
    keywords: ['getenv(', 'getenvironmentvariable('],
    pattern: /getenv(?:ironmentvariable)?\(\s{0,4}["'](?<name>\w{1,80})/iy,
    pass: [
      'getenv("DB_PASSWORD")',
      "System.getenv('API_KEY')",
      'os.Getenv("TOKEN")',
      'Environment.GetEnvironmentVariable("CLIENT_SECRET")',
    ],
    fail: ['getenv("HOME")', 'getenv(name)'],
  },
  {
    form: 'ENV of Ruby and PHP',
    keywords: ['env[', 'env.fetch('],
    pattern: /ENV(?:\[|\.fetch\()\s{0,4}["'](?<name>\w{1,80})/y,
    pass: ['ENV["DB_PASSWORD"]', "ENV.fetch('SECRET_KEY_BASE_TOKEN')", '$_ENV["API_TOKEN"]'],
    fail: ['ENV["RAILS_ENV"]', 'env["password"]'],
  },
  {
    form: 'env() of PHP frameworks',
    keywords: ['env(', '%env('],
    pattern: /env\(["']?(?:[a-z]{1,12}:){0,3}(?<name>[A-Z][A-Z0-9_]{1,80})/y,
    pass: ["env('DB_PASSWORD')", "'%env(MAILER_PASSWORD)%'", '%env(resolve:APP_SECRET)%'],
    fail: ["env('APP_NAME')", 'setenv(DB)'],
  },
  {
    form: 'env::var of Rust',
    keywords: ['env::var('],
    pattern: /env::var\(\s{0,4}"(?<name>\w{1,80})/y,
    pass: ['env::var("DB_PASSWORD")'],
    fail: ['env::var("PATH")'],
  },
  {
    form: '${VARIABLE}',
    keywords: ['${'],
    pattern: /\$\{(?:env:)?(?<name>[A-Z][A-Z0-9_]{2,80})(?:\}|:?[-?+])/y,
    pass: ['password: ${DB_PASSWORD}', '${API_TOKEN:?set it}', '${CLIENT_SECRET:-}', '${env:API_KEY}'],
    fail: ['${HOME}', '${password}', '${PORT:-8080}'],
  },
];

const FILE: readonly Row[] = [
  {
    form: 'mounted file of secrets',
    keywords: ['/run/secrets/', '/etc/secrets/', '/mnt/secrets'],
    pattern: /\/(?:run|etc|mnt)\/secrets(?:-store)?\/[\w.-]{1,100}/iy,
    pass: ['/run/secrets/db_password', 'configtree:/etc/secrets/db', '/mnt/secrets-store/token'],
    fail: ['/run/secretsx', '/etc/secrets '],
  },
  {
    form: 'variable that names a file (…_FILE)',
    keywords: ['_file'],
    pattern: /(?<=(?:PASSWORD|PASSWD|SECRET|TOKEN|KEY|CREDENTIALS))_FILE["']?\s{0,4}[:=]/y,
    pass: ['POSTGRES_PASSWORD_FILE: /secrets/db', 'JWT_SECRET_FILE=/x'],
    fail: ['LOG_FILE: /x', 'read PASSWORD_FILE'],
  },
  {
    form: 'secret of a build (BuildKit)',
    keywords: ['--mount=type=secret'],
    pattern: /--mount=type=secret/iy,
    pass: ['RUN --mount=type=secret,id=npm npm ci'],
    fail: ['RUN --mount=type=cache,target=/root npm ci'],
  },
];

const VAULT: readonly Row[] = [
  {
    form: 'secretKeyRef of Kubernetes',
    keywords: ['secretkeyref', 'secretref', 'secretproviderclass'],
    pattern: /(?:secretKeyRef|secretRef|secretProviderClass)["']?\s{0,4}:/y,
    pass: ['secretKeyRef:\n  name: db', 'envFrom:\n- secretRef: {name: db}', 'secretProviderClass: vault'],
    fail: ['configMapKeyRef:', 'the secretKeyRef field'],
  },
  {
    form: 'operator that fetches secrets (ExternalSecret, VaultStaticSecret)',
    keywords: ['kind:'],
    pattern:
      /kind:\s{0,4}(?:ExternalSecret|ClusterExternalSecret|VaultStaticSecret|VaultDynamicSecret|SecretProviderClass|OnePasswordItem|AzureKeyVaultSecret)\b/y,
    pass: ['kind: ExternalSecret\n', 'kind: VaultStaticSecret'],
    fail: ['kind: Secret', 'kind: SecretList', 'kind: SealedSecret'],
  },
  {
    form: 'SealedSecret',
    keywords: ['kind:'],
    pattern: /kind:\s{0,4}SealedSecret\b/y,
    pass: ['kind: SealedSecret\n'],
    fail: ['kind: Secret'],
  },
  {
    form: 'HashiCorp Vault',
    keywords: [
      'vault:',
      'vault kv get',
      'vault.hashicorp.com/',
      'hashicorp/vault-action',
      'data "vault_',
      'ref+vault://',
    ],
    pattern:
      /vault:(?:secret|kv|database|transit|aws)\/[\w./-]{1,200}|vault kv get |vault\.hashicorp\.com\/agent-inject-secret|hashicorp\/vault-action@|data "vault_(?:kv|generic)_|ref\+vault:\/\//iy,
    pass: [
      'vault:secret/data/ward#password',
      'vault kv get -field=x secret/x',
      'vault.hashicorp.com/agent-inject-secret-db: x',
      'uses: hashicorp/vault-action@v3',
      'data "vault_kv_secret_v2" "x" {',
      'ref+vault://kv/x',
    ],
    fail: ['vault: enabled', 'vault:8200', 'image: hashicorp/vault:1.2'],
  },
  {
    form: 'AWS Secrets Manager or Parameter Store',
    keywords: [
      'arn:aws',
      'resolve:',
      'getsecretvalue',
      'get_secret_value',
      'get-secret-value',
      '"aws_secretsmanager_secret',
      'manage_master_user_password',
      'ref+awssecrets://',
    ],
    pattern:
      /arn:aws(?:-[a-z-]{2,10})?:(?:secretsmanager:|ssm:[a-z0-9-]{0,30}:\d{0,12}:parameter\/)|resolve:(?:secretsmanager|ssm-secure):|getsecretvalue\b|getsecretvaluecommand\b|get_secret_value\b|get-secret-value\b|"aws_secretsmanager_secret|manage_master_user_password\s{0,20}=\s{0,20}true|ref\+awssecrets:\/\//iy,
    pass: [
      'arn:aws:secretsmanager:eu-central-1:1:secret:x',
      'arn:aws-us-gov:ssm:us-gov-1:1:parameter/x',
      "'{{resolve:secretsmanager:x}}'",
      'new GetSecretValueCommand({})',
      'client.get_secret_value(SecretId="x")',
      'data "aws_secretsmanager_secret_version" "x" {',
      'manage_master_user_password = true',
    ],
    fail: ['arn:aws:s3:::bucket', 'resolve: true', 'arn:aws:iam::1:role/x'],
  },
  {
    form: 'key of AWS KMS',
    keywords: ['arn:aws', 'aws kms decrypt'],
    pattern: /arn:aws(?:-[a-z-]{2,10})?:kms:|aws kms decrypt\b/iy,
    pass: ['arn:aws:kms:eu-central-1:1:key/x', 'aws kms decrypt --ciphertext-blob x'],
    fail: ['arn:aws:sns:eu-central-1:1:x', 'aws kms list-keys'],
  },
  {
    form: 'Azure Key Vault',
    keywords: ['@microsoft.keyvault(', '.vault.azure.net', '"azurerm_key_vault_secret', 'addazurekeyvault('],
    pattern: /@Microsoft\.KeyVault\(|\.vault\.azure\.net\b|"azurerm_key_vault_secret|AddAzureKeyVault\(/iy,
    pass: [
      '@Microsoft.KeyVault(SecretUri=x)',
      'https://ward.vault.azure.net/',
      'data "azurerm_key_vault_secret" "x" {',
      'builder.AddAzureKeyVault(x)',
    ],
    fail: ['https://ward.azure.net/', '"azurerm_key_vault"'],
  },
  {
    form: 'Google Secret Manager or Cloud KMS',
    keywords: ['projects/', 'secretmanagerserviceclient', '"google_secret_manager_secret', 'sm://'],
    pattern:
      /projects\/[\w-]{1,60}\/(?:secrets|locations\/[\w-]{1,40}\/keyRings)\/|SecretManagerServiceClient\b|"google_secret_manager_secret|sm:\/\/[\w-]{1,100}/iy,
    pass: [
      'projects/ward-1/secrets/db/versions/latest',
      'projects/ward-1/locations/eu/keyRings/a/cryptoKeys/b',
      'new SecretManagerServiceClient()',
      'data "google_secret_manager_secret_version" "x" {',
      '${sm://db}',
    ],
    fail: ['projects/ward-1/topics/x', 'src/projects/a'],
  },
  {
    form: 'SOPS',
    keywords: ['enc[aes256_gcm,'],
    pattern: /ENC\[AES256_GCM,data:/y,
    pass: ['password: ENC[AES256_GCM,data:x,iv:y]'],
    fail: ['ENC[x]'],
  },
  {
    form: 'Ansible Vault',
    keywords: ['$ansible_vault;'],
    pattern: /\$ANSIBLE_VAULT;\d/y,
    pass: ['password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256'],
    fail: ['ANSIBLE_VAULT_PASSWORD_FILE'],
  },
  {
    form: '1Password',
    keywords: ['op://'],
    pattern: /op:\/\/[\w -]{1,100}\//y,
    pass: ['token: op://ward/db/password'],
    fail: ['stop://x', 'op://'],
  },
  {
    form: 'secrets of the pipeline (GitHub Actions)',
    keywords: ['secrets.'],
    pattern: /(?<=\$\{\{[^{}\n]{0,60})secrets\.[A-Za-z_]\w{0,80}/y,
    pass: ['token: ${{ secrets.NPM_TOKEN }}'],
    fail: ['secrets.yaml', 'import secrets.x'],
  },
  {
    form: 'Pantheon secrets',
    keywords: ['pantheon_get_secret('],
    pattern: /pantheon_get_secret\(/y,
    pass: ["pantheon_get_secret('db')"],
    fail: ['pantheon_get_env('],
  },
];

export const SOURCE_FORMS: readonly SourceForm[] = [
  ...ENVIRONMENT.map((row) => ({ ...row, source: 'environment' as const })),
  ...FILE.map((row) => ({ ...row, source: 'file' as const })),
  ...VAULT.map((row) => ({ ...row, source: 'vault' as const })),
];
