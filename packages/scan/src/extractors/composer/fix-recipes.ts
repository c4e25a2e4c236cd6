/** How Composer moves a package. It has no overrides: what pins a package is updated with it. */
import { command, type Declaration, type FixRecipe, type FixStep, type Move } from '@theriac/core';

const WITH_ALL = '--with-all-dependencies';
const EXACT = /^=?\s*v?\d+(?:\.\d+)*$/;

const update = ({ name, pins }: Move): FixStep[] => [
  command(`composer update ${[name, ...pins.map((p) => p.name)].join(' ')} ${WITH_ALL}`),
];

function required({ name, version, together }: Move, declared: Declaration): string {
  const dev = declared.group === 'require-dev' ? ' --dev' : '';
  const range = EXACT.test(declared.range ?? '') ? version : `^${version}`;
  const family = together
    .filter((t) => t.declared.some((d) => d.group === declared.group))
    .map((t) => t.name);
  const packages = [name, ...family].map((n) => `"${n}:${range}"`).join(' ');
  return `composer require${dev} ${packages} --update-with-all-dependencies`;
}

export const COMPOSER: FixRecipe = {
  direct: (move) =>
    move.declared.every((d) => d.allows)
      ? update(move)
      : move.declared.map((d) => command(required(move, d))),
  refresh: update,
  raise: update,
};
