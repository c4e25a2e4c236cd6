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

/**
 * Within what the manifests allow. A parent that the project asks for moves with what it needs; one further down is held
 * by what others share with it, so that only a resolution of everything moves it.
 */
function raised({ pins }: Move): FixStep[] {
  if (!pins.every((p) => p.direct)) return [command('cargo update')];
  return [command(`cargo update ${pins.map((p) => `-p ${spec(p)}`).join(' ')} --recursive`)];
}

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
  raise: raised,
};
