/** Access of OpenEMR to its data base. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const php = (text: string): string => `<?php\n$host = 'db';\n$login = 'emr';\n${text}$dbase = 'openemr';\n`;
const FROM_OUTSIDE = "$pass = getenv('DB_PASSWORD');\n";

export const OPENEMR_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'openemr.site', file: 'sites/default/sqlconf.php', around: php },
  [
    {
      id: 'OPENEMR-WELL-KNOWN-PASSWORD',
      topic: 'defaultCredentials',
      severity: 'high',
      secret: true,
      title: 'Data base of the health record has the password of the installer',
      rationale:
        'It is the same in every trial installation, and gives all records to whoever reaches the data base.',
      remediation: 'Set a long random password from a secret.',
      // Before the set-up has run there is no data base.
      when: { config: { not: 0 } },
      pass: { pass: { notIn: ['openemr', 'pass', 'password', 'root', 'admin'] } },
      fail: "$pass = 'openemr';\n",
      good: FROM_OUTSIDE,
    },
    {
      id: 'OPENEMR-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of the health record’s data base is in the file',
      rationale: 'Whoever reads the repository can sign in to the data base with all records.',
      remediation: 'Keep `sqlconf.php` out of the repository, or read the password from the environment.',
      when: { config: { not: 0 } },
      pass: { pass: { exists: false } },
      fail: "$pass = 'pl4nted';\n",
      good: FROM_OUTSIDE,
    },
  ],
);
