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

const OPEN_GROUP = (cidr: string): string => `resource "aws_security_group" "db" {
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["${cidr}"]
  }
}
`;

const PUBLIC_DB = `resource "aws_db_instance" "records" {
  engine                 = "postgres"
  publicly_accessible    = true
  vpc_security_group_ids = [aws_security_group.db.id]
}
`;

/** A load balancer, a machine behind it with a role, and a bucket. */
/** References to the names of these are texts then. */
const named = (text: string): string =>
  text
    .replace('"aws_iam_role" "web" {}', '"aws_iam_role" "web" {\n  name = "api"\n}')
    .replace('"aws_iam_instance_profile" "web" {', '"aws_iam_instance_profile" "web" {\n  name = "machine"');

const MACHINE = (resource: string): string => `resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "web" {
  security_groups = [aws_security_group.web.id]
}
resource "aws_lb_target_group" "web" {}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_lb_target_group_attachment" "web" {
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = aws_instance.web.id
}
resource "aws_instance" "web" {
  iam_instance_profile = aws_iam_instance_profile.web.name
}
resource "aws_iam_instance_profile" "web" {
  role = aws_iam_role.web.name
}
resource "aws_iam_role" "web" {}
resource "aws_iam_role_policy" "web" {
  role   = aws_iam_role.web.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }] })
}
resource "aws_s3_bucket" "assets" {}
resource "aws_s3_bucket" "records" {}
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
    rule: 'STORE-EXPOSED',
    store: 'services.pacs',
    ...changed(
      'compose.yaml',
      'services:\n  pacs:\n    image: orthancteam/orthanc:25.1.0\n    ports: ["8042:8042", "4242:4242"]\n',
      ', "4242:4242"',
      '',
    ),
  },
  {
    name: 'a database of AWS has a public address, and its group lets everyone in',
    rule: 'STORE-EXPOSED',
    store: 'aws_db_instance.records',
    ...changed('main.tf', OPEN_GROUP('0.0.0.0/0') + PUBLIC_DB, '0.0.0.0/0', '203.0.113.0/24'),
  },
  {
    name: 'the same, and only its address is public',
    rule: 'STORE-EXPOSED',
    store: 'aws_db_instance.records',
    ...changed(
      'main.tf',
      OPEN_GROUP('0.0.0.0/0') + PUBLIC_DB,
      'publicly_accessible    = true',
      'publicly_accessible    = false',
    ),
  },
  {
    name: 'a policy lets everyone read a bucket',
    rule: 'STORE-EXPOSED',
    store: 'aws_s3_bucket.records',
    ...changed(
      'main.tf',
      `resource "aws_s3_bucket" "records" {}
resource "aws_s3_bucket_policy" "records" {
  bucket = aws_s3_bucket.records.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
}
`,
      'Principal = "*"',
      'Principal = { AWS = "arn:aws:iam::111122223333:root" }',
    ),
  },
  {
    name: 'a role of a machine that faces the internet reads every bucket',
    rule: 'NOT-SEGMENTED',
    store: 'aws_s3_bucket.records',
    path: { 'main.tf': MACHINE('"*"') },
    cut: { 'main.tf': MACHINE('aws_s3_bucket.assets.arn') },
  },
  {
    name: 'the same, with names that are written',
    rule: 'NOT-SEGMENTED',
    store: 'aws_s3_bucket.records',
    path: { 'main.tf': named(MACHINE('"*"')) },
    cut: { 'main.tf': named(MACHINE('aws_s3_bucket.assets.arn')) },
  },
  {
    name: 'a range of addresses reaches a database beside the web tier',
    rule: 'NOT-SEGMENTED',
    store: 'aws_db_instance.records',
    ...changed(
      'main.tf',
      `${MACHINE('"arn:aws:s3:::other/*"').replace('resource "aws_instance" "web" {', 'resource "aws_security_group" "app" {}\nresource "aws_instance" "web" {\n  vpc_security_group_ids = [aws_security_group.app.id]')}${OPEN_GROUP('10.0.0.0/8')}${PUBLIC_DB.replace('true', 'false')}`,
      '    cidr_blocks = ["10.0.0.0/8"]',
      '    security_groups = []',
    ),
  },
  {
    name: 'a FHIR store of Google Cloud has everyone as a member',
    rule: 'STORE-EXPOSED',
    store: 'google_healthcare_fhir_store.records',
    ...changed(
      'main.tf',
      `resource "google_healthcare_fhir_store" "records" {}
resource "google_healthcare_fhir_store_iam_member" "readers" {
  fhir_store_id = google_healthcare_fhir_store.records.id
  role          = "roles/healthcare.fhirResourceReader"
  member        = "allUsers"
}
`,
      'allUsers',
      'group:clinic@example.com',
    ),
  },
  {
    name: 'the firewall of an Azure database is open',
    rule: 'STORE-EXPOSED',
    store: 'azurerm_postgresql_flexible_server.records',
    ...changed(
      'main.tf',
      `resource "azurerm_postgresql_flexible_server" "records" {}
resource "azurerm_postgresql_flexible_server_firewall_rule" "all" {
  server_id        = azurerm_postgresql_flexible_server.records.id
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}
`,
      '255.255.255.255',
      '0.0.0.0',
    ),
  },
];
