/** The streams and the environment of this process. */
import { existsSync } from 'node:fs';
import type { Io } from '../command/command.ts';

export function processIo(): Io {
  ignoreClosedPipes();
  return {
    stdin: () => process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    self: selfOf(process.execPath, process.argv[1]),
  };
}

/** A single-file executable has no script to name. */
function selfOf(program: string, script: string | undefined): readonly string[] {
  return script !== undefined && script !== program && existsSync(script) ? [program, script] : [program];
}

/** `theriac list | head` ends quietly. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
