/** No package manager updates a program that it did not install: whoever put it there does. */
import { type FixRecipe, type Move, words } from '@theriac/core';

const replace = ({ name, version, orLater }: Move) => [
  words(
    `install ${name} ${version}${orLater === true ? ' or later' : ''} in place of this copy: by a newer base image, or where the Dockerfile or the machine's set-up downloads or builds it`,
  ),
];

export const PROGRAM: FixRecipe = { direct: replace, refresh: replace };
