/**
 * Folders of the target that a lockfile takes in as packages (`file:`, `path`, `directory`): what such a folder asks
 * for is locked there, so its manifest is not one without a lockfile.
 */
import {
  type Component,
  ecosystem,
  type Inventory,
  type KnownUnknown,
  purlOf,
  type Root,
} from '@theriac/core';
import { folderOf } from '../target/paths.ts';

/** @param manifests ids of the extractors that read manifests where no lockfile is */
export function settleLocalFolders(inventory: Inventory, manifests: ReadonlySet<string>): Inventory {
  const local = inventory.components.filter(isLocal);
  if (local.length === 0) return inventory;
  const alone = inventory.roots.filter((root) => manifests.has(root.extractor));
  const byId = new Map(inventory.components.map((c) => [c.id, c]));
  const asked = Map.groupBy(
    inventory.components.filter((c) => c.direct),
    (c) => c.root,
  );
  const covered = new Map<string, Root>();
  const versions = new Map<string, string>();
  for (const component of local) {
    const locked = new Set(component.dependsOn.map((id) => nameOf(byId.get(id))));
    for (const root of alone) {
      if (root.id === component.root || !isManifestOf(root, component)) continue;
      if (!(asked.get(root.id) ?? []).every((ask) => locked.has(nameOf(ask)))) continue;
      covered.set(root.id, root);
      if (component.version === null && root.version !== undefined) versions.set(component.id, root.version);
    }
  }
  if (covered.size === 0) return inventory;
  const paths = new Set([...covered.values()].map((root) => root.path));
  const settled = new Set(
    [...versions.keys()].map((id) => `${byId.get(id)?.location.path}\n${byId.get(id)?.name}`),
  );
  return {
    ...inventory,
    roots: inventory.roots.filter((root) => !covered.has(root.id)),
    components: inventory.components
      .filter((c) => !covered.has(c.root))
      .map((c) => withVersion(c, versions.get(c.id))),
    unknowns: inventory.unknowns.filter((u) => !paths.has(u.location.path) && !isSettled(u, settled)),
  };
}

function isLocal({ origin, firstParty }: Component): boolean {
  return firstParty !== true && origin?.kind === 'path';
}

function withVersion(component: Component, version: string | undefined): Component {
  if (version === undefined) return component;
  const stated = { ...component, version };
  return { ...stated, purl: purlOf(stated) };
}

/** The manifest in the folder of a local package, or of one that says its name where the path leads elsewhere. */
function isManifestOf(root: Root, { ecosystem: id, name, origin }: Component): boolean {
  if (root.ecosystem !== id || origin?.kind !== 'path') return false;
  const { normalizeName } = ecosystem(id);
  if (root.name !== undefined && normalizeName(root.name) !== normalizeName(name)) return false;
  const wanted = origin.path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const folder = folderOf(root.path).split('/');
  return wanted.length > 0 && wanted.every((part, i) => folder.at(i - wanted.length) === part);
}

function nameOf(component: Component | undefined): string {
  return component === undefined ? '' : ecosystem(component.ecosystem).normalizeName(component.name);
}

function isSettled({ reason, location, package: name }: KnownUnknown, settled: ReadonlySet<string>): boolean {
  return reason === 'unresolved-version' && settled.has(`${location.path}\n${name}`);
}
