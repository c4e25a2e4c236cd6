/** Pods and containers: what they may do to the node and to each other. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { NO_SECRET_NAMES, PLACEHOLDERS, SECRET_NAMES } from '../shared/secret-names.ts';

const pod = (security: string, container = ''): string =>
  `apiVersion: v1
kind: Pod
metadata: {name: api}
spec:
${security}  containers:
    - name: web
      image: registry.example/web:1
${container}`;

/** A container with these lines of `securityContext`. */
const container = (...lines: readonly string[]): string =>
  pod(
    '',
    lines.length === 0 ? '' : `      securityContext:\n${lines.map((line) => `        ${line}\n`).join('')}`,
  );

const MINIMUM = ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-6'];
const FILE = 'pod.yaml';

export const KUBERNETES_POD_RULES: readonly ConfigurationRule[] = [
  {
    id: 'K8S-PRIVILEGED',
    title: 'Container is privileged',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale:
      'A privileged container has every right on its node, and with it on every patient record that passes through it.',
    remediation: 'Take `privileged` away and add the single capability that is needed.',
    on: 'kubernetes.container',
    pass: { 'securityContext.privileged': { is: false, default: false } },
    after: 'securityContext:\n  privileged: false',
    examples: { file: FILE, fail: container('privileged: true'), pass: container('privileged: false') },
  },
  {
    id: 'K8S-ESCALATION',
    title: 'Container may gain more rights than it starts with',
    severity: 'medium',
    cwe: ['CWE-269'],
    controls: MINIMUM,
    rationale:
      'A set-user-id program in the container can become root, although the container started as another user.',
    remediation: 'Set `allowPrivilegeEscalation: false`.',
    on: 'kubernetes.container',
    pass: { 'securityContext.allowPrivilegeEscalation': { is: false, default: true } },
    after: 'securityContext:\n  allowPrivilegeEscalation: false',
    examples: { file: FILE, fail: container(), pass: container('allowPrivilegeEscalation: false') },
  },
  {
    id: 'K8S-ROOT',
    title: 'Container may run as root',
    severity: 'medium',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'Whoever breaks into a process that runs as root has fewer steps left to the node.',
    remediation: 'Set `runAsNonRoot: true`, and a user in the image.',
    on: 'kubernetes.container',
    pass: {
      any: [
        { 'security.runAsNonRoot': true },
        { 'security.runAsUser': { min: 1 } },
        { 'pod.securityContext.windowsOptions': { exists: true } },
      ],
    },
    after: 'securityContext:\n  runAsNonRoot: true',
    examples: {
      file: FILE,
      fail: container(),
      pass: pod('  securityContext:\n    runAsNonRoot: true\n'),
    },
  },
  {
    id: 'K8S-ROOT-USER',
    title: 'Container is told to run as user 0',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'The manifest asks for root, whatever the image says.',
    remediation: 'Set `runAsUser` to a number above 0, or leave it to the image.',
    on: 'kubernetes.container',
    pass: { 'security.runAsUser': { not: 0 } },
    after: 'securityContext:\n  runAsUser: 10001',
    examples: { file: FILE, fail: container('runAsUser: 0'), pass: container('runAsUser: 10001') },
  },
  {
    id: 'K8S-WRITABLE-ROOT',
    title: 'Container can write to its own file system',
    severity: 'low',
    cwe: ['CWE-732'],
    controls: ['NIST 800-53 CM-7'],
    rationale: 'An attacker in the container can change its programs and keep tools there.',
    remediation: 'Set `readOnlyRootFilesystem: true`, and mount volumes where the program writes.',
    on: 'kubernetes.container',
    pass: { 'securityContext.readOnlyRootFilesystem': { is: true, default: false } },
    after: 'securityContext:\n  readOnlyRootFilesystem: true',
    examples: { file: FILE, fail: container(), pass: container('readOnlyRootFilesystem: true') },
  },
  {
    id: 'K8S-CAPABILITIES',
    title: 'Container keeps capabilities that it does not name',
    severity: 'low',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'The default set lets a process change owners of files, open raw sockets and bind low ports.',
    remediation: 'Drop all capabilities, and add the ones that are needed.',
    on: 'kubernetes.container',
    pass: {
      any: [
        { 'securityContext.capabilities.drop': { has: 'ALL' } },
        { 'securityContext.capabilities.drop': { has: 'all' } },
      ],
    },
    after: 'securityContext:\n  capabilities:\n    drop: [ALL]',
    examples: { file: FILE, fail: container(), pass: container('capabilities: {drop: [ALL]}') },
  },
  {
    id: 'K8S-DANGEROUS-CAPABILITY',
    title: 'Container has a capability that reaches the node',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale:
      'These capabilities load modules, trace other processes, mount file systems or change the network of the node.',
    remediation: 'Remove the capability.',
    on: 'kubernetes.container',
    pass: {
      'securityContext.capabilities.add': {
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
    after: 'securityContext:\n  capabilities:\n    drop: [ALL]',
    examples: {
      file: FILE,
      fail: container('capabilities: {add: [SYS_ADMIN]}'),
      pass: container('capabilities: {add: [NET_BIND_SERVICE]}'),
    },
  },
  {
    id: 'K8S-SECCOMP',
    title: 'No seccomp profile',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: ['NIST 800-53 SC-39'],
    rationale: 'Without a profile every system call of the kernel can be tried from the container.',
    remediation: 'Set `seccompProfile` to `RuntimeDefault`.',
    on: 'kubernetes.container',
    pass: { 'security.seccompProfile.type': { in: ['RuntimeDefault', 'Localhost'] } },
    after: 'securityContext:\n  seccompProfile:\n    type: RuntimeDefault',
    examples: {
      file: FILE,
      fail: container(),
      pass: pod('  securityContext:\n    seccompProfile: {type: RuntimeDefault}\n'),
    },
  },
  {
    id: 'K8S-HOST-NETWORK',
    title: 'Pod uses the network of its node',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-7'],
    rationale: 'It sees the traffic of other pods on the node, and no network policy holds for it.',
    remediation: 'Remove `hostNetwork`; publish ports with a Service.',
    on: 'kubernetes.pod',
    pass: { hostNetwork: { is: false, default: false } },
    after: 'spec:\n  hostNetwork: false',
    examples: { file: FILE, fail: pod('  hostNetwork: true\n'), pass: pod('') },
  },
  {
    id: 'K8S-HOST-PID',
    title: 'Pod sees the processes of its node',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: MINIMUM,
    rationale: 'Environments and memory of other processes can be read, and with them keys and patient data.',
    remediation: 'Remove `hostPID` and `hostIPC`.',
    on: 'kubernetes.pod',
    pass: { hostPID: { is: false, default: false }, hostIPC: { is: false, default: false } },
    after: 'spec:\n  hostPID: false\n  hostIPC: false',
    examples: { file: FILE, fail: pod('  hostPID: true\n'), pass: pod('') },
  },
  {
    id: 'K8S-HOST-PATH',
    title: 'Pod mounts a folder of its node',
    severity: 'high',
    cwe: ['CWE-668'],
    controls: MINIMUM,
    rationale:
      'What is written there outlives the pod and is read by the node; the socket of the container runtime is root.',
    remediation: 'Use a volume of the cluster (`persistentVolumeClaim`, `configMap`, `emptyDir`).',
    on: 'kubernetes.pod',
    pass: { volumes: { no: { hostPath: { exists: true } } } },
    after: 'volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: data',
    examples: {
      file: FILE,
      fail: pod('  volumes:\n    - name: run\n      hostPath: {path: /var/run}\n'),
      pass: pod('  volumes:\n    - name: run\n      emptyDir: {}\n'),
    },
  },
  {
    id: 'K8S-HOST-PORT',
    title: 'Container takes a port of its node',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: ['NIST 800-53 SC-7'],
    rationale: 'The port is open on the address of the node, past Services and their policies.',
    remediation: 'Publish the port with a Service.',
    on: 'kubernetes.container',
    pass: { ports: { no: { hostPort: { min: 1 } } } },
    after: 'ports:\n  - containerPort: 8080',
    examples: {
      file: FILE,
      fail: pod('', '      ports:\n        - {containerPort: 80, hostPort: 80}\n'),
      pass: pod('', '      ports:\n        - {containerPort: 80}\n'),
    },
  },
  {
    id: 'K8S-TOKEN-MOUNTED',
    title: 'Pod gets a token of the cluster that it may not need',
    severity: 'low',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'Whoever breaks into the pod has the rights of its service account at the API of the cluster.',
    remediation: 'Set `automountServiceAccountToken: false` where the program does not call the API.',
    on: 'kubernetes.pod',
    pass: { automountServiceAccountToken: { is: false, default: true } },
    after: 'spec:\n  automountServiceAccountToken: false',
    examples: { file: FILE, fail: pod(''), pass: pod('  automountServiceAccountToken: false\n') },
  },
  {
    id: 'K8S-SECRET-IN-ENV',
    title: 'Secret stands in the manifest',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: ['HIPAA 164.312(d)', 'NIST 800-53 IA-5'],
    rationale: 'Everybody who can read the repository, or list pods, can read it.',
    remediation: 'Take the value from a Secret with `valueFrom.secretKeyRef`.',
    on: 'kubernetes.container',
    pass: {
      env: {
        no: {
          name: { like: SECRET_NAMES, notLike: NO_SECRET_NAMES },
          value: { exists: true, notLike: [...PLACEHOLDERS, '$(*', '/*', '*.svc*'] },
        },
      },
    },
    secret: true,
    after: 'env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef: {name: db, key: password}',
    examples: {
      file: FILE,
      fail: pod('', '      env:\n        - {name: DB_PASSWORD, value: example}\n'),
      pass: pod(
        '',
        '      env:\n        - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: p}}}\n',
      ),
    },
  },
  {
    id: 'K8S-NO-LIMITS',
    title: 'Container has no limit of memory',
    severity: 'low',
    cwe: ['CWE-770'],
    controls: ['HIPAA 164.308(a)(7)(i)', 'NIST 800-53 SC-5'],
    rationale: 'One container can take the memory of the node, and clinical services beside it stop.',
    remediation: 'Set `resources.limits.memory`.',
    on: 'kubernetes.container',
    when: { group: 'containers' },
    pass: { 'resources.limits.memory': { exists: true } },
    after: 'resources:\n  limits:\n    memory: 256Mi',
    examples: {
      file: FILE,
      fail: pod(''),
      pass: pod('', '      resources: {limits: {memory: 256Mi}}\n'),
    },
  },
  {
    id: 'K8S-PROC-MOUNT',
    title: 'Container sees the whole of /proc',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: MINIMUM,
    rationale: 'Parts of it change settings of the node; the runtime hides them for that reason.',
    remediation: 'Remove `procMount`.',
    on: 'kubernetes.container',
    pass: { 'securityContext.procMount': { not: 'Unmasked' } },
    after: 'securityContext:\n  procMount: Default',
    examples: { file: FILE, fail: container('procMount: Unmasked'), pass: container('procMount: Default') },
  },
  {
    id: 'K8S-PROFILE-OFF',
    title: 'AppArmor or seccomp is switched off',
    severity: 'medium',
    cwe: ['CWE-693'],
    controls: ['NIST 800-53 SC-39'],
    rationale: 'What the runtime stops for every other container is allowed to this one.',
    remediation: 'Use `RuntimeDefault`, or a profile of your own.',
    on: 'kubernetes.container',
    pass: {
      'security.seccompProfile.type': { not: 'Unconfined' },
      'security.appArmorProfile.type': { not: 'Unconfined' },
    },
    after: 'securityContext:\n  seccompProfile:\n    type: RuntimeDefault',
    examples: {
      file: FILE,
      fail: container('seccompProfile: {type: Unconfined}'),
      pass: container('seccompProfile: {type: RuntimeDefault}'),
    },
  },
  {
    id: 'K8S-SYSCTLS',
    title: 'Pod changes settings of the kernel that others share',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: ['NIST 800-53 CM-6'],
    rationale: 'The settings are not kept apart by namespaces: other pods of the node have them too.',
    remediation: 'Set them on nodes of their own, or leave them.',
    on: 'kubernetes.pod',
    // Safe ones: https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
    pass: {
      'securityContext.sysctls': {
        no: {
          name: {
            exists: true,
            notIn: [
              'kernel.shm_rmid_forced',
              'net.ipv4.ip_local_port_range',
              'net.ipv4.ip_local_reserved_ports',
              'net.ipv4.ip_unprivileged_port_start',
              'net.ipv4.ping_group_range',
              'net.ipv4.tcp_fin_timeout',
              'net.ipv4.tcp_keepalive_intvl',
              'net.ipv4.tcp_keepalive_probes',
              'net.ipv4.tcp_keepalive_time',
              'net.ipv4.tcp_rmem',
              'net.ipv4.tcp_syncookies',
              'net.ipv4.tcp_wmem',
            ],
          },
        },
      },
    },
    after: 'securityContext:\n  sysctls:\n    - {name: net.ipv4.tcp_syncookies, value: "1"}',
    examples: {
      file: FILE,
      fail: pod('  securityContext:\n    sysctls: [{name: kernel.msgmax, value: "65536"}]\n'),
      pass: pod('  securityContext:\n    sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]\n'),
    },
  },
  {
    id: 'K8S-WINDOWS-HOST',
    title: 'Pod runs as a process of its Windows node',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'It has the files, the network and the rights of the node.',
    remediation: 'Remove `hostProcess`.',
    on: 'kubernetes.pod',
    pass: { 'securityContext.windowsOptions.hostProcess': { is: false, default: false } },
    after: 'securityContext:\n  windowsOptions:\n    hostProcess: false',
    examples: {
      file: FILE,
      fail: pod('  hostNetwork: true\n  securityContext:\n    windowsOptions: {hostProcess: true}\n'),
      pass: pod(''),
    },
  },
];
