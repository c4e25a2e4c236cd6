/**
 * Which components are release lines of products with a known end of life (endoflife.date), and how a version is
 * assigned to its line.
 */

import { LINUX_DISTRIBUTIONS } from '../inventory/distributions.ts';
import type { EcosystemId } from '../inventory/ecosystems.ts';
import type { EolCycle } from './advisory.ts';

interface EolRow {
  /** File name of the product at endoflife.date. */
  readonly product: string;
  readonly ecosystem: EcosystemId;
  /** Component names, as the ecosystem normalises them. */
  readonly names: readonly string[];
}

const EOL_ROWS: readonly EolRow[] = [
  { product: 'angular', ecosystem: 'npm', names: ['@angular/core'] },
  { product: 'angularjs', ecosystem: 'npm', names: ['angular'] },
  { product: 'bootstrap', ecosystem: 'npm', names: ['bootstrap'] },
  { product: 'electron', ecosystem: 'npm', names: ['electron'] },
  { product: 'emberjs', ecosystem: 'npm', names: ['ember-source'] },
  { product: 'express', ecosystem: 'npm', names: ['express'] },
  { product: 'ionic', ecosystem: 'npm', names: ['@ionic/core'] },
  { product: 'jquery', ecosystem: 'npm', names: ['jquery'] },
  { product: 'nextjs', ecosystem: 'npm', names: ['next'] },
  { product: 'nuxt', ecosystem: 'npm', names: ['nuxt'] },
  { product: 'react', ecosystem: 'npm', names: ['react'] },
  { product: 'react-native', ecosystem: 'npm', names: ['react-native'] },
  { product: 'strapi', ecosystem: 'npm', names: ['@strapi/strapi'] },
  { product: 'svelte', ecosystem: 'npm', names: ['svelte'] },
  { product: 'vue', ecosystem: 'npm', names: ['vue'] },
  { product: 'vuetify', ecosystem: 'npm', names: ['vuetify'] },
  { product: 'django', ecosystem: 'pypi', names: ['django'] },
  { product: 'numpy', ecosystem: 'pypi', names: ['numpy'] },
  { product: 'plone', ecosystem: 'pypi', names: ['plone'] },
  { product: 'wagtail', ecosystem: 'pypi', names: ['wagtail'] },
  { product: 'apache-airflow', ecosystem: 'pypi', names: ['apache-airflow'] },
  { product: 'ansible-core', ecosystem: 'pypi', names: ['ansible-core'] },
  {
    product: 'apache-activemq',
    ecosystem: 'maven',
    names: ['org.apache.activemq:activemq-broker', 'org.apache.activemq:activemq-client'],
  },
  { product: 'apache-camel', ecosystem: 'maven', names: ['org.apache.camel:camel-core'] },
  { product: 'apache-struts', ecosystem: 'maven', names: ['org.apache.struts:struts2-core'] },
  { product: 'dropwizard', ecosystem: 'maven', names: ['io.dropwizard:dropwizard-core'] },
  { product: 'eclipse-jetty', ecosystem: 'maven', names: ['org.eclipse.jetty:jetty-server'] },
  {
    product: 'hibernate-orm',
    ecosystem: 'maven',
    names: ['org.hibernate:hibernate-core', 'org.hibernate.orm:hibernate-core'],
  },
  { product: 'log4j', ecosystem: 'maven', names: ['org.apache.logging.log4j:log4j-core', 'log4j:log4j'] },
  { product: 'micronaut', ecosystem: 'maven', names: ['io.micronaut:micronaut-core'] },
  { product: 'quarkus-framework', ecosystem: 'maven', names: ['io.quarkus:quarkus-core'] },
  {
    product: 'spring-boot',
    ecosystem: 'maven',
    names: ['org.springframework.boot:spring-boot', 'org.springframework.boot:spring-boot-starter'],
  },
  { product: 'spring-framework', ecosystem: 'maven', names: ['org.springframework:spring-core'] },
  {
    product: 'spring-security',
    ecosystem: 'maven',
    names: ['org.springframework.security:spring-security-core'],
  },
  { product: 'tomcat', ecosystem: 'maven', names: ['org.apache.tomcat.embed:tomcat-embed-core'] },
  { product: 'go', ecosystem: 'golang', names: ['stdlib'] },
  { product: 'ruby-on-rails', ecosystem: 'gem', names: ['rails'] },
  { product: 'jekyll', ecosystem: 'gem', names: ['jekyll'] },
  { product: 'drupal', ecosystem: 'composer', names: ['drupal/core', 'drupal/core-recommended'] },
  { product: 'drush', ecosystem: 'composer', names: ['drush/drush'] },
  { product: 'cakephp', ecosystem: 'composer', names: ['cakephp/cakephp'] },
  { product: 'guzzle', ecosystem: 'composer', names: ['guzzlehttp/guzzle'] },
  { product: 'laravel', ecosystem: 'composer', names: ['laravel/framework'] },
  { product: 'silverstripe', ecosystem: 'composer', names: ['silverstripe/framework'] },
  { product: 'symfony', ecosystem: 'composer', names: ['symfony/symfony', 'symfony/http-kernel'] },
  { product: 'twig', ecosystem: 'composer', names: ['twig/twig'] },
  { product: 'typo3', ecosystem: 'composer', names: ['typo3/cms-core'] },
  { product: 'wordpress', ecosystem: 'composer', names: ['johnpbloch/wordpress-core', 'roots/wordpress'] },
  { product: 'umbraco', ecosystem: 'nuget', names: ['umbraco.cms'] },
  { product: 'alpine-linux', ecosystem: 'docker', names: ['alpine'] },
  { product: 'almalinux', ecosystem: 'docker', names: ['almalinux'] },
  { product: 'debian', ecosystem: 'docker', names: ['debian'] },
  {
    product: 'dotnet',
    ecosystem: 'docker',
    names: [
      'mcr.microsoft.com/dotnet/aspnet',
      'mcr.microsoft.com/dotnet/sdk',
      'mcr.microsoft.com/dotnet/runtime',
    ],
  },
  { product: 'eclipse-temurin', ecosystem: 'docker', names: ['eclipse-temurin'] },
  {
    product: 'elasticsearch',
    ecosystem: 'docker',
    names: ['elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch'],
  },
  { product: 'go', ecosystem: 'docker', names: ['golang'] },
  { product: 'keycloak', ecosystem: 'docker', names: ['quay.io/keycloak/keycloak'] },
  { product: 'mariadb', ecosystem: 'docker', names: ['mariadb'] },
  { product: 'mongodb', ecosystem: 'docker', names: ['mongo'] },
  { product: 'mysql', ecosystem: 'docker', names: ['mysql'] },
  { product: 'nginx', ecosystem: 'docker', names: ['nginx'] },
  { product: 'nodejs', ecosystem: 'docker', names: ['node'] },
  { product: 'php', ecosystem: 'docker', names: ['php'] },
  { product: 'postgresql', ecosystem: 'docker', names: ['postgres'] },
  { product: 'python', ecosystem: 'docker', names: ['python'] },
  { product: 'rabbitmq', ecosystem: 'docker', names: ['rabbitmq'] },
  { product: 'redis', ecosystem: 'docker', names: ['redis'] },
  { product: 'rocky-linux', ecosystem: 'docker', names: ['rockylinux'] },
  { product: 'ruby', ecosystem: 'docker', names: ['ruby'] },
  { product: 'tomcat', ecosystem: 'docker', names: ['tomcat'] },
  { product: 'ubuntu', ecosystem: 'docker', names: ['ubuntu'] },
  // Programs without a package, by the names under which advisories speak of them.
  { product: 'apache-http-server', ecosystem: 'bitnami', names: ['apache'] },
  { product: 'haproxy', ecosystem: 'bitnami', names: ['haproxy'] },
  { product: 'lua', ecosystem: 'bitnami', names: ['lua'] },
  { product: 'mariadb', ecosystem: 'bitnami', names: ['mariadb'] },
  { product: 'memcached', ecosystem: 'bitnami', names: ['memcached'] },
  { product: 'nginx', ecosystem: 'bitnami', names: ['nginx'] },
  { product: 'nodejs', ecosystem: 'bitnami', names: ['node'] },
  { product: 'eclipse-temurin', ecosystem: 'bitnami', names: ['java'] },
  { product: 'php', ecosystem: 'bitnami', names: ['php'] },
  { product: 'postgresql', ecosystem: 'bitnami', names: ['postgresql'] },
  { product: 'python', ecosystem: 'bitnami', names: ['python'] },
  { product: 'rabbitmq', ecosystem: 'bitnami', names: ['rabbitmq'] },
  { product: 'redis', ecosystem: 'bitnami', names: ['redis'] },
  { product: 'ruby', ecosystem: 'bitnami', names: ['ruby'] },
  { product: 'sqlite', ecosystem: 'bitnami', names: ['sqlite'] },
  { product: 'valkey', ecosystem: 'bitnami', names: ['valkey'] },
  { product: 'varnish', ecosystem: 'bitnami', names: ['varnish'] },
  { product: 'wordpress', ecosystem: 'bitnami', names: ['wordpress'] },
  { product: 'dovecot', ecosystem: 'generic', names: ['dovecot'] },
  { product: 'elixir', ecosystem: 'generic', names: ['elixir'] },
  { product: 'erlang', ecosystem: 'generic', names: ['erlang'] },
  { product: 'exim', ecosystem: 'generic', names: ['exim'] },
  { product: 'ffmpeg', ecosystem: 'generic', names: ['ffmpeg'] },
  { product: 'openssl', ecosystem: 'generic', names: ['openssl'] },
  { product: 'openvpn', ecosystem: 'generic', names: ['openvpn'] },
  { product: 'perl', ecosystem: 'generic', names: ['perl'] },
  { product: 'postfix', ecosystem: 'generic', names: ['postfix'] },
  { product: 'proftpd', ecosystem: 'generic', names: ['proftpd'] },
  { product: 'rust', ecosystem: 'generic', names: ['rust'] },
  {
    product: 'dotnet',
    ecosystem: 'nuget',
    names: ['linux-x64', 'linux-musl-x64', 'linux-arm64', 'linux-musl-arm64', 'win-x64'].map(
      (platform) => `microsoft.netcore.app.runtime.${platform}`,
    ),
  },
  // Operating systems as bills of materials list them: without a package URL, by the id of os-release.
  { product: 'alpine-linux', ecosystem: 'generic', names: ['alpine'] },
  { product: 'almalinux', ecosystem: 'generic', names: ['almalinux', 'alma'] },
  { product: 'debian', ecosystem: 'generic', names: ['debian'] },
  { product: 'rocky-linux', ecosystem: 'generic', names: ['rocky'] },
  { product: 'ubuntu', ecosystem: 'generic', names: ['ubuntu'] },
  { product: 'amazon-linux', ecosystem: 'generic', names: ['amzn'] },
  { product: 'centos', ecosystem: 'generic', names: ['centos'] },
  { product: 'fedora', ecosystem: 'generic', names: ['fedora'] },
  { product: 'opensuse', ecosystem: 'generic', names: ['opensuse-leap'] },
  { product: 'oracle-linux', ecosystem: 'generic', names: ['ol'] },
  { product: 'rhel', ecosystem: 'generic', names: ['rhel'] },
  { product: 'sles', ecosystem: 'generic', names: ['sles'] },
];

