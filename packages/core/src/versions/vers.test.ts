import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TheriacError } from '../errors.ts';
import { canonicalVers, formatVers, parseVers, versContains } from './vers.ts';
import { versFromNative } from './vers-native.ts';

describe('VERS', () => {
  it.each([
    ['vers:npm/>=1.0.0|<2.0.0', '1.5.0', true],
    ['vers:npm/>=1.0.0|<2.0.0', '2.0.0', false],
    ['vers:npm/<1.0.0|>=2.0.0|<3.0.0|5.0.0', '0.1.0', true],
    ['vers:npm/<1.0.0|>=2.0.0|<3.0.0|5.0.0', '5.0.0', true],
    ['vers:npm/<1.0.0|>=2.0.0|<3.0.0|5.0.0', '3.0.0', false],
    ['vers:npm/!=1.0.0', '1.0.1', true],
    ['vers:npm/!=1.0.0', '1.0.0', false],
    ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', '1.5.0', false],
    ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', '1.6.0', true],
    ['vers:golang/>=v1.2.0', '1.3.0', true],
    ['vers:deb/<1:2.0', '9.0', true],
  ])('%s contains %s: %s', (text, version, inside) => {
    expect(versContains(parseVers(canonicalVers(text)), version)).toBe(inside);
  });

  it('joins native alternatives that overlap', () => {
    expect(versFromNative('npm', '^1.0.0 || >=1.5.0')).toBe('vers:npm/>=1.0.0');
    expect(versFromNative('npm', 'git+https://git.example/x')).toBeNull();
  });

  it('is parsed or refused, and what is parsed is written back as it was', () => {
    const piece = fc.constantFrom('>=', '<', '|', '1.0.0', '2.0', '%2B', '!=', '*', 'rc1', '-', ' ');
    const text = fc.array(piece, { maxLength: 8 }).map((parts) => `vers:pypi/${parts.join('')}`);
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (given) => {
        let canonical: string;
        try {
          canonical = canonicalVers(given);
        } catch (error) {
          expect(error).toBeInstanceOf(TheriacError);
          return;
        }
        expect(canonicalVers(canonical)).toBe(canonical);
        expect(formatVers(parseVers(canonical))).toBe(canonical);
      }),
      { numRuns: 2000 },
    );
    expect(() => parseVers(`vers:npm/${'1|'.repeat(50_000)}`)).toThrow('longer than');
  });
});
