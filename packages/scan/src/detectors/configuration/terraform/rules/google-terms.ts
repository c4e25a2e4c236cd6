// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of Terraform
/** Words of the rules in `google` files: types, ports, examples. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ACCESS } from './controls.ts';
import { rules } from './row.ts';

export const EVERYBODY = ['allUsers', 'allAuthenticatedUsers'];
export const IAM = (
  types: readonly string[],
  row: {
    readonly id: string;
    readonly title: string;
    readonly rationale: string;
    readonly severity?: ConfigurationRule['severity'];
  },
): ConfigurationRule[] => {
  const shared = {
    severity: 'high' as const,
    cwe: ['CWE-732'],
    controls: ACCESS,
    remediation: 'Name the accounts and groups that need it.',
    ...row,
  };
  return [
    ...rules(
      types.map((type) => `${type}_iam_member`),
      {
        ...shared,
        pass: { member: { notIn: EVERYBODY } },
        fail: 'role = "roles/viewer"\nmember = "allUsers"',
        good: 'role = "roles/viewer"\nmember = "group:staff@clinic.example"',
      },
    ),
    ...rules(
      types.map((type) => `${type}_iam_binding`),
      {
        ...shared,
        id: `${row.id}-BINDING`,
        pass: { members: { hasNone: EVERYBODY } },
        fail: 'role = "roles/viewer"\nmembers = ["allAuthenticatedUsers"]',
        good: 'role = "roles/viewer"\nmembers = ["group:staff@clinic.example"]',
      },
    ),
  ];
};

export const firewall = (port: string, source: string): string =>
  `name = "f"\nnetwork = "n"\nsource_ranges = ["${source}"]\nallow {\nprotocol = "tcp"\nports = ["${port}"]\n}`;
export const openFirewall = (ports: readonly string[]) => ({
  none: [
    {
      all: [
        { direction: { is: 'INGRESS', default: 'INGRESS' }, disabled: { not: true } },
        { any: [{ source_ranges: { has: '0.0.0.0/0' } }, { source_ranges: { has: '::/0' } }] },
        {
          allow: {
            some: {
              protocol: { in: ['tcp', 'all', '6'] },
              any: ports.map((port) => ({ ports: { has: port } })),
            },
          },
        },
      ],
    },
  ],
});
export const sql = (settings: string): string =>
  `database_version = "POSTGRES_16"\nsettings {\ntier = "db-custom-2-7680"\n${settings}\n}`;
