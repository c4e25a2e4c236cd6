// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages
/** Texts that look like secrets and are none: hashes, identifiers, public keys, words, references, generated code. */
import { numbersFrom } from '../examples.ts';
import { exampleOf, piecesOfText } from '../shape.ts';
import type { LabelledText } from './positives.ts';

/** Files and texts, with classes of characters as in shapes. */
const TEXTS: readonly (readonly [path: string, text: string])[] = [
  // Hashes and identifiers.
  [
    'package-lock.json',
    '"node_modules/ward": {\n  "version": "1.0.0",\n  "integrity": "sha512-{base64:86}=="\n}\n',
  ],
  ['yarn.lock', 'ward@^1.0.0:\n  version "1.0.0"\n  integrity sha512-{base64:86}==\n'],
  ['go.sum', 'ward.example/emr v1.0.0 h1:{base64:43}=\n'],
  ['Cargo.lock', 'checksum = "{hex:64}"\n'],
  ['requirements.txt', 'ward==1.0.0 --hash=sha256:{hex:64}\n'],
  ['Dockerfile', 'FROM registry.example/base:1@sha256:{hex:64}\n'],
  ['.github/workflows/ci.yml', 'steps:\n  - uses: ward/checkout@{hex:40} # v4\n'],
  ['.pre-commit-config.yaml', 'repos:\n  - repo: https://git.example/hooks\n    rev: {hex:40}\n'],
  ['index.html', '<script src="app.js" integrity="sha384-{base64:64}" crossorigin="anonymous"></script>\n'],
  ['manifest.json', '{"build": "{hex:20}", "etag": "{hex:32}"}\n'],
  ['data.json', '{"id": "{uuid}", "parent": "{uuid}", "revision": "{hex:24}"}\n'],
  ['patients.csv', 'id,encounter\n{uuid},{uuid}\n{uuid},{uuid}\n'],
  ['app.log', '2026-01-02T03:04:05Z INFO trace={hex:32} span={hex:16} request={uuid}\n'],
  ['model.ts', "const cacheKey = '{hex:32}';\nconst commit = '{hex:40}';\n"],
  ['checksums.txt', '{hex:64}  ward-1.0.0.tar.gz\n{hex:64}  ward-1.0.0.zip\n'],
  ['App.csproj', '<ProjectGuid>{{uuid}}</ProjectGuid>\n<UserSecretsId>{uuid}</UserSecretsId>\n'],
  ['ward.sln', 'Project("{{uuid}}") = "Ward", "Ward.csproj", "{{uuid}}"\n'],
  [
    'main.tf',
    'ami = "ami-{hex:17}"\nsubnet_id = "subnet-{hex:17}"\nkms_key_id = "arn:aws:kms:eu-central-1:{digits:12}:key/{uuid}"\n',
  ],
  ['azure.yaml', 'tenantId: {uuid}\nclientId: {uuid}\nsubscriptionId: {uuid}\n'],
  // Public parts.
  [
    'cert.pem',
    '-----BEGIN CERTIFICATE-----\n{base64:64}\n{base64:64}\n{base64:40}\n-----END CERTIFICATE-----\n',
  ],
  ['public.pem', '-----BEGIN PUBLIC KEY-----\n{base64:64}\n{base64:64}\n-----END PUBLIC KEY-----\n'],
  [
    'authorized_keys',
    'ssh-rsa AAAAB3NzaC1yc2E{base64:340}== nurse@ward\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5{base64:48} nurse@ward\n',
  ],
  [
    'jwks.json',
    '{"keys": [{"kty": "EC", "crv": "P-384", "kid": "{base64url:27}", "x": "{base64url:64}", "y": "{base64url:64}"}]}\n',
  ],
  ['release.asc', '-----BEGIN PGP SIGNATURE-----\n\n{base64:64}\n{base64:64}\n-----END PGP SIGNATURE-----\n'],
  ['checkout.ts', "const stripe = Stripe('pk_live_{base62:24}');\nconst price = 'price_{base62:24}';\n"],
  ['map.ts', "mapboxgl.accessToken = 'pk.eyJ1{base64url:40}.{base64url:22}';\n"],
  ['form.html', '<div class="g-recaptcha" data-sitekey="6L{base64url:38}"></div>\n'],
  ['sentry.ts', "Sentry.init({ dsn: 'https://{hex:32}@o{digits:6}.ingest.example/{digits:7}' });\n"],
  [
    'firebase.ts',
    "const config = { appId: '1:{digits:12}:web:{hex:22}', messagingSenderId: '{digits:12}' };\n",
  ],
  ['minisign.pub', 'untrusted comment: minisign public key\nRWQ{base64:53}\n'],
  ['wg.conf', '[Peer]\nPublicKey = {base64:43}=\nAllowedIPs = 10.0.0.0/24\n'],
  // References and places to fill in.
  [
    '.env.example',
    'DB_PASSWORD=\nAPI_KEY=your-api-key\nSECRET_TOKEN=changeme\nCLIENT_SECRET=<client-secret>\n',
  ],
  ['compose.yaml', 'environment:\n  DB_PASSWORD: ${DB_PASSWORD:?set it}\n  API_TOKEN: ${API_TOKEN}\n'],
  [
    'values.yaml',
    'existingSecret: ward-db\npasswordKey: postgres-password\nsecretName: ward-tls-{base36:6}\n',
  ],
  [
    'deploy.yaml',
    'env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef: {name: ward-{base36:5}, key: password}\n',
  ],
  [
    'chart.yaml',
    'password: {{ .Values.db.password | quote }}\ntoken: {{ required "token" .Values.token }}\n',
  ],
  ['ci.yml', 'env:\n  TOKEN: ${{ secrets.GITHUB_TOKEN }}\n  NPM_TOKEN: ${{ secrets.NPM_TOKEN }}\n'],
  [
    'app.ts',
    "const password = process.env.DB_PASSWORD ?? '';\nconst token = await getToken(user);\nconst apiKey = config.get('apiKey');\n",
  ],
  [
    'app.py',
    'password = os.environ["DB_PASSWORD"]\ntoken = request.headers.get("X-Token")\nsecret = settings.SECRET_KEY\n',
  ],
  [
    'App.java',
    'String password = System.getenv("DB_PASSWORD");\nString token = tokenService.create(user);\n',
  ],
  ['app.php', "<?php\n$password = $_POST['password'];\n$token = getenv('API_TOKEN');\n"],
  [
    'vault.yaml',
    'password: vault:secret/data/ward#password\nkey: arn:aws:secretsmanager:eu-central-1:{digits:12}:secret:ward-{base62:6}\ntoken: op://ward/db/password\n',
  ],
  [
    'secrets.enc.yaml',
    'password: ENC[AES256_GCM,data:{base64:24},iv:{base64:43}=,tag:{base64:22}==,type:str]\n',
  ],
  ['sealed.yaml', 'encryptedData:\n  password: AgA{base64:400}\n'],
  ['group_vars.yml', 'password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  {hex:80}\n  {hex:80}\n'],
  [
    'README.md',
    'Set `API_KEY` to your key: `export API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx`.\nUse `postgres://user:password@localhost:5432/db`.\n',
  ],
  [
    'docs.md',
    'curl -u username:password https://api.example/v1\ncurl -H "Authorization: Bearer <token>" https://api.example/v1\ncurl -H "Authorization: Bearer $TOKEN" https://api.example/v1\n',
  ],
  [
    'usage.txt',
    '  --password <password>   password of the database\n  --token TOKEN           token of the interface\n  --secret-key-file PATH  file with the key\n',
  ],
  // Words.
  [
    'en.json',
    '{"password": "Password", "passwordHint": "At least 12 characters", "secretQuestion": "What is your secret question?", "token": "Token expired, sign in again"}\n',
  ],
  [
    'de.json',
    '{"password": "Kennwort eingeben", "forgotPassword": "Kennwort vergessen?", "apiKey": "Schluessel der Schnittstelle"}\n',
  ],
  [
    'login.html',
    '<input type="password" name="password" placeholder="Your password" autocomplete="current-password">\n<label for="token">One-time code</label>\n',
  ],
  [
    'schema.sql',
    'CREATE TABLE users (password VARCHAR(255) NOT NULL, token_type VARCHAR(20), secret_question TEXT);\n',
  ],
  [
    'model.py',
    'class User:\n    password = models.CharField(max_length=128)\n    token: str\n    secret_key: Optional[str] = None\n',
  ],
  ['types.ts', 'interface Login { password: string; apiKey?: string; accessToken: string | null }\n'],
  [
    'constants.ts',
    "export const TOKEN_KEY = 'ward.session.token';\nexport const PASSWORD_FIELD = 'password-input-field';\nexport const SECRET_HEADER = 'x-ward-secret';\n",
  ],
  [
    'routes.ts',
    "router.post('/password/reset', resetPassword);\nrouter.get('/token/refresh', refreshToken);\n",
  ],
  [
    'errors.ts',
    "const messages = { invalidPassword: 'The password is not valid', missingToken: 'token-not-found', apiKeyExpired: 'api_key_expired' };\n",
  ],
  ['style.css', '.password-input { width: 100% }\n.token { color: #{hex:6} }\n'],
  [
    'lexer.ts',
    "const token = tokens[i];\nif (token.kind === 'identifier') key = token.text;\nconst secretKey = isEnabled ? 'enabled' : 'disabled';\n",
  ],
  [
    'test.ts',
    "it('signs in', () => login({ user: 'test', password: 'test' }));\nit('fails', () => login({ user: 'test', password: 'wrong-password' }));\n",
  ],
  [
    'settings.py',
    "PASSWORD_HASHERS = ['django.contrib.auth.hashers.Argon2PasswordHasher']\nCSRF_COOKIE_NAME = 'csrftoken'\n",
  ],
  // Generated.
  ['app.min.js', '!function(){{base62:60}=function(e,t){return e.token=t.key,{base62:12}}}();\n'],
  ['logo.svg', '<image href="data:image/png;base64,{base64:400}"/>\n'],
  ['page.html', '<img src="data:image/gif;base64,R0lGODlh{base64:200}">\n'],
  ['font.css', "src: url(data:font/woff2;base64,d09GMg{base64:300}) format('woff2');\n"],
  ['app.js.map', '{"version":3,"sources":["a.ts"],"mappings":"AAAA,{base62:120};{base62:80}"}\n'],
  ['notebook.ipynb', '{"outputs": [{"data": {"image/png": "iVBORw0KGgo{base64:400}"}}]}\n'],
  ['vectors.txt', 'Key = {hex:64}\nIV = {hex:32}\nPlaintext = {hex:64}\nCiphertext = {hex:64}\n'],
  ['dicom.json', '{"00020010": {"vr": "UI", "Value": ["1.2.840.{digits:6}.{digits:10}.{digits:8}"]}}\n'],
  [
    'bundle.json',
    '{"resourceType": "Patient", "id": "{uuid}", "meta": {"versionId": "{digits:3}"}, "identifier": [{"value": "{digits:10}"}]}\n',
  ],
  // Versions, names of blocks, hashes that a call has returned, words.
  ['lib/Ward.pm', "my %v = ('Ward::Event::Pass' => '1.{digits:6}');\n"],
  ['versions.yaml', 'pass: 1.{digits:6}\nkeepass: 2.{digits:2}.1\n'],
  ['radius.conf', 'passwd mac{digits:1}vlan {\n  filename = x\n}\n'],
  ['src/hash.py', 'assert hash_password("secret") == "{hex:64}"\n'],
  ['README.md', 'keystore.storepass = docker_storepass\n'],
  ['src/form.ts', "fill({ password: 'validPASS{digits:3}!' });\n"],
  // Escapes.
  ['src/usage.js', 'console.log("Usage: ward --token TOKEN\\n  password: \\"the password\\"\\n");\n'],
  [
    'nb/plot.ipynb',
    '{"source": ["token = \\"{lower:8}\\"\\n", "password = getpass(\\"Password: \\")\\n"]}\n',
  ],
  ['src/path.cs', 'var path = "C:\\\\new\\\\node{digits:3}\\\\token";\n'],
  ['phones.csv', 'name,phone\nward,+1555{digits:7}\nlab,+1555{digits:7}\n'],
  ['versions.txt', 'ward-2026.11.28-{hex:8}\nward-2026.11.27-{hex:8}\n'],
];

/** @param each how many of each text */
export function negatives(seed: number, each: number): LabelledText[] {
  const random = numbersFrom(seed);
  return TEXTS.flatMap(([path, text], row) => {
    const pieces = piecesOfText(text);
    return Array.from({ length: each }, (_, i) => ({
      id: `negative ${row} ${i}`,
      path,
      text: exampleOf(pieces, random),
      kind: undefined,
    }));
  });
}
