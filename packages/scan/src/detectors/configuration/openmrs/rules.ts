/** Settings of OpenMRS. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const SAFE = 'connection.url=jdbc:mysql://db/openmrs?sslMode=VERIFY_IDENTITY\nconnection.username=emr\n';
const WELL_KNOWN = ['openmrs', 'test', 'root', 'password', 'Admin123', 'admin', 'mysql'];

export const OPENMRS_RULES: readonly ConfigurationRule[] = ruleTable(
  {
    on: 'openmrs.runtime',
    file: 'openmrs-runtime.properties',
    around: (text) => (text.startsWith('connection.url') ? text : `${SAFE}${text}`),
  },
  [
    {
      id: 'OPENMRS-WELL-KNOWN-PASSWORD',
      topic: 'defaultCredentials',
      severity: 'high',
      secret: true,
      title: 'Data base of the health record has a password that everybody knows',
      rationale:
        'It is that of the manuals and images, and gives all records to whoever reaches the data base.',
      remediation: 'Set a long random password from a secret.',
      pass: { connection_password: { notIn: WELL_KNOWN } },
      fail: 'connection.password=openmrs\n',
      good: 'connection.password=$' + '{DB_PASSWORD}\n',
    },
    {
      id: 'OPENMRS-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of the health record’s data base is in the file',
      rationale: 'Whoever reads the repository can sign in to the data base with all records.',
      remediation: 'Take it from the environment, such as `OMRS_DB_PASSWORD` of the image.',
      pass: { connection_password: { exists: false } },
      fail: 'connection.password=pl4nted\n',
      good: 'connection.password=$' + '{DB_PASSWORD}\n',
    },
    {
      id: 'OPENMRS-ENCRYPTION-KEY',
      topic: 'secret',
      cwe: ['CWE-321'],
      severity: 'medium',
      secret: true,
      title: 'Key that encrypts values of the health record is in the file',
      rationale: 'Whoever reads the repository can decrypt what modules store encrypted.',
      remediation: 'Take it from the environment.',
      pass: { encryption_key: { exists: false } },
      fail: 'encryption.key=pl4nted\n',
      good: 'encryption.key=$' + '{ENCRYPTION_KEY}\n',
    },
    {
      id: 'OPENMRS-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Health record speaks to its data base without TLS',
      rationale: 'Records can be read and changed between application and data base.',
      remediation: 'Set `sslMode=VERIFY_IDENTITY` in `connection.url`.',
      pass: { connection_url: { notLike: ['*useSSL=false*', '*sslMode=DISABLED*', '*sslmode=disable*'] } },
      fail: 'connection.url=jdbc:mysql://db/openmrs?useSSL=false\n',
      good: SAFE,
      after: 'connection.url=jdbc:mysql://db/openmrs?sslMode=VERIFY_IDENTITY',
    },
    {
      id: 'OPENMRS-MODULE-UPLOAD',
      topic: 'privilege',
      severity: 'medium',
      title: 'Administrators install programs through the web',
      rationale:
        'A module runs with all rights of the server: an administrator’s session that is taken over becomes the host.',
      remediation: 'Set `module.allow_web_admin=false`.',
      pass: { module_allow_web_admin: { is: false, default: false } },
      fail: 'module.allow_web_admin=true\n',
      good: 'module.allow_web_admin=false\n',
      after: 'module.allow_web_admin=false',
    },
    {
      id: 'OPENMRS-LOGS-STATEMENTS',
      topic: 'loggedData',
      severity: 'medium',
      title: 'Statements of the health record are logged',
      rationale: 'Values of records appear in a log that lives by other rules.',
      remediation: 'Remove `hibernate.show_sql`.',
      pass: { hibernate_show_sql: { is: false, default: false } },
      fail: 'hibernate.show_sql=true\n',
      good: 'hibernate.show_sql=false\n',
      after: 'hibernate.show_sql=false',
    },
  ],
);
