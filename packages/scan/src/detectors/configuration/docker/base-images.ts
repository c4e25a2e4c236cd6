/**
 * Users of base images, as far as they are well known: official images of Docker Hub by name (their Dockerfiles are under
 * https://github.com/docker-library), and some of vendors. Of all others only the image itself knows.
 */

/** Without USER in their Dockerfiles. */
const ROOT: ReadonlySet<string> = new Set([
  'aerospike',
  'almalinux',
  'alpine',
  'amazoncorretto',
  'amazonlinux',
  'archlinux',
  'buildpack-deps',
  'bun',
  'busybox',
  'caddy',
  'cassandra',
  'centos',
  'composer',
  'dart',
  'debian',
  'docker',
  'drupal',
  'eclipse-temurin',
  'elixir',
  'erlang',
  'fedora',
  'gcc',
  'ghost',
  'golang',
  'gradle',
  'haskell',
  'httpd',
  'ibmjava',
  'influxdb',
  'joomla',
  'julia',
  'mariadb',
  'matomo',
  'maven',
  'memcached',
  'mongo',
  'mysql',
  'nextcloud',
  'nginx',
  'node',
  'openjdk',
  'oraclelinux',
  'perl',
  'php',
  'postgres',
  'pypy',
  'python',
  'r-base',
  'rabbitmq',
  'redis',
  'rockylinux',
  'ruby',
  'rust',
  'sapmachine',
  'swift',
  'tomcat',
  'traefik',
  'ubuntu',
  'wordpress',
]);

/** With USER in their Dockerfiles. */
const OTHER: Readonly<Record<string, string>> = {
  elasticsearch: '1000',
  haproxy: '99',
  jetty: 'jetty',
  kibana: '1000',
  logstash: '1000',
  solr: '8983',
  sonarqube: '1000',
  varnish: 'varnish',
};

/** `docker.io/library/node:22-alpine@sha256:…`: `node`. Undefined: not an official image. */
function officialName(image: string): string | undefined {
  const [name = ''] = image.toLowerCase().split(/[@:]/);
  const own = name.replace(/^(?:docker\.io\/|index\.docker\.io\/)?(?:library\/)?/, '');
  return own.includes('/') || own === '' ? undefined : own;
}

/** The user that containers of a base image have; `root` where it sets none; undefined: not known. */
export function userOfBase(image: string): string | undefined {
  const name = officialName(image);
  if (name === undefined) return undefined;
  return ROOT.has(name) ? 'root' : Object.hasOwn(OTHER, name) ? OTHER[name] : undefined;
}
