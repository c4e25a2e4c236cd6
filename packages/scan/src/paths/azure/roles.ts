/** Role assignments as hops: what an identity may do with a store. */
import { entry, type Resource, textOf } from '@theriac/core/configuration';
import { typeOf } from '../terraform-references.ts';
import type { Azure } from './azure.ts';
import { AZURE_STORES } from './stores.ts';

/** Roles that reach data, by what their names begin with. */
const ROLES: readonly (readonly [role: RegExp, types: RegExp])[] = [
  [/^(?:Owner|Contributor)$/, /^azurerm_(?:storage_account|cosmosdb_account|redis_cache)$/],
  [/^Storage (?:Blob|Table|Queue|File) Data /, /^azurerm_storage_account$/],
  [/^Storage Account (?:Contributor|Key Operator)/, /^azurerm_storage_account$/],
  [/^(?:Cosmos DB|DocumentDB Account Contributor)/, /^azurerm_cosmosdb_account$/],
  [/^FHIR Data /, /^azurerm_healthcare_(?:fhir_)?service$/],
  [/^DICOM Data /, /^azurerm_healthcare_dicom_service$/],
];

export function connectRoles({ graph, all }: Azure): void {
  for (const assignment of all.of('azurerm_role_assignment')) {
    const role = textOf(entry(assignment.values, 'role_definition_name')) ?? '';
    const row = ROLES.find(([name]) => name.test(role));
    if (row === undefined) continue;
    const scopes = all.referred(entry(assignment.values, 'scope'), assignment);
    const workloads = identities(all.referred(entry(assignment.values, 'principal_id'), assignment), {
      graph,
      all,
    });
    for (const { store, isNamed } of storesOf(scopes, { all }))
      if (row[1].test(typeOf(store)))
        for (const workload of workloads)
          graph.connect({
            from: all.id(workload),
            to: all.id(store),
            at: assignment.at,
            by: isNamed
              ? `${assignment.name} gives it the role ${role}`
              : `${assignment.name} gives it the role ${role} on everything of its resource group`,
            cut: isNamed ? 'remove the role assignment' : 'assign the role on the store that needs it',
            tls: 'yes',
            authentication: 'yes',
            isUsed: isNamed,
          });
  }
}

/** A workload itself, or those that have the identity that is named. */
function identities(
  principals: readonly Resource[],
  { graph, all }: Pick<Azure, 'graph' | 'all'>,
): Resource[] {
  return principals.flatMap((one) =>
    typeOf(one) === 'azurerm_user_assigned_identity'
      ? graph
          .nodes()
          .flatMap(({ id, kind }) => (kind === 'workload' ? (all.byId(id) ?? []) : []))
          .filter((workload) => all.referred(entry(workload.values, 'identity'), workload).includes(one))
      : graph.node(all.id(one))?.kind === 'workload'
        ? [one]
        : [],
  );
}

interface Assigned {
  readonly store: Resource;
  readonly isNamed: boolean;
}

function storesOf(scopes: readonly Resource[], { all }: Pick<Azure, 'all'>): Assigned[] {
  return scopes.flatMap((scope): Assigned[] => {
    if (AZURE_STORES[typeOf(scope)] !== undefined) return [{ store: scope, isNamed: true }];
    if (typeOf(scope) === 'azurerm_storage_container')
      return all
        .referred(
          entry(scope.values, 'storage_account_name') ?? entry(scope.values, 'storage_account_id'),
          scope,
        )
        .map((store) => ({ store, isNamed: true }));
    if (typeOf(scope) !== 'azurerm_resource_group') return [];
    return Object.keys(AZURE_STORES).flatMap((type) =>
      all.referring(scope, type, 'resource_group_name').map((store) => ({ store, isNamed: false })),
    );
  });
}
