import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const ivy = extractorOf(extractors, 'maven/ivy');
const read = (text: string) => extractInMemory(ivy, { 'ivy.xml': text }, 'ivy.xml');

const TEXT = `<ivy-module version="2.0">
  <info organisation="org.clinic" module="portal" revision="1.0"/>
  <dependencies>
    <dependency org="org.yaml" name="snakeyaml" rev="1.26" conf="compile->default"/>
    <dependency name="forms" rev="latest.integration"/>
    <dependency org="junit" name="junit" rev="4.13" conf="test->default"/>
    <dependency org="a" name="b" rev="[1.0,2.0["/>
    <dependency org="\${group}" name="c" rev="1"/>
  </dependencies>
</ivy-module>
`;

test('ivy.xml: exact revisions and ranges; what is computed is a known unknown', async () => {
  const result = await read(TEXT);
  expect(listing(result)).toEqual([
    'org.yaml:snakeyaml@1.26 production direct',
    'org.clinic:forms@? production direct',
    'junit:junit@4.13 test direct',
    'a:b@? production direct',
  ]);
  expect(result.roots[0]).toMatchObject({ name: 'org.clinic:portal', version: '1.0' });
  expect(result.unknowns.map((u) => `${u.reason} ${u.location.line ?? ''} ${u.losesComponents}`)).toEqual([
    'unresolved-version 5 false',
    'unresolved-version 7 false',
    'dynamic 8 true',
    'unresolved-version  true',
  ]);
});

damaged(ivy, 'ivy.xml', TEXT);
