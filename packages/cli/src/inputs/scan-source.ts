/** What a scan looks at, by its options: a path, standard input, what is staged, and what the history holds. */
import { type History, TheriacError } from '@theriac/core';
import { MemoryTree, type Target } from '@theriac/scan/target';
import type { Io } from '../command/command.ts';
import { readNamedOrStdin } from './read-given.ts';

/** The operand that stands for standard input. */
export const STDIN = '-';
/** What its text is called, in reports and by those who tell files by their names. */
const STDIN_NAME = 'stdin';

export interface SourceOptions {
  readonly target: string;
  /** The contents of the index in place of the working copy. */
  readonly staged?: boolean;
  /** A range of revisions; the empty string: all of them; undefined: the history is not read. */
  readonly history?: string | undefined;
}

export interface ScanSource {
  readonly path: string | Target;
  readonly history?: History;
}

/** @throws TheriacError THERIAC_USAGE for what cannot be asked together, and what git says */
export async function scanSource(options: SourceOptions, io: Pick<Io, 'stdin' | 'env'>): Promise<ScanSource> {
  const { target, staged = false, history } = options;
  if (target === STDIN && (staged || history !== undefined))
    throw new TheriacError('THERIAC_USAGE', 'standard input has neither staged changes nor a history');
  if (staged && history !== undefined)
    throw new TheriacError('THERIAC_USAGE', '--staged and --history contradict each other');
  if (target === STDIN) return { path: await standardInput(io) };
  if (staged) {
    const { openStaged } = await import('./git-staged.ts');
    return { path: await openStaged(target, io.env) };
  }
  if (history === undefined) return { path: target };
  const { openHistory } = await import('./git-history.ts');
  return { path: target, history: openHistory(target, history) };
}

async function standardInput(io: Pick<Io, 'stdin'>): Promise<Target> {
  const bytes = await readNamedOrStdin(STDIN, io);
  return { tree: new MemoryTree({ [STDIN_NAME]: bytes }), file: STDIN_NAME, name: STDIN_NAME };
}

/** Where the configuration of a target is looked for: standard input has that of the current folder. */
export function placeOfConfig(target: string): string {
  return target === STDIN ? '.' : target;
}
