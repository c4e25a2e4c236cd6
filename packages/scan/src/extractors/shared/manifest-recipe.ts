/** How a package is moved where the manifest is the only file that decides, and no command edits it. */
import { type FixRecipe, type Move, words } from '@theriac/core';

/** @param file base name of the manifest */
export function byManifest(file: string): FixRecipe {
  const add = ({ name, version }: Move) => [
    words(
      `${file}: add ${name} ${version} as a dependency of the project, which wins over what others ask for`,
    ),
  ];
  return {
    direct: ({ name, version }) => [words(`${file}: set ${name} to ${version}`)],
    refresh: add,
    override: add,
  };
}
