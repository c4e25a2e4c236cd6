/**
 * Packages that are released together under one version and break when they are mixed: a change of one is a change of
 * all that the project asks for. A table to review; the sources are the release notes of each project.
 */
import {
  type Component,
  type EcosystemId,
  ecosystem,
  orderVersions,
  type Sibling,
  versionDistance,
} from '@theriac/core';
import { askingFor } from './fix-askers.ts';
import type { FixCase, FixOption } from './fix-case.ts';

export interface Family {
  readonly ecosystem: EcosystemId;
  readonly title: string;
  /** Matches the names of its members. */
  readonly members: RegExp;
  /** Names that match and have versions of their own. */
  readonly except?: RegExp;
  /** What brings the members along: the package that pins them, or (Maven) their bill of materials. */
  readonly lead?: string;
}

export const FAMILIES: readonly Family[] = [
  {
    ecosystem: 'npm',
    title: 'Angular',
    members:
      /^@angular\/(?:animations|common|compiler|compiler-cli|core|elements|forms|language-service|localize|platform-browser|platform-browser-dynamic|platform-server|router|service-worker|upgrade)$/,
  },
  {
    ecosystem: 'npm',
    title: 'Angular tools',
    members: /^(?:@angular\/(?:cli|build|ssr)|@angular-devkit\/build-angular)$/,
  },
  { ecosystem: 'npm', title: 'React', members: /^react(?:-dom|-test-renderer|-is)?$/ },
  {
    ecosystem: 'npm',
    title: 'Jest',
    members: /^(?:jest|babel-jest|jest-(?:cli|environment-(?:jsdom|node)|circus|runner)|@jest\/[\w-]+)$/,
  },
  {
    ecosystem: 'npm',
    title: 'NestJS',
    members: /^@nestjs\/(?:common|core|microservices|platform-[\w-]+|testing|websockets)$/,
  },
  {
    ecosystem: 'npm',
    title: 'Vitest',
    members: /^(?:vitest|@vitest\/(?:browser|coverage-(?:v8|istanbul)|ui))$/,
  },
  {
    ecosystem: 'npm',
    title: 'Storybook',
    members:
      /^(?:storybook|@storybook\/(?:addon-(?:actions|docs|a11y|links|essentials|interactions)|react|react-vite|react-webpack5|vue3|angular))$/,
  },
  {
    ecosystem: 'npm',
    title: 'Vue 3',
    members:
      /^(?:vue|@vue\/(?:compiler-(?:core|dom|sfc|ssr)|reactivity|runtime-(?:core|dom)|server-renderer|shared))$/,
  },
  {
    ecosystem: 'gem',
    title: 'Ruby on Rails',
    lead: 'rails',
    members:
      /^(?:rails|railties|actioncable|actionmailbox|actionmailer|actionpack|actiontext|actionview|activejob|activemodel|activerecord|activestorage|activesupport)$/,
  },
  {
    ecosystem: 'maven',
    title: 'Spring Framework',
    lead: 'org.springframework:spring-framework-bom',
    members:
      /^org\.springframework:spring-(?:aop|aspects|beans|context|context-indexer|context-support|core|core-test|expression|instrument|jcl|jdbc|jms|messaging|orm|oxm|r2dbc|test|tx|web|webflux|webmvc|websocket)$/,
  },
  {
    ecosystem: 'maven',
    title: 'Spring Boot',
    lead: 'org.springframework.boot:spring-boot-dependencies',
    members: /^org\.springframework\.boot:spring-boot[\w-]*$/,
  },
  {
    ecosystem: 'maven',
    title: 'Spring Security',
    lead: 'org.springframework.security:spring-security-bom',
    members: /^org\.springframework\.security:spring-security-[\w-]+$/,
  },
  {
    ecosystem: 'maven',
    title: 'Jackson',
    lead: 'com.fasterxml.jackson:jackson-bom',
    members:
      /^com\.fasterxml\.jackson\.(?:core:jackson-(?:core|databind)|(?:dataformat|datatype|module|jaxrs|jakarta\.rs):jackson-[\w-]+)$/,
  },
  {
    ecosystem: 'maven',
    title: 'Netty',
    lead: 'io.netty:netty-bom',
    members: /^io\.netty:netty-(?!tcnative)[\w-]+$/,
  },
  {
    ecosystem: 'maven',
    title: 'Log4j 2',
    lead: 'org.apache.logging.log4j:log4j-bom',
    members: /^org\.apache\.logging\.log4j:log4j-[\w.-]+$/,
  },
  {
    ecosystem: 'maven',
    title: 'Hibernate ORM',
    members:
      /^org\.hibernate(?:\.orm)?:hibernate-(?:core|envers|entitymanager|jcache|hikaricp|c3p0|spatial)$/,
  },
  {
    ecosystem: 'maven',
    title: 'Jetty',
    lead: 'org.eclipse.jetty:jetty-bom',
    members: /^org\.eclipse\.jetty(?:\.(?:websocket|http2|ee\d+))*:[\w-]+$/,
    except: /jetty-(?:toolchain|schemas|servlet-api|setuid)/,
  },
  {
    ecosystem: 'maven',
    title: 'Tomcat embedded',
    members: /^org\.apache\.tomcat\.embed:tomcat-embed-[\w-]+$/,
  },
  { ecosystem: 'maven', title: 'gRPC', lead: 'io.grpc:grpc-bom', members: /^io\.grpc:grpc-[\w-]+$/ },
  {
    ecosystem: 'maven',
    title: 'Kotlin',
    lead: 'org.jetbrains.kotlin:kotlin-bom',
    members: /^org\.jetbrains\.kotlin:kotlin-[\w-]+$/,
  },
  {
    ecosystem: 'nuget',
    title: 'ASP.NET Core',
    members:
      /^microsoft\.aspnetcore\.(?:authentication|authorization|components|dataprotection|identity|mvc|openapi|signalr|mvc\.testing|testhost)[\w.]*$/i,
  },
  {
    ecosystem: 'nuget',
    title: 'Entity Framework Core',
    members: /^microsoft\.entityframeworkcore(?:\.[\w.]+)?$/i,
  },
  {
    ecosystem: 'composer',
    title: 'Laravel components',
    members: /^illuminate\/[\w-]+$/,
    lead: 'laravel/framework',
  },
];

