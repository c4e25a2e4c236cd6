/** Policies of Istio and Linkerd: encryption and authentication between the services of a mesh. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const istio = (group: string, kind: string, spec: string): string =>
  `apiVersion: ${group}.istio.io/v1\nkind: ${kind}\nmetadata: { name: ward, namespace: ward }\nspec:\n${spec.replaceAll(/^(?=.)/gm, '  ')}`;
const peer = (spec: string): string => istio('security', 'PeerAuthentication', spec);
const authorization = (spec: string): string => istio('security', 'AuthorizationPolicy', spec);
const destination = (spec: string): string => istio('networking', 'DestinationRule', spec);
const gateway = (tls: string): string =>
  istio(
    'networking',
    'Gateway',
    `servers:\n  - port: { number: 443, name: https, protocol: HTTPS }\n    hosts: [api.example]\n    tls: ${tls}\n`,
  );
const linkerd = (more: string): string =>
  `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: { name: ward, namespace: ward }\nspec:\n  port: http\n${more}`;

export const MESH_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'kubernetes.PeerAuthentication', file: 'mesh.yaml' },
  [
    {
      id: 'MESH-MTLS-DISABLED',
      topic: 'cleartext',
      severity: 'high',
      title: 'Mutual TLS between services is switched off',
      rationale: 'Services then answer anybody in the cluster in the clear, and cannot tell who asks.',
      remediation: 'Set `mtls.mode: STRICT`.',
      pass: { 'spec.mtls.mode': { not: 'DISABLE' } },
      fail: peer('mtls: { mode: DISABLE }\n'),
      good: peer('mtls: { mode: STRICT }\n'),
    },
    {
      id: 'MESH-MTLS-PERMISSIVE',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Services accept requests without mutual TLS',
      rationale:
        'PERMISSIVE is meant for a migration: requests in the clear and without an identity are served as well.',
      remediation: 'Set `mtls.mode: STRICT` once every client is in the mesh.',
      pass: { 'spec.mtls.mode': { not: 'PERMISSIVE' } },
      fail: peer('mtls: { mode: PERMISSIVE }\n'),
      good: peer('mtls: { mode: STRICT }\n'),
    },
    {
      id: 'MESH-MTLS-PORT',
      topic: 'cleartext',
      severity: 'medium',
      title: 'A port is left out of mutual TLS',
      rationale: 'The port answers in the clear and to clients without an identity.',
      remediation: 'Remove the entry from `portLevelMtls`.',
      pass: { 'spec.portLevelMtls': { no: { mode: { exists: true, in: ['DISABLE', 'PERMISSIVE'] } } } },
      fail: peer('mtls: { mode: STRICT }\nportLevelMtls:\n  8080: { mode: DISABLE }\n'),
      good: peer('mtls: { mode: STRICT }\n'),
    },
    {
      id: 'MESH-ALLOWS-ALL',
      on: 'kubernetes.AuthorizationPolicy',
      topic: 'access',
      severity: 'medium',
      title: 'Policy of the mesh allows every request',
      rationale:
        'A rule without conditions matches all: any workload may call the service, whoever took it over.',
      remediation: 'Name the principals or namespaces in `from`, and the paths in `to`.',
      when: { 'spec.action': { is: 'ALLOW', default: 'ALLOW' }, 'spec.rules': { exists: true } },
      pass: {
        'spec.rules': {
          every: { any: [{ from: { exists: true } }, { to: { exists: true } }, { when: { exists: true } }] },
        },
      },
      fail: authorization('rules:\n  - {}\n'),
      good: authorization(
        'rules:\n  - from:\n      - source: { principals: [cluster.local/ns/ward/sa/web] }\n',
      ),
    },
    {
      id: 'MESH-ALLOWS-ANYBODY',
      on: 'kubernetes.AuthorizationPolicy',
      topic: 'access',
      severity: 'medium',
      title: 'Policy of the mesh allows every principal or namespace',
      rationale: '`*` as the source lets any workload call the service.',
      remediation: 'Name the principals or namespaces.',
      when: { 'spec.action': { is: 'ALLOW', default: 'ALLOW' } },
      pass: {
        'spec.rules': {
          every: {
            from: {
              no: {
                any: [
                  { 'source.principals': { exists: true, has: '*' } },
                  { 'source.namespaces': { exists: true, has: '*' } },
                ],
              },
            },
          },
        },
      },
      fail: authorization('rules:\n  - from:\n      - source: { namespaces: ["*"] }\n'),
      good: authorization('rules:\n  - from:\n      - source: { namespaces: [ward] }\n'),
    },
    {
      id: 'MESH-DESTINATION-PLAIN',
      on: 'kubernetes.DestinationRule',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Clients of the mesh speak to a service in the clear',
      rationale: 'The rule switches TLS off for requests to the host, whatever the service accepts.',
      remediation: 'Set `tls.mode: ISTIO_MUTUAL`, or remove the setting.',
      pass: { 'spec.trafficPolicy.tls.mode': { not: 'DISABLE' } },
      fail: destination('host: fhir\ntrafficPolicy: { tls: { mode: DISABLE } }\n'),
      good: destination('host: fhir\ntrafficPolicy: { tls: { mode: ISTIO_MUTUAL } }\n'),
    },
    {
      id: 'MESH-DESTINATION-UNVERIFIED',
      on: 'kubernetes.DestinationRule',
      topic: 'peer',
      severity: 'medium',
      title: 'Certificate of an external service is not checked',
      rationale: 'The connection is encrypted to whoever answers.',
      remediation: 'Name the authority in `caCertificates`, and remove `insecureSkipVerify`.',
      pass: { 'spec.trafficPolicy.tls.insecureSkipVerify': { is: false, default: false } },
      fail: destination(
        'host: payer.example\ntrafficPolicy: { tls: { mode: SIMPLE, insecureSkipVerify: true } }\n',
      ),
      good: destination(
        'host: payer.example\ntrafficPolicy: { tls: { mode: SIMPLE, caCertificates: system } }\n',
      ),
    },
    {
      id: 'MESH-GATEWAY-OLD-TLS',
      on: 'kubernetes.Gateway',
      topic: 'weakTls',
      severity: 'medium',
      title: 'Gateway of the mesh accepts TLS 1.0 or 1.1',
      rationale: 'Both versions were withdrawn in 2021 (RFC 8996).',
      remediation: 'Set `minProtocolVersion: TLSV1_2`.',
      pass: {
        'spec.servers': { no: { 'tls.minProtocolVersion': { exists: true, in: ['TLSV1_0', 'TLSV1_1'] } } },
      },
      fail: gateway('{ mode: SIMPLE, credentialName: api, minProtocolVersion: TLSV1_0 }'),
      good: gateway('{ mode: SIMPLE, credentialName: api, minProtocolVersion: TLSV1_2 }'),
    },
    {
      id: 'MESH-GATEWAY-PLAIN',
      on: 'kubernetes.Gateway',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Gateway of the mesh takes requests over HTTP',
      rationale: 'What comes in can be read and changed between client and gateway.',
      remediation: 'Set `tls.httpsRedirect: true` for the HTTP port.',
      pass: {
        'spec.servers': {
          no: {
            'port.protocol': { exists: true, is: 'HTTP' },
            'tls.httpsRedirect': { is: false, default: false },
          },
        },
      },
      fail: istio(
        'networking',
        'Gateway',
        'servers:\n  - port: { number: 80, name: http, protocol: HTTP }\n    hosts: ["*"]\n',
      ),
      good: istio(
        'networking',
        'Gateway',
        'servers:\n  - port: { number: 80, name: http, protocol: HTTP }\n    hosts: ["*"]\n    tls: { httpsRedirect: true }\n',
      ),
    },
    {
      id: 'MESH-LINKERD-UNAUTHENTICATED',
      on: 'kubernetes.ServerAuthorization',
      topic: 'authentication',
      severity: 'medium',
      title: 'Linkerd lets in clients without an identity',
      rationale: 'Any pod of the networks that are named may call the service, in the clear.',
      remediation: 'Name the service accounts with `client.meshTLS`.',
      pass: { 'spec.client.unauthenticated': { is: false, default: false } },
      fail: 'apiVersion: policy.linkerd.io/v1beta1\nkind: ServerAuthorization\nmetadata: { name: ward, namespace: ward }\nspec:\n  client: { unauthenticated: true }\n',
      good: 'apiVersion: policy.linkerd.io/v1beta1\nkind: ServerAuthorization\nmetadata: { name: ward, namespace: ward }\nspec:\n  client: { meshTLS: { serviceAccounts: [{ name: web }] } }\n',
    },
    {
      id: 'MESH-LINKERD-SERVER-OPEN',
      on: 'kubernetes.Server',
      topic: 'authentication',
      severity: 'medium',
      title: 'Server of Linkerd is open to clients without an identity',
      rationale: 'The access policy of the port admits requests that no workload identity vouches for.',
      remediation: 'Set `accessPolicy: deny` and authorise single clients.',
      pass: { 'spec.accessPolicy': { notIn: ['all-unauthenticated', 'cluster-unauthenticated'] } },
      fail: linkerd('  accessPolicy: all-unauthenticated\n'),
      good: linkerd('  accessPolicy: deny\n'),
    },
  ],
);
