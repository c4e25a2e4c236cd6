/**
 * package.json without a lockfile: what is asked for, at whatever version the registry would give today. Where a
 * lockfile is beside it, or above it in a workspace that covers it, that lockfile tells more and this is silent.
 */

import {
  type ComponentDraft,
  type Extract,
  type ExtractContext,
  type ExtractResult,
  type KnownUnknown,
  type TargetFile,
  TheriacError,
  withoutCredentials,
} from '@theriac/core';
import { asObject, asString, get, type JsonObject } from '@theriac/read/json';
import { folderOf, inFolder } from '../../target/paths.ts';
import { isFhirPackage } from '../fhir/fhir-package.ts';
import { isVendoredPackage } from '../vendored/vendored-package.ts';
import { nameOfOverride } from './holds.ts';
import { isWorkspaceMember, manifestAt, readManifest } from './manifest.ts';
import { toolOf } from './manifest-recipe.ts';
import { aliasOf, exactVersion, isPackageName, originOf } from './package-source.ts';
import { packagePatterns } from './pnpm-workspace.ts';

/** Lockfiles that an extractor of this folder reads. */
const LOCKFILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'];

export const extract: Extract = (file, context) => {
  if (/(?:^|\/)node_modules\//.test(file.path)) return { roots: [], unknowns: [] };
  const lockfile = coveringLockfile(file.path, context);
  if (lockfile !== undefined) return lockedIn(lockfile, file);
  if (isFhirPackage(file.text())) return { roots: [], unknowns: [] };
  const unknowns: KnownUnknown[] = [];
  const manifest = readManifest(file, (unknown) => unknowns.push(unknown));
  const top = manifest.document.value;
  if (typeof top !== 'object' || top === null || Array.isArray(top)) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a package.json: no object at the top', {
      path: file.path,
      line: 1,
    });
  }
  // A component, not a project: `vendored/package-file` lists it.
  if (isVendoredPackage(manifest, context)) return { roots: [], unknowns: [] };
  for (const section of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
    const value = top[section];
    if (
      !Object.hasOwn(top, section) ||
      (typeof value === 'object' && value !== null && !Array.isArray(value))
    )
      continue;
    unknowns.push({
      reason: 'unparseable',
      message: `"${section}" is not an object`,
      location: place(manifest.document.line(section)),
      losesComponents: true,
    });
  }
  function place(line: number | undefined): { path: string; line?: number } {
    return line === undefined ? { path: file.path } : { path: file.path, line };
  }

  const components: ComponentDraft[] = [];
  for (const [asked, ask] of manifest.asks) {
    const location = place(manifest.document.line(ask.section, asked));
    const range = withoutCredentials(ask.range);
    const alias = aliasOf(ask.range);
    const name = alias?.name ?? asked;
    if (!isPackageName(name)) {
      unknowns.push({
        reason: 'unparseable',
        message: `${JSON.stringify(name.slice(0, 120))} cannot be the name of a package`,
        location,
        losesComponents: true,
      });
      continue;
    }
    const wanted = alias?.range ?? ask.range;
    const workspace = wanted.startsWith('workspace:');
    const origin = workspace ? undefined : originOf(wanted);
    const version = exactVersion(wanted);
    components.push({
      key: asked,
      ecosystem: 'npm',
      name,
      version,
      scope: ask.scope,
      direct: true,
      location,
      requested: range,
      ...(workspace ? { firstParty: true } : { origin: origin ?? { kind: 'registry' as const } }),
    });
    unknowns.push(
      version === null && !workspace
        ? {
            reason: 'unresolved-version',
            message: `version and transitive dependencies of ${name} are not known: there is no lockfile`,
            location,
            package: name,
            range,
            losesComponents: true,
          }
        : {
            reason: 'unresolved-parent',
            message: `transitive dependencies of ${name} are not listed: there is no lockfile`,
            location,
            package: name,
            range,
            losesComponents: true,
          },
    );
  }
  const { name, version } = manifest;
  const tool = toolOf(asString(get(top, 'packageManager')));
  return {
    roots: [
      {
        path: file.path,
        ecosystem: 'npm',
        ...(name === undefined ? {} : { name }),
        ...(version === undefined ? {} : { version }),
        ...(tool === undefined ? {} : { variant: tool }),
        components,
        uses: (key) => {
          const ask = manifest.asks.get(key);
          if (ask === undefined) return undefined;
          const alias = aliasOf(ask.range);
          const range = withoutCredentials(alias?.range ?? ask.range);
          const as = alias === null || alias.name === key ? {} : { as: key };
          return { askers: [{ range, group: ask.section, manifest: file.path, ...as }] };
        },
      },
    ],
    unknowns,
  };
};

/** A lockfile beside it, or in a folder above whose workspaces name this one. */
export function coveringLockfile(path: string, context: ExtractContext): string | undefined {
  const own = folderOf(path);
  const beside = LOCKFILES.map((name) => inFolder(own, name)).find((lock) => context.exists(lock));
  if (beside !== undefined) return beside;
  for (let folder = own; folder !== ''; ) {
    folder = folderOf(folder);
    const lockfile = LOCKFILES.find((name) => context.exists(inFolder(folder, name)));
    if (lockfile === undefined) continue;
    const patterns =
      lockfile === 'pnpm-lock.yaml'
        ? packagePatterns(context, folder)
        : (manifestAt(context, inFolder(folder, 'package.json'))?.workspaces ?? []);
    const relative = folder === '' ? own : own.slice(folder.length + 1);
    if (isWorkspaceMember(patterns, relative)) return inFolder(folder, lockfile);
  }
  return undefined;
}

/** What the lockfile must hold: neither optional packages and peers nor folders, addresses and members of a workspace. */
function lockedIn(lockfile: string, file: TargetFile): ExtractResult {
  const { asks, document } = readManifest(file, () => {});
  const replaced = replacedNames(asObject(document.value));
  return {
    roots: [],
    unknowns: [],
    locked: {
      ecosystem: 'npm',
      lockfile,
      asks: [...asks].flatMap(([asked, { range, mayBeAbsent, section }]) => {
        const alias = aliasOf(range);
        const name = alias?.name ?? asked;
        const wanted = alias?.range ?? range;
        if (mayBeAbsent || /^(?:workspace|catalog|link|portal|file|exec|patch):/.test(wanted)) return [];
        if (!isPackageName(name) || replaced.has(asked) || originOf(wanted) !== undefined) return [];
        const line = document.line(section, asked);
        return [{ name, location: { path: file.path, ...(line === undefined ? {} : { line }) } }];
      }),
    },
  };
}

/** Packages in whose place an override may put others. */
function replacedNames(top: JsonObject): ReadonlySet<string> {
  const tables = [
    get(top, 'overrides'),
    get(top, 'resolutions'),
    get(asObject(get(top, 'pnpm')), 'overrides'),
  ];
  return new Set(tables.flatMap((table) => Object.keys(asObject(table)).map(nameOfOverride)));
}
