/** Settings of a pnpm project on which the commands of a fix depend: where its overrides are, and what pnpm refuses. */
import type { ExtractContext } from '@theriac/core';
import { asObject, asString, get } from '@theriac/read/json';
import { mapOf, scalarOf, type YamlMap } from '@theriac/read/yaml';
import { folderOf, inFolder } from '../../target/paths.ts';
import { textAt } from '../shared/readable-text.ts';
import { PNPM_FROZEN, PNPM_OWN_WORKSPACE, PNPM_WORKSPACE_OVERRIDES } from './fix-recipes.ts';
import { type Held, nameOfOverride, PNPM_OVERRIDES, YARN_RESOLUTIONS } from './holds.ts';
import { manifestAt } from './manifest.ts';
import { exactVersion } from './package-source.ts';

const WORKSPACE = 'pnpm-workspace.yaml';
/** From this release on, pnpm reads no settings of package.json. */
const SETTINGS_IN_WORKSPACE = 11;
const MAX_LEVELS = 16;

export interface PnpmSettings {
  /** {@link RootDraft.variant}: flags, joined by `+`. */
  readonly variant?: string;
  /** Whether the overrides are in pnpm-workspace.yaml. */
  readonly inWorkspace: boolean;
  readonly manifest: string;
  readonly workspace: string;
  /** Table of package.json that holds overrides. */
  readonly field: readonly string[];
}

/** @param folder of the lockfile */
export function pnpmSettings(folder: string, context: ExtractContext): PnpmSettings {
  const workspace = inFolder(folder, WORKSPACE);
  const text = textAt(workspace, context) ?? '';
  const manifest = inFolder(folder, 'package.json');
  const top = asObject(manifestAt(context, manifest)?.document.value);
  const release = Number(/^pnpm@(\d{1,4})\b/.exec(asString(get(top, 'packageManager')) ?? '')?.[1] ?? 0);
  const inWorkspace = /^overrides[ \t]*:/m.test(text) || release >= SETTINGS_IN_WORKSPACE;
  const frozen =
    /^frozenLockfile:[ \t]{1,9}true\b/m.test(text) ||
    /^frozen-lockfile[ \t]{0,9}=[ \t]{0,9}true\b/m.test(textAt(inFolder(folder, '.npmrc'), context) ?? '');
  const flags = [
    ...(inWorkspace ? [PNPM_WORKSPACE_OVERRIDES] : []),
    ...(frozen ? [PNPM_FROZEN] : []),
    ...(text === '' && isBelowWorkspace(folder, context) ? [PNPM_OWN_WORKSPACE] : []),
  ];
  return {
    ...(flags.length === 0 ? {} : { variant: flags.join('+') }),
    inWorkspace,
    manifest,
    workspace,
    field: get(top, 'resolutions') === undefined ? PNPM_OVERRIDES : YARN_RESOLUTIONS,
  };
}

/** Overrides as the lockfile repeats them, with the place where the project keeps them. */
export function heldByPnpm(lock: YamlMap, { inWorkspace, manifest, workspace, field }: PnpmSettings): Held[] {
  return [...mapOf(lock.get('overrides')).entries].flatMap(([key, value]) => {
    const version = exactVersion(scalarOf(value) ?? '');
    const hold = inWorkspace
      ? { manifest: workspace, path: ['overrides', key] }
      : { manifest, path: [...field, key] };
    return version === null ? [] : [{ name: nameOfOverride(key), version, hold }];
  });
}

/** A project with a lockfile of its own below a workspace: there, pnpm works on the workspace unless it is told not to. */
function isBelowWorkspace(folder: string, context: ExtractContext): boolean {
  let above = folder;
  for (let level = 0; level < MAX_LEVELS && above !== ''; level += 1) {
    above = folderOf(above);
    if (context.exists(inFolder(above, WORKSPACE))) return true;
  }
  return false;
}
