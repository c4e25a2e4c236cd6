/** Who may do what in a cluster: roles that can be used to gain everything else, and who is bound to them. */
import type { ConfigurationRule, Query } from '@theriac/core/configuration';

const RBAC = 'rbac.authorization.k8s.io/v1';
const ACCESS = ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-6'];

const object = (kind: string, rest: string): string =>
  `apiVersion: ${RBAC}\nkind: ${kind}\nmetadata: {name: api}\n${rest}`;
const role = (rule: string, kind: string): string => object(kind, `rules:\n  - ${rule}\n`);

/** One of them is in the list under the key. */
const oneOf = (key: string, ...values: readonly string[]): Query => ({
  any: values.map((value) => ({ [key]: { has: value } })),
});

/** Rules of a role that allow one of these verbs on one of these resources, in this group; wildcards stand for each. */
const allows = (group: string, resources: readonly string[], verbs: readonly string[]): Query => ({
  all: [oneOf('apiGroups', group, '*'), oneOf('resources', ...resources), oneOf('verbs', ...verbs, '*')],
});

interface RoleRow
  extends Pick<
    ConfigurationRule,
    'id' | 'title' | 'severity' | 'rationale' | 'remediation' | 'pass' | 'after'
  > {
  readonly fail: string;
  /** What the resources are: those of the cluster itself cannot be granted by a role of a namespace. */
  readonly isOfCluster?: true;
}

/** A row for roles of the cluster, and one for those of a namespace. */
const rbac = (row: RoleRow): ConfigurationRule[] =>
  (row.isOfCluster === true ? ['ClusterRole'] : ['ClusterRole', 'Role']).map((kind) => ({
    id: kind === 'ClusterRole' ? row.id : `${row.id}-NAMESPACE`,
    title: kind === 'ClusterRole' ? row.title : `${row.title} in its namespace`,
    severity: row.severity,
    cwe: ['CWE-250'],
    controls: ACCESS,
    rationale: row.rationale,
    remediation: row.remediation,
    on: `kubernetes.${kind}`,
    pass: row.pass,
    after: row.after,
    examples: {
      file: 'rbac.yaml',
      fail: role(row.fail, kind),
      pass: role('{apiGroups: [""], resources: [configmaps], verbs: [get]}', kind),
    },
  }));

const READ_CONFIGURATION = 'rules:\n  - apiGroups: [""]\n    resources: [configmaps]\n    verbs: [get, list]';

