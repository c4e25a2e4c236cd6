import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { TheriacError } from '../errors.ts';
import {
  canonicalVers,
  formatVers,
  MAX_VERS_LENGTH,
  parseVers,
  versContains,
  versionSchemeOfVers,
} from './vers.ts';

describe('whether a range contains a version', () => {
  it.each([
    ['vers:npm/>=1.0.0|<2.0.0', ['1.0.0', '1.5.0'], ['0.9.0', '2.0.0', '3.0.0']],
    ['vers:npm/>1.0.0|<=2.0.0', ['1.5.0', '2.0.0'], ['1.0.0', '2.0.1']],
    [
      'vers:npm/<1.0.0|>=2.0.0|<3.0.0|5.0.0',
      ['0.1.0', '2.0.0', '2.5.0', '5.0.0'],
      ['1.0.0', '1.5.0', '3.0.0', '4.0.0', '6.0.0'],
    ],
    ['vers:npm/>=1.0.0|<2.0.0|>=3.0.0', ['1.5.0', '3.0.0', '9.0.0'], ['0.1.0', '2.5.0']],
    ['vers:npm/!=1.0.0', ['0.9.0', '1.0.1'], ['1.0.0']],
    ['vers:npm/!=1.0.0|!=2.0.0', ['1.5.0'], ['1.0.0', '2.0.0']],
    ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', ['1.6.0'], ['1.5.0', '0.5.0']],
    ['vers:npm/!=1.0.0|2.0.0', ['2.0.0'], ['1.0.0', '1.5.0']],
    ['vers:npm/1.0.0|2.0.0', ['1.0.0', '2.0.0'], ['1.5.0']],
    ['vers:npm/<1.0.0|<2.0.0', ['0.5.0', '1.5.0'], ['2.0.0']],
    ['vers:npm/>1.0.0|>2.0.0', ['1.5.0', '2.0.0', '3.0.0'], ['1.0.0']],
    ['vers:npm/', [], ['1.0.0']],
    ['vers:npm/*', ['1.0.0', '1.0.0-rc.1'], []],
    ['vers:golang/>=v1.2.0', ['1.3.0'], ['v1.1.0']],
    ['vers:deb/<1:2.0', ['9.0'], ['1:2.0']],
    ['vers:pypi/1.0', ['1.0.0'], ['1.0.1']],
    ['vers:nginx/>=1.4.1|<1.5.0', ['1.4.10'], ['1.5.0']],
    ['vers:example/>=v1.9', ['1.10'], ['1.8']],
  ])('%s', (text, inside, outside) => {
    const vers = parseVers(canonicalVers(text));
    const contained = [...inside, ...outside].filter((version) => versContains(vers, version));
    expect(contained).toEqual(inside);
  });
});

test.each([
  ['pypi', 'pep440'],
  ['golang', 'go'],
  ['alpine', 'apk'],
  ['ebuild', 'gentoo'],
  ['nginx', 'semver'],
  ['rpm', 'rpm'],
  ['example', 'generic'],
])('versions of vers:%s are ordered as %s', (name, scheme) => {
  expect(versionSchemeOfVers(name)).toBe(scheme);
});

test.each([
  [
    'vers:npm/>=1.0.0|<2.0.0',
    [
      ['>=', '1.0.0'],
      ['<', '2.0.0'],
    ],
  ],
  [
    'vers:npm/1.0.0|!=2.0.0|<=3.0.0|>4.0.0',
    [
      ['=', '1.0.0'],
      ['!=', '2.0.0'],
      ['<=', '3.0.0'],
      ['>', '4.0.0'],
    ],
  ],
  ['vers:deb/1.0%2Bdfsg-1', [['=', '1.0+dfsg-1']]],
  [
    'vers:npm/<2.0.0|>=2.0.0',
    [
      ['<', '2.0.0'],
      ['>=', '2.0.0'],
    ],
  ],
  ['vers:datetime/2024-01-01T00:00:00Z', [['=', '2024-01-01T00:00:00Z']]],
  ['vers:npm/', []],
])('%s is parsed, and written back as it was', (text, wanted) => {
  const { scheme, constraints } = parseVers(text);
  expect(constraints === '*' ? '*' : constraints.map(({ op, version }) => [op, version])).toEqual(wanted);
  expect(formatVers({ scheme, constraints })).toBe(text);
});

