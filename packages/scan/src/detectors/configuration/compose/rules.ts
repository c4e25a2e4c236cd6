/** Services of Compose files. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { NO_SECRET_NAMES, PLACEHOLDERS, SECRET_NAMES } from '../shared/secret-names.ts';

const service = (...lines: readonly string[]): string =>
  `services:\n  db:\n    image: registry.example/db:1\n${lines.map((line) => `    ${line}\n`).join('')}`;

const FILE = 'compose.yaml';
const MINIMUM = ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-6'];
const BOUNDARY = ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-7'];

export const COMPOSE_RULES: readonly ConfigurationRule[] = [
  {
    id: 'COMPOSE-PRIVILEGED',
    title: 'Service is privileged',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'A privileged container has every right on the host.',
    remediation: 'Remove `privileged`, and add the single capability that is needed with `cap_add`.',
    on: 'compose.service',
    pass: { privileged: { is: false, default: false } },
    after: 'privileged: false',
    examples: { file: FILE, fail: service('privileged: true'), pass: service() },
  },
  {
    id: 'COMPOSE-CAPABILITY',
    title: 'Service has a capability that reaches the host',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale:
      'These capabilities load modules, trace other processes, mount file systems or change the network of the host.',
    remediation: 'Remove the capability.',
    on: 'compose.service',
    pass: {
      cap_add: {
        hasNone: [
          'ALL',
          'SYS_ADMIN',
          'SYS_MODULE',
          'SYS_PTRACE',
          'SYS_RAWIO',
          'DAC_READ_SEARCH',
          'BPF',
          'NET_ADMIN',
        ],
      },
    },
    after: 'cap_drop: [ALL]',
    examples: {
      file: FILE,
      fail: service('cap_add: [SYS_ADMIN]'),
      pass: service('cap_add: [NET_BIND_SERVICE]'),
    },
  },
  {
    id: 'COMPOSE-RUNTIME-SOCKET',
    title: 'Service has the socket of the container runtime',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'Whoever can write to it is root on the host.',
    remediation: 'Remove the mount, or put a proxy before it that permits single requests.',
    on: 'compose.service',
    pass: {
      volumes: {
        no: { source: { like: ['*/docker.sock', '*/containerd.sock', '*/podman.sock', '*/crio.sock'] } },
      },
    },
    after: 'volumes:\n  - data:/var/lib/data',
    examples: {
      file: FILE,
      fail: service('volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]'),
      pass: service('volumes: ["data:/var/lib/data"]'),
    },
  },
  {
    id: 'COMPOSE-HOST-FOLDER',
    title: 'Service can write to a system folder of the host',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: MINIMUM,
    rationale: 'Programs and accounts of the host can be changed from the container.',
    remediation: 'Mount the single file, read only, or use a volume.',
    on: 'compose.service',
    pass: {
      volumes: {
        no: {
          source: {
            in: [
              '/',
              '/etc',
              '/etc/',
              '/root',
              '/usr',
              '/bin',
              '/sbin',
              '/lib',
              '/boot',
              '/proc',
              '/sys',
              '/dev',
              '/var',
              '/var/run',
              '/var/lib/docker',
            ],
          },
          read_only: { is: false, default: false },
        },
      },
    },
    after: 'volumes:\n  - /etc/localtime:/etc/localtime:ro',
    examples: {
      file: FILE,
      fail: service('volumes: ["/etc:/host/etc"]'),
      pass: service('volumes: ["/etc/localtime:/etc/localtime:ro"]'),
    },
  },
  {
    id: 'COMPOSE-HOST-NETWORK',
    title: 'Service uses the network of the host',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'Every port that it opens is open on the host, and it reaches what listens on loopback.',
    remediation: 'Use a network of the file, and publish single ports.',
    on: 'compose.service',
    pass: { network_mode: { not: 'host' } },
    after: 'networks: [backend]',
    examples: { file: FILE, fail: service('network_mode: host'), pass: service('networks: [backend]') },
  },
  {
    id: 'COMPOSE-HOST-PROCESSES',
    title: 'Service sees the processes of the host',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: MINIMUM,
    rationale: 'Environments and memory of other processes can be read.',
    remediation: 'Remove `pid: host` and `ipc: host`.',
    on: 'compose.service',
    pass: { pid: { not: 'host' }, ipc: { not: 'host' } },
    after: '# without pid and ipc',
    examples: { file: FILE, fail: service('pid: host'), pass: service() },
  },
  {
    id: 'COMPOSE-ROOT',
    title: 'Service is told to run as root',
    severity: 'medium',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'Whoever breaks into a process that runs as root has fewer steps left to the host.',
    remediation: 'Set `user` to a number above 0, or leave it to the image.',
    on: 'compose.service',
    pass: { user: { notLike: ['0', 'root', '0:*', 'root:*'] } },
    after: 'user: "10001:10001"',
    examples: { file: FILE, fail: service('user: root'), pass: service('user: "10001"') },
  },
  {
    id: 'COMPOSE-SECCOMP-OFF',
    title: 'Service runs without the confinement of the runtime',
    severity: 'high',
    cwe: ['CWE-693'],
    controls: ['NIST 800-53 SC-39'],
    rationale: 'Every system call of the kernel can be tried from the container.',
    remediation: 'Remove `unconfined` from `security_opt`.',
    on: 'compose.service',
    pass: {
      security_opt: {
        hasNone: [
          'seccomp:unconfined',
          'seccomp=unconfined',
          'apparmor:unconfined',
          'apparmor=unconfined',
          'label:disable',
          'label=disable',
        ],
      },
    },
    after: 'security_opt:\n  - no-new-privileges:true',
    examples: {
      file: FILE,
      fail: service('security_opt: ["seccomp:unconfined"]'),
      pass: service('security_opt: ["no-new-privileges:true"]'),
    },
  },
  {
    id: 'COMPOSE-SECRET-IN-ENV',
    title: 'Secret stands in the Compose file',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: ['HIPAA 164.312(d)', 'NIST 800-53 IA-5'],
    rationale:
      'Everybody who can read the repository can read it, and it is the same wherever the file is used.',
    remediation: 'Use `secrets`, or a variable without a default.',
    on: 'compose.service',
    pass: {
      environment: {
        no: {
          '@key': { like: SECRET_NAMES, notLike: NO_SECRET_NAMES },
          '@value': { exists: true, notLike: [...PLACEHOLDERS, '/run/secrets/*'] },
        },
      },
    },
    secret: true,
    after: 'environment:\n  POSTGRES_PASSWORD_FILE: /run/secrets/db\nsecrets: [db]',
    examples: {
      file: FILE,
      fail: service('environment: {POSTGRES_PASSWORD: example}'),
      pass: service('environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db}'),
    },
  },
  {
    id: 'COMPOSE-NO-PASSWORD',
    title: 'Server takes every login',
    severity: 'high',
    cwe: ['CWE-306'],
    controls: ['HIPAA 164.312(d)', 'NIST 800-53 IA-2'],
    rationale: 'Whoever reaches the port reads and changes all records.',
    remediation: 'Set a password, and remove the setting.',
    on: 'compose.service',
    pass: {
      'environment.POSTGRES_HOST_AUTH_METHOD': { not: 'trust' },
      'environment.MYSQL_ALLOW_EMPTY_PASSWORD': { notIn: [true, 1] },
      'environment.MARIADB_ALLOW_EMPTY_ROOT_PASSWORD': { notIn: [true, 1] },
      'environment.ALLOW_EMPTY_PASSWORD': { notIn: [true, 1] },
      'environment.discovery\\.security\\.enabled': { not: false },
      'environment.xpack\\.security\\.enabled': { not: false },
      'environment.ORTHANC__AUTHENTICATION_ENABLED': { not: false },
    },
    after: 'environment:\n  POSTGRES_PASSWORD_FILE: /run/secrets/db',
    examples: {
      file: FILE,
      fail: service('environment: [POSTGRES_HOST_AUTH_METHOD=trust]'),
      pass: service('environment: [POSTGRES_PASSWORD_FILE=/run/secrets/db]'),
    },
  },
];
