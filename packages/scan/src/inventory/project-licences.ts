/** Under which licence each project is given, as `theriac.yaml`, its manifest or that of a folder around it says. */
import { type Inventory, type ProjectLicence, type Root, type Tree, withoutCredentials } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { asObject, get, type JsonValue } from '@theriac/read/json';
import { licenceOf } from '../extractors/npm/manifest.ts';
import { folderOf } from '../target/paths.ts';

/** Longer statements are texts, not names. */
const MOST_TEXT = 200;
const MANIFEST_BYTES = 2 * 1024 * 1024;

const MANIFESTS: readonly {
  readonly name: string;
  readonly licence: (text: string) => string | undefined;
}[] = [
  { name: 'package.json', licence: jsonLicence },
  { name: 'composer.json', licence: jsonLicence },
  { name: 'Cargo.toml', licence: (text) => /^[ \t]*license[ \t]*=[ \t]*"([^"\n]{1,200})"/m.exec(text)?.[1] },
  {
    name: 'pyproject.toml',
    licence: (text) =>
      /^[ \t]*license[ \t]*=[ \t]*(?:"([^"\n]{1,200})"|\{\s*text\s*=\s*"([^"\n]{1,200})"\s*\})/m
        .exec(text)
        ?.slice(1)
        .find((g) => g !== undefined),
  },
  { name: 'setup.cfg', licence: (text) => /^license[ \t]*=[ \t]*([^\n]{1,200})$/m.exec(text)?.[1] },
  {
    name: 'pom.xml',
    licence: (text) => /<license>\s*<name>([^<\n]{1,200})<\/name>/.exec(text)?.[1],
  },
];

/** The same inventory, each root with its licence where somebody says it. That of `theriac.yaml` holds for all. */
export function withProjectLicences(
  inventory: Inventory,
  { tree, config }: { readonly tree: Tree; readonly config: Pick<Config, 'licences'> },
): Inventory {
  const { project } = config.licences;
  const declared: ProjectLicence | undefined =
    project === undefined ? undefined : { declared: project, path: 'theriac.yaml' };
  const folders = new Map<string, ProjectLicence | undefined>();
  const said = (root: Root): ProjectLicence | undefined =>
    declared ?? root.licence ?? (root.document === undefined ? around(folderOf(root.path)) : undefined);
  /** Of the folder, or of the nearest one around it. */
  const around = (folder: string): ProjectLicence | undefined => {
    if (folders.has(folder)) return folders.get(folder);
    const licence = manifestLicence(folder, tree) ?? (folder === '' ? undefined : around(folderOf(folder)));
    folders.set(folder, licence);
    return licence;
  };
  const roots = inventory.roots.map((root) => {
    const licence = said(root);
    return licence === undefined ? root : { ...root, licence };
  });
  return { ...inventory, roots };
}

function manifestLicence(folder: string, tree: Tree): ProjectLicence | undefined {
  for (const { name, licence } of MANIFESTS) {
    const path = folder === '' ? name : `${folder}/${name}`;
    try {
      const text = tree.file(path, MANIFEST_BYTES)?.text();
      const said = (text === undefined ? undefined : licence(text)) ?? '';
      // Before it is cut: an address without its `@` is not seen to have a password.
      const clean = withoutCredentials(said).trim().slice(0, MOST_TEXT);
      if (clean !== '') return { declared: clean, path };
    } catch {
      // A manifest that cannot be read says nothing of the licence; the extractor reports it.
    }
  }
  return undefined;
}

function jsonLicence(text: string): string | undefined {
  const value: JsonValue = JSON.parse(text);
  const manifest = asObject(value);
  return licenceOf(get(manifest, 'license') ?? get(manifest, 'licenses'));
}
