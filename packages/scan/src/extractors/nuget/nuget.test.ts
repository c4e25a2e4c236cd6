import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';
import { restoredVersion } from './nuget-version.ts';

const run = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractorOf(extractors, id), files, path);

test('packages.lock.json 2: frameworks with different versions, projects, private packages', async () => {
  const lock = {
    version: 2,
    dependencies: {
      'net6.0': {
        Analyzer: { type: 'Direct', requested: '[1.0.0, )', resolved: '1.0.0' },
        Json: { type: 'CentralTransitive', requested: '[12.0.0, )', resolved: '12.0.0' },
        'core.lib': { type: 'Project', dependencies: { json: '[12.0.0, )' } },
      },
      'net8.0': { Json: { type: 'Direct', requested: '[13.0.0, )', resolved: '13.0.0' } },
    },
  };
  const { roots, unknowns } = await run(
    'nuget/packages-lock',
    {
      'App/packages.lock.json': JSON.stringify(lock),
      'App/App.csproj':
        '<Project><ItemGroup><PackageReference Include="analyzer" PrivateAssets="all"/></ItemGroup></Project>',
    },
    'App/packages.lock.json',
  );
  expect(unknowns).toEqual([]);
  expect(roots[0]?.components.map((c) => [c.key, c.scope, c.direct, c.firstParty, c.dependsOn])).toEqual([
    ['Analyzer@1.0.0', 'development', true, undefined, undefined],
    ['Json@12.0.0', 'production', false, undefined, undefined],
    ['core.lib@', 'production', true, true, ['Json@12.0.0']],
    ['Json@13.0.0', 'production', true, undefined, undefined],
  ]);
});

test('packages.config: versions, development packages, missing versions', async () => {
  const config =
    '<packages>\n<package id="A" version="1.0.0" developmentDependency="true"/>\n<package id="B"/>\n</packages>';
  const { roots, unknowns } = await run('nuget/packages-config', { 'packages.config': config });
  expect(roots[0]?.components.map((c) => [c.key, c.scope, c.location.line])).toEqual([
    ['A@1.0.0', 'development', 2],
    ['B@', 'production', 3],
  ]);
  expect(unknowns).toMatchObject([{ reason: 'unresolved-version', package: 'B', losesComponents: false }]);
});

test('project files: central versions, properties, overrides, private and floating packages', async () => {
  const { roots, unknowns } = await run(
    'nuget/project-file',
    {
      'src/App/App.csproj': `<Project Sdk="Microsoft.NET.Sdk">
<PropertyGroup><Version>2.1.0</Version><LocalVersion>5.$(Minor)</LocalVersion></PropertyGroup>
<ItemGroup>
  <PackageReference Include="Central" />
  <PackageReference Include="Overridden" VersionOverride="9.0.0" />
  <PackageReference Include="ByProperty" Version="$(LocalVersion)" />
  <PackageReference Include="Private"><Version>1.0.0</Version><PrivateAssets>all</PrivateAssets></PackageReference>
  <PackageReference Include="Floating" Version="1.*" />
  <PackageReference Include="Unknown" Version="$(Nowhere)" />
  <PackageReference Include="Range" Version="[1.0,2.0)" />
</ItemGroup>
</Project>`,
      'Directory.Packages.props': `<Project><ItemGroup>
<PackageVersion Include="central" Version="3.0.1" />
<PackageVersion Include="Overridden" Version="8.0.0" />
<GlobalPackageReference Include="Analyzers" Version="4.0.0" />
</ItemGroup></Project>`,
      'src/Directory.Build.props': '<Project><PropertyGroup><Minor>7</Minor></PropertyGroup></Project>',
    },
    'src/App/App.csproj',
  );
  expect(roots[0]).toMatchObject({ path: 'src/App/App.csproj', name: 'App', version: '2.1.0' });
  expect(
    roots[0]?.components.map((c) => [c.name, c.version, c.scope, c.location.path, c.location.line]),
  ).toEqual([
    ['Analyzers', '4.0.0', 'development', 'Directory.Packages.props', 4],
    ['Central', '3.0.1', 'production', 'src/App/App.csproj', 4],
    ['Overridden', '9.0.0', 'production', 'src/App/App.csproj', 5],
    ['ByProperty', '5.7', 'production', 'src/App/App.csproj', 6],
    ['Private', '1.0.0', 'development', 'src/App/App.csproj', 7],
    ['Floating', null, 'production', 'src/App/App.csproj', 8],
    ['Unknown', null, 'production', 'src/App/App.csproj', 9],
    ['Range', null, 'production', 'src/App/App.csproj', 10],
  ]);
  expect(unknowns.map((u) => [u.reason, u.package, u.range, u.losesComponents])).toEqual([
    ['unresolved-version', 'Floating', '1.*', false],
    ['unresolved-version', 'Unknown', '$(Nowhere)', false],
    ['unresolved-version', 'Range', '[1.0,2.0)', false],
    ['unresolved-version', undefined, undefined, true],
  ]);
});