export const KUBERNETES_ROLE_RULES: readonly ConfigurationRule[] = [
  ...rbac({
    id: 'K8S-ROLE-ALL',
    title: 'Role grants everything',
    severity: 'high',
    rationale: 'A wildcard in verbs and resources includes secrets, and whatever is installed later.',
    remediation: 'Name the resources and verbs that are needed.',
    pass: {
      rules: {
        no: {
          verbs: { has: '*' },
          resources: { has: '*' },
          // Those of an addition of one's own hold neither secrets nor pods.
          ...oneOf('apiGroups', '', '*'),
        },
      },
    },
    fail: '{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}',
    after: READ_CONFIGURATION,
  }),
  ...rbac({
    id: 'K8S-ROLE-SECRETS',
    title: 'Role reads all secrets',
    severity: 'medium',
    rationale: 'Keys and passwords of every service can be read with it.',
    remediation: 'Name the secrets with `resourceNames`.',
    pass: {
      rules: {
        no: {
          resources: { has: 'secrets' },
          resourceNames: { exists: false },
          ...oneOf('verbs', 'get', 'list', 'watch', '*'),
        },
      },
    },
    fail: '{apiGroups: [""], resources: [secrets], verbs: [list]}',
    after: 'rules:\n  - apiGroups: [""]\n    resources: [secrets]\n    resourceNames: [db]\n    verbs: [get]',
  }),
  ...rbac({
    id: 'K8S-ROLE-ESCALATES',
    title: 'Role can be used to gain further rights',
    severity: 'high',
    rationale: 'With these verbs a subject gives itself roles, or acts as somebody else.',
    remediation: 'Remove `escalate`, `bind`, `impersonate` and the wildcard that includes them.',
    pass: {
      rules: {
        no: {
          any: [
            oneOf('verbs', 'escalate', 'bind', 'impersonate'),
            allows('rbac.authorization.k8s.io', ['roles', 'clusterroles'], []),
            // Everything in every group is a rule of its own.
            { apiGroups: { has: 'rbac.authorization.k8s.io' }, resources: { has: '*' }, verbs: { has: '*' } },
            allows('', ['serviceaccounts', 'users', 'groups'], []),
          ],
        },
      },
    },
    fail: '{apiGroups: [""], resources: [users], verbs: [impersonate]}',
    after: 'rules:\n  - apiGroups: [""]\n    resources: [configmaps]\n    verbs: [get]',
  }),
  ...rbac({
    id: 'K8S-ROLE-EXEC',
    title: 'Role may run commands in pods',
    severity: 'medium',
    rationale: 'Whoever may `exec` into a pod has its files, its environment and its service account.',
    remediation: 'Keep `pods/exec` and `pods/attach` for people, for a limited time.',
    pass: {
      rules: {
        no: allows(
          '',
          ['pods/exec', 'pods/attach', 'pods/ephemeralcontainers', 'pods/*'],
          ['create', 'get', 'update', 'patch'],
        ),
      },
    },
    fail: '{apiGroups: [""], resources: [pods/exec], verbs: [create]}',
    after: 'rules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [get, list]',
  }),
  ...rbac({
    id: 'K8S-ROLE-NODES',
    title: 'Role reaches the agents of the nodes',
    severity: 'medium',
    rationale:
      'Through `nodes/proxy` the agent of a node runs commands in every pod of it, past admission and the audit log.',
    remediation: 'Take `nodes/proxy` away; metrics need `nodes/metrics` and `nodes/stats` only.',
    isOfCluster: true,
    pass: { rules: { no: allows('', ['nodes/proxy', 'nodes/*'], ['create', 'get']) } },
    fail: '{apiGroups: [""], resources: [nodes/proxy], verbs: [create]}',
    after: 'rules:\n  - apiGroups: [""]\n    resources: [nodes/metrics]\n    verbs: [get]',
  }),
  ...rbac({
    id: 'K8S-ROLE-TOKENS',
    title: 'Role makes tokens of service accounts',
    severity: 'medium',
    rationale: 'Who has the token of another service account has its rights.',
    remediation: 'Name the accounts with `resourceNames`, or let the pods ask for their own tokens.',
    pass: {
      rules: {
        no: {
          all: [allows('', ['serviceaccounts/token', 'serviceaccounts/*'], ['create'])],
          resourceNames: { exists: false },
        },
      },
    },
    fail: '{apiGroups: [""], resources: [serviceaccounts/token], verbs: [create]}',
    after:
      'rules:\n  - apiGroups: [""]\n    resources: [serviceaccounts/token]\n    resourceNames: [reports]\n    verbs: [create]',
  }),
  ...rbac({
    id: 'K8S-ROLE-WEBHOOKS',
    title: 'Role changes what the cluster admits',
    severity: 'low',
    rationale: 'An admission webhook sees every Secret that is written, and can change every pod.',
    remediation: 'Name the configurations with `resourceNames`.',
    isOfCluster: true,
    pass: {
      rules: {
        no: {
          all: [
            allows(
              'admissionregistration.k8s.io',
              ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations', '*'],
              ['create', 'update', 'patch'],
            ),
          ],
          resourceNames: { exists: false },
        },
      },
    },
    fail: '{apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [patch]}',
    after: READ_CONFIGURATION,
  }),
  ...rbac({
    id: 'K8S-ROLE-SERVICE-STATUS',
    title: 'Role takes over addresses of services',
    severity: 'low',
    rationale:
      'Who sets the address in the status of a Service receives what the cluster sends to that address (CVE-2020-8554).',
    remediation: 'Take `services/status` away.',
    pass: { rules: { no: allows('', ['services/status', 'services/*'], ['update', 'patch']) } },
    fail: '{apiGroups: [""], resources: [services/status], verbs: [patch]}',
    after: READ_CONFIGURATION,
  }),
  {
    id: 'K8S-ADMIN-BOUND',
    title: 'A service account is administrator of the cluster',
    severity: 'high',
    cwe: ['CWE-250'],
    controls: ACCESS,
    rationale: 'A program with `cluster-admin` can read and change everything in the cluster.',
    remediation: 'Bind a role with the rights that the program needs.',
    on: 'kubernetes.ClusterRoleBinding',
    when: { 'roleRef.name': 'cluster-admin' },
    pass: { subjects: { no: { kind: 'ServiceAccount' } } },
    after: 'roleRef:\n  kind: ClusterRole\n  name: api-reader',
    examples: {
      file: 'rbac.yaml',
      fail: object(
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: cluster-admin}\nsubjects:\n  - {kind: ServiceAccount, name: api, namespace: ward}\n',
      ),
      pass: object(
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: cluster-admin}\nsubjects:\n  - {kind: Group, name: operators}\n',
      ),
    },
  },
  {
    id: 'K8S-ANONYMOUS-BOUND',
    title: 'Everybody has rights in the cluster',
    severity: 'critical',
    cwe: ['CWE-306'],
    controls: ACCESS,
    rationale: 'The group holds for whoever reaches the API, without an account.',
    remediation: 'Remove the subject.',
    on: 'kubernetes.ClusterRoleBinding',
    pass: { subjects: { no: { name: { in: ['system:anonymous', 'system:unauthenticated'] } } } },
    after: 'subjects:\n  - kind: Group\n    name: operators',
    examples: {
      file: 'rbac.yaml',
      fail: object(
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: view}\nsubjects:\n  - {kind: Group, name: system:unauthenticated}\n',
      ),
      pass: object(
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: view}\nsubjects:\n  - {kind: Group, name: operators}\n',
      ),
    },
  },
];
