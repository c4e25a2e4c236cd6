/** What a plug-in threw, for `--debug`. */
import type { Defect } from '@theriac/core';
import type { CommandContext } from '../command/command.ts';
import { plain, stackOf } from './stack.ts';

/**
 * For `onDefect` of a scan: prints what a plug-in threw when stacks are wanted. Coverage reports the failure in any case.
 */
export function defectPrinter({
  debug,
  stderr,
}: Pick<CommandContext, 'stderr' | 'debug'>): (defect: Defect) => void {
  return ({ plugin, path, error }) => {
    if (!debug) return;
    const place = path === undefined ? '' : ` on ${path}`;
    stderr.write(`theriac: ${plain(`${plugin} failed${place}`)}\n${stackOf(error)}`);
  };
}
