/** What installed packages in the target say about themselves: who made them, where their source is, under which licence. */
import type { Component, TargetFile, Tree } from '@theriac/core';
import type { Config } from '@theriac/govern';
import type { PackageMetadata } from '@theriac/govern/sbom';
import { asArray, asObject, asString, get, type JsonValue, readJson } from '@theriac/read/json';
import { parseCoreMetadata } from '../extractors/pypi/core-metadata.ts';
import { takeInventory } from '../inventory/take-inventory.ts';
import { contentsOf, PackageFolders } from './licences/package-folders.ts';

type Facts = Omit<PackageMetadata, 'source'>;

/** By purl; packages that are not at hand, or say nothing, are absent. */
export async function packageMetadata(options: {
  readonly path: string;
  readonly config: Config;
}): Promise<Map<string, PackageMetadata>> {
  const { inventory, target } = await takeInventory(options);
  const { tree } = target;
  const folders = new PackageFolders(contentsOf(tree), inventory);
  const found = new Map<string, PackageMetadata>();
  for (const component of inventory.components) {
    if (found.has(component.purl)) continue;
    const place = folders.placeOf(component);
    if (place?.kind !== 'folder') continue;
    const metadata = readFolder(component, place.path, tree);
    if (metadata !== null) found.set(component.purl, metadata);
  }
  return found;
}

function readFolder({ ecosystem }: Component, folder: string, tree: Tree): PackageMetadata | null {
  const reader = READERS[ecosystem];
  if (reader === undefined) return null;
  for (const name of reader.files) {
    const file = tree.file(`${folder}/${name}`);
    if (file === null) continue;
    const facts = factsOf(file, reader.read);
    return facts === null ? null : { ...facts, source: file.path };
  }
  return null;
}

interface Reader {
  readonly files: readonly string[];
  readonly read: (file: TargetFile) => Facts;
}

const READERS: Readonly<Partial<Record<Component['ecosystem'], Reader>>> = {
  npm: { files: ['package.json'], read: (file) => ofPackageJson(readJson(file, () => {}).value) },
  composer: { files: ['composer.json'], read: (file) => ofComposerJson(readJson(file, () => {}).value) },
  pypi: { files: ['METADATA', 'PKG-INFO'], read: ofCoreMetadata },
};

function factsOf(file: TargetFile, read: Reader['read']): Facts | null {
  try {
    const facts = read(file);
    return Object.keys(facts).length === 0 ? null : facts;
  } catch {
    // A manifest that cannot be read says nothing; the extractors report it where it matters.
    return null;
  }
}

interface Party {
  readonly name?: string;
  readonly email?: string;
}

/** `Name <address> (site)` or `{ name, email, url }`. */
function partyOf(value: JsonValue | undefined): Party {
  const text = asString(value);
  if (text !== undefined) {
    const [, name = '', email] =
      /^([^<(]{0,200}?) ?(?:<([^<>\s]{1,200})>)? ?(?:\([^()]*\))?$/.exec(text.trim().replace(/\s+/g, ' ')) ??
      [];
    return { ...(name === '' ? {} : { name }), ...(email === undefined ? {} : { email }) };
  }
  const [name, email] = [asString(get(asObject(value), 'name')), asString(get(asObject(value), 'email'))];
  return { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) };
}

function made(parties: readonly Party[], rest: Omit<Facts, 'supplier' | 'email'>): Facts {
  const named = parties.find((p) => p.name !== undefined);
  return {
    ...(named?.name === undefined ? {} : { supplier: named.name }),
    ...(named?.email === undefined ? {} : { email: named.email }),
    ...Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined && v !== '')),
  };
}

/** Optional texts as keys that may be absent. */
function said(pairs: Readonly<Record<string, string | undefined>>): Omit<Facts, 'supplier' | 'email'> {
  return Object.fromEntries(Object.entries(pairs).filter(([, v]) => v !== undefined && v !== ''));
}

function ofPackageJson(value: JsonValue): Facts {
  const manifest = asObject(value);
  const repository = get(manifest, 'repository');
  const address = asString(repository) ?? asString(get(asObject(repository), 'url'));
  return made(
    [
      partyOf(get(manifest, 'author')),
      ...asArray(get(manifest, 'maintainers')).map(partyOf),
      ...asArray(get(manifest, 'contributors')).map(partyOf),
    ],
    said({
      repository: address === undefined ? undefined : webAddressOf(address),
      homepage: asString(get(manifest, 'homepage')),
      description: asString(get(manifest, 'description')),
      licence: asString(get(manifest, 'license')),
    }),
  );
}

/** `owner/name`, `github:owner/name`, `git+ssh://git@host/owner/name.git` as an address for people. */
function webAddressOf(address: string): string {
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(address)?.[1];
  if (short !== undefined) return `https://github.com/${short}`;
  return address
    .replace(/^git\+/, '')
    .replace(/^(?:git|ssh):\/\/(?:git@)?/, 'https://')
    .replace(/^git@([^:/]+):/, 'https://$1/')
    .replace(/\.git$/, '');
}

function ofComposerJson(value: JsonValue): Facts {
  const manifest = asObject(value);
  return made(
    asArray(get(manifest, 'authors')).map(partyOf),
    said({
      repository: asString(get(asObject(get(manifest, 'support')), 'source')),
      homepage: asString(get(manifest, 'homepage')),
      description: asString(get(manifest, 'description')),
      licence: asString(get(manifest, 'license')),
    }),
  );
}

function ofCoreMetadata(file: TargetFile): Facts {
  const { headers, addresses } = parseCoreMetadata(file.text());
  // Modern packages put names into the fields of addresses: `Name <address>`.
  const parties = ['author', 'maintainer'].flatMap((role) => {
    const alone = headers.get(role);
    const email = headers.get(`${role}-email`);
    const both = partyOf(email);
    return alone === undefined ? [both] : [{ ...both, name: alone }];
  });
  return made(
    parties,
    said({
      repository: ['source', 'repository', 'source code', 'github', 'code']
        .map((k) => addresses.get(k))
        .find((a) => a !== undefined),
      homepage: headers.get('home-page') ?? addresses.get('homepage'),
      description: headers.get('summary'),
      licence: headers.get('license-expression'),
    }),
  );
}
