import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueWithoutCredentials, withoutCredentials } from './credentials.ts';

const SECRET = 's3cr3tvalue';

describe('takes out', () => {
  test.each([
    [`https://user:${SECRET}@host/x`, 'https://host/x'],
    [`git+https://${SECRET}@host/x.git#main`, 'git+https://host/x.git#main'],
    [`https://u:a@${SECRET}@host/a`, 'https://host/a'],
    [`https://u:a/b?${SECRET}@host/a`, 'https://host/a'],
    [`ssh://git:${SECRET}@host/a`, 'ssh://host/a'],
    [`see //u:${SECRET}@host/ there`, 'see //host/ there'],
    [`https:\\/\\/u:${SECRET}@host\\/a`, 'https:\\/\\/host\\/a'],
    [`https:/u:${SECRET}@host/a`, 'https:/host/a'],
    [
      `pkg:npm/a@1?vcs_url=git%2Bhttps:%2F%2Fu:${SECRET}%40host%2Fx`,
      'pkg:npm/a@1?vcs_url=git%2Bhttps:%2F%2Fhost%2Fx',
    ],
    [`https%3A%2F%2Fu%3Aa%2F${SECRET}%40host%2Fx`, 'https%3A%2F%2Fhost%2Fx'],
    [`https%253A%252F%252Fu%253A${SECRET}%2540host%252F`, 'https%253A%252F%252Fhost%252F'],
    [`https://h/x?a=b&access_token=${SECRET}#c`, 'https://h/x?a=b&access_token=REDACTED#c'],
    [`https://h/x?sv=1&sig=${SECRET}%3D&b=c`, 'https://h/x?sv=1&sig=REDACTED&b=c'],
    [`https://h/x?X-Amz-Signature=${SECRET}`, 'https://h/x?X-Amz-Signature=REDACTED'],
    [`a?x=1&amp;private_token=${SECRET}&amp;y=2`, 'a?x=1&amp;private_token=REDACTED&amp;y=2'],
    [`x%3Ftoken%3D${SECRET}%26y%3D1`, 'x%3Ftoken%3DREDACTED%26y%3D1'],
    [`//registry.example/:_authToken=${SECRET}`, '//registry.example/:_authToken=REDACTED'],
    [`Authorization: Basic ${SECRET}`, 'Authorization: Basic REDACTED'],
    [`https://h/ghp_${SECRET}0123456789/x`, 'https://h/REDACTED/x'],
    [`deploy:${SECRET}@host.example/emr`, 'host.example/emr'],
    [`u:a@${SECRET}@host.example:8443/emr`, 'host.example:8443/emr'],
    [`go.mod#u:${SECRET}@host.example/lib@v1.0.0`, 'go.mod#host.example/lib@v1.0.0'],
    [`pkg:golang/u:${SECRET}%40host.example/lib@v1.0.0`, 'pkg:golang/host.example/lib@v1.0.0'],
    [`pkg:golang/u%3A${SECRET}%40host.example%2Flib`, 'pkg:golang/host.example%2Flib'],
  ])('%s', (text, clean) => {
    expect(withoutCredentials(text)).toBe(clean);
    expect(withoutCredentials(clean)).toBe(clean);
  });
});

test.each([
  'https://host:8080/a@b',
  'git@github.com:o/r.git',
  'git+ssh://git@github.com/o/r.git',
  'docker://alpine@sha256:abcd',
  '@scope/a@npm:b@1.0.0',
  'a//b:c@1.0',
  'https://unpkg.com/@scope/x@1?module',
  'pkg:npm/%40scope/a@1.0.0?checksum=sha256:ab&vcs_url=git%2Bhttps:%2F%2Fhost%2Fa%40v1',
  'https://[::1]:80/x@y',
  '//registry.example/:_authToken=$\u007bNPM_TOKEN}',
  'the basic authorization of a token',
  'mailto:nurse@ward.example/x',
  'maintainer:nurse@ward.example',
  'ward/emr:1.2@sha256:abcd/x',
  'a@npm:b-c@1.2.3/x',
  'com.ward:emr:1.0@aar',
])('leaves %s', (text) => {
  expect(withoutCredentials(text)).toBe(text);
});

test('is the same when it is done again, and keeps lines', () => {
  const piece = fc.constantFrom(
    'https://',
    'u:p@',
    'u:pass@',
    'host.example/',
    'host',
    '/',
    '?token=',
    '&',
    '%2F%2F',
    '%40',
    ':',
    '@',
    'x',
    '\n',
    '"',
    '#',
    '=',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      const once = withoutCredentials(text);
      expect(withoutCredentials(once)).toBe(once);
      expect(once.split('\n')).toHaveLength(text.split('\n').length);
    }),
  );
});

test('values keep their identity where nothing changes', () => {
  const clean = { a: ['x', { b: 1 }], c: new Map([['k', 'v']]) };
  expect(valueWithoutCredentials(clean)).toBe(clean);
  const value = {
    [`https://u:${SECRET}@h/`]: [{ a: `https://u:${SECRET}@h/` }, clean],
    m: new Map([['k', `https://u:${SECRET}@h/`]]),
  };
  const result = valueWithoutCredentials(value);
  expect(result).toEqual({ 'https://h/': [{ a: 'https://h/' }, clean], m: new Map([['k', 'https://h/']]) });
});

test.each([
  `https://h.example/AIza${'S'.repeat(35)}/p.tgz`,
  'https://h.example/AKIAIOSFODNN7EXAMPLE/p.tgz',
  `https://h.example/sk-ant-api03-${'a'.repeat(93)}AA/p.tgz`,
  `https://h.example/hf_${'a'.repeat(34)}/p.tgz`,
  `https://h.example/SG.${'a'.repeat(22)}.${'b'.repeat(43)}/p.tgz`,
  `https://h.example/dop_v1_${'0'.repeat(64)}/p.tgz`,
  `https://h.example/shpat_${'0'.repeat(32)}/p.tgz`,
  `https://h.example/glsa_${'a'.repeat(32)}_00000000/p.tgz`,
  `https://h.example/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${'c'.repeat(43)}/p.tgz`,
  `https://h.example/oy2${'a'.repeat(43)}/p.tgz`,
  `https://h.example/AKCp${'8a'.repeat(35)}/p.tgz`,
])('a token that its issuer made recognisable goes: %s', (text) => {
  expect(withoutCredentials(text)).toBe('https://h.example/REDACTED/p.tgz');
});

test('settings of registries in parts of package URLs', () => {
  expect(withoutCredentials('pkg:npm/a@1?x=//h.example/:_authToken%3DS3CRETvalue&y=1')).not.toContain(
    'S3CRET',
  );
  expect(withoutCredentials('pkg:npm/a@1?x=Authorization%3A%20Bearer%20S3CRETvalue&y=1')).toContain('&y=1');
  expect(withoutCredentials('pkg:npm/a@1?x=Authorization%3A%20Bearer%20S3CRETvalue&y=1')).not.toContain(
    'S3CRET',
  );
});
