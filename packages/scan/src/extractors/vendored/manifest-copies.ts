/**
 * Packages of Composer and Cargo that were copied into `vendor/` and that no lockfile above lists: the copy's own manifest
 * says what it is. What such a copy needs in turn lies beside it, or is not known.
 */
import type { Extract, ExtractContext } from '@theriac/core';
import { asObject, asString, get, readJson } from '@theriac/read/json';
import { readToml } from '@theriac/read/toml';
import { beside, nearestAbove } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';

const COMPOSER_LISTS = ['composer.lock', 'vendor/composer/installed.json'];

/** `vendor/VENDOR/NAME/composer.json` */
export const extractComposer: Extract = (file, context) => {
  if (isListed(file.path, COMPOSER_LISTS, context)) return NOTHING;
  const root = new RootBuilder(file.path, 'composer');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  const name = asString(get(top, 'name'));
  if (name === undefined) return NOTHING;
  return listed(root, name, asString(get(top, 'version'))?.replace(/^v/, ''), document.line('name'));
};

/** `vendor/NAME/.cargo-checksum.json`, which `cargo vendor` writes beside the Cargo.toml of each copy. */
export const extractCargo: Extract = (file, context) => {
  if (isListed(file.path, ['Cargo.lock'], context)) return NOTHING;
  const manifest = context.file(beside(file.path, 'Cargo.toml'));
  const root = new RootBuilder(file.path, 'cargo');
  if (manifest === null) {
    root.unknown('no-package-data', 'a copied crate without Cargo.toml', undefined, true);
    return root.build();
  }
  const crate = readToml(manifest, root.report).table('package');
  const name = crate?.string('name');
  if (name !== undefined) return listed(root, name, crate?.string('version'), crate?.line, manifest.path);
  root.unknown('no-package-data', 'a copied crate without a name', undefined, true, { path: manifest.path });
  return root.build();
};

function isListed(path: string, lists: readonly string[], context: ExtractContext): boolean {
  return lists.some((list) => nearestAbove(path, list, context) !== undefined);
}

function listed(
  root: RootBuilder,
  name: string,
  version: string | undefined,
  line: number | undefined,
  path: string = root.path,
): ReturnType<typeof extractComposer> {
  if (version === undefined) root.unresolved(name, '', line, path);
  root.add({
    name,
    version: version ?? null,
    scope: 'production',
    direct: true,
    location: line === undefined ? { path } : { path, line },
    origin: { kind: 'registry' },
  });
  return root.build();
}
