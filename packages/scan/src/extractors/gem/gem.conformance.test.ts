import { readdirSync, readFileSync } from 'node:fs';
import type { Extractor } from '@theriac/core';
import { extractFromMemory, extractOrRefuse, flawsOf, listing } from '@theriac/testing/check-extraction';
import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { fixturePath } from '@theriac/testing/public-sets';
import { runExtractor } from '@theriac/testing/run-extractor';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const FIXTURES = fixturePath('extractors/osv-scalibr/extractor/filesystem/language/ruby/');
const LOCKS = `${FIXTURES}gemfilelock/testdata`;
const SPECS = `${FIXTURES}gemspec/testdata`;
const [lock, , gemspec] = extractors as [Extractor, Extractor, Extractor];
const read = async (extractor: Extractor, path: string, target: MemoryFiles) => {
  const result = await extractFromMemory(extractor, path, target);
  expect(flawsOf(result, (p) => String(target[p] ?? ''))).toEqual([]);
  return result;
};

describe('Gemfile.lock', () => {
  it('reads git and path sources', async () => {
    const git = await runExtractor(lock, LOCKS, 'has-git-gem.lock');
    expect(listing(git)).toEqual([
      'hanami-controller@2.0.0.alpha1 production',
      'hanami-utils@2.0.0.alpha1 production direct',
      'concurrent-ruby@1.1.7 production',
      'rack@2.2.3 production',
      'transproc@1.1.1 production',
    ]);
    expect(git.roots[0]?.components[1]?.origin).toEqual({
      kind: 'git',
      url: 'https://github.com/hanami/utils.git',
      commit: '5904fc9a70683b8749aa2861257d0c8c01eae4aa',
    });
    const local = await runExtractor(lock, LOCKS, 'has-local-gem.lock');
    expect(local.roots[0]?.components[0]).toMatchObject({
      name: 'backbone-on-rails',
      origin: { kind: 'path', path: 'vendor/gem/backbone-on-rails' },
    });
  });

  it('reads a whole Rails application', async () => {
    const result = await runExtractor(lock, LOCKS, 'rails.lock');
    const components = result.roots[0]?.components ?? [];
    expect(components).toHaveLength(
      readFileSync(`${LOCKS}/rails.lock`, 'utf8').match(/^ {4}\S+ \(/gm)?.length ?? 0,
    );
    expect(components.find((c) => c.name === 'rails')).toMatchObject({
      direct: true,
      dependsOn: expect.arrayContaining(['railties (7.0.2.2)']),
    });
    expect(result.unknowns.map((u) => u.reason)).toEqual(['unresolved-parent']);
  });

  it.each(readdirSync(LOCKS).sort())('public fixture %s', async (name) => {
    const text = readFileSync(`${LOCKS}/${name}`, 'utf8');
    const result = await extractOrRefuse(lock, 'Gemfile.lock', { 'Gemfile.lock': text });
    expect(JSON.stringify(await extractOrRefuse(lock, 'Gemfile.lock', { 'Gemfile.lock': text }))).toBe(
      JSON.stringify(result),
    );
    if (typeof result === 'string') expect(result).toBe('THERIAC_INPUT_SYNTAX');
    else expect(flawsOf(result, () => text)).toEqual([]);
  });
});

describe('*.gemspec', () => {
  it('reads an installed gem as a component', async () => {
    const path = 'usr/lib/ruby/gems/3.3.0/specifications/rss-0.2.9.gemspec';
    const result = await read(gemspec, path, { [path]: readFileSync(`${SPECS}/rss-0.2.9.gemspec`, 'utf8') });
    expect(result.roots[0]?.components).toEqual([
      {
        key: 'rss',
        ecosystem: 'gem',
        name: 'rss',
        version: '0.2.9',
        scope: 'production',
        direct: true,
        location: { path, line: 6 },
        origin: { kind: 'registry' },
        licence: 'BSD-2-Clause',
      },
    ]);
  });

  it('reads the specification of a project as what it asks for', async () => {
    const result = await runExtractor(gemspec, SPECS, 'rss-0.2.9.gemspec');
    expect(result.roots[0]).toMatchObject({ name: 'rss', version: '0.2.9' });
    expect(listing(result)).toEqual([
      'rexml@? production direct',
      'bundler@? development direct',
      'rake@? development direct',
      'test-unit@? development direct',
    ]);
  });

  it.each(['version_constant', 'version_constant_join', 'version_constant_expand', 'version_load_path'])(
    'finds the version constant of %s',
    async (name) => {
      const result = await runExtractor(gemspec, `${SPECS}/${name}`, `${name}.gemspec`);
      expect(result.roots[0]?.version).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );

  it.each(
    readdirSync(SPECS, { recursive: true, encoding: 'utf8' })
      .filter((p) => p.endsWith('.gemspec'))
      .sort(),
  )('public fixture %s', async (path) => {
    const text = readFileSync(`${SPECS}/${path}`, 'utf8');
    for (const name of ['x.gemspec', 'specifications/x.gemspec']) {
      const result = await extractOrRefuse(gemspec, name, { [name]: text });
      expect(JSON.stringify(await extractOrRefuse(gemspec, name, { [name]: text }))).toBe(
        JSON.stringify(result),
      );
      if (typeof result === 'string') expect(result).toBe('THERIAC_INPUT_SYNTAX');
      else expect(flawsOf(result, () => text)).toEqual([]);
    }
  });
});
