/** Ways to patient data and their twins without one: what the graph must find, and what it must not. */

export interface Topology {
  readonly name: string;
  /** Ends of rule ids that the first must have and the second must not. */
  readonly rule: 'STORE-EXPOSED' | 'CLINICAL-OPEN' | 'NOT-SEGMENTED' | 'EGRESS';
  readonly store: string;
  readonly path: Readonly<Record<string, string>>;
  readonly cut: Readonly<Record<string, string>>;
}

/** One file before and after one change. */
function changed(file: string, text: string, from: string, to: string): Pick<Topology, 'path' | 'cut'> {
  return { path: { [file]: text }, cut: { [file]: text.replace(from, to) } };
}

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

export const TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a database is published by Compose',
    rule: 'STORE-EXPOSED',
    store: 'services.db',
    ...changed(
      'compose.yaml',
      'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n',
      '"5432',
      '"127.0.0.1:5432',
    ),
  },
  {
    name: 'an image archive that asks nobody is published',
    rule: 'CLINICAL-OPEN',
    store: 'services.pacs',
    ...changed(
      'compose.yaml',
      'services:\n  pacs:\n    image: orthancteam/orthanc:25.1.0\n    ports: ["8042:8042"]\n    environment: {ORTHANC__AUTHENTICATION_ENABLED: "false"}\n',
      '"false"',
      '"true"',
    ),
  },
  {
    name: 'a proxy is on the network of the database',
    rule: 'NOT-SEGMENTED',
    store: 'services.db',
    ...changed(
      'compose.yaml',
      'services:\n  proxy:\n    image: nginx:1.29\n    ports: ["443:443"]\n    networks: [front, back]\n  app:\n    image: registry.example/app:1\n    depends_on: [db]\n    networks: [front, back]\n  db:\n    image: mysql:8.4\n    networks: [back]\nnetworks: {front: {}, back: {}}\n',
      '[front, back]',
      '[front]',
    ),
  },
  {
    name: 'services of two files share a network that is made elsewhere',
    rule: 'NOT-SEGMENTED',
    store: 'services.db',
    path: {
      'web/compose.yaml':
        'services:\n  web:\n    image: registry.example/web:1\n    ports: ["443:443"]\n    networks: [shared]\nnetworks: {shared: {external: true}}\n',
      'db/compose.yaml':
        'services:\n  db:\n    image: mariadb:11\n    networks: [shared]\nnetworks: {shared: {external: true}}\n',
    },
    cut: {
      'web/compose.yaml':
        'services:\n  web:\n    image: registry.example/web:1\n    ports: ["443:443"]\n    networks: [shared]\nnetworks: {shared: {external: true}}\n',
      'db/compose.yaml':
        'services:\n  db:\n    image: mariadb:11\n    networks: [shared]\nnetworks: {shared: {}}\n',
    },
  },
  {
    name: 'a store of patient data may leave through its network',
    rule: 'EGRESS',
    store: 'services.pacs',
    ...changed(
      'compose.yaml',
      'services:\n  pacs:\n    image: orthancteam/orthanc:25.1.0\n    networks: [images]\nnetworks: {images: {internal: false}}\n',
      'internal: false',
      'internal: true',
    ),
  },
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
  {
    name: 'a port of HL7 messages is published by something built here',
    rule: 'STORE-EXPOSED',
    store: 'services.interface',
    ...changed(
      'compose.yaml',
      'services:\n  interface:\n    build: .\n    ports: ["2575:2575"]\n',
      '"2575:',
      '"127.0.0.1:2575:',
    ),
  },
  {
    name: 'the DICOM port of an archive with a login is published',
    rule: 'CLINICAL-OPEN',
    store: 'services.pacs',
    ...changed(
      'compose.yaml',
      'services:\n  pacs:\n    image: orthancteam/orthanc:25.1.0\n    ports: ["8042:8042", "4242:4242"]\n',
      ', "4242:4242"',
      '',
    ),
  },
];
