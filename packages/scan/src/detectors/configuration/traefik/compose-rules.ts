/** Traefik as a service of Compose: what it starts with stands in `command`. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const service = (...args: readonly string[]): string =>
  `services:\n  proxy:\n    image: registry.example/traefik:3\n    command: [${args.map((arg) => JSON.stringify(arg)).join(', ')}]\n`;

/** By its image, or by options that only it has. */
const TRAEFIK = {
  any: [
    { '@image': { like: '*traefik*' } },
    {
      command: {
        some: { '@value': { like: ['--providers.*', '--entrypoints.*', '--certificatesresolvers.*'] } },
      },
    },
  ],
};

export const TRAEFIK_COMPOSE_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'compose.service', file: 'compose.yaml' },
  [
    {
      id: 'COMPOSE-TRAEFIK-API-INSECURE',
      topic: 'exposure',
      severity: 'high',
      title: 'Interface and dashboard of Traefik are open',
      rationale:
        '`--api.insecure` serves them on a port of their own without authentication: every route and service can be read.',
      remediation: 'Remove `--api.insecure` and publish `api@internal` through a router with authentication.',
      when: TRAEFIK,
      pass: { command: { hasNone: ['--api.insecure=true', '--api.insecure'] } },
      fail: service('--api.insecure=true'),
      good: service('--api.dashboard=true'),
      after: 'command: ["--api.dashboard=true"]',
    },
    {
      id: 'COMPOSE-TRAEFIK-UNVERIFIED',
      topic: 'peer',
      severity: 'medium',
      title: 'Traefik checks certificates of upstreams nowhere',
      rationale: 'Connections are encrypted to whoever answers.',
      remediation:
        'Remove `--serversTransport.insecureSkipVerify` and name the authority with `--serversTransport.rootCAs`.',
      pass: {
        command: {
          hasNone: [
            '--serversTransport.insecureSkipVerify=true',
            '--serverstransport.insecureskipverify=true',
            '--serversTransport.insecureSkipVerify',
          ],
        },
      },
      fail: service('--serversTransport.insecureSkipVerify=true'),
      good: service('--serversTransport.rootCAs=/etc/ssl/inner.pem'),
      after: 'command: ["--serversTransport.rootCAs=/etc/ssl/inner.pem"]',
    },
  ],
);