test.each([
  ['vers:npm/ 1.0.0', 'whitespace is not permitted'],
  ['vers:npm/|1.0.0', 'leading pipe is not permitted'],
  ['vers:npm/1.0.0|', 'trailing pipe is not permitted'],
  ['vers:npm/1.0.0||2.0.0', 'consecutive pipes are not permitted'],
  ['vers:npm/2.0.0|1.0.0', 'constraints are not sorted by version'],
  ['vers:npm/>=2.0.0|<2.0.0', 'constraints are not sorted by version'],
  ['vers:npm/1.0.0%', 'invalid percent-encoding in version'],
  ['vers:deb/1.0%2bdfsg', 'percent-encoding in version is not canonical'],
  ['vers:deb/1.0%c3%a9', 'percent-encoding in version is not canonical'],
  ['vers:datetime/2024-01-01T00%3A00:00Z', 'datetime time colons must be unencoded'],
  ['vers:datetime/2024-01-01t00:00:00Z', 'datetime must use uppercase T and Z'],
  ['vers:datetime/2024-01-01T00:00:00z', 'datetime must use uppercase T and Z'],
])('%s is not canonical: %s', (text, reason) => {
  expect(() => parseVers(text)).toThrow(
    new TheriacError('THERIAC_INPUT_SYNTAX', `non-canonical VERS: ${reason}`),
  );
});

test.each([
  ['npm/1.0.0', 'it does not begin with vers: and a scheme'],
  ['vers:npm', 'it does not begin with vers: and a scheme'],
  ['vers:1npm/1.0.0', 'it does not begin with vers: and a scheme'],
  ['vers:NPM/1.0.0', 'it does not begin with vers: and a scheme'],
  ['pkg:vers:npm/1.0.0', 'it does not begin with vers: and a scheme'],
  ['vers:npm/>=', 'a constraint has no version'],
  ['vers:npm/>==1.0.0', 'a constraint has no version'],
  ['vers:npm/*|1.0.0', 'a constraint has no version'],
  ['vers:npm/!1.0.0', 'a constraint has no version'],
])('%s is not VERS: %s', (text, reason) => {
  expect(() => parseVers(text)).toThrow(
    new TheriacError('THERIAC_INPUT_SYNTAX', `not a VERS range: ${reason}`),
  );
});

test('the longest text that is looked at', () => {
  const padded = (length: number): string => 'vers:npm/1'.padEnd(length, '1');
  expect(parseVers(padded(MAX_VERS_LENGTH)).scheme).toBe('npm');
  expect(() => parseVers(padded(MAX_VERS_LENGTH + 1))).toThrow('longer than 65536 characters');
});

test.each([
  ['vers:npm/ <2.0.0 | | >=1.0.0 ', 'vers:npm/>=1.0.0|<2.0.0'],
  ['vers:npm/ * ', 'vers:npm/*'],
  ['vers:npm/=1.0.0', 'vers:npm/1.0.0'],
  ['vers:npm/>=2.0.0|<2.0.0', 'vers:npm/<2.0.0|>=2.0.0'],
  ['vers:npm/<=2.0.0|2.0.0', 'vers:npm/<=2.0.0|2.0.0'],
  ['vers:npm/2.0.0|<=2.0.0', 'vers:npm/<=2.0.0|2.0.0'],
  ['vers:deb/1.0+dfsg', 'vers:deb/1.0%2Bdfsg'],
  ['vers:npm/||', 'vers:npm/'],
])('%s becomes %s', (text, canonical) => {
  expect(canonicalVers(text)).toBe(canonical);
});

test('text is parsed or refused, and what is parsed is written back as it was', () => {
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
