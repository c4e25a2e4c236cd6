/** Settings of the server of Mirth Connect. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const SAFE =
  'dir.appdata = appdata\ndatabase = postgres\npassword.minlength = 12\npassword.retrylimit = 5\nhttp.port =\n';
const swap = (line: string, by: string): string => SAFE.replace(line, by);

export const MIRTH_SERVER_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'mirth.server', file: 'mirth.properties' },
  [
    {
      id: 'MIRTH-DEFAULT-KEYSTORE-PASSWORD',
      topic: 'defaultCredentials',
      severity: 'medium',
      secret: true,
      title: 'Key store of the interface engine has the password of the installer',
      rationale:
        'It is the same in every installation: whoever gets a backup has the key that encrypts messages, and the certificate of the server.',
      remediation: 'Set `keystore.storepass` and `keystore.keypass` anew, from a secret.',
      pass: { 'keystore.storepass': { not: '81uWxplDtB' }, 'keystore.keypass': { not: '81uWxplDtB' } },
      fail: `${SAFE}keystore.storepass = 81uWxplDtB\n`,
      good: `${SAFE}keystore.storepass = \${KEYSTORE_PASSWORD}\n`,
      after: 'keystore.storepass = (from a secret)',
    },
    {
      id: 'MIRTH-DATABASE-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of the data base of the interface engine is in the file',
      rationale:
        'The data base holds the messages themselves; whoever reads the repository can sign in to it.',
      remediation:
        'Give it through the environment of the service, such as `DATABASE_PASSWORD` of the image.',
      pass: { 'database.password': { exists: false } },
      fail: `${SAFE}database.password = pl4nted\n`,
      good: `${SAFE}database.password =\n`,
    },
    {
      id: 'MIRTH-SHORT-PASSWORDS',
      topic: 'credentials',
      severity: 'medium',
      title: 'Accounts of the interface engine may have any password',
      rationale:
        'The default asks for no length: the first account is often `admin` with `admin`, and it sees every message.',
      remediation: 'Set `password.minlength` to 12.',
      pass: { 'password.minlength': { min: 8, default: 0 } },
      fail: swap('minlength = 12', 'minlength = 0'),
      good: SAFE,
      after: 'password.minlength = 12',
    },
    {
      id: 'MIRTH-NO-LOCK',
      topic: 'guessing',
      severity: 'medium',
      title: 'Passwords of the interface engine can be guessed without end',
      rationale: 'Accounts are not locked after failed attempts unless a limit is set.',
      remediation: 'Set `password.retrylimit` to 5 with `password.lockoutperiod`.',
      pass: { 'password.retrylimit': { min: 1, default: 0 } },
      fail: swap('retrylimit = 5', 'retrylimit = 0'),
      good: SAFE,
      after: 'password.retrylimit = 5\npassword.lockoutperiod = 1',
    },
    {
      id: 'MIRTH-HTTP',
      topic: 'cleartext',
      severity: 'low',
      title: 'Interface engine has a port without TLS for its pages',
      rationale: 'The launcher of the administrator can be replaced on the way by one that takes passwords.',
      remediation: 'Leave `http.port` empty.',
      when: { 'http.host': { notIn: ['127.0.0.1', 'localhost'] } },
      pass: { 'http.port': { exists: false } },
      fail: swap('http.port =', 'http.port = 8080'),
      good: SAFE,
      after: 'http.port =',
    },
    {
      id: 'MIRTH-OLD-TLS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'Interface engine accepts TLS 1.0 or 1.1',
      rationale: 'Both versions were withdrawn in 2021 (RFC 8996).',
      remediation: 'Set `https.server.protocols = TLSv1.3,TLSv1.2`.',
      pass: {
        'https.server.protocols': { hasNone: ['SSLv3', 'TLSv1', 'TLSv1.1'] },
        'https.client.protocols': { hasNone: ['SSLv3', 'TLSv1', 'TLSv1.1'] },
      },
      fail: `${SAFE}https.server.protocols = TLSv1.2,TLSv1.1\n`,
      good: `${SAFE}https.server.protocols = TLSv1.3,TLSv1.2\n`,
      after: 'https.server.protocols = TLSv1.3,TLSv1.2',
    },
    {
      id: 'MIRTH-DERBY',
      topic: 'durability',
      severity: 'medium',
      title: 'Interface engine keeps messages in a data base for trials',
      rationale:
        'Derby is not meant for production: queues of messages about patients can be damaged and cannot be backed up while it runs.',
      remediation: 'Use PostgreSQL, MySQL, SQL Server or Oracle.',
      pass: { database_kind: { not: 'derby' } },
      fail: swap('database = postgres', 'database = derby'),
      good: SAFE,
      after: 'database = postgres',
    },
    {
      id: 'MIRTH-CORS',
      topic: 'origin',
      severity: 'medium',
      title: 'Every web site may read answers of the interface engine',
      rationale:
        'Pages of any origin can read what the interface of the server answers in the browser of an administrator.',
      remediation: 'Name the origin in `server.api.accesscontrolalloworigin`.',
      pass: { 'server.api.accesscontrolalloworigin': { not: '*' } },
      fail: `${SAFE}server.api.accesscontrolalloworigin = *\n`,
      good: `${SAFE}server.api.accesscontrolalloworigin = https://ops.example\n`,
      after: 'server.api.accesscontrolalloworigin = https://ops.example',
    },
    {
      id: 'MIRTH-CSRF',
      topic: 'access',
      cwe: ['CWE-352'],
      severity: 'medium',
      title: 'Web sites may send requests to the interface engine',
      rationale:
        'The header `X-Requested-With` is what keeps a page from using the session of an administrator.',
      remediation: 'Set `server.api.require-requested-with = true`.',
      pass: { 'server.api.require-requested-with': { is: true, default: true } },
      fail: `${SAFE}server.api.require-requested-with = false\n`,
      good: `${SAFE}server.api.require-requested-with = true\n`,
      after: 'server.api.require-requested-with = true',
    },
  ],
);
