/** Addresses and connection texts with a password in them. */
import type { SecretKind } from '../kind.ts';
import { patterned } from './row.ts';

const REVOKE = 'change the password of the account at the server';

/**
 * `scheme://user:password@host`; the host may be missing where a variable follows. The last `@` before the path ends the
 * password. What anybody may use (`ftp://anonymous:…@`, `ftp://ftp:ftp@`) is none.
 */
const address = (
  id: string,
  title: string,
  severity: SecretKind['severity'],
  schemes: readonly string[],
): SecretKind =>
  patterned(
    id,
    title,
    severity,
    REVOKE,
    schemes.map((scheme) => `${scheme}://`),
    new RegExp(
      `(?:${schemes.map((scheme) => scheme.replace(/[+.]/g, '\\$&')).join('|')}):\\/\\/(?!anonymous:|ftp:)[^\\s:@/"'\`<>]{0,100}:(?<secret>[^\\s/"'\`<>]{3,200})@[^\\s@/"'\`<>]`,
      'iy',
    ),
    schemes.map((scheme) => `${scheme}://app:{base62:14}7@db.ward.example/records`),
  );

export const CONNECTION_SECRETS: readonly SecretKind[] = [
  address('DB-POSTGRESQL', 'Password of a PostgreSQL database', 'high', [
    'postgres',
    'postgresql',
    'postgresql+psycopg2',
    'postgresql+psycopg',
    'postgresql+asyncpg',
    'postgis',
    'cockroachdb',
  ]),
  address('DB-MYSQL', 'Password of a MySQL or MariaDB database', 'high', [
    'mysql',
    'mysql2',
    'mariadb',
    'mysql+pymysql',
    'mysql+mysqldb',
    'mysql+mysqlconnector',
  ]),
  address('DB-MONGODB', 'Password of a MongoDB database', 'high', ['mongodb', 'mongodb+srv']),
  address('DB-REDIS', 'Password of Redis', 'high', ['redis', 'rediss']),
  address('DB-AMQP', 'Password of a message broker', 'high', [
    'amqp',
    'amqps',
    'stomp',
    'mqtt',
    'mqtts',
    'nats',
  ]),
  address('DB-MSSQL', 'Password of a Microsoft SQL Server', 'high', ['mssql', 'sqlserver', 'mssql+pyodbc']),
  address('DB-OTHER', 'Password of a database', 'high', [
    'clickhouse',
    'oracle',
    'oracle+cx_oracle',
    'couchdb',
    'couchbase',
    'neo4j',
    'bolt',
    'cassandra',
    'influxdb',
    'elasticsearch',
    'snowflake',
    'db2',
    'hana',
  ]),
  address('URL-LDAP', 'Password of a directory', 'high', ['ldap', 'ldaps']),
  address('URL-FILES', 'Password of a file server', 'high', [
    'ftp',
    'ftps',
    'sftp',
    'ssh',
    'scp',
    'smb',
    'cifs',
    'webdav',
    'davs',
  ]),
  address('URL-MAIL', 'Password of a mail server', 'high', [
    'smtp',
    'smtps',
    'imap',
    'imaps',
    'pop3',
    'submission',
  ]),
  address('URL-HTTP', 'Password in an address of the web', 'high', ['http', 'https']),
  address('URL-CLINICAL', 'Password of a clinical interface (MLLP, DICOM)', 'high', [
    'mllp',
    'mllps',
    'hl7',
    'dicom',
    'dicomweb',
    'fhir',
    'xds',
  ]),
  patterned(
    'DB-JDBC',
    'Password in a JDBC address',
    'high',
    REVOKE,
    ['jdbc:'],
    /jdbc:[a-z0-9]{2,20}:[^\s"'<>]{0,300}?[?;&]password=(?<secret>[^\s"'&;<>]{3,100})/iy,
    [
      'jdbc:postgresql://db.ward.example/records?user=app&password={base62:14}7',
      'jdbc:sqlserver://db.ward.example;user=app;password={base62:14}7;encrypt=true',
    ],
  ),
  patterned(
    'DB-JDBC-ORACLE',
    'Password in an Oracle address',
    'high',
    REVOKE,
    ['jdbc:oracle:'],
    /jdbc:oracle:[a-z]{1,10}:[A-Za-z0-9_]{1,40}\/(?<secret>[^@\s"'/]{3,100})@/iy,
    ['jdbc:oracle:thin:app/{base62:14}7@db.ward.example:1521/RECORDS'],
  ),
  patterned(
    'DB-ADO',
    'Password in a connection text',
    'high',
    REVOKE,
    ['data source=', 'server=', 'host=', 'dsn=', 'driver={'],
    /(?:Data Source|Server|Host|DSN|Driver)=[^"'\n]{1,300}?;\s{0,4}(?:Password|Pwd)\s{0,2}=\s{0,2}(?<secret>[^;"'\s{}]{3,100})/iy,
    [
      'Server=db.ward.example;Database=records;User Id=app;Password={base62:14}7;',
      'Driver={ODBC};Server=db.ward.example;UID=app;PWD={base62:14}7',
    ],
  ),
  patterned(
    'DB-LIBPQ',
    'Password in a connection text of PostgreSQL',
    'high',
    REVOKE,
    ['host=', 'dbname='],
    /(?:host|dbname)=[^\s"',()]{1,100}(?:\s[a-z_]{2,20}=[^\s"',()]{1,100}){0,6}?\spassword=(?<secret>[^\s"'{}]{3,100})/iy,
    [
      'host=db.ward.example dbname=records user=app password={base62:14}7',
      'dbname=records user=app password={base62:14}7 host=db.ward.example',
    ],
  ),
  patterned(
    'HTTP-BASIC',
    'Password in a header',
    'high',
    REVOKE,
    ['basic '],
    /Basic (?<secret>[A-Za-z0-9+/]{12,200}={0,2})(?![A-Za-z0-9+/=])/iy,
    ['Authorization: Basic YXBwOjRrM3B0OXhRMnY='],
    'basic-pair',
  ),
  patterned(
    'HTTP-BEARER',
    'Token in a header',
    'medium',
    'revoke the token where it was issued',
    ['bearer '],
    /Bearer (?<secret>[A-Za-z0-9_.~+/-]{24,2000}={0,2})(?![A-Za-z0-9_.~+/=-])/iy,
    ['curl -H "Authorization: Bearer {base62:40}" https://fhir.ward.example/Patient'],
    'mixed',
  ),
  patterned(
    'CURL-USER',
    'Password of a command',
    'high',
    REVOKE,
    ['curl '],
    /curl\s(?:[^\n|;&]{0,300}?\s)?(?:-[a-zA-Z]{0,4}u|--(?:proxy-)?user)[\s=]{1,2}["']?[A-Za-z0-9_.@-]{1,60}:(?<secret>(?:[^\s"'$]|\$(?![A-Z_{(])){3,100})["']?(?=\s|$)/y,
    ['curl -s -u app:{base62:14}7 https://fhir.ward.example/metadata'],
  ),
];
