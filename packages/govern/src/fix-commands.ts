/**
 * How each package manager is told to move one package: as a table, so that an expert can review it. `direct`:
 * a dependency the project asks for; `refresh`: one that the parents' ranges already allow; `override`: one that
 * only a resolution of the project's own can move.
 */
import type { EcosystemId } from '@theriac/core';

interface Commands {
  readonly direct: (name: string, version: string) => string;
  readonly refresh: (name: string, version: string) => string;
  /** `from`: only the copy of this version, because others take another step. */
  readonly override: (name: string, version: string, from?: string) => string;
}

const json = (value: unknown): string => JSON.stringify(value);

/** npm, pnpm: `name@version` limits an override to one version. */
const only = (name: string, from?: string): string => (from === undefined ? name : `${name}@${from}`);

const mavenManaged = (name: string, version: string): string => {
  const [group = '', artifact = ''] = name.split(':');
  return `<dependencyManagement>: <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
};

const archiveWith = (name: string, version: string): string =>
  `replace the archive by a release that holds ${name} ${version}, or build it anew with that`;

const NPM: Commands = {
  direct: (name, version) => `npm install ${name}@${version}`,
  refresh: (name) => `npm update ${name}`,
  override: (name, version, from) => `package.json: ${json({ overrides: { [only(name, from)]: version } })}`,
};

/** By extractor where one ecosystem has several managers, else by ecosystem. */
const BY_EXTRACTOR: Readonly<Record<string, Commands>> = {
  'npm/yarn-lock': {
    direct: (name, version) => `yarn up ${name}@${version} (Yarn 1: yarn upgrade ${name}@${version})`,
    refresh: (name) => `yarn up -R ${name} (Yarn 1: yarn upgrade ${name})`,
    // Yarn limits a resolution by the range that asks, not by the version it got: one for the name would move all copies.
    override: (name, version, from) =>
      from === undefined
        ? `package.json: ${json({ resolutions: { [name]: version } })}`
        : `package.json resolutions: ${version} for each range that resolves to ${name} ${from}`,
  },
  'npm/pnpm-lock': {
    direct: (name, version) => `pnpm update ${name}@${version}`,
    refresh: (name) => `pnpm update --depth Infinity ${name}`,
    override: (name, version, from) =>
      `package.json: ${json({ pnpm: { overrides: { [only(name, from)]: version } } })}`,
  },
  'npm/bun-lock': {
    direct: (name, version) => `bun add ${name}@${version}`,
    refresh: (name) => `bun update ${name}`,
    override: (name, version, from) =>
      `package.json: ${json({ overrides: { [only(name, from)]: version } })}`,
  },
  'npm/deno-lock': {
    direct: (name, version) => `deno update ${name}@${version}`,
    refresh: (name) => `delete deno.lock, then deno install (moves ${name} and all else within its ranges)`,
    override: (name, version, from) =>
      `package.json: ${json({ overrides: { [only(name, from)]: version } })}`,
  },
  // What an archive holds was chosen when it was built; a build file of this target does not change it.
  'maven/jar': {
    direct: (name, version) => `replace the archive by ${name} ${version}`,
    refresh: archiveWith,
    override: archiveWith,
  },
  'pypi/poetry-lock': {
    direct: (name, version) => `poetry add "${name}>=${version}"`,
    refresh: (name) => `poetry update ${name}`,
    override: (name, version) => `poetry add "${name}>=${version}"`,
  },
  'pypi/uv-lock': {
    direct: (name, version) => `uv add "${name}>=${version}"`,
    refresh: (name) => `uv lock --upgrade-package ${name}`,
    override: (name, version) =>
      `pyproject.toml: [tool.uv] constraint-dependencies = ["${name}>=${version}"]`,
  },
  'pypi/pdm-lock': {
    direct: (name, version) => `pdm add "${name}>=${version}"`,
    refresh: (name) => `pdm update ${name}`,
    override: (name, version) => `pyproject.toml: [tool.pdm.resolution.overrides] ${name} = ">=${version}"`,
  },
  'pypi/pipfile-lock': {
    direct: (name, version) => `pipenv install "${name}>=${version}"`,
    refresh: (name) => `pipenv update ${name}`,
    override: (name, version) => `pipenv install "${name}>=${version}"`,
  },
};

const BY_ECOSYSTEM: Partial<Record<EcosystemId, Commands>> = {
  npm: NPM,
  pypi: {
    direct: (name, version) => `requirements: ${name}==${version}`,
    refresh: (name, version) => `requirements: ${name}==${version}`,
    override: (name, version) => `constraints: ${name}>=${version}`,
  },
  maven: {
    direct: (name, version) => `pom.xml or build.gradle: set ${name} to ${version}`,
    refresh: mavenManaged,
    override: mavenManaged,
  },
  golang: {
    direct: (name, version) =>
      name === 'stdlib' ? `go.mod: toolchain go${version}` : `go get ${name}@v${version.replace(/^v/, '')}`,
    refresh: (name, version) => `go get ${name}@v${version.replace(/^v/, '')}`,
    override: (name, version) => `go get ${name}@v${version.replace(/^v/, '')}`,
  },
  cargo: {
    direct: (name, version) => `Cargo.toml: ${name} = "${version}", then cargo update -p ${name}`,
    refresh: (name, version) => `cargo update -p ${name} --precise ${version}`,
    override: (name, version) => `Cargo.toml: ${name} = "${version}", then cargo update -p ${name}`,
  },
  gem: {
    direct: (name, version) =>
      `Gemfile: gem "${name}", ">= ${version}", then bundle update ${name} --conservative`,
    refresh: (name) => `bundle update ${name} --conservative`,
    override: (name, version) =>
      `Gemfile: gem "${name}", ">= ${version}", then bundle update ${name}; Bundler names what pins it: raise that too`,
  },
  composer: {
    direct: (name, version) => `composer require ${name}:^${version} --update-with-all-dependencies`,
    refresh: (name) => `composer update ${name} --with-all-dependencies`,
    override: (name, version) => `composer require ${name}:^${version} --update-with-all-dependencies`,
  },
  nuget: {
    direct: (name, version) => `dotnet add package ${name} --version ${version}`,
    refresh: (name, version) => `dotnet add package ${name} --version ${version}`,
    override: (name, version) => `dotnet add package ${name} --version ${version}`,
  },
  githubactions: {
    direct: (name, version) => `uses: ${name}@${version}`,
    refresh: (name, version) => `uses: ${name}@${version}`,
    override: (name, version) => `uses: ${name}@${version}`,
  },
};

/** The text to paste or run, or undefined where no command is known. */
export function fixCommand(
  kind: keyof Commands,
  extractor: string,
  ecosystem: EcosystemId,
  name: string,
  version: string,
  from?: string,
): string | undefined {
  return (BY_EXTRACTOR[extractor] ?? BY_ECOSYSTEM[ecosystem])?.[kind](name, version, from);
}
