import { expect, test } from 'vitest';
import { identityOfManifest, parseManifest } from './jar-identity.ts';

test.each([
  ['the manifest goes before the file name', 'Bundle-Version: 1.71', 'bcprov-jdk18on-171.jar', '1.71'],
  [
    'the shorter of two spellings',
    'Implementation-Version: 1.71.0.0\nBundle-Version: 1.71',
    'a-171.jar',
    '1.71',
  ],
  ['the spelling of the file name', 'Bundle-Version: 10.14.2', 'derby-10.14.2.0.jar', '10.14.2.0'],
  ['the file name alone', '', 'xstream-1.4.5.jar', '1.4.5'],
  ['a specification only where nothing else is', 'Specification-Version: 2.0', 'a-1.4.5.jar', '1.4.5'],
  ['no version in the file name', 'Specification-Version: 2.0', 'a.jar', '2.0'],
  ['words that are no version', 'Implementation-Version: latest', 'a-1.0.jar', '1.0'],
])('version: %s', (_, manifest, fileName, version) => {
  expect(identityOfManifest(parseManifest(manifest), fileName)?.version).toBe(version);
});

test.each([
  ['', 'xstream-1.4.5.jar', 'xstream'],
  ['', 'spring-core-5.3.0.jar', 'org.springframework:spring-core'],
  ['Implementation-Vendor-Id: org.apache', 'commons-collections-3.2.1.jar', 'org.apache:commons-collections'],
  [
    'Bundle-SymbolicName: com.google.guava.failureaccess',
    'failureaccess-1.0.jar',
    'com.google.guava:failureaccess',
  ],
])('what %j and %s name is a guess: %s', (manifest, fileName, name) => {
  const identity = identityOfManifest(parseManifest(manifest), fileName);
  expect(identity).toMatchObject({ name, guessed: 'the manifest and the file name' });
});
