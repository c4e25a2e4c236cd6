/** Applications and machines of Azure. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { APPS } from './azure-platform-terms.ts';
import { ACCESS, AT_REST, AUTHENTICATION, BACKUP, IN_TRANSIT, SECRETS } from './controls.ts';
import { rules } from './row.ts';

export const AZURE_APPLICATIONS_RULES: readonly ConfigurationRule[] = [
  ...rules(APPS, {
    id: 'TF-AZURE-APP-HTTP',
    title: 'Application answers over HTTP',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'Logins and pages with records of patients can be read and changed on their way.',
    remediation: 'Set `https_only = true`.',
    pass: { https_only: { is: true, default: false } },
    fail: 'name = "app"',
    good: 'name = "app"\nhttps_only = true',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-TLS',
    title: 'Application accepts TLS older than 1.2',
    severity: 'medium',
    cwe: ['CWE-327'],
    controls: IN_TRANSIT,
    rationale: 'TLS 1.0 and 1.1 are broken and refused by guidance for health data.',
    remediation: 'Set `minimum_tls_version = "1.2"`.',
    pass: {
      site_config: {
        no: {
          any: [{ minimum_tls_version: { in: ['1.0', '1.1'] } }, { min_tls_version: { in: ['1.0', '1.1'] } }],
        },
      },
    },
    fail: 'name = "app"\nsite_config {\nminimum_tls_version = "1.0"\n}',
    good: 'name = "app"\nsite_config {\nminimum_tls_version = "1.2"\n}',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-FTP',
    title: 'Application can be deployed over FTP in clear',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: [...IN_TRANSIT, ...SECRETS],
    rationale: 'The password that may change the application travels in clear.',
    remediation: 'Set `ftps_state` to `Disabled` or `FtpsOnly`.',
    pass: { site_config: { no: { ftps_state: 'AllAllowed' } } },
    fail: 'name = "app"\nsite_config {\nftps_state = "AllAllowed"\n}',
    good: 'name = "app"\nsite_config {\nftps_state = "Disabled"\n}',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-DEBUG',
    title: 'Application can be debugged from outside',
    severity: 'high',
    cwe: ['CWE-489'],
    controls: ACCESS,
    rationale: 'A debugger reads and changes everything in the memory of the application.',
    remediation: 'Set `remote_debugging_enabled = false`.',
    pass: { site_config: { no: { remote_debugging_enabled: true } } },
    fail: 'name = "app"\nsite_config {\nremote_debugging_enabled = true\n}',
    good: 'name = "app"\nsite_config {\nremote_debugging_enabled = false\n}',
  }),
  ...rules(APPS, {
    id: 'TF-AZURE-APP-CORS',
    title: 'Application lets every site call it from a browser',
    severity: 'medium',
    cwe: ['CWE-942'],
    controls: ACCESS,
    rationale: 'A page that a user visits can read what the application returns.',
    remediation: 'Name the origins.',
    pass: { 'site_config.*.cors.*.allowed_origins': { hasNone: '*' } },
    fail: 'name = "app"\nsite_config {\ncors {\nallowed_origins = ["*"]\n}\n}',
    good: 'name = "app"\nsite_config {\ncors {\nallowed_origins = ["https://portal.example"]\n}\n}',
  }),
  ...rules(['azurerm_linux_virtual_machine', 'azurerm_linux_virtual_machine_scale_set'], {
    id: 'TF-AZURE-VM-PASSWORD',
    title: 'Machine accepts passwords over SSH',
    severity: 'medium',
    cwe: ['CWE-287'],
    controls: AUTHENTICATION,
    rationale: 'Passwords are guessed by machines all day.',
    remediation: 'Set `disable_password_authentication = true` and use keys.',
    pass: { disable_password_authentication: { not: false } },
    fail: 'name = "m"\ndisable_password_authentication = false',
    good: 'name = "m"\ndisable_password_authentication = true',
  }),
  ...rules(
    [
      'azurerm_linux_virtual_machine',
      'azurerm_windows_virtual_machine',
      'azurerm_linux_virtual_machine_scale_set',
      'azurerm_windows_virtual_machine_scale_set',
    ],
    {
      id: 'TF-AZURE-VM-HOST-ENCRYPTION',
      title: 'Caches and temporary disks of the machine are not encrypted',
      severity: 'low',
      cwe: ['CWE-311'],
      controls: AT_REST,
      rationale: 'Swap and temporary files hold records in clear on the host.',
      remediation: 'Set `encryption_at_host_enabled = true`.',
      pass: { encryption_at_host_enabled: { is: true, default: false } },
      fail: 'name = "m"',
      good: 'name = "m"\nencryption_at_host_enabled = true',
    },
  ),
  ...rules(['azurerm_linux_virtual_machine', 'azurerm_windows_virtual_machine', 'azurerm_virtual_machine'], {
    id: 'TF-AZURE-VM-NO-BACKUP',
    title: 'Machine is in no backup',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: BACKUP,
    rationale: 'What is on its disks cannot be restored after a fault or an attack.',
    remediation: 'Protect the machine by a backup policy.',
    pass: { '@backup': { exists: true } },
    fail: 'name = "m"',
    good: [
      'name = "m"',
      ['azurerm_linux_virtual_machine', 'azurerm_windows_virtual_machine', 'azurerm_virtual_machine']
        .map(
          (type, i) =>
            `resource "azurerm_backup_protected_vm" "b${i}" {\nsource_vm_id = ${type}.main.id\nbackup_policy_id = "p"\n}`,
        )
        .join('\n'),
    ],
  }),
];
