/** Steps of a fix where no extractor knows the package manager, and the place of every step. */
import { type FixRecipe, type FixStep, type Move, words } from '@theriac/core';

const declare = ({ name, version }: Move): FixStep[] => [
  words(`set ${name} to ${version} or later where it is declared, then regenerate the lockfile or document`),
];

/** A bill of materials, or a lockfile whose package manager has no recipe. */
export const GENERIC: FixRecipe = {
  direct: declare,
  refresh: declare,
  override: declare,
};

/**
 * Steps with their place: commands with the folder to run them in, edits with the path of their file.
 * @param folder folder of the manifest or lockfile, relative to the target
 */
export function stepsIn(folder: string, steps: readonly FixStep[]): FixStep[] {
  return steps.map((step) => {
    if (step.kind === 'command') return { ...step, folder };
    if (step.kind !== 'edit' || step.file === undefined || folder === '') return step;
    return { ...step, file: inFolder(folder, step.file) };
  });
}

/** `a/b` and `../pom.xml` → `a/pom.xml`. */
function inFolder(folder: string, file: string): string {
  const parts = folder.split('/');
  let rest = file;
  for (; rest.startsWith('../') && parts.length > 0; rest = rest.slice('../'.length)) parts.pop();
  return [...parts, rest].join('/');
}
