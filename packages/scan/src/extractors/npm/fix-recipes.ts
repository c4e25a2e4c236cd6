/** How Yarn, pnpm, Bun and Deno move a package; npm itself is the general case of the ecosystem. */
import { command, edit, type FixRecipe, type FixStep, type Move, words } from '@theriac/core';

/** `name@version` limits an override to one version (npm, pnpm, Bun). */
const only = ({ name, from }: Move): string => (from === undefined ? name : `${name}@${from}`);

const overrides = (move: Move): FixStep[] => [
  edit(JSON.stringify({ overrides: { [only(move)]: move.version } }), 'package.json'),
];

/** Root variant of a lockfile that Yarn 1 wrote: its commands differ from those of Yarn 2 and later. */
export const YARN_1 = 'yarn-1';

export const YARN: FixRecipe = {
  direct: ({ name, version, variant }) => [
    command(variant === YARN_1 ? `yarn upgrade ${name}@${version}` : `yarn up ${name}@${version}`),
  ],
  refresh: ({ name, variant }) => [
    command(variant === YARN_1 ? `yarn upgrade ${name}` : `yarn up -R ${name}`),
  ],
  // Yarn limits a resolution by the range that asks, not by the version it got: one for the name moves all copies.
  override: ({ name, version, from }) =>
    from === undefined
      ? [edit(JSON.stringify({ resolutions: { [name]: version } }), 'package.json')]
      : [words(`package.json resolutions: ${version} for each range that resolves to ${name} ${from}`)],
};

export const PNPM: FixRecipe = {
  direct: ({ name, version }) => [command(`pnpm update ${name}@${version}`)],
  refresh: ({ name }) => [command(`pnpm update --depth Infinity ${name}`)],
  override: (move) => [
    edit(JSON.stringify({ pnpm: { overrides: { [only(move)]: move.version } } }), 'package.json'),
  ],
};

export const BUN: FixRecipe = {
  direct: ({ name, version }) => [command(`bun add ${name}@${version}`)],
  refresh: ({ name }) => [command(`bun update ${name}`)],
  override: overrides,
};

export const DENO: FixRecipe = {
  direct: ({ name, version }) => [command(`deno update ${name}@${version}`)],
  refresh: ({ name }) => [
    words(`delete deno.lock, then run deno install (moves ${name} and everything else within its ranges)`),
  ],
  override: overrides,
};
