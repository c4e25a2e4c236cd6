/** Who asks for the copies that move, and whose range keeps the fixed version out. */
import {
  type Asker,
  type Component,
  type Declaration,
  ecosystem,
  type Hold,
  type Parent,
  parseRange,
  satisfies,
  type VersionScheme,
} from '@theriac/core';
import type { FixCase } from './fix-case.ts';

export interface Asking {
  readonly declared: readonly Declaration[];
  readonly askers: readonly Parent[];
  /** Askers whose range excludes the version. */
  readonly pins: readonly Parent[];
  /** Whether every range of the askers is known and allows the version, so that a refresh of the lockfile suffices. */
  readonly allowed: boolean;
  /** The package that contains the first instance. */
  readonly bundledBy: Component | undefined;
  /** The entry of the project that holds the first instance at its version; its manifest is relative to the lockfile. */
  readonly heldBy: Hold | undefined;
}

export function askingFor(given: FixCase, to: string): Asking {
  const { scheme } = ecosystem(given.components[0].ecosystem);
  const declared: Declaration[] = [];
  const parents = new Map<string, Parent>();
  const ranges: (string | undefined)[] = [];
  for (const component of given.components) {
    for (const asker of askersOf(component, given)) {
      const parent = asker.by === undefined ? undefined : given.inventory?.get(asker.by);
      if (asker.by === undefined || parent?.firstParty === true) {
        declared.push(declarationOf(asker, parent, component, given, to));
      } else {
        const found = parentOf(asker, parent, component, given);
        ranges.push(found.range);
        parents.set(`${found.name}\n${found.version}\n${found.range}`, found);
      }
    }
  }
  const askers = [...parents.values()];
  return {
    declared: unique(declared),
    askers,
    pins: askers.filter((a) => a.range !== undefined && excludes(scheme, a.range, to)),
    allowed: ranges.length > 0 && ranges.every((range) => range !== undefined && admits(scheme, range, to)),
    bundledBy: bundlerOf(given),
    heldBy: holdOf(given),
  };
}

/** Whether packages or projects that did not get one of `versions` ask for a range that it satisfies as well. */
export function reachesOthers(given: FixCase, versions: readonly string[]): boolean {
  return (given.others ?? []).some((other) => {
    const { scheme } = ecosystem(other.ecosystem);
    const asked = [...(other.requested === undefined ? [] : [other.requested]), ...(other.requestedBy ?? [])];
    return asked.length === 0 || asked.some((range) => versions.some((v) => !excludes(scheme, range, v)));
  });
}

/** Where a reader does not know who asks, the ranges of the component are what there is. */
function askersOf(component: Component, { uses, root }: FixCase): readonly Asker[] {
  const known = uses?.get(component.id)?.askers;
  if (known !== undefined) return known;
  const { requested, requestedBy = [], direct } = component;
  const range = requested === undefined ? {} : { range: requested };
  return [
    ...(direct ? [{ ...range, manifest: root.path }] : []),
    ...(direct || requested === undefined ? [] : [{ by: '', range: requested }]),
    ...requestedBy.map((asked) => ({ by: '', range: asked })),
  ];
}

function parentOf(
  asker: Asker,
  parent: Component | undefined,
  { version }: Component,
  { uses, recipe }: FixCase,
): Parent {
  const range = asker.range ?? (version === null ? undefined : recipe?.assumedRange?.(version));
  const { group, range: requested } =
    (parent && uses?.get(parent.id)?.askers.find((a) => a.by === undefined)) ?? {};
  return {
    name: parent?.name ?? '',
    version: parent?.version ?? null,
    direct: parent?.direct ?? false,
    ...(range === undefined ? {} : { range: plainRange(range) }),
    ...(asker.as === undefined ? {} : { as: asker.as }),
    ...(group === undefined ? {} : { group }),
    ...(requested === undefined ? {} : { requested }),
  };
}

/** By the project of the root, or by another project of the same repository that it links to. */
function declarationOf(
  asker: Asker,
  project: Component | undefined,
  { location, ecosystem: id }: Component,
  { root, inventory }: FixCase,
  to: string,
): Declaration {
  const { scheme } = ecosystem(id);
  const top = folderOf(location.path);
  const folder = relativeTo(
    top,
    project === undefined ? folderOf(asker.manifest ?? root.path) : folderOfProject(project, top),
  );
  const name = project?.name ?? memberIn(folder, inventory)?.name ?? root.name;
  const { by: _, range, manifest, ...how } = asker;
  return {
    ...how,
    ...(range === undefined
      ? { allows: false }
      : { range: plainRange(range), allows: admits(scheme, range, to) }),
    ...(manifest === undefined ? {} : { manifest: relativeTo(top, manifest) }),
    ...(folder === '' ? {} : { member: folder, ...(name === undefined ? {} : { memberName: name }) }),
  };
}

/** The project in a folder, relative to the lockfile. */
function memberIn(folder: string, inventory: FixCase['inventory']): Component | undefined {
  if (folder === '') return undefined;
  for (const component of inventory?.values() ?? [])
    if (component.origin?.kind === 'workspace' && component.origin.path === folder) return component;
  return undefined;
}

/** Readers keep the folder of a workspace member relative to the lockfile. */
function folderOfProject({ origin }: Component, top: string): string {
  const path = origin?.kind === 'workspace' ? origin.path : '';
  if (path === '') return top;
  return top === '' ? path : `${top}/${path}`;
}

/** One project may ask through its own entry in the lockfile as well as through its manifest. */
function unique(declared: readonly Declaration[]): Declaration[] {
  const byPlace = new Map<string, Declaration>();
  for (const d of declared) {
    const key = JSON.stringify([d.member, d.as, d.manifest, d.group]);
    byPlace.set(key, byPlace.get(key) ?? d);
  }
  const all = [...byPlace.values()];
  // What the entry of a project says is said by its manifest with more detail.
  const isFuller = (o: Declaration, d: Declaration): boolean =>
    o.group !== undefined || (o.manifest !== undefined && d.manifest === undefined);
  return all.filter(
    (d) =>
      d.group !== undefined || !all.some((o) => o.member === d.member && o.as === d.as && isFuller(o, d)),
  );
}

function bundlerOf({ components: [component], uses, inventory }: FixCase): Component | undefined {
  const id = uses?.get(component.id)?.bundledBy;
  return id === undefined ? undefined : inventory?.get(id);
}

function holdOf({ components: [component], uses }: FixCase): Hold | undefined {
  const hold = uses?.get(component.id)?.heldBy;
  return hold === undefined
    ? undefined
    : { ...hold, manifest: relativeTo(folderOf(component.location.path), hold.manifest) };
}

/** npm writes an alias and Yarn its protocol before the range: `npm:lodash@^4.17.0`, `npm:^4.17.0`. */
function plainRange(range: string): string {
  return range.replace(/^npm:(?:(?:@[^/@]+\/)?[^/@]+@)?/, '');
}

function excludes(scheme: VersionScheme, text: string, version: string): boolean {
  const range = parseRange(scheme, plainRange(text));
  return range !== null && !satisfies(scheme, version, range);
}

function admits(scheme: VersionScheme, text: string, version: string): boolean {
  const range = parseRange(scheme, plainRange(text));
  return range !== null && satisfies(scheme, version, range);
}

/** The folder of a path, relative to the target; the empty string is the target itself. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** `path` as seen from `folder`, both relative to the target. */
function relativeTo(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path === '' ? [] : path.split('/');
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same += 1;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
