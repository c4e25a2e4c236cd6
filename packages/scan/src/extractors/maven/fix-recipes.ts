/** How packages inside a built archive are moved: by another archive, because no build file of the target made it. */
import { type FixRecipe, type FixStep, type Move, words } from '@theriac/core';

function rebuilt({ name, version }: Move): FixStep[] {
  return [
    words(
      `replace the archive with a release that contains ${name} ${version}, or rebuild it with that version`,
    ),
  ];
}

export const ARCHIVE: FixRecipe = {
  direct: ({ name, version }) => [words(`replace the archive with ${name} ${version}`)],
  refresh: rebuilt,
  override: rebuilt,
};
