/** The streams and the environment of this process. */
import { existsSync } from 'node:fs';
import { ERRORS } from '@theriac/core';
import type { Io } from '../command/command.ts';
import { errorText } from './report-error.ts';
import { terminalWidth } from './width.ts';

export function processIo(): Io {
  watchOutput();
  return {
    stdin: () => process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    self: selfOf(process.execPath, process.argv[1]),
    untilStopped,
  };
}

/** The first signal stops in order; a second one is left to the system, and ends the process at once. */
function untilStopped(): Promise<string> {
  return new Promise((done) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    const stop = (signal: NodeJS.Signals): void => {
      for (const one of signals) process.off(one, stop);
      done(signal);
    };
    for (const signal of signals) process.on(signal, stop);
  });
}

/** A single-file executable has no script to name. */
function selfOf(program: string, script: string | undefined): readonly string[] {
  return script !== undefined && script !== program && existsSync(script) ? [program, script] : [program];
}

/**
 * `theriac list | head` ends quietly. Output that cannot be written (a full disk) ends the run with the exit code of a
 * run that could not be done: the default, 1, would mean that the gate failed.
 */
function watchOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout) {
        const reason = error.code === 'ENOSPC' ? 'no space left' : (error.code ?? 'write error');
        process.stderr.write(
          errorText(
            `theriac: standard output: ${reason} (THERIAC_OUTPUT)`,
            ERRORS.THERIAC_OUTPUT.next,
            terminalWidth(process.stderr, process.env),
          ),
        );
      }
      process.exit(ERRORS.THERIAC_OUTPUT.exit);
    });
  }
}
