import type { Component, Scope } from '@theriac/core';
import { describe, expect, it } from 'vitest';
import { Paths } from './dependency-paths.ts';

const component = (name: string, scope: Scope, direct: boolean, dependsOn: string[] = []): Component => ({
  id: name,
  root: 'npm/package-lock:package-lock.json',
  purl: `pkg:npm/${name}@1.0.0`,
  ecosystem: 'npm',
  name,
  version: '1.0.0',
  scope,
  direct,
  location: { path: 'package-lock.json' },
  dependsOn,
});
const pathTo = (components: readonly Component[], name: string): string[] => {
  const target = components.find((c) => c.id === name);
  return target === undefined ? [] : new Paths(components).to(target).map((c) => c.name);
};

describe('Paths', () => {
  const components = [
    component('a-test-tool', 'test', true, ['parser', 'only-tested']),
    component('framework', 'production', true, ['middle']),
    component('middle', 'production', false, ['parser']),
    component('only-tested', 'test', false),
    component('parser', 'production', false),
    component('alone', 'production', false),
  ];

  it('explains what ships by what ships, even when a tool is nearer', () => {
    expect(pathTo(components, 'parser')).toEqual(['framework', 'middle', 'parser']);
  });

  it('takes a path from a tool where there is no other', () => {
    expect(pathTo(components, 'only-tested')).toEqual(['a-test-tool', 'only-tested']);
  });

  it('ends at a direct dependency, and knows what nothing leads to', () => {
    expect(pathTo(components, 'framework')).toEqual(['framework']);
    expect(pathTo(components, 'alone')).toEqual(['alone']);
  });

  it('tells what is left over from what a file without edges cannot explain', () => {
    const paths = new Paths(components);
    expect(components.filter((c) => paths.leftOver(c)).map((c) => c.name)).toEqual(['alone']);
    const flat = [component('asked', 'production', true), component('below', 'production', false)];
    expect(flat.filter((c) => new Paths(flat).leftOver(c))).toEqual([]);
  });
});
