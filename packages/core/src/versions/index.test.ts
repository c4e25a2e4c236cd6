import { describe, expect, it } from 'vitest';
import { isPrerelease, isValidVersion, sameVersion, versionDistance } from './index.ts';

describe('validity', () => {
  it.each([
    ['npm', '1.2.3', true],
    ['npm', 'v1.2.3-rc.1+build', true],
    ['npm', '1.2', false],
    ['npm', '01.2.3', false],
    ['npm', 'latest', false],
    ['npm', '^1.2.3', false],
    ['pep440', '1!2.0.post1.dev3+local.1', true],
    ['pep440', '0.1-bulbasaur', false],
    ['maven', '[1.0,2.0)', false],
    ['maven', '1.0-SNAPSHOT', true],
    ['maven', '$' + '{project.version}', false],
    ['nuget', '1.2.3.4-beta', true],
    ['nuget', '1.2.3.4.5', false],
    ['gem', '1.0.0.rc1', true],
    ['gem', '~> 1.0', false],
    ['composer', 'v1.2.0-RC1', true],
    ['composer', 'dev-master', true],
    ['composer', '2.x-dev', true],
    ['composer', '^1.0', false],
    ['go', 'v0.0.0-20220314234659-1baeb1ce4c0b', true],
    ['go', 'v2.8.1+incompatible', true],
    ['go', 'go1.21rc2', true],
    ['go', 'main', false],
    ['cargo', '1.0', false],
    ['deb', '1:2.4.47-2+b1', true],
    ['deb', 'r12-1', true],
    ['deb', '1.0 beta', false],
    ['rpm', '32:9.16.23-1.el9', true],
    ['apk', '1.2.3_rc1-r0', true],
    ['apk', '1.2.3-foo', false],
  ] as const)('%s %s: %s', (scheme, text, valid) => {
    expect(isValidVersion(scheme, text)).toBe(valid);
  });
});

describe('equality', () => {
  it.each([
    ['pep440', '1.0', '1.0.0', true],
    ['pep440', '1.0rc1', '1.0.c.1', true],
    ['pep440', '1.0+a', '1.0', false],
    ['composer', '1.0', 'v1.0.0.0', true],
    ['composer', '1.0-beta', '1.0.0-b', true],
    ['composer', '1.0', '1.0.1', false],
    ['composer', '1.0', '01.00.000.0', true],
    ['composer', '1.0+build', '1.0.0', true],
    ['composer', '1.0-RC1', 'v1.0.0-rc1', true],
    ['composer', '1.0-RC1', '1.0.0-RC2', false],
    ['composer', '1.0-RC1', '1.0.0-beta1', false],
    ['composer', '1.100', '1.10', false],
    ['composer', '1.11', '11.1', false],
    ['composer', '1.2.3.4.5', '1.2.3.4.6', false],
    ['composer', '1.2.3.4.5', 'dev-main', false],
    ['composer', 'dev-main', 'dev-next', false],
    ['composer', 'dev-main', 'dev-main', true],
    ['maven', '1.0.0.Final', '1', true],
    ['nuget', '1.0.0-BETA', '1.0.0.0-beta+build', true],
    ['go', 'v1.2.3', '1.2.3', true],
    ['deb', '1.0', '0:1.0-0', true],
  ] as const)('%s: %s and %s: %s', (scheme, a, b, same) => {
    expect(sameVersion(scheme, a, b)).toBe(same);
  });
});

describe('distance', () => {
  it.each([
    ['npm', '1.2.3', '1.2.3', 'none'],
    ['npm', '1.2.3', '1.2.4', 'patch'],
    ['npm', '1.2.3', '1.3.0', 'minor'],
    ['npm', '1.2.3', '2.0.0', 'major'],
    ['npm', '0.2.3', '0.3.0', 'major'],
    ['npm', '0.2.3', '0.2.4', 'patch'],
    ['npm', '2.0.0', '1.9.0', 'major'],
    ['npm', '1.0.0-rc.1', '1.0.0', 'patch'],
    ['npm', '1.0.0', 'next', 'unknown'],
    ['pep440', '1.0', '1!1.0', 'major'],
    ['deb', '1:1.0-1', '2:1.0-1', 'major'],
    ['deb', '1.2.3-1', '1.2.3-2', 'patch'],
    ['go', 'v1.2.0', '1.3.0', 'minor'],
    ['composer', 'dev-master', '1.0.0', 'unknown'],
    ['datetime', '2024-01-01T00:00:00Z', '2024-01-02T00:00:00Z', 'unknown'],
  ] as const)('%s: %s to %s is %s', (scheme, from, to, distance) => {
    expect(versionDistance(scheme, from, to)).toBe(distance);
  });
});

describe('prereleases', () => {
  it.each([
    ['npm', '1.0.0-0', true],
    ['npm', '1.0.0+build', false],
    ['pep440', '1.0.post1', false],
    ['pep440', '1.0.dev1', true],
    ['maven', '1.0-SNAPSHOT', true],
    ['maven', '1.0-jre', false],
    ['gem', '1.0.0.pre', true],
    ['composer', '1.0.0-p1', false],
    ['composer', '1.0.0-beta2', true],
    ['go', 'v0.0.0-20220314234659-1baeb1ce4c0b', true],
    ['apk', '1.0_p1', false],
    ['apk', '1.0_rc1', true],
    ['rpm', '1.0~rc1-1', true],
  ] as const)('%s %s: %s', (scheme, version, expected) => {
    expect(isPrerelease(scheme, version)).toBe(expected);
  });
});
