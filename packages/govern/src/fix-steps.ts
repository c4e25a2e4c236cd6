/** The steps of one change, by its kind. */
import { type Component, type FixRecipe, type FixStep, type Move, words } from '@theriac/core';
import type { Asking } from './fix-askers.ts';
import type { FixCase } from './fix-case.ts';

/** `prune`: nothing asks for it any more, so that the package manager drops it. */
export type VersionKind =
  | 'upgrade-direct'
  | 'refresh'
  | 'prune'
  | 'override'
  | 'raise-parent'
  | 'move-source';

export function stepsFor(
  given: FixCase,
  kind: VersionKind,
  move: Move,
  recipe: FixRecipe,
  { bundledBy }: Asking,
): readonly FixStep[] {
  const { name, version } = move;
  if (kind === 'move-source') {
    const { origin } = given.components[0];
    const where =
      origin?.kind === 'git' ? `the git reference of ${name}` : `where ${name} comes from (${origin?.kind})`;
    return [
      words(
        `change ${where} to a revision that contains the fix of ${version}, or to ${version} of the registry`,
      ),
    ];
  }
  if (bundledBy !== undefined) {
    return [
      words(
        `raise ${labelOf(bundledBy)} to a release that contains ${name} ${version} or later: ${name} is part of it, and no override reaches it`,
      ),
    ];
  }
  switch (kind) {
    case 'upgrade-direct': {
      // What others pin is overridden in the same step, or the package manager would keep the old copy for them.
      const moving = [
        { name, pins: move.pins, from: move.from },
        ...move.together.map((t) => ({ ...t, from: [t.version].filter((v) => v !== null) })),
      ];
      const pinned = moving.flatMap((one) => {
        // What moves along asks for the new versions by itself.
        const askers = one.pins.filter((pin) => !moving.some((other) => other.name === pin.name));
        if (askers.length === 0 || recipe.override === undefined) return [];
        return recipe.override({
          ...move,
          name: one.name,
          from: one.from,
          byParent: true,
          others: true,
          declared: [],
          askers,
        });
      });
      return [...pinned.filter((step) => step.kind === 'edit'), ...recipe.direct(move)];
    }
    case 'refresh':
      return recipe.refresh(move);
    case 'prune':
      return recipe.prune?.(move) ?? [];
    case 'override':
      return recipe.override?.(move) ?? [];
    case 'raise-parent':
      return recipe.raise?.(move) ?? [];
  }
}

/** `lib 1.2.3`; `lib` where the version is not known. */
export const labelOf = ({ name, version }: Component): string =>
  version === null ? name : `${name} ${version}`;
