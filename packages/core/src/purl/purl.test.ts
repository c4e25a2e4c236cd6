import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ECOSYSTEM_IDS } from '../inventory/ecosystems.ts';
import { formatPurl, MAX_PURL_LENGTH, parsePurl, tryParsePurl } from './purl.ts';
import { componentOfPurl, type NativePackage, purlOf } from './purl-native.ts';

const TABLE: readonly (readonly [NativePackage, string])[] = [
  [{ ecosystem: 'npm', name: '@scope/name', version: '1.0.0' }, 'pkg:npm/%40scope/name@1.0.0'],
  [{ ecosystem: 'npm', name: 'JSONStream', version: null }, 'pkg:npm/JSONStream'],
  [{ ecosystem: 'maven', name: 'org.a:b', version: '1.0-RC1' }, 'pkg:maven/org.a/b@1.0-RC1'],
  [
    { ecosystem: 'maven', name: 'org.a:b', version: '1', qualifiers: { type: 'war', classifier: 'x' } },
    'pkg:maven/org.a/b@1?classifier=x&type=war',
  ],
  [
    { ecosystem: 'golang', name: 'github.com/Masterminds/semver/v3', version: 'v3.2.0+incompatible' },
    'pkg:golang/github.com/Masterminds/semver/v3@v3.2.0%2Bincompatible',
  ],
  [{ ecosystem: 'golang', name: 'stdlib', version: '1.21.3' }, 'pkg:golang/stdlib@1.21.3'],
  [{ ecosystem: 'composer', name: 'vendor/name', version: 'v1.2' }, 'pkg:composer/vendor/name@v1.2'],
  [{ ecosystem: 'composer', name: 'ext-json', version: null }, 'pkg:composer/ext-json'],
  [{ ecosystem: 'pypi', name: 'django-package', version: '1.0' }, 'pkg:pypi/django-package@1.0'],
  [{ ecosystem: 'nuget', name: 'Newtonsoft.Json', version: '13.0.1' }, 'pkg:nuget/Newtonsoft.Json@13.0.1'],
  [{ ecosystem: 'docker', name: 'library/nginx', version: '1.25' }, 'pkg:docker/library/nginx@1.25'],
  [
    { ecosystem: 'docker', name: 'registry.example:5000/team/app', version: 'sha256:abc' },
    'pkg:docker/team/app@sha256:abc?repository_url=registry.example:5000',
  ],
  [
    { ecosystem: 'githubactions', name: 'actions/checkout', version: 'v4' },
    'pkg:githubactions/actions/checkout@v4',
  ],
  [
    { ecosystem: 'githubactions', name: 'github/codeql-action/init', version: 'v3' },
    'pkg:githubactions/github/codeql-action@v3#init',
  ],
  [
    {
      ecosystem: 'deb',
      name: 'curl',
      version: '7.88.1-10+deb12u5',
      qualifiers: { distro: 'debian-12', arch: 'amd64' },
    },
    'pkg:deb/debian/curl@7.88.1-10%2Bdeb12u5?arch=amd64&distro=debian-12',
  ],
  [
    { ecosystem: 'deb', name: 'curl', version: '8', qualifiers: { distro: 'ubuntu-22.04' } },
    'pkg:deb/ubuntu/curl@8?distro=ubuntu-22.04',
  ],
  [
    { ecosystem: 'rpm', name: 'bind', version: '32:9.16-1.el9', qualifiers: { distro: 'rhel-9' } },
    'pkg:rpm/redhat/bind@9.16-1.el9?distro=rhel-9&epoch=32',
  ],
  [
    { ecosystem: 'apk', name: 'musl', version: '1.2.4-r2', qualifiers: { distro: 'alpine-3.19' } },
    'pkg:apk/alpine/musl@1.2.4-r2?distro=alpine-3.19',
  ],
];

describe('package URLs of our own names', () => {
  it.each(TABLE)('%o is %s, and back', (native, text) => {
    expect(purlOf(native)).toBe(text);
    expect(formatPurl(parsePurl(text))).toBe(text);
    expect(componentOfPurl(parsePurl(text))).toEqual(native);
  });

  it('normalises where the type says so', () => {
    expect(purlOf({ ecosystem: 'pypi', name: 'Django_Package', version: '1.0.DEV1' })).toBe(
      'pkg:pypi/django-package@1.0.dev1',
    );
    expect(purlOf({ ecosystem: 'composer', name: 'Laravel/Framework', version: null })).toBe(
      'pkg:composer/laravel/framework',
    );
  });

  it.each([
    [
      'pkg:gem/a@1.19.3-x86_64-linux-gnu',
      { ecosystem: 'gem', version: '1.19.3', qualifiers: { platform: 'x86_64-linux-gnu' } },
    ],
    [
      'pkg:gem/a@2.0.0.rc1-java',
      { ecosystem: 'gem', version: '2.0.0.rc1', qualifiers: { platform: 'java' } },
    ],
    ['pkg:deb/debian/a@3.0-1?epoch=1', { ecosystem: 'deb', version: '1:3.0-1' }],
    ['pkg:deb/debian/a@2:3.0-1?epoch=1', { ecosystem: 'deb', version: '2:3.0-1' }],
    [
      'pkg:oci/a@sha256:00?repository_url=registry.example.org/team/a',
      { ecosystem: 'docker', name: 'registry.example.org/team/a', version: 'sha256:00' },
    ],
  ])('reads %s as generators write it', (text, native) => {
    expect(componentOfPurl(parsePurl(text))).toMatchObject(native);
  });

  it('has no component for types outside our ecosystems', () => {
    expect(componentOfPurl(parsePurl('pkg:qpkg/a/b@1'))).toBeNull();
  });
});

describe('hostile text', () => {
  it('is refused with a reason', () => {
    expect(() => parsePurl('npm/left-pad')).toThrow('it does not begin with pkg:');
    expect(() => parsePurl('pkg:npm/a%ZZ')).toThrow('a percent-encoding is broken');
    expect(() => parsePurl('pkg:npm/a?k=1&K=2')).toThrow('the qualifier k appears twice');
    expect(() => parsePurl(`pkg:npm/${'a'.repeat(MAX_PURL_LENGTH)}`)).toThrow('longer than 8192 characters');
  });

  it('cannot reach a prototype through qualifiers', () => {
    const purl = parsePurl('pkg:npm/a?__proto__=x&constructor=y');
    expect(Object.keys(purl.qualifiers ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(purl.qualifiers)).toBe(Object.prototype);
    expect(formatPurl(purl)).toBe('pkg:npm/a?__proto__=x&constructor=y');
  });

  it('never leaves the package through a subpath', () => {
    expect(parsePurl('pkg:npm/a#../../%2e%2e/b/./c').subpath).toBe('b/c');
  });

  it('is parsed or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((s) => `pkg:npm/${s}`),
        ),
        (text) => {
          const purl = tryParsePurl(text);
          if (purl !== null) expect(parsePurl(formatPurl(purl))).toEqual(purl);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('round-trips every name that an ecosystem can have, and never throws for others', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.constantFrom(...ECOSYSTEM_IDS), text, text, (ecosystem, name, version) => {
        const once = purlOf({ ecosystem, name, version });
        const purl = tryParsePurl(once);
        if (purl !== null) expect(formatPurl(purl).length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
