/** How Bundler moves a gem. It has no overrides: what pins a gem is updated with it. */
import { command, type Declaration, edit, type FixRecipe, type FixStep, type Move } from '@theriac/core';

const EXACT = /^=?\s*\d[\d.]*$/;

/** Without `--conservative`: that keeps what other gems share, and with it the gem itself at its old version. */
const update = (names: readonly string[]): FixStep => command(`bundle update ${names.join(' ')}`);

/** `~>` keeps as many parts as it had; a pin stays a pin. */
function requirement({ range = '' }: Declaration, version: string): string {
  const pessimistic = /^~>\s*([\d.]+)$/.exec(range)?.[1];
  if (pessimistic !== undefined) {
    const parts = version.split('.').slice(0, pessimistic.split('.').length).join('.');
    return parts === version ? `"~> ${parts}"` : `"~> ${parts}", ">= ${version}"`;
  }
  return EXACT.test(range) ? `"${version}"` : `">= ${version}"`;
}

function direct({ name, version, declared, pins, together }: Move): FixStep[] {
  const family = together.filter((t) => t.declared.length > 0);
  const lines = [{ name, declared }, ...family].flatMap((gem) =>
    gem.declared
      .filter((d) => !d.allows)
      .map((d) => edit(`gem "${gem.name}", ${requirement(d, version)}`, 'Gemfile')),
  );
  return [...lines, update([name, ...family.map((f) => f.name), ...pins.map((p) => p.name)])];
}

/** The gem that pins a family is raised to the version of the family; other pins to what the Gemfile allows. */
function raise({ name, version, pins, lead, together }: Move): FixStep[] {
  const leader = together.find((t) => t.name === lead && t.direct);
  if (leader === undefined) {
    // What the Gemfile asks for at one version stays there, whatever is updated.
    const freed = pins.flatMap(({ name: pin, requested = '' }) =>
      EXACT.test(requested) ? [edit(`gem "${pin}", "> ${requested.replace(/^=\s*/, '')}"`, 'Gemfile')] : [],
    );
    return [...freed, update([name, ...pins.map((p) => p.name)])];
  }
  return [
    ...leader.declared
      .filter((d) => !d.allows)
      .map((d) => edit(`gem "${leader.name}", ${requirement(d, version)}`, 'Gemfile')),
    update([leader.name]),
  ];
}

export const BUNDLER: FixRecipe = {
  direct,
  refresh: ({ name }) => [update([name])],
  raise,
};
