/** Rights, secrets and traces of services. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';
import { SECRET_NAMES } from '../shared/secret-names.ts';

const unit = (text: string): string =>
  `[Unit]\nDescription=FHIR\n\n[Service]\nExecStart=/usr/bin/java -jar /opt/fhir/fhir.jar\n${text}`;
const SAFE = 'User=fhir\nNoNewPrivileges=yes\nProtectSystem=strict\n';

export const SYSTEMD_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'systemd.service', file: 'fhir.service', around: unit },
  [
    {
      id: 'SYSTEMD-ROOT',
      topic: 'privilege',
      severity: 'medium',
      title: 'Application runs as root',
      rationale: 'A flaw in the application then gives the whole host, with every other record on it.',
      remediation: 'Set `User=` to an account of its own, or `DynamicUser=yes`.',
      when: { application: true },
      pass: {
        any: [
          { User: { exists: true, notIn: ['root', '0'] } },
          { DynamicUser: { is: true, default: false } },
        ],
      },
      fail: 'NoNewPrivileges=yes\n',
      good: SAFE,
    },
    {
      id: 'SYSTEMD-NO-SANDBOX',
      topic: 'hardening',
      severity: 'low',
      title: 'Application has the whole host in reach',
      rationale:
        'None of the limits of systemd is set: what takes over the service can write to the system and look into other homes.',
      remediation:
        'Add `NoNewPrivileges=yes`, `ProtectSystem=strict`, `ProtectHome=yes` and `PrivateTmp=yes`.',
      when: { application: true },
      pass: { sandbox: { min: 1 } },
      fail: 'User=fhir\n',
      good: SAFE,
      after: 'NoNewPrivileges=yes\nProtectSystem=strict\nProtectHome=yes\nPrivateTmp=yes',
    },
    {
      id: 'SYSTEMD-SECRET',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Secret is in the environment of a unit',
      rationale: 'Units can be read by every account of the host, and the file is in the repository.',
      remediation: 'Use `LoadCredential=` or `EnvironmentFile=` with a file that only root reads.',
      pass: { Environment: { no: { '@key': { like: SECRET_NAMES }, '@value': { exists: true } } } },
      fail: `${SAFE}Environment=DB_PASSWORD=pl4nted\n`,
      good: `${SAFE}EnvironmentFile=/etc/fhir/secrets\n`,
      after: 'EnvironmentFile=/etc/fhir/secrets',
    },
    {
      id: 'SYSTEMD-SECRET-ARGUMENT',
      topic: 'secret',
      cwe: ['CWE-214'],
      severity: 'medium',
      secret: true,
      title: 'Secret is an argument of a program',
      rationale: 'Every account of the host sees arguments in the list of processes.',
      remediation: 'Give the secret through `LoadCredential=` or a file.',
      pass: { secret_argument: { exists: false } },
      fail: `${SAFE}ExecStart=/usr/bin/java -jar /opt/fhir/fhir.jar --password=pl4nted\n`,
      good: `${SAFE}ExecStart=/usr/bin/java -jar /opt/fhir/fhir.jar --password=$DB_PASSWORD\n`,
      after: 'LoadCredential=db-password:/etc/fhir/db-password',
    },
    {
      id: 'SYSTEMD-CORE-DUMPS',
      topic: 'loggedData',
      cwe: ['CWE-528'],
      severity: 'low',
      title: 'Crashes write the memory of the application to disk',
      rationale: 'A dump holds whatever records and keys were in memory, outside of the encrypted data base.',
      remediation: 'Set `LimitCORE=0`.',
      when: { application: true },
      pass: { LimitCORE: { not: 'infinity' } },
      fail: `${SAFE}LimitCORE=infinity\n`,
      good: `${SAFE}LimitCORE=0\n`,
      after: 'LimitCORE=0',
    },
    {
      id: 'SYSTEMD-FILES-FOR-ALL',
      topic: 'files',
      cwe: ['CWE-276'],
      severity: 'medium',
      title: 'Files of the service can be changed by every account',
      rationale: 'Exports and logs that it writes can be read and altered by any program of the host.',
      remediation: 'Set `UMask=0027`.',
      pass: { UMask: { notIn: ['0000', '000', '0', '0001', '0002'] } },
      fail: `${SAFE}UMask=0000\n`,
      good: `${SAFE}UMask=0027\n`,
      after: 'UMask=0027',
    },
    {
      id: 'SYSTEMD-CAPABILITY',
      topic: 'privilege',
      severity: 'medium',
      title: 'Service has a capability that is as good as root',
      rationale: 'These capabilities load modules, trace other processes or read any file.',
      remediation: 'Keep the single capability that is needed, such as `CAP_NET_BIND_SERVICE`.',
      when: { AmbientCapabilities: { exists: true, notLike: '~*' } },
      pass: {
        AmbientCapabilities: {
          hasNone: [
            'CAP_SYS_ADMIN',
            'CAP_SYS_MODULE',
            'CAP_SYS_PTRACE',
            'CAP_DAC_OVERRIDE',
            'CAP_DAC_READ_SEARCH',
            'CAP_SETUID',
            'CAP_SYS_RAWIO',
          ],
        },
      },
      fail: `${SAFE}AmbientCapabilities=CAP_SYS_ADMIN\n`,
      good: `${SAFE}AmbientCapabilities=CAP_NET_BIND_SERVICE\n`,
      after: 'AmbientCapabilities=CAP_NET_BIND_SERVICE',
    },
  ],
);
