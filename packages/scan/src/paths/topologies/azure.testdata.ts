/** Ways to patient data in Azure, and their twins without one. */
import { changed, type Topology } from './topology.ts';

export const AZURE_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'the firewall of an Azure database is open',
    rule: 'STORE-EXPOSED',
    store: 'azurerm_postgresql_flexible_server.records',
    ...changed(
      'main.tf',
      `resource "azurerm_postgresql_flexible_server" "records" {}
resource "azurerm_postgresql_flexible_server_firewall_rule" "all" {
  server_id        = azurerm_postgresql_flexible_server.records.id
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}
`,
      '255.255.255.255',
      '0.0.0.0',
    ),
  },
];
