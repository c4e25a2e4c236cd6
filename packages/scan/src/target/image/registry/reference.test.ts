import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReference } from './reference.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('names are read as docker reads them', () => {
  test.each([
    ['alpine', 'docker.io', 'library/alpine', 'latest', undefined],
    ['alpine:3.20', 'docker.io', 'library/alpine', '3.20', undefined],
    ['clinic/portal', 'docker.io', 'clinic/portal', 'latest', undefined],
    ['docker.io/alpine', 'docker.io', 'library/alpine', 'latest', undefined],
    ['index.docker.io/alpine', 'docker.io', 'library/alpine', 'latest', undefined],
    ['localhost/portal', 'localhost', 'portal', 'latest', undefined],
    ['localhost:5000', 'docker.io', 'library/localhost', '5000', undefined],
    ['localhost:5000/portal:1.4', 'localhost:5000', 'portal', '1.4', undefined],
    ['Registry/portal', 'registry', 'portal', 'latest', undefined],
    ['registry.clinic.example/a/b/c', 'registry.clinic.example', 'a/b/c', 'latest', undefined],
    ['REGISTRY.clinic.example:443/a', 'registry.clinic.example:443', 'a', 'latest', undefined],
    ['[::1]:5000/a__b/c--d/e.f:x', '[::1]:5000', 'a__b/c--d/e.f', 'x', undefined],
    [`alpine@${DIGEST}`, 'docker.io', 'library/alpine', undefined, DIGEST],
    [`alpine:3@${DIGEST}`, 'docker.io', 'library/alpine', '3', DIGEST],
    [`a.b/c@sha512:${'0'.repeat(128)}`, 'a.b', 'c', undefined, `sha512:${'0'.repeat(128)}`],
  ])('%s', (text, host, repository, tag, digest) => {
    const { name, ...rest } = parseReference(text);
    expect(rest).toEqual({
      host,
      repository,
      ...(tag === undefined ? {} : { tag }),
      ...(digest === undefined ? {} : { digest }),
    });
    expect(name).toBe(
      `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`,
    );
  });
});

describe('what is no name is refused', () => {
  test.each([
    ['', 'a part is empty'],
    ['https://registry.clinic.example/a', 'scheme of an address'],
    ['Portal', 'small letters'],
    ['a//b', 'a part is empty'],
    ['a.b/', 'a part is empty'],
    ['../../etc', 'host is not valid'],
    ['a.b/../c', 'small letters'],
    ['a___b', 'small letters'],
    ['a.b/c?x=1', 'small letters'],
    ['a b', 'small letters'],
    ['a.b/c:', 'a tag has up to'],
    ['a.b/c:-x', 'a tag has up to'],
    [`a:${'x'.repeat(129)}`, 'a tag has up to'],
    ['a@sha256:abc', 'no sha256 or sha512 digest'],
    [`a@md5:${'a'.repeat(32)}`, 'no sha256 or sha512 digest'],
    [`a@${DIGEST.toUpperCase()}`, 'no sha256 or sha512 digest'],
    ['a'.repeat(64), 'identifier'],
    [`a/${'b'.repeat(255)}`, 'more than 255'],
    ['x'.repeat(2000), 'longer than 1024'],
    ['-a.b/c', 'host is not valid'],
    ['a..b/c', 'host is not valid'],
    ['a.b:99999/c', 'host is not valid'],
    ['a.b:0/c', 'host is not valid'],
    ['1.2.3.999/c', 'host is not valid'],
    ['[::g]/c', 'host is not valid'],
    ['[1::2::3]/c', 'host is not valid'],
  ])('%s', (text, why) => {
    expect(() => parseReference(text)).toThrow(
      expect.objectContaining({ code: 'THERIAC_USAGE', message: expect.stringContaining(why) }),
    );
  });

  test('without the login that somebody pasted', () => {
    expect(() => parseReference('user:hunter2@registry.clinic.example/a')).toThrow(
      expect.objectContaining({ place: { path: 'registry.clinic.example/a' } }),
    );
  });
});

test('the full name means the same image', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const names = fc
    .tuple(
      fc.option(fc.constantFrom('localhost:5000', 'a.example', 'B.Example:1')),
      fc.array(word, { minLength: 1, maxLength: 3 }),
      fc.option(word),
    )
    .map(
      ([host, path, tag]) =>
        `${host === null ? '' : `${host}/`}${path.join('/')}${tag === null ? '' : `:${tag}`}`,
    );
  fc.assert(
    fc.property(names, (text) => {
      const once = parseReference(text);
      expect(parseReference(once.name)).toEqual(once);
    }),
  );
});

test('any text is a name or a coded error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      try {
        const { host, repository } = parseReference(text);
        expect(new URL(`https://${host}/v2/${repository}/`).pathname).toBe(`/v2/${repository}/`);
      } catch (error) {
        expect(error).toMatchObject({ code: 'THERIAC_USAGE' });
      }
    }),
  );
});
