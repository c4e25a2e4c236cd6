/** What a report says of an error that a plug-in should not have thrown. */
import { type Defect, TheriacError } from '@theriac/core';

/**
 * The plug-in, the file and the kind of error. Not its message: engines and libraries quote what they read, and that
 * may be a secret or patient data; `--debug` shows message and stack to who runs the scan.
 */
export function describeDefect({ plugin, path, error }: Defect): string {
  const where = path === undefined ? '' : ` on ${path}`;
  if (error instanceof TheriacError) return `${plugin} failed${where}: ${error.message}`;
  const kind = error instanceof Error ? error.name : 'error';
  return `${plugin} failed${where} (${kind}): a defect in Theriac, please report it; --debug shows the stack`;
}
