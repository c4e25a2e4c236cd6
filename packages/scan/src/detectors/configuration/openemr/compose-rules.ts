/** Health applications as services of Compose: passwords of manuals and images. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const service = (name: string, value: string): string =>
  `services:\n  emr:\n    image: registry.example/emr:1\n    environment:\n      ${name}: ${value}\n`;
const KNOWN = {
  OE_PASS: ['pass', 'password', 'admin'],
  OMRS_ADMIN_USER_PASSWORD: ['Admin123'],
  OMRS_CONFIG_ADMIN_USER_PASSWORD: ['Admin123'],
  KEYCLOAK_ADMIN_PASSWORD: ['admin', 'password', 'keycloak'],
  KEYCLOAK_PASSWORD: ['admin', 'password'],
  KC_BOOTSTRAP_ADMIN_PASSWORD: ['admin', 'password', 'keycloak'],
} as const;

export const HEALTH_COMPOSE_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'compose.service', file: 'compose.yaml' },
  [
    {
      id: 'COMPOSE-HEALTH-WELL-KNOWN-PASSWORD',
      topic: 'defaultCredentials',
      severity: 'high',
      secret: true,
      title: 'Administrator of a health application has a password that everybody knows',
      rationale:
        'It is the first that is tried: the account reads and changes every record, or every account.',
      remediation: 'Take a long random password from a secret.',
      pass: {
        environment: {
          no: {
            any: Object.entries(KNOWN).map(([name, values]) => ({ '@key': name, '@value': { in: values } })),
          },
        },
      },
      fail: service('OE_PASS', 'pass'),
      good: service('OE_PASS', '$' + '{OE_PASS}'),
      after: 'environment:\n  OE_PASS: $' + '{OE_PASS}',
    },
  ],
);
