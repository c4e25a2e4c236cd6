import { describeSteps } from '@theriac/core';
import { expect, test } from 'vitest';
import { fixSteps, recipeOf } from './fix-recipes.ts';

test('every command names the folder to run it in', () => {
  expect(fixSteps('direct', recipeOf('npm'), { name: 'qs', version: '6.14.2' }, 'services/api')).toEqual([
    { kind: 'command', command: 'npm install qs@6.14.2', folder: 'services/api' },
  ]);
});

test('an override limited to one version leaves other copies alone', () => {
  const move = { name: 'qs', version: '6.14.2', from: '6.2.0' };
  expect(fixSteps('override', recipeOf('npm'), move, '')).toEqual([
    { kind: 'edit', text: '{"overrides":{"qs@6.2.0":"6.14.2"}}', file: 'package.json' },
  ]);
});

test('Bundler cannot override a pin, so the parent is to be upgraded as well', () => {
  const steps = fixSteps('override', recipeOf('gem'), { name: 'activestorage', version: '7.2.3' }, '');
  expect(describeSteps(steps)).toBe(
    'Gemfile: gem "activestorage", ">= 7.2.3", then bundle update activestorage, then upgrade what Bundler says pins it as well',
  );
});

test('the Go standard library moves with the toolchain', () => {
  const move = { name: 'stdlib', version: '1.22.5' };
  expect(fixSteps('direct', recipeOf('golang'), move, '')).toEqual([
    { kind: 'edit', text: 'toolchain go1.22.5', file: 'go.mod' },
  ]);
});

test('an ecosystem without a recipe has no steps', () => {
  expect(fixSteps('direct', recipeOf('conan'), { name: 'zlib', version: '1.3.1' }, '')).toEqual([]);
});

test.each([
  ['npm', 'direct', 'npm install a@2.0.0'],
  ['npm', 'refresh', 'npm update a'],
  ['npm', 'override', 'package.json: {"overrides":{"a":"2.0.0"}}'],
  ['pypi', 'direct', 'requirements: a==2.0.0'],
  ['pypi', 'refresh', 'requirements: a==2.0.0'],
  ['pypi', 'override', 'constraints: a>=2.0.0'],
  ['maven', 'direct', 'pom.xml or build.gradle: set a to 2.0.0'],
  ['golang', 'direct', 'go get a@v2.0.0'],
  ['golang', 'refresh', 'go get a@v2.0.0'],
  ['golang', 'override', 'go get a@v2.0.0'],
  ['cargo', 'direct', 'Cargo.toml: a = "2.0.0", then cargo update -p a'],
  ['cargo', 'refresh', 'cargo update -p a --precise 2.0.0'],
  ['cargo', 'override', 'Cargo.toml: a = "2.0.0", then cargo update -p a'],
  ['gem', 'direct', 'Gemfile: gem "a", ">= 2.0.0", then bundle update a --conservative'],
  ['gem', 'refresh', 'bundle update a --conservative'],
  ['composer', 'direct', 'composer require a:^2.0.0 --update-with-all-dependencies'],
  ['composer', 'refresh', 'composer update a --with-all-dependencies'],
  ['composer', 'override', 'composer require a:^2.0.0 --update-with-all-dependencies'],
  ['nuget', 'direct', 'dotnet add package a --version 2.0.0'],
  ['githubactions', 'override', 'uses: a@2.0.0'],
] as const)('%s, %s: %s', (ecosystem, kind, steps) => {
  const move = { name: 'a', version: '2.0.0' };
  expect(describeSteps(fixSteps(kind, recipeOf(ecosystem), move, ''))).toBe(steps);
});

test.each(['refresh', 'override'] as const)(
  'Maven, %s: a managed dependency of group and artifact',
  (kind) => {
    expect(fixSteps(kind, recipeOf('maven'), { name: 'org.a:b', version: '2.0' }, '')).toEqual([
      {
        kind: 'edit',
        text: '<dependency><groupId>org.a</groupId><artifactId>b</artifactId><version>2.0</version></dependency>',
        file: '<dependencyManagement>',
      },
    ]);
  },
);

test('a Maven name without an artifact leaves it empty', () => {
  const [step] = fixSteps('override', recipeOf('maven'), { name: '', version: '2.0' }, '');
  expect(step).toMatchObject({
    text: expect.stringContaining('<groupId></groupId><artifactId></artifactId>'),
  });
});

test('a Go version has one v in front, whatever it contains', () => {
  const steps = (version: string) =>
    describeSteps(fixSteps('direct', recipeOf('golang'), { name: 'x.example/a', version }, ''));
  expect(steps('v1.2.3')).toBe('go get x.example/a@v1.2.3');
  expect(steps('1.2.3-dev.1')).toBe('go get x.example/a@v1.2.3-dev.1');
});
