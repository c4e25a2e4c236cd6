export const PRIVATE_ENDPOINT = (type: string): string =>
  `resource "azurerm_private_endpoint" "main" {\nname = "p"\nsubnet_id = "s"\nprivate_service_connection {\nname = "c"\nprivate_connection_resource_id = ${type}.main.id\nis_manual_connection = false\n}\n}`;

export const SERVICE_NAMES: Readonly<Record<string, string>> = {
  azurerm_mssql_server: 'SQL server',
  azurerm_postgresql_server: 'PostgreSQL server',
  azurerm_postgresql_flexible_server: 'Flexible PostgreSQL server',
  azurerm_mysql_server: 'MySQL server',
  azurerm_mysql_flexible_server: 'Flexible MySQL server',
  azurerm_mariadb_server: 'MariaDB server',
  azurerm_cosmosdb_account: 'Cosmos DB',
  azurerm_redis_cache: 'Cache',
  azurerm_search_service: 'Search service',
  azurerm_data_factory: 'Data factory',
  azurerm_eventhub_namespace: 'Event hub',
  azurerm_servicebus_namespace: 'Service bus',
  azurerm_cognitive_account: 'Cognitive service',
  azurerm_synapse_workspace: 'Synapse workspace',
  azurerm_automation_account: 'Automation account',
  azurerm_machine_learning_workspace: 'Machine learning workspace',
  azurerm_healthcare_service: 'Azure API for FHIR',
  azurerm_healthcare_dicom_service: 'DICOM service',
  azurerm_healthcare_fhir_service: 'FHIR service',
  azurerm_recovery_services_vault: 'Recovery vault',
  azurerm_storage_account: 'Storage account',
  azurerm_databricks_workspace: 'Databricks workspace',
  azurerm_key_vault: 'Key vault',
};

/** Services that are on the internet until they are told otherwise. */
export const PUBLIC_UNTIL_TOLD = [
  'azurerm_mssql_server',
  'azurerm_postgresql_server',
  'azurerm_mysql_server',
  'azurerm_mariadb_server',
  'azurerm_cosmosdb_account',
  'azurerm_redis_cache',
  'azurerm_search_service',
  'azurerm_data_factory',
  'azurerm_eventhub_namespace',
  'azurerm_servicebus_namespace',
  'azurerm_cognitive_account',
  'azurerm_synapse_workspace',
  'azurerm_automation_account',
  'azurerm_machine_learning_workspace',
  'azurerm_healthcare_service',
  'azurerm_healthcare_dicom_service',
  'azurerm_healthcare_fhir_service',
  'azurerm_recovery_services_vault',
  'azurerm_storage_account',
  'azurerm_databricks_workspace',
];
/** Called differently there. */
export const PUBLIC_SETTING: Readonly<Record<string, string>> = {
  azurerm_data_factory: 'public_network_enabled',
};

export const PRIVATE_SERVERS = [
  'azurerm_mssql_server',
  'azurerm_postgresql_server',
  'azurerm_mysql_server',
  'azurerm_mariadb_server',
  'azurerm_postgresql_flexible_server',
  'azurerm_mysql_flexible_server',
  'azurerm_key_vault',
  'azurerm_storage_account',
  'azurerm_cosmosdb_account',
];
