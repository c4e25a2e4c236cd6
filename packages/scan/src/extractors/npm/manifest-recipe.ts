/** How a package is moved where there is a package.json and no lockfile: by the tool that the manifest names. */
import type { FixRecipe } from '@theriac/core';
import { BUN, NPM, PNPM, YARN, YARN_1 } from './fix-recipes.ts';

/** By root variant. */
const BY_TOOL: Readonly<Record<string, FixRecipe>> = { [YARN_1]: YARN, yarn: YARN, pnpm: PNPM, bun: BUN };

const recipeOf = (variant: string | undefined): FixRecipe => BY_TOOL[variant ?? ''] ?? NPM;

export const PACKAGE_JSON: FixRecipe = {
  direct: (move) => recipeOf(move.variant).direct(move),
  refresh: (move) => recipeOf(move.variant).refresh(move),
  override: (move) => recipeOf(move.variant).override?.(move) ?? [],
};

/** Commands that write the lockfile, by root variant. */
export const NPM_LOCK_COMMANDS: Readonly<Record<string, string>> = {
  '': 'npm install --package-lock-only',
  [YARN_1]: 'yarn install',
  yarn: 'yarn install',
  pnpm: 'pnpm install --lockfile-only',
  bun: 'bun install',
};

/** `packageManager` of Corepack (https://nodejs.org/api/packages.html#packagemanager): `yarn@4.1.0` → `yarn`. */
export function toolOf(packageManager: string | undefined): string | undefined {
  const [, tool, release] = /^(npm|yarn|pnpm|bun)@(\d{1,4})\b/.exec(packageManager ?? '') ?? [];
  if (tool === undefined || tool === 'npm') return undefined;
  return tool === 'yarn' && release === '1' ? YARN_1 : tool;
}