export function familyOf({ ecosystem: id, name }: Pick<Component, 'ecosystem' | 'name'>): Family | undefined {
  return FAMILIES.find((f) => f.ecosystem === id && f.members.test(name) && f.except?.test(name) !== true);
}

/**
 * The other members that the project asks for in the same release as the first instance, with where it asks for them.
 * A member in another release is left alone: it was chosen apart, or is behind already.
 */
export function movesTogether(given: FixCase, to: string): Sibling[] {
  const [moving] = given.components;
  const family = familyOf(moving);
  const { version: from } = moving;
  if (family === undefined || given.inventory === undefined || from === null) return [];
  const { scheme } = ecosystem(moving.ecosystem);
  const members = [...given.inventory.values()].filter(
    (c) =>
      c.name !== moving.name &&
      c.firstParty !== true &&
      c.version !== null &&
      familyOf(c) === family &&
      ['none', 'patch', 'minor'].includes(versionDistance(scheme, from, c.version)) &&
      // Never back: a member that is ahead of the version stays there.
      orderVersions(scheme, to, c.version) > 0,
  );
  return members.flatMap((member) => {
    const { declared, pins } = askingFor({ ...given, components: [member] }, to);
    const { name, version, direct } = member;
    return declared.length === 0 && moving.direct ? [] : [{ name, version, direct, declared, pins }];
  });
}

/** Members of a family under one root go to the highest version that one of them needs, where that clears as much. */
export function alignFamilies(cases: readonly FixCase[]): FixCase[] {
  const highest = new Map<string, FixOption>();
  for (const given of cases) {
    for (const { key, best, component } of targetsOf(given)) {
      const { scheme } = ecosystem(component.ecosystem);
      const known = highest.get(key);
      if (known === undefined || orderVersions(scheme, best.version, known.version) > 0)
        highest.set(key, best);
    }
  }
  return cases.map((given) => aligned(given, highest));
}

interface Target {
  /** Release of the family under the root. */
  readonly key: string;
  readonly component: Component;
  readonly best: FixOption;
}

function targetsOf({ root, components, options }: FixCase): Target[] {
  return components.flatMap((component) => {
    const family = familyOf(component);
    const best = options.get(component.id)?.at(-1);
    if (family === undefined || best === undefined) return [];
    return [{ key: JSON.stringify([root.id, family.title, component.version]), component, best }];
  });
}

function aligned(given: FixCase, highest: ReadonlyMap<string, FixOption>): FixCase {
  const { leavesAt } = given;
  if (leavesAt === undefined) return given;
  const options = new Map(given.options);
  for (const { key, component, best } of targetsOf(given)) {
    const target = highest.get(key) ?? best;
    if (target.version === best.version) continue;
    const leaves = leavesAt(component, target.version);
    const own = given.options.get(component.id) ?? [];
    if (leaves.length <= best.leaves.length) options.set(component.id, [...own, { ...target, leaves }]);
  }
  return { ...given, options };
}
