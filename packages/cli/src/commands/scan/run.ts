/** `theriac scan`. */
import type { CommandContext } from '../../command/command.ts';
import { scanTarget } from '../../run/scan-target.ts';
import type { ScanGiven } from './declare.ts';

export function run(given: ScanGiven, context: CommandContext): Promise<number> {
  return scanTarget(given, context);
}
