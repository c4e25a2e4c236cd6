// biome-ignore-all lint/suspicious/noTemplateCurlyInString: build scripts write their variables so.

import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf, sweep } from '@theriac/testing/extractor-sweep';
import { fixture, LANGUAGES } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const run = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractorOf(extractors, `maven/${id}`), files, path);

sweep(extractorOf(extractors, 'maven/gradle-lockfile'), 'java/gradlelockfile/testdata', 'gradle.lockfile', {
  '5-pkg': 5,
  'with-bad-pkg': 2,
  'only-comments': 0,
});
sweep(
  extractorOf(extractors, 'maven/gradle-verification'),
  'java/gradleverificationmetadataxml/testdata',
  'gradle/verification-metadata.xml',
  { 'multiple-versions.xml': 18, 'one-package.xml': 1, 'missing-attribute.xml': 1, 'empty.xml': 0 },
);
sweep(
  extractorOf(extractors, 'maven/version-catalog'),
  'java/gradleversioncatalog/testdata',
  'gradle/libs.versions.toml',
  { 'libs.versions.toml': 9, 'empty.versions.toml': 0 },
);

test('verification metadata: hashes of the archive only', async () => {
  const { roots } = await run('gradle-verification', {
    'gradle/verification-metadata.xml': fixture(
      `${LANGUAGES}/java/gradleverificationmetadataxml/testdata/one-package.xml`,
    ),
  });
  expect(roots[0]?.components).toMatchObject([
    {
      key: 'org.apache.pdfbox:pdfbox@2.0.17',
      location: { line: 10 },
      hashes: [{ algorithm: 'sha512', hex: expect.stringMatching(/^7e11e54a.*ab331$/) }],
    },
  ]);
  expect(roots[0]?.components[0]?.hashes).toHaveLength(1);
});

test('a version catalog: all ways to write a version', async () => {
  const { roots, unknowns } = await run('version-catalog', {
    'gradle/libs.versions.toml': fixture(
      `${LANGUAGES}/java/gradleversioncatalog/testdata/libs.versions.toml`,
    ),
  });
  expect(roots[0]?.components.map((c) => c.key)).toEqual([
    'com.google.guava:guava@30.1.1-jre',
    'com.puppycrawl.tools:checkstyle@8.37',
    'org.codehaus.groovy:groovy@3.0.5',
    'org.apache.commons:commons-lang3@3.12.0',
    'org.example:strict@2.0',
    'org.example:req@1.5',
    'org.example:pref@1.0',
    'org.codehaus.groovy:groovy-json@3.0.5',
    'org.example:noversion@',
  ]);
  expect(unknowns[0]).toMatchObject({ reason: 'unresolved-version', package: 'org.example:noversion' });
});
