import type { Component } from '@theriac/core';
import { component, DIRECT, finding, given, root, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import type { FixCase, FixOption } from './fix-case.ts';
import { alignFamilies, movesTogether } from './fix-families.ts';

describe('the members that move along', () => {
  const react = component('18.2.0', { ...DIRECT, id: 'react', name: 'react' });
  const member = (version: string | null, over: Partial<Component> = {}): Component =>
    component(version, { ...DIRECT, id: 'react-dom', name: 'react-dom', ...over });
  const movedWith = (of: Component, over: Partial<Component> = {}): string[] => {
    const moving = { ...react, ...over };
    const options = { ...given([moving], to('18.3.1'), [finding('A')], ['react']) };
    const inventory = new Map([moving, of].map((c) => [c.id, c]));
    return movesTogether({ ...options, inventory }, '18.3.1').map((t) => t.name);
  };

  test.each<[string, Component, string[]]>([
    ['in the same release', member('18.2.0'), ['react-dom']],
    ['in a patch of it', member('18.2.1'), ['react-dom']],
    ['in another minor release', member('18.1.0'), ['react-dom']],
    ['in another major release', member('17.0.2'), []],
    ['that is there already', member('18.3.1'), []],
    // It would be lowered.
    ['that is ahead of it', member('18.4.0'), []],
    ['of no known version', member(null), []],
    ['of the project itself', member('18.2.0', { firstParty: true }), []],
    ['that is another copy of what moves', member('18.2.0', { name: 'react' }), []],
    ['of another family', member('18.2.0', { name: 'vue' }), []],
    ['of another ecosystem', member('18.2.0', { ecosystem: 'maven' }), []],
  ])('%s', (_, of, expected) => {
    expect(movedWith(of)).toEqual(expected);
  });

  test('are none where the version of what moves is not known', () => {
    expect(movedWith(member('18.2.0'), { version: null })).toEqual([]);
  });

  test('are those that the project asks for, unless it does not ask for what moves either', () => {
    const nested = member('18.2.0', { direct: false });
    expect(movedWith(nested)).toEqual([]);
    expect(movedWith(nested, { direct: false })).toEqual(['react-dom']);
  });
});

describe('members with findings in one release', () => {
  const core = component('11.0.0', { ...DIRECT, id: 'core', name: '@angular/core' });
  const router = component('11.0.0', { ...DIRECT, id: 'router', name: '@angular/router' });
  const none = (): string[] => [];
  const caseFor = (of: Component, options: readonly FixOption[], over: Partial<FixCase> = {}): FixCase => ({
    ...given([of], options, [finding(of.id)], [of.name]),
    leavesAt: none,
    ...over,
  });
  const bestOf = (...cases: FixCase[]): (FixOption | undefined)[] =>
    alignFamilies(cases).map((c) => c.options.get(c.components[0].id)?.at(-1));
  const versions = (...cases: FixCase[]): (string | undefined)[] => bestOf(...cases).map((o) => o?.version);

  test('go to the highest version, whichever comes first', () => {
    const [low, high] = [caseFor(core, to('11.0.5')), caseFor(router, to('11.2.0'))];
    expect(versions(low, high)).toEqual(['11.2.0', '11.2.0']);
    expect(versions(high, low)).toEqual(['11.2.0', '11.2.0']);
  });

  test.each<[string, FixCase]>([
    ['under another root', caseFor(router, to('11.2.0'), { root: { ...root, id: 'elsewhere' } })],
    ['in another release', caseFor({ ...router, version: '11.1.0' }, to('11.2.0'))],
    ['of another family', caseFor({ ...router, name: '@angular/cli' }, to('11.2.0'))],
    ['of no family', caseFor({ ...router, name: '@angular/cdk' }, to('11.2.0'))],
    ['without a fix', caseFor(router, [])],
    ['that nothing is known about', caseFor(router, [], { options: new Map() })],
  ])('do not follow one %s', (_, other) => {
    expect(versions(caseFor(core, to('11.0.5')), other)[0]).toBe('11.0.5');
  });

  test('keep what their own version is, where it is the highest', () => {
    const own = [{ version: '11.2.0', leaves: ['N'] }];
    expect(bestOf(caseFor(core, own), caseFor(router, to('11.0.5')))[0]).toEqual(own[0]);
  });

  test('keep their smaller steps, and what is left at the new version is said', () => {
    const [first] = alignFamilies([
      caseFor(core, to('11.0.5', 'N'), { leavesAt: (_, version) => [`at ${version}`] }),
      caseFor(router, to('11.2.0')),
    ]);
    expect(first?.options.get('core')).toEqual([
      { version: '11.0.5', leaves: ['N'] },
      { version: '11.2.0', leaves: ['at 11.2.0'] },
    ]);
  });

  test('take over that the version may never have been released', () => {
    const unconfirmed = [{ version: '11.2.0', leaves: [], unconfirmed: true } as const];
    expect(bestOf(caseFor(core, to('11.0.5')), caseFor(router, unconfirmed))[0]).toEqual(unconfirmed[0]);
  });
});
