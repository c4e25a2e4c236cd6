/** The package.json of a copied package: an extractor of its own, since no package manager updates the copy. */
import type { Extract, ExtractResult } from '@theriac/core';
import { asObject, get } from '@theriac/read/json';
import { type Manifest, manifestAt } from '../npm/manifest.ts';
import { coveringLockfile } from '../npm/package-json.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { isInVendorFolder, isVendoredPackage, vendoredPackage } from './vendored-package.ts';

export const extract: Extract = (file, context) => {
  if (/(?:^|\/)node_modules\//.test(file.path) || coveringLockfile(file.path, context) !== undefined)
    return NOTHING;
  // One that cannot be read is reported by the extractor of npm.
  const manifest = manifestAt(context, file.path);
  if (manifest === null) return NOTHING;
  if (isVendoredPackage(manifest, context)) return vendoredPackage(manifest, context);
  return isInVendorFolder(file.path) ? misnamed(manifest) : NOTHING;
};

/** Says so where the name or the version of what may be a copied package is no text. */
function misnamed({ path, document }: Manifest): ExtractResult {
  const top = asObject(document.value);
  const field = ['name', 'version'].find(
    (key) => typeof (get(top, key) ?? '') !== 'string' || get(top, key) === null,
  );
  if (field === undefined) return NOTHING;
  const root = new RootBuilder(path, 'npm');
  root.unknown('unparseable', `the ${field} of a package is not a text`, document.line(field), true);
  return { roots: [], unknowns: root.unknowns };
}
