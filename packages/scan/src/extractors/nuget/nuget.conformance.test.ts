import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf, sweep } from '@theriac/testing/extractor-sweep';
import { fixture, LANGUAGES } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const FOLDER = `${LANGUAGES}/dotnet`;
const run = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractorOf(extractors, id), files, path);

sweep(
  extractorOf(extractors, 'nuget/packages-lock'),
  'dotnet/packageslockjson/testdata',
  'packages.lock.json',
  {
    'valid/packages.lock.json': 8,
  },
);
sweep(
  extractorOf(extractors, 'nuget/project-assets'),
  'dotnet/projectassetsjson/testdata',
  'project.assets.json',
  {
    'valid/project.assets.json': 30,
  },
);
sweep(extractorOf(extractors, 'nuget/packages-config'), 'dotnet/packagesconfig/testdata', 'packages.config', {
  valid: 2,
  nopackage: 1,
  noversion: 2,
});
sweep(extractorOf(extractors, 'nuget/deps-json'), 'dotnet/depsjson/testdata', 'TestLibrary.deps.json', {
  valid: 2,
  nopackagename: 1,
});
sweep(extractorOf(extractors, 'nuget/project-file'), 'dotnet/csproj/testdata', 'App.csproj', {
  valid: 1,
  noversion: 1,
  nopackage: 0,
});

test('packages.lock.json: types, edges, hashes and lines', async () => {
  const { roots, unknowns } = await run('nuget/packages-lock', {
    'packages.lock.json': fixture(`${FOLDER}/packageslockjson/testdata/valid/packages.lock.json`),
  });
  expect(unknowns).toEqual([]);
  const [first, one] = roots[0]?.components ?? [];
  expect(first).toEqual({
    key: 'Core.Dep@1.24.0',
    ecosystem: 'nuget',
    name: 'Core.Dep',
    version: '1.24.0',
    scope: 'production',
    direct: true,
    requested: '[1.24.0, )',
    location: { path: 'packages.lock.json', line: 5 },
    origin: { kind: 'registry' },
    dependsOn: [
      'Another.Longer.Name.Dep@4.5.4',
      'Some.Dep.Five@4.7.2',
      'Some.Dep.Four@4.5.0',
      'Some.Dep.One@1.1.1',
      'Some.Dep.Three@1.0.2',
      'Some.Dep.Two@4.6.0',
      'Some.Longer.Name.Dep@4.7.2',
    ],
    hashes: [
      {
        algorithm: 'sha512',
        hex: Buffer.from(
          '+/qI1j2oU1S4/nvxb2k/wDsol00iGf1AyJX5g3epV7eOpQEP/2xcgh/cxgKMeFgn3U2fmgSiBnQZdkV+l5y0Uw==',
          'base64',
        ).toString('hex'),
      },
    ],
  });
  expect([one?.direct, one?.scope, one?.location.line]).toEqual([false, 'production', 20]);
});

test('project.assets.json: one component for all frameworks, projects are first-party, private packages for developing', async () => {
  const { roots, unknowns } = await run('nuget/project-assets', {
    'obj/project.assets.json': fixture(`${FOLDER}/projectassetsjson/testdata/valid/project.assets.json`),
  });
  expect(unknowns).toEqual([]);
  expect(roots[0]).toMatchObject({ name: 'NuGet.Common', version: '5.5.0' });
  expect(
    roots[0]?.components.filter((c) => c.direct).map((c) => [c.key, c.scope, c.firstParty, c.requested]),
  ).toEqual([
    [
      'Microsoft.SourceLink.GitHub@1.0.0-beta2-19351-01',
      'development',
      undefined,
      '[1.0.0-beta2-19351-01, )',
    ],
    ['NuGet.Frameworks@5.5.0', 'production', true, undefined],
    ['NETStandard.Library@2.0.3', 'production', undefined, '[2.0.3, )'],
    ['System.Diagnostics.Process@4.3.0', 'production', undefined, '[4.3.0, )'],
    ['System.Threading.Thread@4.3.0', 'production', undefined, '[4.3.0, )'],
  ]);
  const locked = await run('nuget/project-assets', {
    'obj/project.assets.json': '{}',
    'packages.lock.json': '{}',
  });
  expect(locked).toEqual({ roots: [], unknowns: [] });
});

test('deps.json: the program is the root, packages keep their hashes, missing ones are known unknowns', async () => {
  const { roots, unknowns } = await run('nuget/deps-json', {
    'bin/TestLibrary.deps.json': fixture(`${FOLDER}/depsjson/testdata/valid`),
  });
  expect(roots[0]).toMatchObject({ name: 'TestLibrary', version: '1.0.0' });
  expect(roots[0]?.components.map((c) => [c.key, c.direct, c.hashes?.length])).toEqual([
    ['AWSSDK.Core@3.7.10.6', false, 1],
    ['Microsoft.Extensions.DependencyInjection@6.0.0', true, 1],
  ]);
  expect(unknowns.map((u) => [u.reason, u.package])).toContainEqual(['dangling-edge', 'Serilog']);
});
