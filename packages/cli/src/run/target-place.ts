/** How printed commands name the target, so that they run as they are where the reader is. */
import { resolve } from 'node:path';
import { shellWord } from '@theriac/formats/terminal-text';
import { folderOf } from '../inputs/config-file.ts';
import { STDIN } from '../inputs/scan-source.ts';

export interface TargetPlace {
  /** Folder of the target as it was typed; the empty string where it is the current one. */
  readonly at: string;
  /** The target as it was typed; absent where it is the current folder, which commands take by themselves. */
  readonly target?: string;
}

export function placeOfTarget(target: string): TargetPlace {
  // What came by standard input is not there a second time.
  if (target === STDIN) return { at: '' };
  const folder = folderOf(target);
  const at = resolve(folder) === process.cwd() ? '' : folder;
  return { at, ...(resolve(target) === process.cwd() ? {} : { target }) };
}

/** `theriac scan`, with the target where it is needed. */
export function onTarget(command: string, { target }: TargetPlace): string {
  if (target === undefined) return command;
  return `${command} ${shellWord(target.startsWith('-') ? `./${target}` : target)}`;
}
