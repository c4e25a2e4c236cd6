/** The package.json of a copied package: an extractor of its own, since no package manager updates the copy. */
import type { Extract } from '@theriac/core';
import { manifestAt } from '../npm/manifest.ts';
import { coveringLockfile } from '../npm/package-json.ts';
import { NOTHING } from '../shared/root-builder.ts';
import { isVendoredPackage, vendoredPackage } from './vendored-package.ts';

export const extract: Extract = (file, context) => {
  if (/(?:^|\/)node_modules\//.test(file.path) || coveringLockfile(file.path, context) !== undefined)
    return NOTHING;
  // One that cannot be read is reported by the extractor of npm.
  const manifest = manifestAt(context, file.path);
  return manifest !== null && isVendoredPackage(manifest, context)
    ? vendoredPackage(manifest, context)
    : NOTHING;
};