const SDK = '<PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0.0" />';
const LIBRARY = '<PackageReference Include="Lib" Version="1.0.0" />';
test.each([
  ['the test SDK', `<Project><ItemGroup>${SDK}${LIBRARY}</ItemGroup></Project>`, '<Project/>', 'test'],
  [
    'a property',
    `<Project><PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup><ItemGroup>${LIBRARY}</ItemGroup></Project>`,
    '<Project/>',
    'test',
  ],
  [
    'a property that denies it',
    `<Project><PropertyGroup><IsTestProject>false</IsTestProject></PropertyGroup><ItemGroup>${SDK}${LIBRARY}</ItemGroup></Project>`,
    '<Project/>',
    'production',
  ],
  [
    'only a shared file, perhaps under a condition',
    `<Project><ItemGroup>${LIBRARY}</ItemGroup></Project>`,
    `<Project><ItemGroup Condition="'$(Tests)' == 'true'">${SDK}</ItemGroup></Project>`,
    'production',
  ],
])('what a test project asks for is of scope test: %s', async (_, project, shared, scope) => {
  const files = { 'A.Tests.csproj': project, 'Directory.Build.props': shared };
  const { roots } = await run('nuget/project-file', files);
  expect(roots[0]?.components.find((c) => c.name === 'Lib')?.scope).toBe(scope);
});

test.each([
  [
    'nuget/packages-lock',
    'packages.lock.json',
    {
      version: 1,
      dependencies: {
        'net8.0': {
          'Microsoft.NET.Test.Sdk': { type: 'Direct', resolved: '17.0.0' },
          Lib: { type: 'Direct', resolved: '1.0.0', dependencies: { Below: '1.0.0' } },
          Below: { type: 'Transitive', resolved: '1.0.0' },
        },
      },
    },
  ],
  [
    'nuget/project-assets',
    'obj/project.assets.json',
    {
      version: 3,
      targets: {
        'net8.0': {
          'Microsoft.NET.Test.Sdk/17.0.0': { type: 'package' },
          'Lib/1.0.0': { type: 'package', dependencies: { Below: '1.0.0' } },
          'Below/1.0.0': { type: 'package' },
        },
      },
      libraries: {},
      project: {
        frameworks: {
          'net8.0': {
            dependencies: {
              'Microsoft.NET.Test.Sdk': { version: '[17.0.0, )' },
              Lib: { version: '[1.0.0, )' },
            },
          },
        },
      },
    },
  ],
])('%s of a test project is of scope test', async (id, path, content) => {
  const { roots } = await run(id, { [path]: JSON.stringify(content) });
  expect(roots[0]?.components.map((c) => [c.name, c.scope])).toEqual([
    ['Microsoft.NET.Test.Sdk', 'test'],
    ['Lib', 'test'],
    ['Below', 'test'],
  ]);
});

test('properties that lead in a circle stay unresolved', async () => {
  const { roots } = await run('nuget/project-file', {
    'A.csproj':
      '<Project><PropertyGroup><X>$(Y)$(Y)</X><Y>$(X)$(X)</Y></PropertyGroup><ItemGroup><PackageReference Include="P" Version="$(X)"/></ItemGroup></Project>',
  });
  expect(roots[0]?.components[0]?.version).toBeNull();
});

test('a lockfile beside a project file speaks for it', async () => {
  const files = { 'A.csproj': '<Project/>', 'packages.lock.json': '{}' };
  expect(await run('nuget/project-file', files)).toMatchObject({ roots: [], unknowns: [] });
});

test.each([
  ['1.2.3', '1.2.3'],
  ['[1.2.3]', '1.2.3'],
  ['1.*', null],
  ['[1.0,2.0)', null],
  ['', null],
])('the range %s restores %s', (range, version) => {
  expect(restoredVersion(range)).toBe(version);
});

test('deps.json: what delivers nothing is not listed, and leads to what does', async () => {
  const package_ = { type: 'package', sha512: '' };
  const { roots, unknowns } = await run('nuget/deps-json', {
    'Ward.deps.json': JSON.stringify({
      targets: {
        net8: {
          'Ward/1.0.0': { dependencies: { Meta: '1.0.0' }, runtime: { 'Ward.dll': {} } },
          'Meta/1.0.0': { dependencies: { Reference: '1.0.0' } },
          'Reference/1.0.0': { dependencies: { Real: '1.0.0' }, runtime: { 'lib/net8/_._': {} } },
          'Real/1.0.0': { dependencies: { Meta: '1.0.0' }, runtimeTargets: { 'runtimes/linux/a.so': {} } },
        },
      },
      libraries: {
        'Ward/1.0.0': { type: 'project' },
        'Meta/1.0.0': package_,
        'Reference/1.0.0': package_,
        'Real/1.0.0': package_,
      },
    }),
  });
  expect(unknowns).toEqual([]);
  expect(roots[0]?.components.map((c) => [c.key, c.direct])).toEqual([['Real@1.0.0', true]]);
});
