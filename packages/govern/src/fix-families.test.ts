import { component, DIRECT, finding, given, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { planAllFixes } from './fix.ts';
import type { FixCase } from './fix-case.ts';
import { alignFamilies, FAMILIES, familyOf, movesTogether } from './fix-families.ts';

const titleOf = (ecosystem: 'npm' | 'maven' | 'gem' | 'nuget', name: string): string | undefined =>
  familyOf({ ecosystem, name })?.title;

describe('the table', () => {
  test.each([
    ['npm', '@angular/core', 'Angular'],
    ['npm', '@angular/cli', 'Angular tools'],
    ['npm', '@angular/cdk', undefined],
    ['npm', 'react-dom', 'React'],
    ['npm', 'react-router', undefined],
    ['gem', 'activerecord', 'Ruby on Rails'],
    ['gem', 'railway', undefined],
    ['maven', 'org.springframework:spring-web', 'Spring Framework'],
    ['maven', 'org.springframework.boot:spring-boot-starter-web', 'Spring Boot'],
    ['maven', 'org.springframework.data:spring-data-jpa', undefined],
    ['maven', 'com.fasterxml.jackson.core:jackson-databind', 'Jackson'],
    // Annotations have no patch releases of their own.
    ['maven', 'com.fasterxml.jackson.core:jackson-annotations', undefined],
    ['maven', 'io.netty:netty-handler', 'Netty'],
    ['maven', 'io.netty:netty-tcnative-boringssl-static', undefined],
    ['maven', 'org.eclipse.jetty:jetty-server', 'Jetty'],
    ['maven', 'org.eclipse.jetty:jetty-servlet-api', undefined],
    ['npm', 'rails', undefined],
    ['nuget', 'Microsoft.AspNetCore.Authentication.JwtBearer', 'ASP.NET Core'],
  ] as const)('%s %s: %s', (ecosystem, name, title) => {
    expect(titleOf(ecosystem, name)).toBe(title);
  });

  test('has each title once', () => {
    expect(new Set(FAMILIES.map((f) => f.title)).size).toBe(FAMILIES.length);
  });
});

const core = component('11.0.0', { ...DIRECT, id: 'core', name: '@angular/core' });
const common = component('11.0.2', { ...DIRECT, id: 'common', name: '@angular/common' });
const older = component('9.0.0', { ...DIRECT, id: 'forms', name: '@angular/forms' });
const cdk = component('11.0.0', { ...DIRECT, id: 'cdk', name: '@angular/cdk' });
const inventory = new Map([core, common, older, cdk].map((c) => [c.id, c]));
const caseOf = (version: string): FixCase => ({
  ...given([core], to(version), [finding('A')], ['@angular/core']),
  inventory,
});

test('members of the same release move with it, others and those that are there already do not', () => {
  expect(movesTogether(caseOf('11.0.5'), '11.0.5').map((t) => t.name)).toEqual(['@angular/common']);
  expect(movesTogether(caseOf('11.0.2'), '11.0.2')).toEqual([]);
  expect(movesTogether(given([component('1.0.0')], to('2.0.0'), []), '2.0.0')).toEqual([]);
});

describe('members with findings', () => {
  const web = component('11.0.0', { ...DIRECT, id: 'web', name: '@angular/router' });
  const second = given([web], to('11.2.0'), [finding('B')], ['@angular/router']);

  test('go to the highest version that one of them needs', () => {
    const first = { ...caseOf('11.0.5'), leavesAt: () => [] };
    const fixes = planAllFixes([first, { ...second, leavesAt: () => [] }]);
    expect(fixes.map((f) => f.to)).toEqual(['11.2.0', '11.2.0']);
  });

  test('keep their own where the higher one leaves more, or where that cannot be looked up', () => {
    const last = (cases: FixCase[]): string | undefined => cases[0]?.options.get('core')?.at(-1)?.version;
    expect(last(alignFamilies([{ ...caseOf('11.0.5'), leavesAt: () => ['N'] }, second]))).toBe('11.0.5');
    expect(last(alignFamilies([caseOf('11.0.5'), second]))).toBe('11.0.5');
  });
});
