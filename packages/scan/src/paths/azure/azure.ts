/** What all of Azure is asked with. */
import type { AccessGraph } from '../graph.ts';
import type { TerraformResources } from '../terraform-references.ts';
import type { AzurePlaces } from './places.ts';
import type { SecurityRules } from './security-rules.ts';

export interface Azure {
  readonly graph: AccessGraph;
  readonly all: TerraformResources;
  readonly places: AzurePlaces;
  readonly rules: SecurityRules;
}

/** Apps that have an address of their own, with the setting that asks for a login. */
export const APPS: readonly string[] = [
  'azurerm_linux_web_app',
  'azurerm_windows_web_app',
  'azurerm_app_service',
  'azurerm_linux_function_app',
  'azurerm_windows_function_app',
  'azurerm_function_app',
];
