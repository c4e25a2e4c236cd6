/** Passwords that are given to a call of a program or to an array of arguments. */
import type { SecretKind } from '../kind.ts';
import { patterned } from './row.ts';

const REVOKE = 'change the password of the account at the server, and read the new one from a vault';
const PW = '{lower:3}{Base36:2}{digits:1}{base62:8}';

export const CALL_SECRETS: readonly SecretKind[] = [
  patterned(
    'CALL-BASIC-AUTH',
    'Password in a call that signs in to a server',
    'high',
    REVOKE,
    ['basicauth(', 'basicauthinterceptor(', 'auth=(', 'auth = ('],
    /(?:basicauth(?:interceptor)?|auth ?= ?)\(\s{0,20}["'][^"'\n]{1,80}["'],\s{0,20}["'](?<secret>[^"'\s]{6,100})["']\s{0,20}\)/iy,
    [
      `requests.get(url, auth=("app", "${PW}"))`,
      `session.auth = HTTPBasicAuth('app', '${PW}')`,
      `new BasicAuthInterceptor("app", "${PW}")`,
      `request.SetBasicAuth("app", "${PW}")`,
    ],
    'password-of-command',
  ),
  patterned(
    'CALL-DATABASE',
    'Password in a call that opens a database',
    'high',
    REVOKE,
    ['drivermanager.getconnection(', 'mysqli(', 'mysqli_connect(', 'createdatabaseconnection('],
    /(?:(?:drivermanager\.getconnection|mysqli(?:_connect)?)\(\s{0,20}|createdatabaseconnection\(\s{0,20}["'][^"'\n]{1,100}["'],\s{0,20})(?:["'][^"'\n]{1,300}["'],\s{0,20}){2}["'](?<secret>[^"'\s]{6,100})["']/iy,
    [
      `DriverManager.getConnection("jdbc:sqlserver://db", "app", "${PW}")`,
      `new mysqli("db.ward.example", "app", "${PW}", "emr")`,
      `mysqli_connect('db.ward.example', 'app', '${PW}')`,
      `createDatabaseConnection('org.postgresql.Driver', 'jdbc:postgresql://db/x', 'app', '${PW}')`,
    ],
    'password-of-command',
  ),
  patterned(
    'GO-DSN',
    'Password of a database in a data source name',
    'high',
    REVOKE,
    ['@tcp('],
    /(?<=["'`=\s]\w{1,60}:(?<secret>[^\s"'`@]{6,100}))@tcp\(/y,
    [`dsn := "app:${PW}@tcp(db.ward.example:3306)/emr"`],
    'password-of-command',
  ),
  patterned(
    'CURL-ARGUMENTS',
    'Password in the arguments of a command',
    'high',
    REVOKE,
    ['"curl"', "'curl'"],
    /["']curl["'],[^\]\n]{0,300}?["'](?:-u|--user)["'],\s{0,20}["'][^"':\s]{1,60}:(?<secret>[^"'\s]{6,100})["']/y,
    [`test: ["CMD", "curl", "-u", "app:${PW}", "http://localhost:8080/health"]`],
    'password-of-command',
  ),
  patterned(
    'COMMAND-SQLPLUS',
    'Password of an Oracle database in a command',
    'high',
    REVOKE,
    ['sqlplus '],
    /sqlplus\s{1,4}(?:-[a-z]{1,2}\s{1,4}){0,4}["']?[a-z_][\w$#]{0,40}\/(?<secret>[^\s"'@/]{6,100})@/iy,
    [`sqlplus -s app/${PW}@EMR @load.sql`],
    'password-of-command',
  ),
  patterned(
    'COMMAND-LFTP',
    'Password of a file server in a command',
    'high',
    REVOKE,
    ['lftp '],
    /lftp\s(?:[^\n|;&]{0,200}?\s)?-u\s{1,4}["']?[^\s"',]{1,60},(?<secret>[^\s"']{6,100})["']?(?=\s|$)/y,
    [`lftp -u app,${PW} sftp://files.ward.example`],
    'password-of-command',
  ),
];
