/** Services of Azure that the internet reaches. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import {
  PRIVATE_ENDPOINT,
  PRIVATE_SERVERS,
  PUBLIC_SETTING,
  PUBLIC_UNTIL_TOLD,
  SERVICE_NAMES,
} from './azure-data-terms.ts';
import { BOUNDARY } from './controls.ts';
import { rule, rules, suffix } from './row.ts';

export const AZURE_EXPOSURE_RULES: readonly ConfigurationRule[] = [
  ...PUBLIC_UNTIL_TOLD.map((on, i) => {
    const setting = PUBLIC_SETTING[on] ?? 'public_network_access_enabled';
    return rule({
      id: i === 0 ? 'TF-AZURE-PUBLIC' : `TF-AZURE-PUBLIC-${suffix(on)}`,
      title: `${SERVICE_NAMES[on] ?? 'Service'} can be reached from the internet`,
      severity: 'medium',
      cwe: ['CWE-668'],
      controls: BOUNDARY,
      rationale: 'Only a key or a login stands between the internet and the data.',
      remediation: `Set \`${setting} = false\` and connect through a private endpoint.`,
      on,
      pass: {
        any: [
          { [setting]: { is: false, default: true } },
          { network_acls: { some: { default_action: 'Deny' } } },
          { network_rules: { some: { default_action: 'Deny' } } },
          { '@network_rules': { some: { default_action: 'Deny' } } },
          { network_rulesets: { some: { default_action: 'Deny' } } },
          { network_rule_set: { some: { default_action: 'Deny' } } },
        ],
      },
      fail: 'name = "records"',
      good: `name = "records"\n${setting} = false`,
    });
  }),
  ...rules(['azurerm_postgresql_flexible_server', 'azurerm_mysql_flexible_server'], {
    id: 'TF-AZURE-FLEXIBLE-PUBLIC',
    title: 'Flexible database server has an address on the internet',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'Only firewall rules and a password stand between the internet and the records.',
    remediation:
      'Put the server into a subnet (`delegated_subnet_id`), or set `public_network_access_enabled = false`.',
    pass: {
      any: [
        { delegated_subnet_id: { exists: true } },
        { public_network_access_enabled: { is: false, default: true } },
      ],
    },
    fail: 'name = "db"',
    good: 'name = "db"\ndelegated_subnet_id = "s"',
  }),
  ...PRIVATE_SERVERS.map((on, i) =>
    rule({
      id: i === 0 ? 'TF-AZURE-NO-PRIVATE-ENDPOINT' : `TF-AZURE-NO-PRIVATE-ENDPOINT-${suffix(on)}`,
      title: `${SERVICE_NAMES[on] ?? 'Service'} has no address in a private network`,
      severity: 'low',
      cwe: ['CWE-668'],
      controls: BOUNDARY,
      rationale:
        'Traffic to the data goes to an address that the whole internet shares, and cannot be closed there.',
      remediation: 'Add a private endpoint.',
      on,
      pass: { any: [{ '@private_endpoints': { exists: true } }, { delegated_subnet_id: { exists: true } }] },
      fail: 'name = "records"',
      good: ['name = "records"', PRIVATE_ENDPOINT(on)],
    }),
  ),
];
