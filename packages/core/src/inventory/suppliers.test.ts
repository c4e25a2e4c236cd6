import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tryParsePurl } from '../purl/purl.ts';
import { deriveSupplier, forgeOwner } from './suppliers.ts';

test.each([
  ['pkg:npm/%40angular/core@17.0.0', 'Google'],
  ['pkg:npm/%40medplum/core@3.0.0', 'medplum'],
  ['pkg:maven/org.apache.logging.log4j/log4j-core@2.20.0', 'The Apache Software Foundation'],
  ['pkg:maven/ca.uhn.hapi.fhir/hapi-fhir-base@7.0.0', 'HAPI FHIR (University Health Network)'],
  ['pkg:maven/io.github.someone/thing@1', 'someone'],
  ['pkg:maven/org.apachelike/thing@1', 'org.apachelike'],
  ['pkg:golang/github.com/gorilla/mux@v1.8.0', 'gorilla'],
  ['pkg:golang/golang.org/x/text@v0.3.0', 'The Go Project'],
  ['pkg:golang/go.uber.org/zap@v1.26.0', 'go.uber.org'],
  ['pkg:composer/guzzlehttp/guzzle@7.0.0', 'guzzlehttp'],
  ['pkg:githubactions/actions/checkout@v4', 'actions'],
  ['pkg:docker/node@20', 'Docker Official Images'],
  ['pkg:deb/debian/openssl@3.0', 'debian'],
])('%s is supplied by %s', (purl, name) => {
  expect(deriveSupplier(tryParsePurl(purl))?.name).toBe(name);
});

test.each(['pkg:npm/lodash@4.17.21', 'pkg:pypi/requests@2.31.0', 'pkg:gem/rails@7.0.0'])(
  '%s alone names nobody, its repository does',
  (purl) => {
    const parsed = tryParsePurl(purl);
    expect(deriveSupplier(parsed)).toBeNull();
    expect(deriveSupplier(parsed, ['https://example.org', 'git+https://github.com/owner/repo.git'])).toEqual({
      name: 'owner',
      url: 'https://github.com/owner',
      how: 'repository owner on github.com',
    });
  },
);

test.each([
  ['git@github.com:psf/requests.git', 'psf'],
  ['ssh://git@gitlab.com/group/project', 'group'],
  ['github:expressjs/express', 'expressjs'],
  ['scm:git:git://github.com/jline/jline3.git', 'jline'],
  ['https://www.github.com/a/b#readme', 'a'],
])('%s is owned by %s', (address, owner) => {
  expect(forgeOwner(address)?.name).toBe(owner);
});

test.each([
  'https://example.org/a/b',
  'https://github.com/',
  'not an address',
  'https://evil.example/github.com/a/b',
])('%s names no owner on a forge', (address) => {
  expect(forgeOwner(address)).toBeNull();
});

test('no address takes long or throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 3000, unit: fc.constantFrom(...'git@:/.comhub+s#?') }), (address) => {
      expect(() => forgeOwner(address)).not.toThrow();
    }),
  );
});
