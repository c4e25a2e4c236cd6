/** What servers are told by their own configuration, in files that a container is given. */
import { posix } from 'node:path';
import { entry, inside, itemsOf, type Known, type Resource, textOf } from '@theriac/core/configuration';
import { folderOf } from '../target/paths.ts';

/** Undefined: nothing is said. */
export interface ServerSettings {
  readonly authentication?: Known;
  readonly tls?: Known;
}

export class MountedSettings {
  readonly #byPath: ReadonlyMap<string, readonly Resource[]>;
  readonly #paths: readonly string[];

  constructor(resources: readonly Resource[]) {
    this.#byPath = Map.groupBy(
      resources.filter(({ type }) => Object.hasOwn(READERS, type) || type === ACCESS),
      ({ at }) => at.path,
    );
    this.#paths = [...this.#byPath.keys()];
  }

  /** Of a service of Compose, by the files and folders that it mounts. */
  of({ values, at }: Resource, technology: string | undefined): ServerSettings {
    const area = AREAS[technology ?? ''];
    if (area === undefined) return {};
    const found: Resource[] = [];
    for (const volume of itemsOf(entry(values, 'volumes'))) {
      const source = textOf(entry(volume, 'source'));
      if (source === undefined || !/^\.{0,2}\//.test(source)) continue;
      const path = posix.join(folderOf(at.path), source);
      for (const one of this.#paths)
        if (one === path || one.startsWith(`${path}/`))
          for (const resource of this.#byPath.get(one) ?? [])
            if (resource.type.startsWith(area)) found.push(resource);
    }
    const told: Told = accessOf(found);
    for (const one of found) Object.assign(told, READERS[one.type]?.(one));
    return told;
  }
}

type Told = { -readonly [K in keyof ServerSettings]: ServerSettings[K] };

/** Resources of what a technology is configured by. */
const AREAS: Readonly<Record<string, string>> = {
  PostgreSQL: 'postgresql.',
  MySQL: 'mysql.',
  MariaDB: 'mysql.',
  Redis: 'redis.',
  MongoDB: 'mongodb.',
  Elasticsearch: 'elasticsearch.',
  OpenSearch: 'elasticsearch.',
  Orthanc: 'orthanc.',
};

const ACCESS = 'postgresql.access';

const ON = /^(?:on|true|yes|1)$/i;
const known = (text: string | undefined): Known => (text !== undefined && ON.test(text) ? 'yes' : 'no');

const READERS: Readonly<Record<string, (server: Resource) => ServerSettings>> = {
  // Clients use TLS where it is offered, unless told otherwise.
  'postgresql.server': ({ values }) => told('tls', textOf(entry(values, 'ssl'))),
  'mysql.server': ({ values }) => ({
    ...told('tls', textOf(entry(values, 'require_secure_transport'))),
    ...(entry(values, 'skip_grant_tables') === undefined ? {} : { authentication: 'no' as const }),
  }),
  'redis.server': ({ values }) => {
    const hasLogin = entry(values, 'requirepass') !== undefined || entry(values, 'aclfile') !== undefined;
    const hasTls = entry(values, 'tls-port') !== undefined;
    return {
      authentication: hasLogin ? 'yes' : 'no',
      tls: !hasTls ? 'no' : textOf(entry(values, 'port')) === '0' ? 'yes' : 'unknown',
    };
  },
  'mongodb.server': ({ values }) => {
    const mode = textOf(inside(values, 'net', 'tls', 'mode') ?? inside(values, 'net', 'ssl', 'mode'));
    const access = textOf(inside(values, 'security', 'authorization'));
    return {
      tls: mode === undefined ? 'no' : /^require(?:TLS|SSL)$/.test(mode) ? 'yes' : 'unknown',
      ...(access === undefined ? {} : { authentication: access === 'enabled' ? 'yes' : 'no' }),
    };
  },
  'elasticsearch.node': ({ values }) => {
    const security = inside(values, 'xpack', 'security');
    const isOff = textOf(inside(values, 'plugins', 'security', 'disabled'));
    return {
      ...told('authentication', textOf(entry(security, 'enabled'))),
      ...(isOff === 'true' ? { authentication: 'no' as const } : {}),
      ...told('tls', textOf(inside(security, 'http', 'ssl', 'enabled'))),
    };
  },
  'orthanc.server': ({ values }) => ({
    ...told('authentication', textOf(entry(values, 'AuthenticationEnabled'))),
    tls: known(textOf(entry(values, 'SslEnabled'))),
  }),
};

function told(key: 'tls' | 'authentication', text: string | undefined): ServerSettings {
  return text === undefined ? {} : { [key]: known(text) };
}

/** Lines of pg_hba.conf: whoever may come over the network without a password. */
function accessOf(found: readonly Resource[]): Told {
  const lines = found.filter(
    ({ type, values }) => type === ACCESS && textOf(entry(values, 'local')) !== 'true',
  );
  if (lines.length === 0) return {};
  const isOpen = lines.some(
    ({ values }) =>
      textOf(entry(values, 'method')) === 'trust' && textOf(entry(values, 'everywhere')) === 'true',
  );
  return { authentication: isOpen ? 'no' : 'yes' };
}
