// biome-ignore-all lint/suspicious/noTemplateCurlyInString: classes of characters after a dollar
/** Passwords that are given to commands: in scripts, pipelines, instructions and histories of shells. */
import type { SecretKind } from '../kind.ts';
import { patterned } from './row.ts';

const REVOKE =
  'change the password, and give the new one by a file, standard input or the environment of a vault';
const PW = '{lower:3}{Base36:2}{digits:1}{base62:8}';

/** Between the command and its option: all on one line, or on lines that go on with a backslash. */
const OPTIONS = String.raw`\s(?:(?:[^\n|;&\\]|\\[^]){0,300}?\s)?`;
const VALUE = String.raw`["']?(?<secret>[^\s"'\x60<>;|&(){}]{6,100})(?=["'\x60\s;|&)]|$)`;

/** @param options the source of an expression for what stands before the password */
const command = (
  id: string,
  title: string,
  names: readonly string[],
  options: string,
  examples: readonly string[],
): SecretKind =>
  patterned(
    `COMMAND-${id}`,
    title,
    'high',
    REVOKE,
    names.map((name) => `${name} `),
    new RegExp(`(?:${names.join('|')})${OPTIONS}(?:${options})${VALUE}`, 'y'),
    examples,
    'password-of-command',
  );

export const COMMAND_SECRETS: readonly SecretKind[] = [
  command(
    'REGISTRY',
    'Password of an image registry in a command',
    [
      'docker login',
      'podman login',
      'nerdctl login',
      'buildah login',
      'skopeo login',
      'oras login',
      'cosign login',
      'registry login',
      'auth login',
    ],
    String.raw`-p\s|--password[\s=]`,
    [
      `docker login -u ci -p ${PW} registry.ward.example`,
      `podman login --password=${PW} registry.ward.example`,
    ],
  ),
  command(
    'MYSQL',
    'Password of a MySQL or MariaDB database in a command',
    [
      'mysql',
      'mysqldump',
      'mysqladmin',
      'mysqlimport',
      'mysqlcheck',
      'mysqlsh',
      'mariadb',
      'mariadb-dump',
      'mariadb-admin',
      'mariabackup',
      'xtrabackup',
    ],
    '-p(?!ort|rot|assword|lugin)|--password=',
    [`mysql -u root -p${PW} emr < schema.sql`, `mysqldump -h db --password=${PW} \\\n  emr`],
  ),
  command(
    'MONGODB',
    'Password of a MongoDB database in a command',
    ['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport'],
    String.raw`-p\s{0,2}|--password[\s=]`,
    [`mongosh -u app -p ${PW} emr`],
  ),
  command(
    'REDIS',
    'Password of Redis in a command',
    ['redis-cli', 'valkey-cli', 'redis-benchmark'],
    String.raw`-a\s|--pass\s`,
    [`redis-cli -h redis -a ${PW} ping`],
  ),
  command(
    'MSSQL',
    'Password of a Microsoft SQL Server in a command',
    ['sqlcmd', 'bcp', 'osql', 'sqlpackage'],
    String.raw`-P\s{0,2}|/p:`,
    [`/opt/mssql-tools/bin/sqlcmd -S db -U sa -P ${PW} -Q "SELECT 1"`],
  ),
  command(
    'DATABASE',
    'Password of a database in a command',
    ['cqlsh', 'beeline', 'clickhouse-client', 'influx', 'arangosh', 'cypher-shell'],
    String.raw`-p\s|-password\s|--(?:server\.)?password[\s=]`,
    [`cqlsh -u app -p ${PW} db.ward.example`],
  ),
  command('SSH', 'Password of a remote host in a command', ['sshpass'], String.raw`-p\s{0,2}`, [
    `sshpass -p ${PW} ssh ward@host.example uptime`,
  ]),
  command(
    'LDAP',
    'Password of a directory in a command',
    [
      'ldapsearch',
      'ldapadd',
      'ldapmodify',
      'ldapdelete',
      'ldappasswd',
      'ldapwhoami',
      'ldapcompare',
      'ldapmodrdn',
    ],
    String.raw`-w\s{0,2}`,
    [`ldapsearch -x -D cn=reader,dc=ward -w ${PW} -b dc=ward`],
  ),
  command(
    'SMB',
    'Password of a file server in a command',
    ['smbclient', 'rpcclient', 'smbget', 'winexe', 'smbmap'],
    String.raw`(?:-U\s{0,2}|--user[\s=])["']?[^\s%"']{1,60}%|-p\s|--password[\s=]`,
    [`smbclient //files.ward.example/scans -U app%${PW}`],
  ),
  patterned(
    'COMMAND-NET-USE',
    'Password of a Windows account in a command',
    'high',
    REVOKE,
    ['net use ', 'net user '],
    /net (?:use(?:\s{1,4}[A-Za-z*]:)?\s{1,4}\\\\[^\s]{1,200}(?:\s{1,4}\/user:[^\s]{1,100})?|user\s{1,4}[^\s/]{1,60})\s{1,4}["']?(?<secret>[^\s"'/%<>][^\s"'<>]{5,99})["']?(?=\s|$)/iy,
    [
      `net use Z: \\\\files\\scans ${PW} /user:WARD\\app`,
      `net use \\\\files\\scans /user:WARD\\app ${PW}`,
      `net user app ${PW} /add`,
    ],
    'password-of-command',
  ),
  patterned(
    'COMMAND-OPENSSL',
    'Password of a key in a command',
    'high',
    REVOKE,
    ['pass:'],
    new RegExp(String.raw`(?<=-(?:pass|passin|passout)\s["']?)pass:${VALUE}`, 'y'),
    [`openssl pkcs12 -export -in ward.pem -passout pass:${PW} -out ward.p12`],
    'password-of-command',
  ),
  patterned(
    'COMMAND-KEYSTORE',
    'Password of a key store in a command',
    'high',
    REVOKE,
    ['storepass ', 'keypass '],
    new RegExp(String.raw`(?<=-(?:src|dest)?)(?:store|key)pass\s{1,4}${VALUE}`, 'y'),
    [`keytool -genkeypair -keystore ward.p12 -storepass ${PW}`, `jarsigner -keypass ${PW} ward.jar`],
    'password-of-command',
  ),
  command(
    'ARCHIVE',
    'Password of an archive in a command',
    ['unzip', 'zip', '7z', '7za', 'unrar'],
    String.raw`-P\s|-p`,
    [`unzip -P ${PW} scans.zip`],
  ),
  command(
    'AZURE',
    'Password or client secret of Azure in a command',
    ['az login', 'az acr login', 'az sql'],
    String.raw`-p\s|--(?:admin-)?password[\s=]|--client-secret[\s=]`,
    [`az login --service-principal -u app -p ${PW} --tenant ward.example`],
  ),
  patterned(
    'COMMAND-HTPASSWD',
    'Password of a web server in a command',
    'high',
    REVOKE,
    ['htpasswd '],
    new RegExp(
      String.raw`htpasswd\s{1,4}(?=(?:-[A-Za-z]{1,8}\s{1,4}){0,3}-[A-Za-z]{0,8}b)(?:-[A-Za-z]{1,8}\s{1,4}){1,4}(?:[^\s-][^\s]{0,200}\s{1,4}){1,2}${VALUE}`,
      'y',
    ),
    [`htpasswd -b -c .htpasswd nurse ${PW}`, `htpasswd -nbB nurse ${PW}`],
    'password-of-command',
  ),
  patterned(
    'COMMAND-CHPASSWD',
    'Password of a system account in a command',
    'high',
    REVOKE,
    ['echo '],
    /echo\s{1,4}(?:-[en]\s{1,4})?["']?[A-Za-z_][\w-]{0,40}:(?<secret>[^\s"':|$][^\s"':|]{5,99})["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?chpasswd/y,
    [`RUN echo "root:${PW}" | chpasswd`],
    'password-of-command',
  ),
];
