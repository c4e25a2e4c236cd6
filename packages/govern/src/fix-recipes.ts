/**
 * How packages of an ecosystem are moved to another version, as a table that an expert can review. Where one ecosystem
 * has several package managers, extractors declare recipes of their own ({@link Extractor.fix}).
 */
import {
  command,
  type EcosystemId,
  edit,
  type FixRecipe,
  type FixStep,
  type Move,
  words,
} from '@theriac/core';

const RECIPES: Partial<Record<EcosystemId, FixRecipe>> = {
  npm: {
    direct: ({ name, version }) => [command(`npm install ${name}@${version}`)],
    refresh: ({ name }) => [command(`npm update ${name}`)],
    override: ({ name, version, from }) => [
      edit(
        JSON.stringify({ overrides: { [from === undefined ? name : `${name}@${from}`]: version } }),
        'package.json',
      ),
    ],
  },
  pypi: {
    direct: ({ name, version }) => [edit(`${name}==${version}`, 'requirements')],
    refresh: ({ name, version }) => [edit(`${name}==${version}`, 'requirements')],
    override: ({ name, version }) => [edit(`${name}>=${version}`, 'constraints')],
  },
  maven: {
    direct: ({ name, version }) => [words(`pom.xml or build.gradle: set ${name} to ${version}`)],
    refresh: managed,
    override: managed,
  },
  golang: {
    direct: ({ name, version }) =>
      name === 'stdlib' ? [edit(`toolchain go${version}`, 'go.mod')] : goGet(name, version),
    refresh: ({ name, version }) => goGet(name, version),
    override: ({ name, version }) => goGet(name, version),
  },
  cargo: {
    direct: cargoEdit,
    refresh: ({ name, version }) => [command(`cargo update -p ${name} --precise ${version}`)],
    override: cargoEdit,
  },
  gem: {
    direct: ({ name, version }) => [
      edit(`gem "${name}", ">= ${version}"`, 'Gemfile'),
      command(`bundle update ${name} --conservative`),
    ],
    refresh: ({ name }) => [command(`bundle update ${name} --conservative`)],
    override: ({ name, version }) => [
      edit(`gem "${name}", ">= ${version}"`, 'Gemfile'),
      command(`bundle update ${name}`),
      words('upgrade what Bundler says pins it as well'),
    ],
  },
  composer: {
    direct: composerRequire,
    refresh: ({ name }) => [command(`composer update ${name} --with-all-dependencies`)],
    override: composerRequire,
  },
  nuget: { direct: dotnetAdd, refresh: dotnetAdd, override: dotnetAdd },
  githubactions: { direct: uses, refresh: uses, override: uses },
};

/** Undefined where no steps are known. */
export function recipeOf(ecosystem: EcosystemId): FixRecipe | undefined {
  return RECIPES[ecosystem];
}

/**
 * Steps of a recipe, each command with the folder to run it in.
 * @param folder folder of the manifest or lockfile, relative to the target
 */
export function fixSteps(
  kind: keyof FixRecipe,
  recipe: FixRecipe | undefined,
  move: Move,
  folder: string,
): FixStep[] {
  return (recipe?.[kind](move) ?? []).map((step) => (step.kind === 'command' ? { ...step, folder } : step));
}

function managed({ name, version }: Move): FixStep[] {
  const [group = '', artifact = ''] = name.split(':');
  return [
    edit(
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
      '<dependencyManagement>',
    ),
  ];
}

function goGet(name: string, version: string): FixStep[] {
  return [command(`go get ${name}@v${version.replace(/^v/, '')}`)];
}

function cargoEdit({ name, version }: Move): FixStep[] {
  return [edit(`${name} = "${version}"`, 'Cargo.toml'), command(`cargo update -p ${name}`)];
}

function composerRequire({ name, version }: Move): FixStep[] {
  return [command(`composer require ${name}:^${version} --update-with-all-dependencies`)];
}

function dotnetAdd({ name, version }: Move): FixStep[] {
  return [command(`dotnet add package ${name} --version ${version}`)];
}

function uses({ name, version }: Move): FixStep[] {
  return [edit(`uses: ${name}@${version}`)];
}
