/** `theriac secrets`. */
import type { CommandContext } from '../../command/command.ts';
import { scanTarget } from '../../run/scan-target.ts';
import { placeOfTarget } from '../../run/target-place.ts';
import type { SecretsGiven } from './declare.ts';
import { secretLines } from './report.ts';

/** @returns the exit code of the gate: 0 passed, 1 failed, 3 something could not be searched */
export function run(given: SecretsGiven, context: CommandContext): Promise<number> {
  const { target, all } = given;
  const terminal = secretLines({ all, place: placeOfTarget(target) });
  return scanTarget({ ...given, offline: true, area: 'secrets', terminal }, context);
}
