import { expect, test } from 'vitest';
import { fixCommand } from './fix-commands.ts';

test('packages of a deno.lock are moved with Deno, not with npm', () => {
  expect(fixCommand('direct', 'npm/deno-lock', 'npm', 'qs', '6.14.2')).toBe('deno update qs@6.14.2');
});

test('what an archive holds is changed by another archive, not by a build file', () => {
  expect(fixCommand('override', 'maven/jar', 'maven', 'g:lib', '1.2.13')).toBe(
    'replace the archive by a release that holds g:lib 1.2.13, or build it anew with that',
  );
  expect(fixCommand('direct', 'maven/jar', 'maven', 'g:lib', '1.2.13')).toBe(
    'replace the archive by g:lib 1.2.13',
  );
});

test('Bundler cannot override a pin, so the parent is to be raised as well', () => {
  expect(fixCommand('override', 'gem/gemfile-lock', 'gem', 'activestorage', '7.2.3')).toBe(
    'Gemfile: gem "activestorage", ">= 7.2.3", then bundle update activestorage; Bundler names what pins it: raise that too',
  );
});

test('two release lines under Yarn never get two resolutions of one name', () => {
  const of = (from?: string) =>
    fixCommand('override', 'npm/yarn-lock', 'npm', 'path-to-regexp', '0.1.13', from);
  expect(of()).toBe('package.json: {"resolutions":{"path-to-regexp":"0.1.13"}}');
  expect(of('0.1.12')).toBe(
    'package.json resolutions: 0.1.13 for each range that resolves to path-to-regexp 0.1.12',
  );
});
