/** Nothing that is made of a name shows the password of an address that is in it. */
import { type Bom, emptyBom, emptyBomComponent } from '@theriac/core';
import { expect, test } from 'vitest';
import { contentUuid, shortHash } from '../text/content-id.ts';
import { writeBom } from './index.ts';
import { slug } from './spdx2/ids.ts';
import { BOM_TARGETS } from './targets.ts';

const WORD = 'S3CRETpw';
const ADDRESS = `https://bob:${WORD}@h.example/p`;

const document: Bom = {
  ...emptyBom(),
  name: ADDRESS,
  supplier: { kind: 'organization', name: ADDRESS, contacts: [], urls: [] },
  subjects: ['app'],
  components: [
    emptyBomComponent('app', 'app', 'application'),
    emptyBomComponent('with an address', ADDRESS, 'library'),
    emptyBomComponent(`ref of ${ADDRESS}`, 'part', 'library'),
    {
      ...emptyBomComponent('supplied', 'x', 'library'),
      supplier: { kind: 'organization', name: ADDRESS, contacts: [], urls: [] },
    },
  ],
  relationships: [{ from: 'app', type: 'DEPENDS_ON', to: [`ref of ${ADDRESS}`] }],
};

test.each(BOM_TARGETS)('$format $version $encoding', async (target) => {
  const { text } = await writeBom(document, target);
  expect(text).not.toContain(WORD);
  expect(text).toContain('h.example');
});

test('ids are those of the same text without the credential', () => {
  const clean = 'https://REDACTED@h.example/p';
  expect(contentUuid(ADDRESS)).toBe(contentUuid(clean));
  expect(shortHash(ADDRESS)).toBe(shortHash(clean));
  expect(slug(ADDRESS)).toBe(slug(clean));
  // Cut off first, the address would no longer be seen to have a password.
  expect(slug(`${'n'.repeat(40)} ${ADDRESS}`)).not.toContain(WORD);
});
