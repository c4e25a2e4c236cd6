/** How a workflow moves an action: the reference in the file changes. */
import { edit, type FixRecipe, type FixStep, type Move } from '@theriac/core';

const uses = ({ name, version }: Move): FixStep[] => [edit(`uses: ${name}@${version}`)];

export const ACTIONS: FixRecipe = { direct: uses, refresh: uses, override: uses };
