/** How packages of distributions move: the image or the machine takes what its distribution has fixed. */
import { type FixRecipe, type FixStep, type Move, words } from '@theriac/core';

/** @param upgrade the command for names of packages */
function recipe(upgrade: (names: string) => string): FixRecipe {
  const step = ({ name, together }: Move): FixStep[] => [
    // Words: what is to be changed is an image or a root file system, never the machine that reads it.
    words(
      `where the image is built or on the machine itself: ${upgrade([name, ...together.map((one) => one.name)].join(' '))}`,
    ),
  ];
  return { direct: step, refresh: step, override: step };
}

export const APT = recipe((names) => `apt-get update && apt-get install --only-upgrade ${names}`);
export const APK = recipe((names) => `apk upgrade --no-cache ${names}`);
export const DNF = recipe((names) => `dnf upgrade ${names}`);
export const OPKG = recipe((names) => `opkg update && opkg upgrade ${names}`);
/** Arch is upgraded as a whole: a package alone may not fit the others. */
export const PACMAN = recipe(() => 'pacman -Syu');
export const PORTAGE = recipe((names) => `emerge --sync && emerge --oneshot --update ${names}`);
