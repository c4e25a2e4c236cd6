/** One small whole lockfile a format, each with the flawed package of its ecosystem, for tests of the pipeline. */
export interface Sample {
  readonly format: string;
  readonly path: string;
  /** @param version of the package that has an advisory below 2.0.0 */
  readonly text: (version: string) => string;
  /** Further files without which the format is not whole. */
  readonly beside?: Readonly<Record<string, string>>;
}

const PNPM = (version: string): string => `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      flawed:
        specifier: ^1.0.0
        version: ${version}

packages:

  flawed@${version}:
    resolution: {integrity: sha512-AAAA}

snapshots:

  flawed@${version}: {}
`;

export const SAMPLES: readonly Sample[] = [
  {
    format: 'package-lock',
    path: 'package-lock.json',
    text: (version) =>
      JSON.stringify(
        {
          name: 'app',
          lockfileVersion: 3,
          packages: {
            '': { name: 'app', dependencies: { flawed: '*', fine: '*' } },
            'node_modules/fine': { version: '1.0.0' },
            'node_modules/flawed': { version },
          },
        },
        null,
        2,
      ),
  },
  {
    format: 'yarn',
    path: 'yarn.lock',
    text: (version) =>
      `# yarn lockfile v1\n\n\nfine@^1.0.0:\n  version "1.0.0"\n\nflawed@^1.0.0:\n  version "${version}"\n  dependencies:\n    fine "^1.0.0"\n`,
    beside: { 'package.json': '{ "name": "app", "dependencies": { "flawed": "^1.0.0" } }' },
  },
  { format: 'pnpm', path: 'pnpm-lock.yaml', text: PNPM },
  {
    format: 'composer',
    path: 'composer.lock',
    text: (version) =>
      JSON.stringify(
        {
          'content-hash': 'x',
          packages: [
            { name: 'example/fine', version: '1.0.0' },
            { name: 'example/flawed', version },
          ],
          'packages-dev': [],
        },
        null,
        4,
      ),
    beside: { 'composer.json': '{ "require": { "example/flawed": "*", "example/fine": "*" } }' },
  },
  {
    format: 'poetry',
    path: 'poetry.lock',
    text: (version) =>
      `[[package]]\nname = "fine"\nversion = "1.0.0"\noptional = false\n\n[[package]]\nname = "flawed"\nversion = "${version}"\noptional = false\n\n[metadata]\nlock-version = "2.0"\npython-versions = "*"\ncontent-hash = "x"\n`,
    beside: {
      'pyproject.toml':
        '[tool.poetry]\nname = "app"\n\n[tool.poetry.dependencies]\nflawed = "*"\nfine = "*"\n',
    },
  },
  {
    format: 'cargo',
    path: 'Cargo.lock',
    text: (version) =>
      `version = 3\n\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "flawed",\n]\n\n[[package]]\nname = "flawed"\nversion = "${version}"\nsource = "registry+https://registry.cargo.example/index"\n`,
  },
  {
    format: 'pom',
    path: 'pom.xml',
    text: (version) =>
      `<project>\n  <groupId>org.example</groupId>\n  <artifactId>app</artifactId>\n  <version>1</version>\n  <dependencies>\n    <dependency>\n      <groupId>org.example</groupId>\n      <artifactId>flawed</artifactId>\n      <version>${version}</version>\n    </dependency>\n  </dependencies>\n</project>\n`,
  },
  {
    format: 'go.mod',
    path: 'go.mod',
    text: (version) => `module example.com/app\n\ngo 1.23.4\n\nrequire example.com/flawed v${version}\n`,
    beside: { 'go.sum': '' },
  },
  {
    format: 'gem',
    path: 'Gemfile.lock',
    text: (version) =>
      `GEM\n  remote: https://packages.example.org/\n  specs:\n    fine (1.0.0)\n    flawed (${version})\n      fine\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  flawed\n\nBUNDLED WITH\n   2.5.0\n`,
    beside: { Gemfile: "source 'https://packages.example.org/'\ngem 'flawed'\n" },
  },
  {
    format: 'nuget',
    path: 'packages.lock.json',
    text: (version) =>
      JSON.stringify(
        {
          version: 1,
          dependencies: {
            'net8.0': {
              flawed: { type: 'Direct', requested: '[1.0.0, )', resolved: version, contentHash: 'AAAA' },
            },
          },
        },
        null,
        2,
      ),
  },
  {
    format: 'uv',
    path: 'uv.lock',
    text: (version) =>
      `version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "app"\nversion = "0.1.0"\nsource = { virtual = "." }\ndependencies = [\n    { name = "flawed" },\n]\n\n[[package]]\nname = "flawed"\nversion = "${version}"\nsource = { registry = "https://packages.example.org/simple" }\n`,
    beside: { 'pyproject.toml': '[project]\nname = "app"\nversion = "0.1.0"\ndependencies = ["flawed"]\n' },
  },
];
