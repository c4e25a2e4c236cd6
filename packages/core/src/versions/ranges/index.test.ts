import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERSION_SCHEMES, type VersionScheme } from '../../inventory/ecosystems.ts';
import { minimumVersion, parseRange, satisfies } from './index.ts';

type Row = readonly [range: string, inside: readonly string[], outside: readonly string[]];

function check(scheme: VersionScheme, rows: readonly Row[]): void {
  for (const [text, inside, outside] of rows) {
    const range = parseRange(scheme, text);
    if (range === null) throw new RangeError(`not understood: ${text}`);
    const verdict = (versions: readonly string[]) =>
      versions.map((v) => `${text} ${v} ${satisfies(scheme, v, range)}`);
    expect(verdict(inside)).toEqual(inside.map((v) => `${text} ${v} true`));
    expect(verdict(outside)).toEqual(outside.map((v) => `${text} ${v} false`));
  }
}

describe('ranges', () => {
  it('of npm: caret, tilde, wildcards, hyphens, alternatives, prereleases', () => {
    check('npm', [
      ['^1.2.3', ['1.2.3', '1.9.0'], ['1.2.2', '2.0.0', '1.3.0-rc.1', '2.0.0-rc.1']],
      ['^0.2.3', ['0.2.9'], ['0.3.0', '0.2.2']],
      ['^0.0.3', ['0.0.3'], ['0.0.4']],
      ['^0.0', ['0.0.9'], ['0.1.0']],
      ['^1.2.3-beta.2', ['1.2.3-beta.3', '1.2.3', '1.4.0'], ['1.2.4-beta.3', '1.2.3-beta.1']],
      ['~1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
      ['~1', ['1.9.9'], ['2.0.0']],
      ['1.x', ['1.0.0', '1.9.9'], ['2.0.0', '0.9.0']],
      ['1.2.*', ['1.2.9'], ['1.3.0']],
      ['*', ['0.0.1', '9.9.9'], ['1.0.0-rc.1']],
      ['', ['1.0.0'], []],
      ['1.2.3 - 2.3', ['1.2.3', '2.3.9'], ['2.4.0', '1.2.2']],
      ['>1.2', ['1.3.0'], ['1.2.9']],
      ['<=1.2', ['1.2.9'], ['1.3.0']],
      ['>= 1.0.0 < 1.4.6 || 2.0.0', ['1.4.5', '2.0.0'], ['1.4.6', '2.0.1']],
      ['=v1.2.3', ['1.2.3'], ['1.2.4']],
    ]);
  });

  it('of Python: compatible releases, wildcards, exclusive bounds, local versions, prereleases', () => {
    check('pep440', [
      ['~=2.2', ['2.2', '2.9'], ['3.0', '2.1']],
      ['~=1.4.5', ['1.4.5', '1.4.9'], ['1.5.0']],
      ['==1.4.*', ['1.4', '1.4.99'], ['1.5', '1.40']],
      ['!=1.5.*,>=1.0', ['1.4', '1.6'], ['1.5.2', '0.9']],
      ['==1.0', ['1.0.0', '1.0+local'], ['1.0.post1']],
      ['==1.0+local', ['1.0+local'], ['1.0']],
      ['>1.7', ['1.7.1', '1.8'], ['1.7', '1.7.0.post1', '1.7+local']],
      ['<2.0', ['1.9'], ['2.0rc1', '2.0']],
      ['>=1.0', ['1.0', '2.0'], ['2.0rc1']],
      ['>=2.0rc1', ['2.0rc2', '2.0'], ['2.0b1']],
      ['>=1.0, <2.0, !=1.3', ['1.2'], ['1.3', '2.0']],
    ]);
  });

  it('of Maven and NuGet: intervals, and what a bare version means', () => {
    check('maven', [
      ['[1.0,2.0)', ['1.0', '1.9'], ['2.0', '0.9']],
      ['(,1.0],[1.2,)', ['0.5', '1.0', '1.2'], ['1.1']],
      ['[1.5]', ['1.5.0'], ['1.5.1']],
      ['1.0', ['1.0.0.Final'], ['1.1']],
    ]);
    check('nuget', [
      ['1.0', ['1.0.0', '2.0'], ['0.9']],
      ['[1.0.0, 2.0.0)', ['1.5'], ['2.0.0']],
      ['(1.0,)', ['1.0.1'], ['1.0']],
      ['1.2.*', ['1.2.9'], ['1.3.0', '1.1']],
    ]);
  });

  it('of RubyGems: the pessimistic operator keeps prereleases of the next line out', () => {
    check('gem', [
      ['~> 2.0.8', ['2.0.8', '2.0.99'], ['2.1', '2.1.0.rc1', '2.0.7']],
      ['~> 2.2', ['2.9'], ['3.0', '3.0.a']],
      ['>= 1.0, < 3, != 2.1', ['2.0'], ['2.1.0', '3.0']],
    ]);
  });

  it('of Composer', () => {
    check('composer', [
      ['^1.2', ['1.2.0', 'v1.9', '1.2.0-beta1'], ['2.0.0-RC1', '2.0', '1.1.9']],
      ['~1.2', ['1.9'], ['2.0']],
      ['~1.2.3', ['1.2.9'], ['1.3']],
      ['1.0.*', ['1.0.5'], ['1.1']],
      ['1.0 - 2.0', ['1.0', '2.0.5'], ['2.1']],
      ['^0.3 || ^1.0@dev', ['0.3.2', '1.4'], ['0.4']],
      ['>=1.0 <1.1 | >=1.2', ['1.0.5', '1.2'], ['1.1.5']],
      ['1.0', ['1.0.0.0'], ['1.0.1']],
      ['dev-main', ['dev-main'], ['1.0']],
    ]);
  });

  it('of Cargo, Go, Conan and the distributions', () => {
    check('cargo', [
      ['1.2.3', ['1.9.0'], ['2.0.0', '1.3.0-rc.1']],
      ['0.3', ['0.3.9'], ['0.4.0']],
      ['>=1.2, <1.5', ['1.4.9'], ['1.5.0']],
      ['=1.2.3', ['1.2.3'], ['1.2.4']],
      ['1.*', ['1.9.9'], ['2.0.0']],
    ]);
    check('go', [['v1.2.3', ['v1.2.3', 'v1.3.0'], ['v1.2.2']]]);
    check('conan', [
      ['~2.5', ['2.5.1'], ['2.6', '2.6-rc', '2.5.1-rc']],
      ['^1.1.2-', ['1.2-rc'], ['2-rc']],
      ['>1 <2.0 || ^3.2', ['1.5', '3.3'], ['2.5']],
    ]);
    check('deb', [
      ['(>= 2.17)', ['2.31-13'], ['2.16']],
      ['<< 1:2.0', ['9.0'], ['1:2.0']],
    ]);
    check('apk', [
      ['~1.2', ['1.2.3-r0'], ['1.3_alpha1', '1.1']],
      ['>1.2.3-r0', ['1.2.3-r1'], ['1.2.3-r0']],
    ]);
  });

  it('are null when text is not a range', () => {
    expect(parseRange('npm', 'git+https://git.example/a/b')).toBeNull();
    expect(parseRange('npm', 'file:../a')).toBeNull();
    expect(parseRange('npm', 'workspace:*')).toBeNull();
    expect(parseRange('pep440', '>=abc')).toBeNull();
    expect(parseRange('maven', '[1.0')).toBeNull();
    expect(parseRange('gem', '~> ')).toBeNull();
  });

  it('name the least version that they promise', () => {
    const least = (scheme: VersionScheme, text: string): string | null => {
      const range = parseRange(scheme, text);
      return range === null ? 'not understood' : minimumVersion(range);
    };
    expect(least('npm', '^1.2')).toBe('1.2.0');
    expect(least('npm', '>=2.0.0 <3.0.0 || ^1.5.0')).toBe('1.5.0');
    expect(least('npm', '<2.0.0')).toBeNull();
    expect(least('pep440', '>=1.4,!=1.5,<2')).toBe('1.4');
    expect(least('maven', '[1.2,2.0)')).toBe('1.2');
    expect(least('go', 'v1.2.3')).toBe('v1.2.3');
  });

  it('take any text, also 100 kB of it, without throwing or hanging', () => {
    for (const scheme of VERSION_SCHEMES) {
      for (const piece of ['1.', '>=1,', '!=1.*,', '[1,2),', '^1 ', '||', ' ', '1 - ', '~> 1,', '(', '1|']) {
        expect(parseRange(scheme, piece.repeat(100_000 / piece.length))).toBeNull();
        const range = parseRange(scheme, piece.repeat(1000 / piece.length));
        if (range !== null) satisfies(scheme, '1.0.0', range);
      }
      fc.assert(
        fc.property(fc.string(), fc.string(), (text, version) => {
          const range = parseRange(scheme, text);
          if (range !== null) {
            satisfies(scheme, version, range);
            minimumVersion(range);
          }
        }),
      );
    }
  });
});
