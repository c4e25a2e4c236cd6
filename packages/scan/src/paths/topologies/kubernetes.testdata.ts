/** Ways to patient data in Kubernetes, and their twins without one. */
import { changed, type Topology } from './topology.ts';

const workload = (kind: string, name: string, image: string, more = ''): string => `---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ward}
spec:
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: main
          image: ${image}
${more}`;

const service = (name: string, more = ''): string => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ward}
spec:
  selector: {app: ${name}}
  ports: [{port: 5432}]
${more}`;

const ingress = (to: string, more = ''): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: portal, namespace: ward${more}}
spec:
  tls: [{hosts: [portal.example]}]
  rules:
    - http:
        paths: [{path: /, backend: {service: {name: ${to}, port: {number: 80}}}}]
`;

const policy = (name: string, spec: string): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ward}
spec: ${spec}
`;

const APP_USES_DB = workload(
  'Deployment',
  'app',
  'registry.example/app:1',
  '          env: [{name: DB, value: "postgres://db:5432/emr"}]\n',
);
const WEB = workload(
  'Deployment',
  'web',
  'registry.example/web:1',
  '          env: [{name: APP, value: "http://app"}]\n',
);
const DB = workload('StatefulSet', 'db', 'postgres:17');
const THREE_TIERS = ingress('web') + service('web') + WEB + service('app') + APP_USES_DB + service('db') + DB;

export const KUBERNETES_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a database is behind a load balancer of the cluster',
    rule: 'STORE-EXPOSED',
    store: 'StatefulSet/ward/db',
    ...changed('k8s.yaml', `${service('db', '  type: LoadBalancer\n')}${DB}`, 'LoadBalancer', 'ClusterIP'),
  },
  {
    name: 'the load balancer is open to every address',
    rule: 'STORE-EXPOSED',
    store: 'StatefulSet/ward/db',
    ...changed(
      'k8s.yaml',
      `${service('db', '  type: LoadBalancer\n  loadBalancerSourceRanges: [0.0.0.0/0]\n')}${DB}`,
      '0.0.0.0/0',
      '203.0.113.0/24',
    ),
  },
  {
    name: 'the load balancer has a public address',
    rule: 'STORE-EXPOSED',
    store: 'StatefulSet/ward/db',
    ...changed(
      'k8s.yaml',
      `${service('db', '  type: LoadBalancer\n')}${DB}`,
      'namespace: ward}\nspec:\n  selector',
      'namespace: ward, annotations: {service.beta.kubernetes.io/aws-load-balancer-internal: "true"}}\nspec:\n  selector',
    ),
  },
  {
    name: 'a policy lets the load balancer through to the database',
    rule: 'STORE-EXPOSED',
    store: 'StatefulSet/ward/db',
    ...changed(
      'k8s.yaml',
      `${service('db', '  type: LoadBalancer\n')}${DB}${policy('db', '{podSelector: {matchLabels: {app: db}}, ingress: [{}]}')}`,
      'ingress: [{}]',
      'ingress: [{from: [{podSelector: {matchLabels: {app: app}}}]}]',
    ),
  },
  {
    name: 'a FHIR server without a login is behind an ingress',
    rule: 'CLINICAL-OPEN',
    store: 'Deployment/ward/fhir',
    ...changed(
      'k8s.yaml',
      `${ingress('fhir', ', annotations: {example: none}')}${service('fhir')}${workload('Deployment', 'fhir', 'hapiproject/hapi:v8.2.0')}`,
      'example: none',
      'nginx.ingress.kubernetes.io/auth-url: "https://login.example"',
    ),
  },
  {
    name: 'the same behind a gateway',
    rule: 'CLINICAL-OPEN',
    store: 'Deployment/ward/fhir',
    ...changed(
      'k8s.yaml',
      `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: ward}
spec: {listeners: [{name: https, protocol: HTTPS, port: 443}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: fhir, namespace: ward}
spec: {parentRefs: [{name: public}], rules: [{backendRefs: [{name: fhir, port: 80}]}]}
${service('fhir')}${workload('Deployment', 'fhir', 'hapiproject/hapi:v8.2.0')}`,
      'backendRefs: [{name: fhir',
      'backendRefs: [{name: proxy',
    ),
  },
  {
    name: 'the same behind a gateway of a mesh',
    rule: 'CLINICAL-OPEN',
    store: 'Deployment/ward/fhir',
    ...changed(
      'k8s.yaml',
      `---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: public, namespace: ward}
spec: {servers: [{port: {number: 443, protocol: HTTPS}, tls: {mode: SIMPLE}, hosts: [fhir.example]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: fhir, namespace: ward}
spec: {gateways: [public], hosts: [fhir.example], http: [{route: [{destination: {host: fhir.ward.svc.cluster.local}}]}]}
${service('fhir')}${workload('Deployment', 'fhir', 'hapiproject/hapi:v8.2.0')}`,
      'mode: SIMPLE',
      'mode: MUTUAL',
    ),
  },
  {
    name: 'no policy keeps the web tier from the database',
    rule: 'NOT-SEGMENTED',
    store: 'StatefulSet/ward/db',
    path: { 'k8s.yaml': THREE_TIERS },
    cut: {
      'k8s.yaml': `${THREE_TIERS}${policy('db', '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: app}}}]}]}')}`,
    },
  },
  {
    name: 'the web tier may connect to everything',
    rule: 'NOT-SEGMENTED',
    store: 'StatefulSet/ward/db',
    path: { 'k8s.yaml': THREE_TIERS },
    cut: {
      'k8s.yaml': `${THREE_TIERS}${policy('web', '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: app}}}]}]}')}`,
    },
  },
  {
    name: 'a policy of the database names the whole namespace',
    rule: 'NOT-SEGMENTED',
    store: 'StatefulSet/ward/db',
    ...changed(
      'k8s.yaml',
      `${THREE_TIERS}${policy('db', '{podSelector: {matchExpressions: [{key: app, operator: In, values: [db]}]}, ingress: [{from: [{podSelector: {}}]}]}')}`,
      'from: [{podSelector: {}}]',
      'from: [{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}]',
    ),
  },
  {
    name: 'the mesh asks nobody before the database',
    rule: 'NOT-SEGMENTED',
    store: 'StatefulSet/ward/db',
    path: { 'k8s.yaml': THREE_TIERS },
    cut: {
      'k8s.yaml': `${THREE_TIERS.replace('      containers:\n        - name: main\n          image: registry.example/app', '      serviceAccountName: app\n      containers:\n        - name: main\n          image: registry.example/app')}---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: db, namespace: ward}
spec: {selector: {matchLabels: {app: db}}, rules: [{from: [{source: {principals: [cluster.local/ns/ward/sa/app]}}]}]}
`,
    },
  },
  {
    name: 'a store of patient data may connect to every address',
    rule: 'EGRESS',
    store: 'StatefulSet/ward/pacs',
    path: { 'k8s.yaml': workload('StatefulSet', 'pacs', 'jodogne/orthanc:1.12.5') },
    cut: {
      'k8s.yaml': `${workload('StatefulSet', 'pacs', 'jodogne/orthanc:1.12.5')}${policy('pacs', '{podSelector: {matchLabels: {app: pacs}}, policyTypes: [Egress]}')}`,
    },
  },
];
