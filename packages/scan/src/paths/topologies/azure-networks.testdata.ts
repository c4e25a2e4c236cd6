/** Ways through networks of Azure, and their twins that one rule, address or peering cuts. */
import { changed, type Topology } from './topology.ts';

const network = (name: string, range: string): string => `resource "azurerm_virtual_network" "${name}" {
  name          = "${name}"
  address_space = ["${range}.0.0/16"]
}
resource "azurerm_subnet" "${name}" {
  name                 = "${name}"
  virtual_network_name = azurerm_virtual_network.${name}.name
  address_prefixes     = ["${range}.1.0/24"]
}
`;

const rule = (
  name: string,
  priority: number,
  access: string,
  port: string,
  source: string,
): string => `  security_rule {
    name                       = "${name}"
    priority                   = ${priority}
    direction                  = "Inbound"
    access                     = "${access}"
    protocol                   = "Tcp"
    source_address_prefix      = "${source}"
    destination_port_range     = "${port}"
  }
`;

const group = (name: string, rules: string): string => `resource "azurerm_network_security_group" "${name}" {
  name = "${name}"
${rules}}
resource "azurerm_subnet_network_security_group_association" "${name}" {
  subnet_id                 = azurerm_subnet.${name}.id
  network_security_group_id = azurerm_network_security_group.${name}.id
}
`;

const MACHINE = `resource "azurerm_public_ip" "web" {
  sku = "Standard"
}
resource "azurerm_network_interface" "web" {
  ip_configuration {
    subnet_id            = azurerm_subnet.web.id
    public_ip_address_id = azurerm_public_ip.web.id
  }
}
resource "azurerm_linux_virtual_machine" "web" {
  network_interface_ids = [azurerm_network_interface.web.id]
  identity {
    type = "SystemAssigned"
  }
}
`;

/** The machine may read everything of its resource group. */
const READER = `resource "azurerm_resource_group" "main" {}
resource "azurerm_storage_account" "records" {
  name                = "records"
  resource_group_name = azurerm_resource_group.main.name
}
resource "azurerm_role_assignment" "web" {
  scope                = azurerm_resource_group.main.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_linux_virtual_machine.web.identity[0].principal_id
}
`;

const read = { rule: 'NOT-SEGMENTED', store: 'azurerm_storage_account.records' } as const;
const beside = { rule: 'NOT-SEGMENTED', store: 'azurerm_postgresql_flexible_server.records' } as const;

const DATABASE = `resource "azurerm_postgresql_flexible_server" "records" {
  delegated_subnet_id = azurerm_subnet.data.id
}
`;
const WEB = network('web', '10.1') + group('web', rule('https', 100, 'Allow', '443', '*')) + MACHINE;
const BESIDE = `${WEB}resource "azurerm_subnet" "data" {
  name                 = "data"
  virtual_network_name = azurerm_virtual_network.web.name
  address_prefixes     = ["10.1.2.0/24"]
}
${DATABASE}`;

const PEERING = (
  name: string,
  own: string,
  other: string,
): string => `resource "azurerm_virtual_network_peering" "${name}" {
  virtual_network_name      = azurerm_virtual_network.${own}.name
  remote_virtual_network_id = azurerm_virtual_network.${other}.id
}
`;
const APART = WEB + network('data', '10.2') + DATABASE + PEERING('there', 'web', 'data');

const BALANCED = `${network('web', '10.1')}${group('web', rule('https', 100, 'Allow', '443', 'Internet'))}resource "azurerm_public_ip" "front" {}
resource "azurerm_lb" "front" {
  frontend_ip_configuration {
    public_ip_address_id = azurerm_public_ip.front.id
  }
}
resource "azurerm_lb_rule" "https" {
  loadbalancer_id = azurerm_lb.front.id
  frontend_port   = 443
  backend_port    = 443
}
resource "azurerm_lb_backend_address_pool" "web" {
  loadbalancer_id = azurerm_lb.front.id
}
resource "azurerm_network_interface_backend_address_pool_association" "web" {
  network_interface_id    = azurerm_network_interface.web.id
  backend_address_pool_id = azurerm_lb_backend_address_pool.web.id
}
${MACHINE.replace('    public_ip_address_id = azurerm_public_ip.web.id\n', '')}${READER}`;

export const AZURE_NETWORK_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a security group lets everyone to a machine that reads a store',
    ...read,
    ...changed(
      'main.tf',
      WEB + READER,
      'source_address_prefix      = "*"',
      'source_address_prefix      = "203.0.113.0/24"',
    ),
  },
  {
    name: 'a rule denies everyone too late',
    ...read,
    ...changed(
      'main.tf',
      `${network('web', '10.1')}${group('web', rule('https', 200, 'Allow', '443', '*') + rule('none', 300, 'Deny', '*', '*'))}${MACHINE}${READER}`,
      'priority                   = 300',
      'priority                   = 100',
    ),
  },
  {
    name: 'a machine that reads a store has a public address',
    ...read,
    ...changed('main.tf', WEB + READER, '    public_ip_address_id = azurerm_public_ip.web.id\n', ''),
  },
  {
    name: 'a load balancer passes to a machine that reads a store',
    ...read,
    ...changed(
      'main.tf',
      BALANCED,
      'loadbalancer_id = azurerm_lb.front.id\n  frontend_port',
      'frontend_port',
    ),
  },
  {
    name: 'a machine is on the network of a database',
    ...beside,
    path: { 'main.tf': BESIDE },
    cut: { 'main.tf': BESIDE + group('data', rule('none', 100, 'Deny', '*', 'VirtualNetwork')) },
  },
  {
    name: 'the network of a machine is peered with that of a database, from both sides',
    ...beside,
    path: { 'main.tf': APART + PEERING('back', 'data', 'web') },
    cut: { 'main.tf': APART },
  },
  {
    name: 'a container of a storage account is open',
    rule: 'STORE-EXPOSED',
    store: 'azurerm_storage_account.records',
    ...changed(
      'main.tf',
      `resource "azurerm_storage_account" "records" {
  name = "records"
  network_rules {
    default_action = "Allow"
  }
}
resource "azurerm_storage_container" "images" {
  storage_account_name  = azurerm_storage_account.records.name
  container_access_type = "blob"
}
`,
      'default_action = "Allow"',
      'default_action = "Deny"',
    ),
  },
  {
    name: 'a document database takes connections from every address',
    rule: 'STORE-EXPOSED',
    store: 'azurerm_cosmosdb_account.records',
    ...changed(
      'main.tf',
      'resource "azurerm_cosmosdb_account" "records" {\n  public_network_access_enabled = true\n}\n',
      'true',
      'false',
    ),
  },
];
