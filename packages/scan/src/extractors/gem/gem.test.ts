import type { Extractor } from '@theriac/core';
import { extractFromMemory, flawsOf, listing } from '@theriac/testing/check-extraction';
import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const [lock, gemfile] = extractors as [Extractor, Extractor, Extractor];
const read = async (extractor: Extractor, path: string, target: MemoryFiles) => {
  const result = await extractFromMemory(extractor, path, target);
  expect(flawsOf(result, (p) => String(target[p] ?? ''))).toEqual([]);
  return result;
};

const LOCK = `PATH
  remote: .
  specs:
    own (0.1.0)
      nokogiri (>= 1.10)

GEM
  remote: https://user:pw@gems.example/
  specs:
    mini_portile2 (2.8.0)
    nokogiri (1.13.0)
      mini_portile2 (~> 2.8.0)
      lost (>= 1)
    nokogiri (1.13.0-x86_64-linux)
    rake (13.0.6)
    rspec (3.12.0)

PLATFORMS
  ruby
  x86_64-linux

DEPENDENCIES
  own!
  nokogiri (~> 1.13)
  rake
  rspec (= 3.12.0)

CHECKSUMS
  nokogiri (1.13.0-x86_64-linux) sha256=${'ab'.repeat(32)}
  rake (13.0.6)

BUNDLED WITH
   2.5.0
`;

describe('Gemfile.lock', () => {
  it('takes direct gems from DEPENDENCIES, groups from the Gemfile and the gemspec', async () => {
    const result = await read(lock, 'Gemfile.lock', {
      'Gemfile.lock': LOCK,
      Gemfile:
        "source 'https://gems.example'\ngemspec\ngem 'nokogiri', '~> 1.13'\ngroup :test do\n  gem 'rspec', '3.12.0'\nend\n",
      'own.gemspec': "Gem::Specification.new do |s|\n  s.add_development_dependency 'rake'\nend\n",
    });
    expect(result.roots[0]).toMatchObject({ path: 'Gemfile', name: 'own', version: '0.1.0' });
    expect(listing(result)).toEqual([
      'own@0.1.0 production direct',
      'mini_portile2@2.8.0 production',
      'nokogiri@1.13.0 production direct',
      'nokogiri@1.13.0 production direct',
      'rake@13.0.6 development direct',
      'rspec@3.12.0 test direct',
    ]);
    const [own, , , linux] = result.roots[0]?.components ?? [];
    expect(own).toMatchObject({
      firstParty: true,
      dependsOn: ['nokogiri (1.13.0)', 'nokogiri (1.13.0-x86_64-linux)'],
    });
    expect(linux).toMatchObject({
      qualifiers: { platform: 'x86_64-linux' },
      hashes: [{ algorithm: 'sha256', hex: 'ab'.repeat(32) }],
      location: { path: 'Gemfile.lock', line: 14 },
      requested: '~> 1.13',
    });
    expect(result.unknowns.map((u) => `${u.reason} ${u.package} ${u.location.line}`)).toEqual([
      'dangling-edge lost 13',
    ]);
  });

  it.each([
    ['linux', 'platforms: %i[mingw mswin x64_mingw jruby]', false],
    ['linux', 'platforms: [:windows_31, :jruby]', false],
    ['linux', ':platform => :jruby', false],
    ['linux', 'platforms: %i[mri windows]', true],
    ['linux', 'platforms: OTHERS', true],
    ['x64-mingw-ucrt', 'platforms: :windows', true],
    ['java', 'platforms: %i[windows jruby]', true],
    ['', 'platforms: :windows', true],
    ['linux', 'require: false', true],
  ])('for %j, a missing gem with %s is lost: %s', async (platform, option, lost) => {
    const result = await read(lock, 'Gemfile.lock', {
      'Gemfile.lock': `GEM\n  specs:\n\nPLATFORMS\n  ${platform}\n\nDEPENDENCIES\n  a\n  b\n`,
      Gemfile: `gem 'a', ${option}\nplatforms :mswin do\n  gem 'b'\nend\n`,
    });
    const missing = result.unknowns.map((u) => u.package);
    expect(missing.includes('a')).toBe(lost);
    expect(missing.includes('b')).toBe(platform === '' || platform.includes('mingw'));
  });

  it.each([
    ["gem 'a', platforms: :jruby\nelse\n  gem 'a', '~> 1.0'", true],
    ["gem 'a', platforms: :jruby\nelse\n  gem 'a', platforms: :windows", false],
  ])('a gem that branches ask for as %j is lost: %s', async (branches, lost) => {
    const result = await read(lock, 'Gemfile.lock', {
      'Gemfile.lock': 'GEM\n  specs:\n\nPLATFORMS\n  linux\n\nDEPENDENCIES\n  a\n',
      Gemfile: `if ENV['X']\n  ${branches}\nend\n`,
    });
    expect(result.unknowns.length).toBe(lost ? 1 : 0);
  });
});

describe('Gemfile without a lockfile', () => {
  it('reads literal lines, groups and sources', async () => {
    const text = `gem 'rails', '~> 7.0', '>= 7.0.2' # note
gem "exact", "1.2.3"
group :development, :test do
  gem 'pry'
  if ENV['X']
    gem 'byebug', group: :test
  end
end
gem 'spec', groups: [:test]
gem 'tool', :group => :development
gem 'repo', github: 'a/b',
            ref: 'abc'
gem 'local', path: './x'
gem name_of_gem
gem 'after'
eval_gemfile 'other'
`;
    const result = await read(gemfile, 'Gemfile', { Gemfile: text });
    expect(listing(result)).toEqual([
      'rails@? production direct',
      'exact@1.2.3 production direct',
      'pry@? development direct',
      'byebug@? development direct',
      'spec@? test direct',
      'tool@? development direct',
      'repo@? production direct',
      'local@? production direct',
      'after@? production direct',
    ]);
    expect(result.roots[0]?.components[0]?.requested).toBe('~> 7.0, >= 7.0.2');
    expect(result.roots[0]?.components[6]).toMatchObject({
      origin: { kind: 'git', url: 'https://github.com/a/b', commit: 'abc' },
      location: { line: 11 },
    });
    expect(
      result.unknowns.filter((u) => u.package === undefined).map((u) => `${u.reason} ${u.location.line}`),
    ).toEqual(['dynamic 14', 'unresolved-include 16']);
  });
});
