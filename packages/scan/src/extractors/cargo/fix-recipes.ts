/** How Cargo moves a crate. It has no overrides: a requirement that excludes the version is to change. */
import { command, edit, type FixRecipe, type FixStep, type Move, type Parent } from '@theriac/core';

/**
 * `name@1.2.3` names one of several versions. Always to a precise version: without one Cargo keeps everything else locked
 * and may stop at an older release.
 */
const precise = ({ name, version, from }: Move): FixStep[] =>
  (from.length === 0 ? [name] : from.map((old) => `${name}@${old}`)).map((spec) =>
    command(`cargo update -p ${spec} --precise ${version}`),
  );

const spec = ({ name, version }: Parent): string => (version === null ? name : `${name}@${version}`);

export const CARGO: FixRecipe = {
  assumedRange: (version) => `^${version}`,
  direct: (move) => {
    const changed = move.declared.filter((d) => !d.allows);
    if (changed.length === 0) return precise(move);
    return [
      ...changed.map((d) =>
        edit(
          `[${d.group ?? 'dependencies'}]\n${d.as ?? move.name} = "${d.range?.startsWith('=') === true ? '=' : ''}${move.version}"`,
          d.manifest ?? 'Cargo.toml',
        ),
      ),
      command('cargo update --workspace'),
    ];
  },
  refresh: precise,
  // With what they need in turn: newer releases of the parents often ask for newer ones of that, too.
  raise: ({ pins }) => [command(`cargo update ${pins.map((p) => `-p ${spec(p)}`).join(' ')} --recursive`)],
};
