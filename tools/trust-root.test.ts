import { expect, test } from 'vitest';
import { trustRootFile, trustRootModule } from './write-trust-root.ts';

test('the trust root that ships is that of the installed @sigstore/tuf (npm run trust-root)', () => {
  expect(trustRootFile()).toBe(trustRootModule());
});
