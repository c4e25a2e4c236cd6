/** What keeps data, by its image: for containers and pods. Names of images as their makers publish them. */
import type { Query } from '@theriac/core/configuration';

export interface StoreKind {
  readonly technology: string;
  /** Last parts of image names, without tags. */
  readonly images: readonly string[];
  /** Made for patient data, whatever the system is. */
  readonly isClinical?: true;
  /** It has a login and pages or an API of its own, and may keep its data in another store. */
  readonly isApplication?: true;
  /** Holds of a workload that asks nobody who they are; absent: that is not told by what starts it. */
  readonly isOpen?: Query;
}

const truthy = { in: ['true', 'yes', '1', 'on'] } as const;

const STORE_KINDS: readonly StoreKind[] = [
  {
    technology: 'PostgreSQL',
    images: [
      'postgres',
      'postgresql',
      'postgis',
      'timescaledb',
      'timescaledb-ha',
      'pgvector',
      'spilo-15',
      'spilo-16',
    ],
    isOpen: { 'environment.POSTGRES_HOST_AUTH_METHOD': 'trust' },
  },
  {
    technology: 'MySQL',
    images: ['mysql', 'mysql-server', 'percona', 'percona-server'],
    isOpen: {
      any: [
        { 'environment.MYSQL_ALLOW_EMPTY_PASSWORD': truthy },
        { 'environment.ALLOW_EMPTY_PASSWORD': truthy },
      ],
    },
  },
  {
    technology: 'MariaDB',
    images: ['mariadb', 'mariadb-galera'],
    isOpen: {
      any: [
        { 'environment.MARIADB_ALLOW_EMPTY_ROOT_PASSWORD': truthy },
        { 'environment.MYSQL_ALLOW_EMPTY_PASSWORD': truthy },
        { 'environment.ALLOW_EMPTY_PASSWORD': truthy },
      ],
    },
  },
  { technology: 'Microsoft SQL Server', images: ['server', 'mssql-server', 'azure-sql-edge'] },
  {
    technology: 'Oracle Database',
    images: ['oracle-free', 'oracle-xe', 'enterprise', 'express'],
  },
  {
    technology: 'MongoDB',
    images: ['mongo', 'mongodb', 'mongodb-community-server', 'percona-server-mongodb'],
    // Without a first user the image starts without access control.
    isOpen: {
      'environment.MONGO_INITDB_ROOT_USERNAME': { exists: false },
      'environment.MONGO_INITDB_ROOT_USERNAME_FILE': { exists: false },
      'environment.MONGODB_ROOT_PASSWORD': { exists: false },
      commandText: { notLike: ['*--auth*', '*--keyFile*', '*--config*', '* -f *'], default: '' },
    },
  },
  {
    technology: 'Redis',
    images: ['redis', 'redis-stack', 'redis-stack-server', 'valkey', 'keydb', 'dragonfly'],
    isOpen: {
      'environment.REDIS_PASSWORD': { exists: false },
      commandText: { notLike: ['*requirepass*', '*.conf*', '*aclfile*'], default: '' },
    },
  },
  { technology: 'Memcached', images: ['memcached'], isOpen: { image: { exists: true } } },
  {
    technology: 'Elasticsearch',
    images: ['elasticsearch', 'elasticsearch-oss'],
    isOpen: { 'environment.xpack\\.security\\.enabled': 'false' },
  },
  {
    technology: 'OpenSearch',
    images: ['opensearch'],
    isOpen: {
      any: [
        { 'environment.DISABLE_SECURITY_PLUGIN': truthy },
        { 'environment.plugins\\.security\\.disabled': truthy },
      ],
    },
  },
  {
    technology: 'CouchDB',
    images: ['couchdb'],
    isOpen: { 'environment.COUCHDB_USER': { exists: false } },
  },
  { technology: 'Cassandra', images: ['cassandra', 'scylla'] },
  { technology: 'InfluxDB', images: ['influxdb'] },
  { technology: 'ClickHouse', images: ['clickhouse', 'clickhouse-server'] },
  {
    technology: 'Neo4j',
    images: ['neo4j'],
    isOpen: { 'environment.NEO4J_AUTH': 'none' },
  },
  { technology: 'MinIO', images: ['minio'] },
  {
    technology: 'etcd',
    images: ['etcd'],
    isOpen: { 'environment.ALLOW_NONE_AUTHENTICATION': truthy },
  },
  { technology: 'OpenLDAP', images: ['openldap', 'openldap-bitnami'] },
  { technology: 'RabbitMQ', images: ['rabbitmq'] },
  { technology: 'Kafka', images: ['kafka', 'cp-kafka', 'redpanda'] },
  {
    technology: 'Orthanc',
    images: ['orthanc', 'orthanc-plugins', 'orthanc-python'],
    isClinical: true,
    isApplication: true,
    isOpen: {
      any: [
        { 'environment.ORTHANC__AUTHENTICATION_ENABLED': 'false' },
        { 'environment.AC_AUTHENTICATION_ENABLED': 'false' },
      ],
      // The authorisation plug-in asks another service about each request.
      'environment.ORTHANC__AUTHORIZATION__WEB_SERVICE': { exists: false },
      'environment.AUTHORIZATION_PLUGIN_ENABLED': { exists: false },
    },
  },
  {
    technology: 'dcm4chee',
    images: ['dcm4chee-arc-psql', 'dcm4chee-arc'],
    isClinical: true,
    isApplication: true,
    // The edition without "-secure" in its tag asks nobody.
    isOpen: { image: { notLike: ['*-secure*'] } },
  },
  { technology: 'dcm4chee directory', images: ['slapd-dcm4chee'], isClinical: true },
  {
    technology: 'HAPI FHIR',
    images: ['hapi', 'hapi-fhir-jpaserver-starter', 'hapi-fhir-jpaserver'],
    isClinical: true,
    isApplication: true,
    // The starter has no access control of its own.
    isOpen: { image: { exists: true } },
  },
  {
    technology: 'FHIR Server for Azure',
    images: ['fhir-server', 'r4-fhir-server'],
    isClinical: true,
    isApplication: true,
  },
  {
    technology: 'LinuxForHealth FHIR',
    images: ['ibm-fhir-server', 'fhir-server-r4b'],
    isClinical: true,
    isApplication: true,
  },
  { technology: 'Conquest DICOM', images: ['conquest', 'conquestdicom'], isClinical: true },
  {
    technology: 'Mirth Connect',
    images: ['connect', 'mirth', 'nextgenconnect'],
    isClinical: true,
    isApplication: true,
  },
];

