/** What reaches a cluster from outside, and who may do what in it. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { PLACEHOLDERS } from '../shared/secret-names.ts';

const object = (kind: string, rest: string, group = 'v1'): string =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: api}\n${rest}`;

const RBAC = 'rbac.authorization.k8s.io/v1';
const role = (rule: string, kind = 'ClusterRole'): string => object(kind, `rules:\n  - ${rule}\n`, RBAC);
const ACCESS = ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-6'];
const TRANSMISSION = ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-8'];

const rbac = (
  row: Pick<ConfigurationRule, 'id' | 'title' | 'severity' | 'rationale' | 'remediation' | 'pass'> & {
    readonly fail: string;
    readonly after: string;
  },
): ConfigurationRule[] =>
  (['ClusterRole', 'Role'] as const).map((kind) => ({
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

export const KUBERNETES_CLUSTER_RULES: readonly ConfigurationRule[] = [
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
          any: [{ apiGroups: { has: '*' } }, { apiGroups: { has: '' } }],
        },
      },
    },
    fail: '{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}',
    after: 'rules:\n  - apiGroups: [""]\n    resources: [configmaps]\n    verbs: [get, list]',
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
          any: [{ verbs: { has: 'list' } }, { verbs: { has: 'get' } }, { verbs: { has: '*' } }],
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
    remediation: 'Remove `escalate`, `bind` and `impersonate`.',
    pass: {
      rules: {
        no: {
          any: [
            { verbs: { has: 'escalate' } },
            { verbs: { has: 'bind' } },
            { verbs: { has: 'impersonate' } },
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
      rules: { no: { any: [{ resources: { has: 'pods/exec' } }, { resources: { has: 'pods/attach' } }] } },
    },
    fail: '{apiGroups: [""], resources: [pods/exec], verbs: [create]}',
    after: 'rules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [get, list]',
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
        RBAC,
      ),
      pass: object(
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: cluster-admin}\nsubjects:\n  - {kind: Group, name: operators}\n',
        RBAC,
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
        RBAC,
      ),
      pass: object(
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: view}\nsubjects:\n  - {kind: Group, name: operators}\n',
        RBAC,
      ),
    },
  },
  {
    id: 'K8S-INGRESS-NO-TLS',
    title: 'Ingress without TLS',
    severity: 'high',
    cwe: ['CWE-319'],
    controls: TRANSMISSION,
    rationale: 'Patient data and sessions cross the network readable.',
    remediation: 'Add `tls` with the hosts and a certificate.',
    on: 'kubernetes.Ingress',
    pass: { 'spec.tls': { min: 1 } },
    after: 'spec:\n  tls:\n    - hosts: [portal.example]\n      secretName: portal-tls',
    examples: {
      file: 'ingress.yaml',
      fail: object('Ingress', 'spec:\n  rules: [{host: portal.example}]\n', 'networking.k8s.io/v1'),
      pass: object(
        'Ingress',
        'spec:\n  tls: [{hosts: [portal.example], secretName: t}]\n  rules: [{host: portal.example}]\n',
        'networking.k8s.io/v1',
      ),
    },
  },
  {
    id: 'K8S-LOAD-BALANCER-OPEN',
    title: 'Load balancer is open to every address',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-7'],
    rationale: 'The service can be reached from the internet, past ingress, its TLS and its login.',
    remediation: 'Name the networks in `loadBalancerSourceRanges`, make it internal, or use an Ingress.',
    on: 'kubernetes.Service',
    when: { 'spec.type': 'LoadBalancer' },
    pass: {
      any: [
        { 'spec.loadBalancerSourceRanges': { min: 1, hasNone: ['0.0.0.0/0', '::/0'] } },
        {
          'metadata.annotations.service\\.beta\\.kubernetes\\.io/aws-load-balancer-internal': {
            exists: true,
          },
        },
        { 'metadata.annotations.service\\.beta\\.kubernetes\\.io/aws-load-balancer-scheme': 'internal' },
        { 'metadata.annotations.service\\.beta\\.kubernetes\\.io/azure-load-balancer-internal': true },
        { 'metadata.annotations.networking\\.gke\\.io/load-balancer-type': { like: 'internal' } },
      ],
    },
    after: 'spec:\n  loadBalancerSourceRanges: [10.0.0.0/8]',
    examples: {
      file: 'service.yaml',
      fail: object('Service', 'spec: {type: LoadBalancer}\n'),
      pass: object('Service', 'spec: {type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]}\n'),
    },
  },
  {
    id: 'K8S-SECRET-LITERAL',
    title: 'A secret is written into a manifest',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: ['NIST 800-53 IA-5', 'HIPAA 164.312(d)'],
    rationale:
      'Base64 hides nothing: everyone who can read the repository has it, and a default of a chart is known to everyone.',
    remediation:
      'Leave it to an operator that fetches it from a vault, or encrypt it for the cluster, and change it.',
    on: 'kubernetes.Secret',
    secret: true,
    pass: {
      all: ['stringData', 'data'].map((key) => ({
        [key]: {
          no: {
            '@key': {
              like: ['*pass*', '*token*', '*secret*', '*api*key*', '*private*key*'],
              notLike: '*username*',
            },
            '@value': { exists: true, notLike: PLACEHOLDERS },
          },
        },
      })),
    },
    after: 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret',
    examples: {
      file: 'secret.yaml',
      fail: object('Secret', 'stringData: {password: k3pt-in-git-2026}\n'),
      pass: object('Secret', 'stringData: {password: ""}\n'),
    },
  },
];
