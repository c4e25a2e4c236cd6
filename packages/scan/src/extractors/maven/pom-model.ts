/** One `pom.xml` as written: nothing inherited, nothing interpolated. https://maven.apache.org/pom.html */
import { type TargetFile, TheriacError } from '@theriac/core';
import { readXml, type XmlElement } from '@theriac/read/xml';

export interface Coordinates {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
}

export interface PomDependency {
  readonly groupId: string;
  readonly artifactId: string;
  /** Undefined when dependency management or a parent decides. */
  readonly version?: string;
  readonly type: string;
  readonly classifier: string;
  readonly scope?: string;
  readonly optional?: string;
  /** Only with a profile that is not active by default. */
  readonly inProfile: boolean;
  readonly path: string;
  readonly line: number;
}

export interface Pom {
  readonly path: string;
  /** Missing parts come from the parent. */
  readonly own: Partial<Coordinates>;
  readonly parent?: Coordinates & { readonly relativePath: string | undefined; readonly line: number };
  readonly properties: ReadonlyMap<string, string>;
  readonly dependencies: readonly PomDependency[];
  readonly management: readonly PomDependency[];
  /** Plug-ins of the build and what they are told to depend on; those of profiles too. */
  readonly plugins: readonly PomDependency[];
  readonly pluginManagement: readonly PomDependency[];
}

/** Group of plug-ins that name none. */
const PLUGIN_GROUP = 'org.apache.maven.plugins';

const models = new WeakMap<TargetFile, Pom>();

/**
 * Reads a pom once per file.
 * @throws TheriacError when it is not XML or not a project
 */
export function readPom(file: TargetFile): Pom {
  const known = models.get(file);
  if (known !== undefined) return known;
  const project = readXml(file);
  if (project.name !== 'project') {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'the root element is not <project>', {
      path: file.path,
      line: project.line,
    });
  }
  const pom = modelOf(project, file.path);
  models.set(file, pom);
  return pom;
}

function modelOf(project: XmlElement, path: string): Pom {
  const parent = project.child('parent');
  const profiles = project.at('profiles', 'profile').map((element) => ({
    element,
    active: element.child('activation')?.textOf('activeByDefault') === 'true',
  }));
  const properties = new Map<string, string>();
  for (const source of [project, ...profiles.filter((p) => p.active).map((p) => p.element)]) {
    for (const property of source.at('properties').flatMap((p) => p.children)) {
      properties.set(property.name, property.text.trim());
    }
  }
  const collect = (...names: string[]): PomDependency[] => [
    ...project.at(...names).map((e) => dependencyOf(e, path, false)),
    ...profiles.flatMap(({ element, active }) =>
      element.at(...names).map((e) => dependencyOf(e, path, !active)),
    ),
  ];
  return {
    path,
    own: coordinatesOf(project),
    ...(parent === undefined
      ? {}
      : {
          parent: {
            groupId: '',
            artifactId: '',
            version: '',
            ...coordinatesOf(parent),
            relativePath: parent.textOf('relativePath'),
            line: parent.line,
          },
        }),
    properties,
    dependencies: collect('dependencies', 'dependency'),
    management: collect('dependencyManagement', 'dependencies', 'dependency'),
    plugins: [
      ...collect('build', 'plugins', 'plugin').map(asPlugin),
      ...collect('build', 'plugins', 'plugin', 'dependencies', 'dependency'),
    ],
    pluginManagement: collect('build', 'pluginManagement', 'plugins', 'plugin').map(asPlugin),
  };
}

function asPlugin(plugin: PomDependency): PomDependency {
  return plugin.groupId === '' ? { ...plugin, groupId: PLUGIN_GROUP } : plugin;
}

function coordinatesOf(element: XmlElement): Partial<Coordinates> {
  const groupId = element.textOf('groupId');
  const artifactId = element.textOf('artifactId');
  const version = element.textOf('version');
  return {
    ...(groupId ? { groupId } : {}),
    ...(artifactId ? { artifactId } : {}),
    ...(version ? { version } : {}),
  };
}

function dependencyOf(element: XmlElement, path: string, inProfile: boolean): PomDependency {
  const scope = element.textOf('scope');
  const optional = element.textOf('optional');
  return {
    groupId: '',
    artifactId: '',
    ...coordinatesOf(element),
    type: element.textOf('type') || 'jar',
    classifier: element.textOf('classifier') ?? '',
    ...(scope ? { scope } : {}),
    ...(optional ? { optional } : {}),
    inProfile,
    path,
    line: element.line,
  };
}