/** Names of services that are built here and keep data, where no image says what they are. */
const BY_NAME: readonly (readonly [name: string, technology: string])[] = [
  ['db', 'a database'],
  ['database', 'a database'],
  ['postgres', 'PostgreSQL'],
  ['postgresql', 'PostgreSQL'],
  ['mysql', 'MySQL'],
  ['mariadb', 'MariaDB'],
  ['mongo', 'MongoDB'],
  ['mongodb', 'MongoDB'],
  ['orthanc', 'Orthanc'],
];

/** Publishers of images whose last part means nothing alone. */
const PUBLISHER: Readonly<Record<string, string>> = {
  server: 'mssql/',
  enterprise: 'database/',
  express: 'database/',
  connect: 'nextgenhealthcare/',
  hapi: 'hapiproject/',
};

/** Ports that nothing else uses. 2575 is MLLP (HL7 version 2), 104 and 11112 are DICOM. */
const BY_PORT: Readonly<Record<number, string>> = {
  104: 'a DICOM server',
  1433: 'Microsoft SQL Server',
  1521: 'Oracle Database',
  2575: 'an HL7 interface',
  3306: 'MySQL',
  5432: 'PostgreSQL',
  5984: 'CouchDB',
  6379: 'Redis',
  9042: 'Cassandra',
  11112: 'a DICOM server',
  11211: 'Memcached',
  27017: 'MongoDB',
};
const CLINICAL_PORTS: readonly number[] = [104, 2575, 11112];

/** @param ports on which it listens, as far as that is written */
export function storeKindOf(
  image: string | undefined,
  name: string,
  ports: readonly (number | undefined)[],
): StoreKind | undefined {
  return byImage(image, name) ?? byPort(ports);
}

function byPort(ports: readonly (number | undefined)[]): StoreKind | undefined {
  const port = ports.find((one) => one !== undefined && BY_PORT[one] !== undefined);
  const technology = port === undefined ? undefined : BY_PORT[port];
  if (port === undefined || technology === undefined) return undefined;
  return {
    technology: `${technology} (by port ${port})`,
    images: [],
    ...(CLINICAL_PORTS.includes(port) ? { isClinical: true } : {}),
  };
}

/** @param image as written, with registry and tag; undefined: it is built here, and its name tells */
function byImage(image: string | undefined, name: string): StoreKind | undefined {
  if (image === undefined) {
    const technology = BY_NAME.find(([known]) => known === name.toLowerCase())?.[1];
    const known = STORE_KINDS.find((kind) => kind.technology === technology);
    return technology === undefined ? undefined : (known ?? { technology, images: [] });
  }
  const [path = ''] = image.toLowerCase().split('@');
  const last = path.slice(path.lastIndexOf('/') + 1).split(':')[0] ?? '';
  const publisher = PUBLISHER[last];
  if (publisher !== undefined && !path.includes(`${publisher}${last}`)) return undefined;
  return STORE_KINDS.find(({ images }) => images.includes(last));
}
