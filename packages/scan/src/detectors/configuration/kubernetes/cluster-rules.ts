/** What reaches a cluster from outside, what it keeps, and what its namespaces admit. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { NO_SECRET_NAMES, PLACEHOLDERS, SECRET_NAMES } from '../shared/secret-names.ts';

const object = (kind: string, rest: string, group = 'v1'): string =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: api}\n${rest}`;

const ACCESS = ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-6'];
const TRANSMISSION = ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-8'];

export const KUBERNETES_CLUSTER_RULES: readonly ConfigurationRule[] = [
  {
    id: 'K8S-INGRESS-NO-TLS',
    title: 'Ingress without TLS',
    severity: 'high',
    cwe: ['CWE-319'],
    controls: TRANSMISSION,
    rationale: 'Patient data and sessions cross the network readable.',
    remediation: 'Add `tls` with the hosts and a certificate.',
    on: 'kubernetes.Ingress',
    pass: {
      any: [
        { 'spec.tls': { min: 1 } },
        // Load balancers of clouds, and Traefik, take the certificate by other names.
        ...[
          'networking\\.gke\\.io/managed-certificates',
          'ingress\\.gcp\\.kubernetes\\.io/pre-shared-cert',
          'alb\\.ingress\\.kubernetes\\.io/certificate-arn',
          'appgw\\.ingress\\.kubernetes\\.io/appgw-ssl-certificate',
        ].map((name) => ({ [`metadata.annotations.${name}`]: { exists: true } })),
        { 'metadata.annotations.alb\\.ingress\\.kubernetes\\.io/listen-ports': { like: '*HTTPS*' } },
        { 'metadata.annotations.traefik\\.ingress\\.kubernetes\\.io/router\\.tls': true },
      ],
    },
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
  {
    id: 'K8S-SECRET-IN-CONFIG-MAP',
    title: 'A secret stands in a ConfigMap',
    severity: 'high',
    cwe: ['CWE-798', 'CWE-312'],
    controls: ['NIST 800-53 IA-5', 'HIPAA 164.312(d)'],
    rationale:
      'ConfigMaps are not encrypted at rest, are shown by dashboards, and nearly every role may read them.',
    remediation: 'Keep it in a Secret that a vault or an operator fills, and change it.',
    on: 'kubernetes.ConfigMap',
    secret: true,
    pass: {
      data: {
        no: {
          '@key': { like: SECRET_NAMES, notLike: NO_SECRET_NAMES },
          '@value': { exists: true, notLike: [...PLACEHOLDERS, '$*', '/*', '*.svc*'] },
        },
      },
    },
    after: 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret',
    examples: {
      file: 'config.yaml',
      fail: object('ConfigMap', 'data: {DB_PASSWORD: k3pt-in-git-2026}\n'),
      pass: object('ConfigMap', 'data: {DB_HOST: db.ward.svc}\n'),
    },
  },
  {
    id: 'K8S-EXTERNAL-ADDRESS',
    title: 'Service takes traffic for an address that it names itself',
    severity: 'medium',
    cwe: ['CWE-441'],
    controls: ['HIPAA 164.312(e)(1)', 'NIST 800-53 SC-7'],
    rationale:
      'What pods send to the address goes to this Service instead, also when it belongs to somebody else (CVE-2020-8554).',
    remediation: 'Remove `externalIPs`, and use a load balancer or an Ingress.',
    on: 'kubernetes.Service',
    pass: { 'spec.externalIPs': { exists: false } },
    after: 'spec:\n  type: ClusterIP',
    examples: {
      file: 'service.yaml',
      fail: object('Service', 'spec: {externalIPs: [192.0.2.1]}\n'),
      pass: object('Service', 'spec: {type: ClusterIP}\n'),
    },
  },
  {
    id: 'K8S-NAMESPACE-PRIVILEGED',
    title: 'Namespace admits privileged pods',
    severity: 'medium',
    cwe: ['CWE-250'],
    controls: ACCESS,
    rationale: 'Whoever may start a pod in it is root on a node.',
    remediation:
      'Enforce `baseline` or `restricted`, and keep system components in a namespace of their own.',
    on: 'kubernetes.Namespace',
    pass: { 'metadata.labels.pod-security\\.kubernetes\\.io/enforce': { not: 'privileged' } },
    after: 'metadata:\n  labels:\n    pod-security.kubernetes.io/enforce: restricted',
    examples: {
      file: 'namespace.yaml',
      fail: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ward\n  labels: {pod-security.kubernetes.io/enforce: privileged}\n',
      pass: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ward\n  labels: {pod-security.kubernetes.io/enforce: restricted}\n',
    },
  },
  {
    id: 'K8S-INGRESS-PLAIN',
    title: 'Ingress answers without TLS beside TLS',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: TRANSMISSION,
    rationale:
      'The first request of a browser that was given no scheme, and its cookies, are readable on the way.',
    remediation: 'Remove the annotation, so that plain requests are redirected.',
    on: 'kubernetes.Ingress',
    pass: {
      all: ['ssl-redirect', 'force-ssl-redirect'].map((name) => ({
        [`metadata.annotations.nginx\\.ingress\\.kubernetes\\.io/${name}`]: { not: false },
      })),
    },
    after: 'metadata:\n  annotations:\n    nginx.ingress.kubernetes.io/ssl-redirect: "true"',
    examples: {
      file: 'ingress.yaml',
      fail: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations: {nginx.ingress.kubernetes.io/ssl-redirect: "false"}\nspec:\n  tls: [{hosts: [portal.example], secretName: t}]\n',
      pass: object(
        'Ingress',
        'spec:\n  tls: [{hosts: [portal.example], secretName: t}]\n',
        'networking.k8s.io/v1',
      ),
    },
  },
  {
    id: 'K8S-INGRESS-SNIPPET',
    title: 'Ingress writes into the configuration of the proxy',
    severity: 'low',
    cwe: ['CWE-94'],
    controls: ['NIST 800-53 CM-7'],
    rationale:
      'The proxy holds the certificates of every host, and its token reads all secrets: who writes its configuration has them (CVE-2021-25742).',
    remediation: 'Use the annotations for the single setting, and switch snippets off in the controller.',
    on: 'kubernetes.Ingress',
    pass: {
      'metadata.annotations': { no: { '@key': { like: 'nginx.ingress.kubernetes.io/*-snippet' } } },
    },
    after: 'metadata:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: 8m',
    examples: {
      file: 'ingress.yaml',
      fail: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations: {nginx.ingress.kubernetes.io/server-snippet: "return 200;"}\nspec:\n  tls: [{hosts: [portal.example], secretName: t}]\n',
      pass: object(
        'Ingress',
        'spec:\n  tls: [{hosts: [portal.example], secretName: t}]\n',
        'networking.k8s.io/v1',
      ),
    },
  },
];