const byEcosystem = new Map<EcosystemId, Map<string, string>>();
for (const { ecosystem, names, product } of EOL_ROWS) {
  const products = byEcosystem.get(ecosystem) ?? new Map<string, string>();
  for (const name of names) products.set(name, product);
  byEcosystem.set(ecosystem, products);
}

/** Products that the table speaks of, sorted, each once. */
export function eolProducts(): readonly string[] {
  return [...new Set(EOL_ROWS.map((row) => row.product))].sort();
}

/** The product of which a component is a release, or undefined. @param name normalised */
export function eolProductOf(ecosystem: EcosystemId, name: string): string | undefined {
  return byEcosystem.get(ecosystem)?.get(name);
}

/**
 * Whether a component without a package type is an operating system, as bills of materials list them: advisories are
 * about its packages, so that nothing is missed when none is matched with itself.
 */
export function isOperatingSystem(ecosystem: EcosystemId, name: string): boolean {
  return ecosystem === 'generic' && OPERATING_SYSTEMS.has(name);
}
const OPERATING_SYSTEMS: ReadonlySet<string> = new Set([
  'alma',
  ...LINUX_DISTRIBUTIONS.flatMap(({ ids }) => ids),
]);

/**
 * The release line of a version: the longest cycle that the version starts with, part by part. Image tags carry
 * suffixes (`20-alpine`), which do not count; a tag without a leading number has no line.
 */
export function eolCycleOf(cycles: readonly EolCycle[], version: string): EolCycle | undefined {
  const numbers = /^[vV]?(\d+(?:\.\d+)*)/.exec(version)?.[1]?.split('.');
  if (numbers === undefined) return undefined;
  let best: EolCycle | undefined;
  let bestLength = 0;
  for (const cycle of cycles) {
    const parts = cycle.cycle.split('.');
    if (parts.length <= bestLength || parts.length > numbers.length) continue;
    if (parts.every((part, i) => part === numbers[i])) {
      best = cycle;
      bestLength = parts.length;
    }
  }
  return best;
}

/**
 * Whether the line has ended on the day `asOf` (YYYY-MM-DD).
 * @returns the date it ended, `true` when the feed knows no date, or false
 */
export function endedBy(cycle: EolCycle, asOf: string): string | boolean {
  if (typeof cycle.eol === 'boolean') return cycle.eol;
  return cycle.eol <= asOf ? cycle.eol : false;
}
