/** How Maven and Gradle move a package, and how one inside a built archive is moved. */
import {
  command,
  type Declaration,
  edit,
  type FixRecipe,
  type FixStep,
  type Move,
  words,
} from '@theriac/core';

const POM = 'pom.xml';

const coordinates = (name: string, version: string, indent: string): string => {
  const [group = '', artifact = ''] = name.split(':');
  return [
    `<groupId>${group}</groupId>`,
    `<artifactId>${artifact}</artifactId>`,
    `<version>${version}</version>`,
  ]
    .map((line) => indent + line)
    .join('\n');
};

/** Dependency management goes before what other packages ask for, and before the bill of materials of a parent. */
function managed({ name, version, lead }: Move): FixStep[] {
  const inner =
    lead === undefined
      ? coordinates(name, version, '      ')
      : `${coordinates(lead, version, '      ')}\n      <type>pom</type>\n      <scope>import</scope>`;
  const lines = [
    '<dependencyManagement>',
    '  <dependencies>',
    '    <dependency>',
    inner,
    '    </dependency>',
    '  </dependencies>',
    '</dependencyManagement>',
  ];
  return [edit(lines.join('\n'), POM)];
}

/** The version where it is written: a property, the dependency itself or dependency management. */
function written(name: string, version: string, { property, manifest = POM }: Declaration): FixStep {
  return property === undefined
    ? edit(coordinates(name, version, ''), manifest)
    : edit(`<${property}>${version}</${property}>`, manifest);
}

function pomDirect(move: Move): FixStep[] {
  const places = [{ name: move.name, declared: move.declared }, ...move.together].flatMap((one) =>
    one.declared.map((d) => ({ name: one.name, d })),
  );
  const own = places.filter(({ d }) => d.group === 'version');
  if (!own.some(({ name }) => name === move.name)) return managed(move);
  const steps = own.map(({ name, d }) => written(name, move.version, d));
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}

export const MAVEN: FixRecipe = { direct: pomDirect, refresh: managed, override: managed };

/** Root variants of a Gradle lockfile: the script is Kotlin, or the lockfile is that of the build's own plug-ins. */
export const GRADLE_KOTLIN = 'kotlin';
export const GRADLE_BUILDSCRIPT = 'buildscript';

/** A constraint, or the bill of materials of a family, then new lines for what it moves. */
function constraint({ name, version, lead, variant, development, together }: Move): FixStep[] {
  const script = variant === GRADLE_KOTLIN ? 'build.gradle.kts' : 'build.gradle';
  const forBuild = variant === GRADLE_BUILDSCRIPT;
  const configuration = forBuild ? 'classpath' : development ? 'testImplementation' : 'implementation';
  const lines =
    lead === undefined
      ? ['dependencies {', '  constraints {', `    ${configuration}("${name}:${version}")`, '  }', '}']
      : ['dependencies {', `  ${configuration}(platform("${lead}:${version}"))`, '}'];
  const text = forBuild ? ['buildscript {', ...lines.map((line) => `  ${line}`), '}'] : lines;
  const modules = [name, ...together.map((t) => t.name)].join(',');
  return [edit(text.join('\n'), script), command(`gradle dependencies --update-locks ${modules}`)];
}

export const GRADLE_LOCK: FixRecipe = { direct: constraint, refresh: constraint, override: constraint };

/** The line of a script or a catalog, or the entry of `[versions]` that it refers to. */
const notation = (move: Move): FixStep[] => {
  const steps = [move, ...move.together].flatMap((one) => {
    const [first] = one.declared;
    if (first === undefined) return [];
    const { manifest = 'build.gradle', property } = first;
    return [
      property === undefined
        ? edit(`${one.name}:${move.version}`, manifest)
        : edit(`[versions]\n${property} = "${move.version}"`, manifest),
    ];
  });
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
};

/** Scripts and version catalogs without a lockfile: the version in the notation changes. */
export const GRADLE_SCRIPT: FixRecipe = { direct: notation, refresh: notation, override: notation };

function rebuilt({ name, version }: Move): FixStep[] {
  return [
    words(
      `replace the archive with a release that contains ${name} ${version}, or rebuild it with that version`,
    ),
  ];
}

/** No build file of the target made the archive. */
export const ARCHIVE: FixRecipe = {
  direct: ({ name, version }) => [words(`replace the archive with ${name} ${version}`)],
  refresh: rebuilt,
  override: rebuilt,
};
