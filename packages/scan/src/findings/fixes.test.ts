// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Maven writes its properties so.
/** From files to the steps that fix them: who asks, where, under which name and with which range. */
import type { Store } from '@theriac/advisories';
import { describeSteps, type Fix, type ScanResult } from '@theriac/core';
import { makeFolder, makeStore, osvRecord, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let store: Store;

const flaw = (ecosystem: string, name: string, fixed: string) => {
  // Two records, so that the version is confirmed.
  const events = [{ introduced: '0' }, { fixed }];
  return [1, 2].map((n) => osvRecord(`TEST-${name.replace(/[^\w]/g, '-')}-${n}`, ecosystem, name, events));
};

beforeAll(async () => {
  store = await makeStore({
    npm: [...flaw('npm', 'qs', '6.5.3'), ...flaw('npm', '@angular/core', '11.0.5')],
    pypi: flaw('PyPI', 'black', '24.3.0'),
    cargo: [...flaw('crates.io', 'time', '0.2.0'), ...flaw('crates.io', 'regex', '1.5.5')],
    gem: flaw('RubyGems', 'actionpack', '7.1.5'),
    composer: flaw('Packagist', 'acme/lib', '4.4.0'),
    maven: [
      ...flaw('Maven', 'org.springframework:spring-core', '5.3.14'),
      ...flaw('Maven', 'org.springframework:spring-web', '5.3.20'),
    ],
  });
});
afterAll(removeFolders);

type Files = Readonly<Record<string, string>>;
const scanFiles = (files: Files): Promise<ScanResult> => scanWith(store, makeFolder(files));
const isVersionFix = ({ kind }: Fix): boolean => kind !== 'change' && kind !== 'none';
const fixesOf = async (files: Files): Promise<Fix[]> => (await scanFiles(files)).fixes.filter(isVersionFix);
const stepsOf = async (files: Files): Promise<string[]> =>
  (await fixesOf(files)).map((f) => describeSteps(f.steps));

const npmLock = (root: object, packages: object): Files => ({
  'package.json': JSON.stringify({ name: 'app', version: '1.0.0', ...root }),
  'package-lock.json': JSON.stringify({
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': { name: 'app', version: '1.0.0', ...root }, ...packages },
  }),
});

describe('npm', () => {
  const alias = { 'query-string': 'npm:qs@6.5.2' };
  const manifest = JSON.stringify({ name: 'app', version: '1.0.0', dependencies: alias });

  test.each<[string, Files, string]>([
    ['package.json', { 'package.json': manifest }, 'npm install --save-exact query-string@npm:qs@6.5.3'],
    [
      'package-lock 1',
      {
        'package.json': manifest,
        'package-lock.json': JSON.stringify({
          name: 'app',
          lockfileVersion: 1,
          dependencies: { 'query-string': { version: 'npm:qs@6.5.2' } },
        }),
      },
      'npm install --save-exact query-string@npm:qs@6.5.3',
    ],
    [
      'package-lock 3',
      npmLock({ dependencies: alias }, { 'node_modules/query-string': { name: 'qs', version: '6.5.2' } }),
      'npm install --save-exact query-string@npm:qs@6.5.3',
    ],
    [
      'yarn.lock 1',
      {
        'package.json': manifest,
        'yarn.lock': '# yarn lockfile v1\n\n\n"query-string@npm:qs@6.5.2":\n  version "6.5.2"\n',
      },
      'yarn add --exact query-string@npm:qs@6.5.3',
    ],
    [
      'yarn.lock 8',
      {
        'package.json': manifest,
        'yarn.lock':
          '__metadata:\n  version: 8\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "app@workspace:."\n  dependencies:\n    query-string: "npm:qs@6.5.2"\n  languageName: unknown\n  linkType: soft\n\n"query-string@npm:qs@6.5.2":\n  version: 6.5.2\n  resolution: "qs@npm:6.5.2"\n  languageName: node\n  linkType: hard\n',
      },
      'yarn up query-string@npm:qs@6.5.3',
    ],
    [
      'pnpm-lock 9',
      {
        'package.json': manifest,
        'pnpm-lock.yaml':
          "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      query-string:\n        specifier: npm:qs@6.5.2\n        version: qs@6.5.2\n\npackages:\n\n  qs@6.5.2:\n    resolution: {integrity: sha512-8xOcRHvCjnocdS5cpwXQXVzmmh5e5+saE2QGoeQmbKmRS6J3VQppPOIt0MnmE+4xlZoumy0GPG0D0MVIQbNA1A==}\n\nsnapshots:\n\n  qs@6.5.2: {}\n",
      },
      'pnpm update query-string@npm:qs@6.5.3',
    ],
  ])('%s: an alias is moved under its name', async (_, files, expected) => {
    expect(await stepsOf(files)).toEqual([expected]);
  });

  test('a direct dependency that another package pins is overridden for that one in the same step', async () => {
    const files = npmLock(
      { dependencies: { qs: '^6.5.0', server: '1.0.0', tool: '2.0.0' } },
      {
        'node_modules/qs': { version: '6.5.2' },
        'node_modules/server': { version: '1.0.0', dependencies: { qs: '6.5.2' } },
        'node_modules/tool': { version: '2.0.0', dependencies: { qs: '^6.0.0' } },
      },
    );
    const [fix, ...rest] = await fixesOf(files);
    expect(rest).toEqual([]);
    expect(describeSteps(fix?.steps ?? [])).toBe(
      'package.json: {"overrides":{"server":{"qs":"6.5.3"}}}, then npm install qs@6.5.3',
    );
    expect(fix?.caveats).toEqual([
      'Other packages ask for 6.5.2 (server), which excludes 6.5.3: raise them as well.',
    ]);
  });

  test('a workspace is named, and its own range is no obstacle', async () => {
    const member = { name: 'web', version: '1.0.0', devDependencies: { qs: '6.5.2' } };
    const files = {
      ...npmLock(
        { workspaces: ['packages/*'] },
        {
          'node_modules/web': { resolved: 'packages/web', link: true },
          'packages/web': member,
          'node_modules/qs': { version: '6.5.2', dev: true },
        },
      ),
      'packages/web/package.json': JSON.stringify(member),
    };
    const fixes = await fixesOf(files);
    expect(fixes.map((f) => [describeSteps(f.steps), f.caveats])).toEqual([
      ['npm install --save-dev --save-exact -w packages/web qs@6.5.3', []],
    ]);
  });

  test('what another package contains is raised with that package', async () => {
    const [fix] = await fixesOf(
      npmLock(
        { dependencies: { server: '1.0.0' } },
        {
          'node_modules/server': {
            version: '1.0.0',
            dependencies: { qs: '6.5.2' },
            bundleDependencies: ['qs'],
          },
          'node_modules/server/node_modules/qs': { version: '6.5.2', inBundle: true },
        },
      ),
    );
    expect(fix).toMatchObject({
      kind: 'raise-parent',
      action: 'Raise what brings qs 6.5.2 → 6.5.3 (via server)',
    });
    expect(describeSteps(fix?.steps ?? [])).toContain(
      'raise server 1.0.0 to a release that contains qs 6.5.3',
    );
  });

  test('the blame is on who pins, not on the nearest dependency of the project', async () => {
    const [fix] = await fixesOf(
      npmLock(
        { dependencies: { alpha: '1.0.0', beta: '1.0.0' } },
        {
          'node_modules/alpha': { version: '1.0.0', dependencies: { qs: '^6.0.0' } },
          'node_modules/beta': { version: '1.0.0', dependencies: { qs: '~6.5.2' } },
          'node_modules/qs': { version: '6.5.2' },
        },
      ),
    );
    expect(fix).toMatchObject({ kind: 'refresh' });
    const [pinned] = await fixesOf(
      npmLock(
        { dependencies: { alpha: '1.0.0', beta: '1.0.0' } },
        {
          'node_modules/alpha': { version: '1.0.0', dependencies: { qs: '^6.0.0' } },
          'node_modules/beta': { version: '1.0.0', dependencies: { qs: '~6.4.0' } },
          'node_modules/qs': { version: '6.4.0' },
        },
      ),
    );
    expect(pinned?.action).toBe('Override qs 6.4.0 → 6.5.3 (via beta)');
  });

  test('a copy that no advisory concerns keeps its version', async () => {
    const files = npmLock(
      { dependencies: { old: '1.0.0', new: '1.0.0' } },
      {
        'node_modules/old': { version: '1.0.0', dependencies: { qs: '~6.4.0' } },
        'node_modules/old/node_modules/qs': { version: '6.4.0' },
        'node_modules/new': { version: '1.0.0', dependencies: { qs: '>=6.0.0' } },
        'node_modules/qs': { version: '6.9.0' },
      },
    );
    // 6.4.0 satisfies the range of `new` as well, whose copy must not come down to 6.5.3.
    expect(await stepsOf(files)).toEqual([
      'package.json: {"overrides":{"old":{"qs":"6.5.3"}}}, then npm install',
    ]);
  });

  test('a reference to git or a URL is changed where it is', async () => {
    const [fix] = await fixesOf(
      npmLock(
        { dependencies: { qs: 'https://files.example/qs-6.5.2.tgz' } },
        { 'node_modules/qs': { version: '6.5.2', resolved: 'https://files.example/qs-6.5.2.tgz' } },
      ),
    );
    expect(fix?.steps.every((step) => step.kind === 'text') ?? true).toBe(true);
  });

  test('a family moves in one command', async () => {
    const dependencies = {
      '@angular/core': '~11.0.0',
      '@angular/common': '~11.0.0',
      '@angular/cdk': '~11.0.0',
    };
    const steps = await stepsOf(
      npmLock(
        { dependencies },
        Object.fromEntries(
          Object.keys(dependencies).map((name) => [`node_modules/${name}`, { version: '11.0.0' }]),
        ),
      ),
    );
    expect(steps).toEqual(['npm install "@angular/core@~11.0.5" "@angular/common@~11.0.5"']);
  });

  test('several workspaces that ask in the same way take one command', async () => {
    const project = (name: string, dependencies: object, section = 'dependencies'): object => ({
      [`packages/${name}`]: { name, version: '1.0.0', [section]: dependencies },
      [`node_modules/${name}`]: { resolved: `packages/${name}`, link: true },
    });
    const files = npmLock(
      { workspaces: ['packages/*'] },
      {
        ...project('a', { qs: '^6.0.0' }),
        ...project('b', { qs: '^6.1.0' }),
        ...project('c', { qs: '^6.0.0' }, 'devDependencies'),
        'node_modules/qs': { version: '6.5.2' },
      },
    );
    expect(await stepsOf(files)).toEqual([
      'npm install -w packages/a -w packages/b qs@6.5.3, then npm install --save-dev -w packages/c qs@6.5.3',
    ]);
  });

  test('what nothing depends on is pruned', async () => {
    const files = npmLock({}, { 'node_modules/qs': { version: '6.5.2', extraneous: true } });
    const [fix] = await fixesOf(files);
    expect(fix?.action).toBe('Remove qs 6.5.2 from the lockfile: nothing depends on it');
    expect(describeSteps(fix?.steps ?? [])).toBe('npm prune');
  });
});

test('Poetry: a development dependency stays in its group', async () => {
  const files = {
    'pyproject.toml':
      '[tool.poetry]\nname = "app"\nversion = "0.1.0"\n[tool.poetry.dependencies]\npython = "^3.11"\n[tool.poetry.group.lint.dependencies]\nblack = {version = "^23.1.0", extras = ["d"]}\n',
    'poetry.lock':
      '[[package]]\nname = "black"\nversion = "23.1.0"\n\n[metadata]\nlock-version = "2.0"\npython-versions = "^3.11"\n',
  };
  expect(await stepsOf(files)).toEqual(['poetry add --group lint "black[d]@^24.3.0"']);
});

test('Cargo: a requirement changes in its table; a crate that another one pins is raised with that', async () => {
  const manifest =
    '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nclock = "0.4"\n[dev-dependencies]\nregex = "=1.5.4"\n';
  const crate = (name: string, version: string, ...needs: string[]): string =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\n${name === 'app' ? '' : 'source = "registry+https://crates.example/index"\n'}dependencies = [${needs.map((n) => `"${n}"`).join(', ')}]\n`;
  const lock = [
    'version = 3\n',
    crate('app', '0.1.0', 'clock', 'regex'),
    crate('clock', '0.4.24', 'time'),
    crate('regex', '1.5.4'),
    crate('time', '0.1.45'),
  ].join('\n');
  const fixes = await fixesOf({ 'Cargo.toml': manifest, 'Cargo.lock': lock });
  expect(fixes.map((f) => [f.package, describeSteps(f.steps)]).sort()).toEqual([
    ['regex', 'Cargo.toml: [dev-dependencies]\nregex = "=1.5.5", then cargo update --workspace'],
    ['time', 'cargo update -p clock@0.4.24 --recursive'],
  ]);
  expect(fixes.find((f) => f.package === 'time')).toMatchObject({ kind: 'raise-parent' });
});

test('Bundler: the gem that pins a family is raised', async () => {
  const lock =
    'GEM\n  remote: https://gems.example/\n  specs:\n    actionpack (7.1.2)\n    notify (1.2.0)\n      actionpack (>= 5.2)\n    rails (7.1.2)\n      actionpack (= 7.1.2)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  notify\n  rails (~> 7.1.2)\n';
  const [fix] = await fixesOf({ 'Gemfile.lock': lock });
  expect(fix).toMatchObject({ kind: 'raise-parent', action: expect.stringContaining('(via rails)') });
  expect(describeSteps(fix?.steps ?? [])).toBe('bundle update rails');
});

test('Composer: a branch is never moved to a number', async () => {
  const lock = { packages: [{ name: 'acme/lib', version: 'dev-5.x' }], 'packages-dev': [] };
  const fixes = await fixesOf({
    'composer.json': JSON.stringify({ require: { 'acme/lib': 'dev-5.x' } }),
    'composer.lock': JSON.stringify(lock),
  });
  expect(fixes.every((f) => f.to === null && f.steps.every((step) => step.kind === 'text'))).toBe(true);
});

test('Gradle: a family goes to one version, by its bill of materials', async () => {
  const lock =
    'org.springframework:spring-core:5.3.2=runtimeClasspath\norg.springframework:spring-web:5.3.2=runtimeClasspath\nempty=\n';
  const fixes = await fixesOf({ 'gradle.lockfile': lock });
  expect(new Set(fixes.map((f) => f.to))).toEqual(new Set(['5.3.20']));
  for (const fix of fixes)
    expect(describeSteps(fix.steps)).toContain('platform("org.springframework:spring-framework-bom:5.3.20")');
});

test('Maven: a property is changed in the pom that has it', async () => {
  const pom =
    '<project><groupId>x</groupId><artifactId>app</artifactId><version>1</version><properties><spring.version>5.3.2</spring.version></properties><dependencies><dependency><groupId>org.springframework</groupId><artifactId>spring-core</artifactId><version>${spring.version}</version></dependency></dependencies></project>';
  expect(await stepsOf({ 'service/pom.xml': pom })).toEqual([
    'service/pom.xml: <spring.version>5.3.14</spring.version>',
  ]);
});

test('pip: the file that declares or pins a package is changed, with its extras', async () => {
  expect(await stepsOf({ 'api/requirements/dev.txt': 'black[d]==23.1.0\n' })).toEqual([
    'api/requirements/dev.txt: black[d]==24.3.0',
  ]);
  expect(
    await stepsOf({ 'requirements.txt': '-c pins.txt\nblack\n', 'pins.txt': 'black==23.1.0\n' }),
  ).toEqual(['pins.txt: black==24.3.0']);
});

test('an end of life is not cleared by a release of a line that has ended as well', async () => {
  const cycles = [
    { cycle: '5', releaseDate: '2024-09-10', eol: false, latest: '5.1.0' },
    { cycle: '4', releaseDate: '2014-04-09', eol: '2025-04-01', latest: '4.21.2' },
  ];
  const ended = await makeStore({ npm: flaw('npm', 'express', '4.20.0') }, undefined, {
    'eol/express.json': JSON.stringify(cycles),
  });
  const files = npmLock(
    { dependencies: { express: '4.16.0' } },
    { 'node_modules/express': { version: '4.16.0' } },
  );
  const { findings, fixes } = await scanWith(ended, makeFolder(files));
  const line = findings.find((f) => f.rule === 'THERIAC-EOL-express-4');
  const plan = fixes.filter(({ kind }) => kind !== 'change');
  expect(plan.map((f) => [f.kind, f.to, f.clears.includes(line?.fingerprint ?? '')])).toEqual([
    ['upgrade-direct', '4.20.0', false],
    ['none', null, true],
  ]);
});

test('a manifest without a lockfile keeps its sections', async () => {
  const cargo = '[package]\nname = "app"\nversion = "0.1.0"\n[dev-dependencies]\nregex = "=1.5.4"\n';
  expect(await stepsOf({ 'Cargo.toml': cargo })).toEqual([
    'Cargo.toml: [dev-dependencies]\nregex = "=1.5.5", then cargo update --workspace',
  ]);
  const composer = JSON.stringify({ 'require-dev': { 'acme/lib': '4.1.0' } });
  expect(await stepsOf({ 'composer.json': composer })).toEqual([
    'composer require --dev "acme/lib:4.4.0" --update-with-all-dependencies',
  ]);
  const bun =
    '{"lockfileVersion":1,"workspaces":{"":{"name":"app","devDependencies":{"qs":"6.5.2"}}},"packages":{"qs":["qs@6.5.2","",{},""]}}';
  expect(await stepsOf({ 'bun.lock': bun })).toEqual(['bun add --dev --exact qs@6.5.3']);
});

test('a file without edges does not say that nothing depends on a package', async () => {
  const pipfile = {
    Pipfile: '[packages]\nflit = "*"\n',
    'Pipfile.lock': JSON.stringify({
      default: { flit: { version: '==3.9.0' }, black: { version: '==23.1.0' } },
      develop: {},
    }),
  };
  const [fix] = await fixesOf(pipfile);
  expect(fix?.action).toBe('Override black 23.1.0 → 24.3.0');
  expect(describeSteps(fix?.steps ?? [])).toBe('pipenv upgrade "black>=24.3.0"');
});
