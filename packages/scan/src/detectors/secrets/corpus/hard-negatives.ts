// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages
/** Texts that people took for findings that they were not: what is masked, a template, an expression, a hash, a public key. */
import { numbersFrom } from '../examples.ts';
import { exampleOf, piecesOfText } from '../shape.ts';
import type { LabelledText } from './positives.ts';

const TEXTS: readonly (readonly [path: string, text: string])[] = [
  // Masked.
  ['access.log', 'GET /login?user=app&password=%2A%2A%2A%2A%2A%2A{digits:1} HTTP/1.1\n'],
  ['config/app.yaml', 'password: "****{digits:4}"\ntoken: "{base62:4}********{digits:4}"\n'],
  ['links.md', 'https://app:%2A%2A%2A%2A{digits:2}@git.ward.example/emr.git\n'],
  ['config/app.yaml', 'slack_token: xoxp-{digits:12}-{digits:12}-####-####{hex:4}\n'],
  // For everybody.
  ['mirrors.yaml', 'source: ftp://anonymous:anonymous@ftp.ward.example/v{digits:2}\n'],
  ['mirrors.yaml', 'source: ftp://anonymous:guest{digits:2}@ward.example@ftp.ward.example/\n'],
  // Expressions.
  ['schema.json', '{"password": "^(?=.*[A-Z])(?=.*\\\\d)[A-Za-z\\\\d@$!%*?&]{8,{digits:2}}$"}\n'],
  ['rules.yaml', 'password: "[A-Za-z0-9_-]{8,{digits:2}}"\nsecret: "\\\\bghp_[A-Za-z0-9]{3{digits:1}}"\n'],
  // Places to fill in.
  ['templates/app.conf', 'password={cl_pw{digits:1}}\ndb_password=[[db_password_{digits:1}]]\n'],
  ['templates/app.conf', 'url=https://app:{cl_pw{digits:1}}@git.ward.example/\n'],
  [
    'templates/app.yaml',
    'password: "@@DB_PASSWORD_{digits:1}@@"\nadmin_password: "__ADMIN_PW_{digits:1}__"\n',
  ],
  [
    'templates/app.yaml',
    'password: "%DB_PW_{digits:1}%"\npass: "<db-pw-{digits:2}>"\ntoken: "$(TOKEN_{digits:2})"\n',
  ],
  // Hashes where nothing is deployed.
  ['src/users.ts', "const password = '{hex:32}';\nconst adminPassword = '{hex:64}';\n"],
  ['seed.sql', "INSERT INTO users (name, password) VALUES ('nurse', '{hex:32}'), ('ward', '*{Hex:40}');\n"],
  ['tests/users.yaml', 'password: {hex:40}\nsalt: {hex:16}\n'],
  ['tests/htpasswd', 'nurse:$apr1${base62:8}${base62:22}\n'],
  ['tests/shadow', 'nurse:$6${base62:16}${base62:86}:19700:0:99999:7:::\n'],
  ['tests/users.json', '{"password": "pbkdf2:sha256:260000${base62:16}${hex:64}"}\n'],
  ['fixtures/users.sql', "CREATE ROLE app PASSWORD 'md5{hex:32}';\n"],
  ['migrate.sql', "CREATE ROLE app PASSWORD 'SCRAM-SHA-256$4096:{base64:22}==${base64:43}=:{base64:43}=';\n"],
  // Public.
  ['wallet.ts', "const privateKeyOwner = '0x{hex:40}';\nconst token = '0x{anyhex:40}';\n"],
  ['App.config', '<assemblyIdentity name="Ward" publicKeyToken="{hex:16}" culture="neutral"/>\n'],
  ['Ward.cs', '"Ward.Core, Version=4.0.0.0, Culture=neutral, PublicKeyToken={hex:16}"\n'],
  ['keys.json', '{"publicApiToken": "{hex:32}", "public_access_key": "{base62:32}"}\n'],
  // Words again and again.
  ['.env', 'AWS_ACCESS_KEY_ID=AKIATESTTESTTESTTEST\nA={digits:4}\n'],
  ['.env', 'AWS_SECRET_ACCESS_KEY=TESTsecretTESTsecretTESTsecretTESTkey{digits:3}\n'],
  ['config/app.yaml', 'api_token: dummydummydummydummy{digits:2}\nsecret: testTestTestTestKey{digits:2}\n'],
  // Options, ports and documentation of commands.
  [
    'README.md',
    'docker run -p {digits:4}:8080 ward\nmysql -u root -p\nmysql -h db -P {digits:4} -u app -p emr\n',
  ],
  ['README.md', 'docker login -u USER -p <password>\nsshpass -p "$PASSWORD" ssh ward{digits:2}\n'],
  [
    'run.sh',
    'sqlcmd -S db -U sa -P "$(SA_PASSWORD)"\nldapsearch -x -W -b dc=ward{digits:2}\nredis-cli -p {digits:4} -a "$REDIS_PASSWORD"\n',
  ],
  [
    'run.sh',
    'openssl req -passin pass:"$PASS" -days {digits:3}\nkeytool -storepass changeit -alias a{digits:2}\nopenssl x509 -passin env:PASS{digits:2}\n',
  ],
  [
    'run.sh',
    'mongo --port {digits:4} -u app -p "${MONGO_PASSWORD}" emr\nsmbclient //srv/share -U app%"$PW"\nnet use Z: \\\\srv{digits:2}\\share /persistent:no\n',
  ],
  [
    'Makefile',
    'run:\n\tmkdir -p build/{base62:12}\n\tcp -p a{digits:4}.txt b\n\tzip -r app-{digits:8}.zip build\n',
  ],
  [
    'schema.sql',
    "CREATE USER app WITH PASSWORD :'password{digits:1}';\nALTER ROLE app PASSWORD '${APP_PW_{digits:1}}';\n",
  ],
  [
    'schema.sql',
    "CREATE USER 'app{digits:2}'@'%' IDENTIFIED BY 'password';\nCREATE USER b{digits:2} IDENTIFIED BY '{{ db_password }}';\n",
  ],
  ['notes.sql', 'The key or index identified by "UKQ{Base36:20}{digits:2}" is too long to be altered.\n'],
  ['agent.c', '// added over a connection (identified by session-bind@ward{digits:2}.example)\n'],
  ['kats.json', '{"sha3_256_hash_of_signing_key": "{hex:64}", "disk_encryption_key_sha256": "{Hex:64}"}\n'],
  ['tests/users.xml', '<user username="nurse" password="{hex:39}" salt="{hex:40}"/>\n'],
  ['tests/users.xml', '<user username="nurse" password="rr{hex:36}" salt="{hex:40}"/>\n'],
  ['auth.tf', 'token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"\nb = {digits:4}\n'],
  ['db.py', 'psql = connect(host=pg_host{digits:1}, password=pg_pwd{digits:1}, user=pg_user)\n'],
  ['app.py', 'pwd = os.environ.get("ORTHANC_PWD", "http://localhost:{digits:4}")\n'],
  ['stack.py', "parameters = ['AdminPassword', 'RDSPassword', 'EC{digits:1}KeyPair']\n"],
  [
    'schema.sql',
    'INSERT INTO `i` (`snmpv3_authpassphrase`,`snmpv{digits:1}_privpassphrase`,`uniq`) VALUES\n',
  ],
  ['main.tf', 'private_key = filebase64sha256("../ssl/test{digits:3}.key")\n'],
  ['.gitconfig', '[user]\n  signingKey = {Hex:40}\n'],
  [
    'ja.json',
    '{"changePassword": "\u30d1\u30b9\u30ef\u30fc\u30c9\u3092{digits:2}\u6587\u5b57\u4ee5\u4e0a"}\n',
  ],
  ['ingress.yaml', 'auth-secret: ward-secret{digits:1}-hash\n'],
  ['policy.tf', 'actions = ["ec2:GetPassword",\n    "ec2:AttachVolume{digits:2}",\n  ]\n'],
  ['values.yaml', 'mysql: {}\n  # users:\n  #   password: password{digits:2}\n'],
  // Values of the next line that are none.
  [
    'openapi.yaml',
    'properties:\n  password:\n    type: string\n    maxLength: {digits:2}\n  token:\n    $ref: "#/components/t{digits:8}"\n',
  ],
  [
    'en.yaml',
    'password: >-\n    At least {digits:2} characters of three kinds\ntoken: |\n    Enter the {digits:1}-digit code\n',
  ],
  ['form.xml', '<password>\n  <minLength>{digits:2}</minLength>\n</password>\n'],
  [
    'env.yaml',
    'env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: ward-{base36:8}\n        key: password{digits:1}\n',
  ],
  [
    'env.yaml',
    'parameters:\n  - name: password\n    value: $(params.password{digits:1})\n  - name: token\n    value: "{{ token{digits:1} }}"\n',
  ],
  ['words.csv', 'name,password_changed,token_type\nnurse,2026-01-{digits:2},bearer{digits:2}\n'],
  ['Podfile.plist', '<key>passwordPrompt</key>\n<string>Enter pass{digits:2}</string>\n'],
  [
    'vars.yaml',
    'password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  {hex:80}\nansible_become_pass: "{{ vault_become_pass{digits:1} }}"\n',
  ],
  // Guessable, where nothing is deployed.
  ['docs/setup.md', 'Sign in as admin with `admin{digits:3}`.\npassword: admin{digits:3}\n'],
  ['tests/app.yaml', 'password: admin{digits:3}\n'],
  ['examples/app.yaml', 'password: hospital{digits:3}\n'],
  ['src/login.ts', "const passwordField = 'password{digits:1}';\nconst password = 'field{digits:2}';\n"],
];

/** @param each how many of each text */
export function hardNegatives(seed: number, each: number): LabelledText[] {
  const random = numbersFrom(seed);
  return TEXTS.flatMap(([path, text], row) => {
    const pieces = piecesOfText(text);
    return Array.from({ length: each }, (_, i) => ({
      id: `hard negative ${row} ${i}`,
      path,
      text: exampleOf(pieces, random),
      kind: undefined,
    }));
  });
}
