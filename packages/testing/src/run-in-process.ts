/** Runs the command line in this process, with streams and environment of its own. */
import { Readable } from 'node:stream';
import { COMMANDS, type Entry, type Io, run } from '@theriac/cli';

export interface ProcessRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface InProcess {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Columns of the terminal that stdout is; absent: a pipe. */
  readonly terminal?: number;
  readonly commands?: readonly Entry[];
}

/** Only the environment that is named is seen; relative paths are those of this process. */
export async function runInProcess(args: readonly string[], given: InProcess = {}): Promise<ProcessRun> {
  let stdout = '';
  let stderr = '';
  const io: Io = {
    stdin: () => Readable.from([Buffer.from(given.input ?? '')]),
    stdout: {
      write: (text) => {
        stdout += text;
      },
      ...(given.terminal === undefined ? {} : { isTTY: true, columns: given.terminal }),
    },
    stderr: {
      write: (text) => {
        stderr += text;
      },
    },
    env: { CI: '1', ...given.env },
  };
  const code = await run(args, io, given.commands ?? COMMANDS);
  return { code, stdout, stderr };
}
