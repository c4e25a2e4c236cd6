/** Ways through service accounts of Kubernetes, and their twins that one grant cuts. */
import { changed, type Topology } from './topology.ts';

const POD = (account: string, more = ''): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: portal, namespace: ward}
spec: {rules: [{http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: ward}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ward}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {serviceAccountName: ${account}${more}, containers: [{name: main, image: "registry.example/web:1"}]}
`;

/** A database that no pod reaches over the network. */
const DATABASE = `---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: ward}
spec:
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: main, image: "postgres:17"}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: ward}
spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}
`;

const binding = (kind: string, role: string): string => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: web, namespace: ward}
roleRef: {kind: ${role.startsWith('cluster') ? 'ClusterRole' : 'Role'}, name: ${role}}
subjects: [{kind: ServiceAccount, name: web, namespace: ward}]
`;

const ROLE = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: runner, namespace: ward}
rules: [{apiGroups: [""], resources: [pods/exec], verbs: [create]}]
`;

const ACCOUNT = (annotation: string): string => `---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: ward
  annotations: {${annotation}}
`;

const AWS_ROLE = `resource "aws_iam_role" "web" {
  name = "ward-web"
}
resource "aws_iam_role_policy" "web" {
  role   = aws_iam_role.web.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
resource "aws_s3_bucket" "records" {}
`;

const GOOGLE_ACCOUNT = `resource "google_service_account" "web" {
  account_id = "ward-web"
}
resource "google_project_iam_member" "web" {
  role   = "roles/storage.admin"
  member = "serviceAccount:\${google_service_account.web.email}"
}
resource "google_storage_bucket" "records" {}
`;

const beside = { rule: 'NOT-SEGMENTED', store: 'StatefulSet/ward/db' } as const;

export const KUBERNETES_ACCOUNT_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a pod that faces the internet administers the cluster',
    ...beside,
    ...changed(
      'k8s.yaml',
      POD('web', ', automountServiceAccountToken: true') +
        DATABASE +
        binding('ClusterRoleBinding', 'cluster-admin'),
      'Token: true',
      'Token: false',
    ),
  },
  {
    name: 'a pod that faces the internet may run commands in pods of its namespace',
    ...beside,
    ...changed(
      'k8s.yaml',
      POD('web') + DATABASE + ROLE + binding('RoleBinding', 'runner'),
      '[create]',
      '[list]',
    ),
  },
  {
    name: 'the grant is for the account of the pod',
    ...beside,
    ...changed(
      'k8s.yaml',
      POD('web') + DATABASE + ROLE + binding('RoleBinding', 'runner'),
      'subjects: [{kind: ServiceAccount, name: web',
      'subjects: [{kind: ServiceAccount, name: other',
    ),
  },
  {
    name: 'a pod that faces the internet acts as a role that reads every bucket',
    rule: 'NOT-SEGMENTED',
    store: 'aws_s3_bucket.records',
    path: {
      'k8s.yaml':
        POD('web') + ACCOUNT('eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/ward-web"'),
      'main.tf': AWS_ROLE,
    },
    cut: {
      'k8s.yaml': POD('web') + ACCOUNT('eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/other"'),
      'main.tf': AWS_ROLE,
    },
  },
  {
    name: 'a pod that faces the internet acts as an account that reads every bucket',
    rule: 'NOT-SEGMENTED',
    store: 'google_storage_bucket.records',
    path: {
      'k8s.yaml':
        POD('web') + ACCOUNT('iam.gke.io/gcp-service-account: "ward-web@clinic.iam.gserviceaccount.com"'),
      'main.tf': GOOGLE_ACCOUNT,
    },
    cut: {
      'k8s.yaml':
        POD('web') + ACCOUNT('iam.gke.io/gcp-service-account: "ward-web@clinic.iam.gserviceaccount.com"'),
      'main.tf': GOOGLE_ACCOUNT.replace('roles/storage.admin', 'roles/logging.logWriter'),
    },
  },
];
