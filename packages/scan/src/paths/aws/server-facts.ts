/** Whether managed stores of AWS encrypt connections and ask for a login, by their settings and the defaults of their engines. */
import { entry, type Known, type Resource, textOf } from '@theriac/core/configuration';
import {
  blocksAt,
  isText,
  switchOf,
  type TerraformResources,
  textsOf,
  typeOf,
} from '../terraform-references.ts';

interface ServerFacts {
  readonly tls: Known;
  readonly authentication: Known;
}

export function serverFacts(store: Resource, all: TerraformResources): ServerFacts {
  const { values } = store;
  switch (typeOf(store)) {
    case 'aws_db_instance':
      return {
        tls: forced(store, all, ['parameter_group_name'], ['aws_db_parameter_group']),
        authentication: 'yes',
      };
    case 'aws_rds_cluster':
      return {
        tls: forced(store, all, ['db_cluster_parameter_group_name'], ['aws_rds_cluster_parameter_group']),
        authentication: 'yes',
      };
    case 'aws_docdb_cluster':
      return {
        tls:
          parameter(store, all, 'db_cluster_parameter_group_name', 'aws_docdb_cluster_parameter_group', [
            'tls',
          ]) ?? 'yes',
        authentication: 'yes',
      };
    case 'aws_redshift_cluster':
      return {
        tls:
          parameter(store, all, 'cluster_parameter_group_name', 'aws_redshift_parameter_group', [
            'require_ssl',
          ]) ?? 'unknown',
        authentication: 'yes',
      };
    case 'aws_elasticache_cluster':
      return isText(values, 'engine', 'memcached')
        ? { tls: switchOf(values, 'transit_encryption_enabled', 'no'), authentication: 'no' }
        : { tls: 'unknown', authentication: 'unknown' };
    case 'aws_elasticache_replication_group':
      return {
        tls: switchOf(values, 'transit_encryption_enabled', 'no'),
        authentication:
          entry(values, 'auth_token') !== undefined || entry(values, 'user_group_ids') !== undefined
            ? 'yes'
            : 'no',
      };
    case 'aws_opensearch_domain':
    case 'aws_elasticsearch_domain': {
      const [endpoint] = blocksAt(values, 'domain_endpoint_options');
      const [security] = blocksAt(values, 'advanced_security_options');
      return {
        tls: switchOf(endpoint, 'enforce_https', 'no'),
        authentication: switchOf(security, 'enabled', 'no') === 'yes' ? 'yes' : 'unknown',
      };
    }
    case 'aws_neptune_cluster':
      return {
        tls: 'yes',
        authentication: switchOf(values, 'iam_database_authentication_enabled', 'no'),
      };
    case 'aws_mq_broker':
      return { tls: 'yes', authentication: 'yes' };
    default:
      return { tls: 'unknown', authentication: 'unknown' };
  }
}

const FORCES = ['rds.force_ssl', 'require_secure_transport'];

function forced(
  store: Resource,
  all: TerraformResources,
  keys: readonly string[],
  types: readonly string[],
): Known {
  const told = keys.map((key, i) => parameter(store, all, key, types[i] ?? '', FORCES))[0];
  if (told !== undefined) return told;
  const { values } = store;
  const engine = (textOf(entry(values, 'engine')) ?? '').toLowerCase();
  const [major = ''] = (textOf(entry(values, 'engine_version')) ?? '').split('.');
  if (/^(?:mysql|mariadb|aurora-mysql|aurora$)/.test(engine)) return 'no';
  // From version 15 on, RDS for PostgreSQL demands TLS unless told otherwise.
  return engine === 'postgres' && /^\d+$/.test(major) ? (Number(major) >= 15 ? 'yes' : 'no') : 'unknown';
}

/** Undefined: nothing is said. */
function parameter(
  store: Resource,
  all: TerraformResources,
  key: string,
  type: string,
  names: readonly string[],
): Known | undefined {
  const found = all.resolve(entry(store.values, key), store, [type]);
  for (const group of found.resources)
    for (const block of blocksAt(group.values, 'parameter')) {
      if (!names.includes(textOf(entry(block, 'name')) ?? '')) continue;
      const [value] = textsOf(entry(block, 'value'));
      if (value === undefined) return 'unknown';
      return /^(?:1|on|true|enabled|tls1\.\d\+?|fips-140-3)$/i.test(value) ? 'yes' : 'no';
    }
  // A group of its own, outside of what was read, may say it; those of AWS do not.
  return found.unknown === undefined || found.unknown.startsWith('default.') ? undefined : 'unknown';
}
