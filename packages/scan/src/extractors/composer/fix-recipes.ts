/** How Composer moves a package. It has no overrides: what pins a package is updated with it. */
import {
  command,
  type Declaration,
  type FixRecipe,
  type FixStep,
  type Move,
  type Parent,
} from '@theriac/core';

const WITH_ALL = '--with-all-dependencies';
const EXACT = /^=?\s*v?\d+(?:\.\d+)*$/;
const isExact = (range: string | undefined): boolean => EXACT.test(range ?? '');

const update = ({ name, pins }: Move): FixStep[] => [
  command(`composer update ${[name, ...pins.map((p) => p.name)].join(' ')} ${WITH_ALL}`),
];

function required({ name, version, together }: Move, declared: Declaration): string {
  const dev = declared.group === 'require-dev' ? ' --dev' : '';
  const range = isExact(declared.range) ? version : `^${version}`;
  const family = together
    .filter((t) => t.declared.some((d) => d.group === declared.group))
    .map((t) => t.name);
  const packages = [name, ...family].map((n) => `"${n}:${range}"`).join(' ');
  return `composer require${dev} ${packages} --update-with-all-dependencies`;
}

/** A parent that asks for exactly its own version is released together with the package; of another nothing is known. */
function raised({ name, version, range }: Parent, to: string): string {
  const own = (version ?? '').replace(/^v/, '');
  const isTogether = isExact(range) && range?.replace(/^=?\s*v?/, '') === own;
  return isTogether ? `"${name}:${to}"` : name;
}

/** A parent that composer.json asks for at one version stays there, whatever is updated: its requirement changes. */
function raise(move: Move): FixStep[] {
  const held = move.pins.filter((p) => isExact(p.requested));
  if (held.length === 0) return update(move);
  const sections = [...new Set(held.map((p) => p.group))].map((group) => {
    const names = held.filter((p) => p.group === group).map((p) => raised(p, move.version));
    return `composer require${group === 'require-dev' ? ' --dev' : ''} ${names.join(' ')}`;
  });
  const [only, second] = sections;
  return second === undefined && held.length === move.pins.length
    ? [command(`${only} --update-with-all-dependencies`)]
    : [...sections.map((section) => command(`${section} --no-update`)), ...update(move)];
}

export const COMPOSER: FixRecipe = {
  direct: (move) =>
    move.declared.every((d) => d.allows)
      ? update(move)
      : move.declared.map((d) => command(required(move, d))),
  refresh: update,
  raise,
};
