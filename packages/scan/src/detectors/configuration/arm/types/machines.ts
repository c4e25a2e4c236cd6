/** Machines, clusters and applications. */
import { type ConfigValue, scalar } from '@theriac/core/configuration';
import { entryAt, entryOf, truthOf } from '../symbols.ts';
import { block, type Entries, type Given, lower, PUBLIC_ACCESS, type Row, type Rows } from './row.ts';

/** Publishers of images of Linux, in small letters. */
const LINUX = new Set([
  'almalinux',
  'canonical',
  'coreos',
  'credativ',
  'debian',
  'openlogic',
  'oracle',
  'redhat',
  'suse',
]);

/** `linux`, `windows`, or undefined where that is not said. */
function systemOf(profile: ConfigValue | undefined): 'linux' | 'windows' | undefined {
  const own = entryOf(profile, 'osProfile');
  if (entryOf(own, 'windowsConfiguration')?.kind === 'map') return 'windows';
  if (entryOf(own, 'linuxConfiguration')?.kind === 'map') return 'linux';
  const named = lower(entryAt(profile, 'storageProfile', 'osDisk', 'osType'));
  if (named === 'linux' || named === 'windows') return named;
  const publisher = lower(entryAt(profile, 'storageProfile', 'imageReference', 'publisher'));
  if (publisher.startsWith('microsoft')) return 'windows';
  return LINUX.has(publisher) ? 'linux' : undefined;
}

function machine(profile: ConfigValue | undefined, { written }: Given): Entries {
  const own = entryOf(profile, 'osProfile');
  const password = entryOf(own, 'adminPassword');
  const switched = entryAt(own, 'linuxConfiguration', 'disablePasswordAuthentication');
  const isLinux = systemOf(profile) === 'linux';
  const configuration = entryOf(own, 'linuxConfiguration');
  // The service leaves passwords on unless it is told otherwise.
  const isLeftOn = isLinux && password !== undefined && configuration?.kind !== 'unknown';
  return [
    ['admin_password', password],
    [
      'disable_password_authentication',
      switched ??
        (configuration?.kind === 'unknown'
          ? configuration
          : isLeftOn
            ? scalar('false', password?.at ?? written.at)
            : undefined),
    ],
    ['encryption_at_host_enabled', entryAt(profile, 'securityProfile', 'encryptionAtHost')],
  ];
}

const MACHINE_SETTINGS = {
  disable_password_authentication: 'properties.osProfile.linuxConfiguration.disablePasswordAuthentication',
  encryption_at_host_enabled: 'properties.securityProfile.encryptionAtHost',
  admin_password: 'properties.osProfile.adminPassword',
};

/** The kind tells applications, functions and their systems apart. */
function applicationType({ written }: Given): string | undefined {
  const kind = entryOf(written.body, 'kind');
  const text = lower(kind);
  if (text.includes('workflow')) return undefined;
  if (kind?.kind !== 'scalar') return 'azurerm_app_service';
  const system = text.includes('linux') ? 'linux' : 'windows';
  return text.includes('function') ? `azurerm_${system}_function_app` : `azurerm_${system}_web_app`;
}

const application: Row = {
  to: applicationType,
  settings: {
    ...PUBLIC_ACCESS,
    https_only: 'properties.httpsOnly',
    min_tls_version: 'properties.siteConfig.minTlsVersion',
    minimum_tls_version: 'properties.siteConfig.minTlsVersion',
    ftps_state: 'properties.siteConfig.ftpsState',
    remote_debugging_enabled: 'properties.siteConfig.remoteDebuggingEnabled',
    site_config: 'properties.siteConfig',
  },
  more: ({ blocks }) => [['site_config', entryOf(blocks, 'site_config')]],
};

/** Settings of the application that are a resource of their own: the one that is called `web`. */
const applicationSettings: Row = {
  intoParent: ({ written, blocks }) =>
    lower(written.name) === 'web' ? [['site_config', block(written.at, [...blocks.entries])]] : [],
};

const isOn = (value: ConfigValue | undefined): boolean | undefined =>
  value === undefined ? false : value.kind === 'unknown' ? undefined : truthOf(value);

function addon(value: ConfigValue | undefined): ConfigValue | undefined {
  const enabled = value?.kind === 'unknown' ? value : entryOf(value, 'enabled');
  const on = isOn(enabled);
  return on === undefined ? enabled : on && value !== undefined ? value : undefined;
}

export const MACHINE_ROWS: Rows = {
  'Microsoft.Compute/virtualMachines': {
    to: ({ properties }) => {
      const system = systemOf(properties);
      return system === undefined ? 'azurerm_virtual_machine' : `azurerm_${system}_virtual_machine`;
    },
    settings: MACHINE_SETTINGS,
    more: (given) => machine(given.properties, given),
  },
  'Microsoft.Compute/virtualMachineScaleSets': {
    to: ({ properties }) => {
      const system = systemOf(entryOf(properties, 'virtualMachineProfile'));
      return system === undefined ? undefined : `azurerm_${system}_virtual_machine_scale_set`;
    },
    settings: Object.fromEntries(
      Object.entries(MACHINE_SETTINGS).map(([key, path]) => [
        key,
        path.replace('properties.', 'properties.virtualMachineProfile.'),
      ]),
    ),
    more: (given) => machine(entryOf(given.properties, 'virtualMachineProfile'), given),
  },
  'Microsoft.Web/sites': application,
  'Microsoft.Web/sites/slots': application,
  'Microsoft.Web/sites/config': applicationSettings,
  'Microsoft.Web/sites/slots/config': applicationSettings,
  'Microsoft.ContainerService/managedClusters': {
    to: 'azurerm_kubernetes_cluster',
    settings: {
      private_cluster_enabled: 'properties.apiServerAccessProfile.enablePrivateCluster',
      api_server_access_profile: 'properties.apiServerAccessProfile',
      role_based_access_control_enabled: 'properties.enableRBAC',
      local_account_disabled: 'properties.disableLocalAccounts',
      network_profile: 'properties.networkProfile',
      network_policy: 'properties.networkProfile.networkPolicy',
      oms_agent: 'properties.addonProfiles.omsagent',
    },
    more: ({ properties, blocks }) => [
      ['api_server_access_profile', entryOf(blocks, 'api_server_access_profile')],
      ['network_profile', entryOf(blocks, 'network_profile')],
      ['oms_agent', addon(entryAt(properties, 'addonProfiles', 'omsagent'))],
      [
        'microsoft_defender',
        addon(
          entryAt(properties, 'securityProfile', 'defender', 'securityMonitoring') ??
            entryAt(properties, 'securityProfile', 'azureDefender'),
        ),
      ],
    ],
  },
};
