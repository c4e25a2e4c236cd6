/** No package manager updates a copy: its files are replaced. */
import { type FixRecipe, type Move, words } from '@theriac/core';

const replace = ({ name, version, orLater, lockfile }: Move) => [
  words(
    `replace the copied files of ${name} (${lockfile === 'package.json' ? 'the folder of package.json' : lockfile}) with those of ${version}${orLater === true ? ' or later' : ''}, or install the package with a package manager`,
  ),
];

export const COPY: FixRecipe = { direct: replace, refresh: replace };
