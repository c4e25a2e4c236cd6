/** What a report says of an error that a plug-in should not have thrown. */
import { type Defect, TheriacError } from '@theriac/core';

/** Longest part of a foreign error message that a report repeats; it may quote what was read. */
const MOST_TEXT = 160;

/** `detector lockfile failed on yarn.lock: TypeError: x is not a function (a defect …)` */
export function describeDefect({ plugin, path, error }: Defect): string {
  const where = path === undefined ? '' : ` on ${path}`;
  if (error instanceof TheriacError) return `${plugin} failed${where}: ${error.message}`;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : 'an unknown error';
  const line = what.replace(/\s+/g, ' ').slice(0, MOST_TEXT);
  return `${plugin} failed${where}: ${line} (a defect in Theriac, please report it; --debug shows the stack)`;
}
