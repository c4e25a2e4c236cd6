/** Applications and users of a realm. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const SAFE = {
  realm: 'ward',
  sslRequired: 'external',
  bruteForceProtected: true,
  passwordPolicy: 'length(12)',
  eventsEnabled: true,
  adminEventsEnabled: true,
};
const client = (change: string): string =>
  change.startsWith('"users"')
    ? JSON.stringify({ ...SAFE, ...(JSON.parse(`{${change}}`) as Record<string, unknown>) }, null, 1)
    : JSON.stringify(
        {
          ...SAFE,
          clients: [
            {
              clientId: 'portal',
              redirectUris: ['https://portal.example/*'],
              ...(JSON.parse(`{${change}}`) as Record<string, unknown>),
            },
          ],
        },
        null,
        1,
      );
/** Clients that people sign in to. */
const SIGNS_IN = {
  enabled: { not: false },
  bearerOnly: { not: true },
  protocol: { in: ['openid-connect', 'saml'], default: 'openid-connect' },
} as const;
const USES_CODE = { ...SIGNS_IN, standardFlowEnabled: { not: false } } as const;

export const KEYCLOAK_CLIENT_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'keycloak.client', file: 'realm.json', around: client },
  [
    {
      id: 'KEYCLOAK-REDIRECT-ANYWHERE',
      topic: 'access',
      cwe: ['CWE-601'],
      severity: 'high',
      title: 'Sign-ins may be sent to any address',
      rationale:
        'A link that an attacker sends brings the code of the user, and with a public client the session, to a server of the attacker.',
      remediation: 'Write the full address in `redirectUris`.',
      when: USES_CODE,
      pass: { redirectUris: { no: { '@value': { in: ['*', 'http://*', 'https://*', '/**', 'http*'] } } } },
      fail: '"redirectUris": ["*"]',
      good: '"redirectUris": ["https://portal.example/callback"]',
    },
    {
      id: 'KEYCLOAK-REDIRECT-PLAIN',
      topic: 'cleartext',
      severity: 'low',
      title: 'Sign-ins are sent to an address without TLS',
      rationale: 'The code in the address can be read on the way, and exchanged for a session.',
      remediation: 'Write `https://` in `redirectUris`.',
      when: USES_CODE,
      pass: {
        redirectUris: {
          no: {
            '@value': {
              like: 'http://*',
              notLike: ['http://localhost*', 'http://127.0.0.1*', 'http://[::1]*'],
              not: 'http://*',
            },
          },
        },
      },
      fail: '"redirectUris": ["http://portal.example/*"]',
      good: '"redirectUris": ["https://portal.example/*"]',
    },
    {
      id: 'KEYCLOAK-ORIGINS',
      topic: 'origin',
      severity: 'medium',
      title: 'Every web site may use the client in a browser',
      rationale:
        'Pages of any origin can call the token endpoint and user information with what the browser holds.',
      remediation: 'Use `+`, or name the origins in `webOrigins`.',
      when: SIGNS_IN,
      pass: { webOrigins: { hasNone: '*' } },
      fail: '"webOrigins": ["*"]',
      good: '"webOrigins": ["+"]',
    },
    {
      id: 'KEYCLOAK-IMPLICIT',
      topic: 'authentication',
      cwe: ['CWE-522'],
      severity: 'medium',
      title: 'Tokens are handed out in addresses',
      rationale:
        'The implicit flow puts the token into the address, where history, logs and other pages see it.',
      remediation: 'Set `implicitFlowEnabled` to false and use the code flow with PKCE.',
      when: SIGNS_IN,
      pass: { implicitFlowEnabled: { is: false, default: false } },
      fail: '"implicitFlowEnabled": true',
      good: '"implicitFlowEnabled": false',
    },
    {
      id: 'KEYCLOAK-PASSWORD-GRANT',
      topic: 'authentication',
      cwe: ['CWE-522'],
      severity: 'medium',
      title: 'Application takes the passwords of users itself',
      rationale:
        'With direct access grants the application sees passwords, and a second factor is not asked for.',
      remediation: 'Set `directAccessGrantsEnabled` to false.',
      when: SIGNS_IN,
      pass: { directAccessGrantsEnabled: { is: false, default: false } },
      fail: '"directAccessGrantsEnabled": true',
      good: '"directAccessGrantsEnabled": false',
    },
    {
      id: 'KEYCLOAK-NO-PKCE',
      topic: 'authentication',
      severity: 'low',
      title: 'Public client is not held to PKCE',
      rationale: 'Without a proof the code of a sign-in works for whoever catches it.',
      remediation: 'Set the attribute `pkce.code.challenge.method` to `S256`.',
      when: { ...USES_CODE, publicClient: { is: true, default: false } },
      pass: { 'attributes.pkce\\.code\\.challenge\\.method': { is: 'S256', default: '' } },
      fail: '"publicClient": true',
      good: '"publicClient": true, "attributes": { "pkce.code.challenge.method": "S256" }',
    },
    {
      id: 'KEYCLOAK-CLIENT-SECRET',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Secret of a client is in the export',
      rationale: 'Whoever reads the repository acts as the application, with its service account.',
      remediation: 'Leave it out and set it after the import, or take it from the environment.',
      when: { enabled: { not: false }, publicClient: { not: true }, bearerOnly: { not: true } },
      pass: { secret: { default: '', in: ['', '**********'] } },
      fail: '"secret": "pl4nted"',
      good: '"secret": "**********"',
    },
    {
      id: 'KEYCLOAK-USER-PASSWORD',
      on: 'keycloak.user',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of a user is in the export',
      rationale:
        'Whoever reads the repository signs in as the user; passwords of demonstrations are often kept in production.',
      remediation: 'Import users without credentials.',
      pass: { credentials: { no: { value: { exists: true } } } },
      fail: '"users": [{ "username": "nurse", "credentials": [{ "type": "password", "value": "pl4nted" }] }]',
      good: '"users": [{ "username": "nurse" }]',
    },
  ],
);
