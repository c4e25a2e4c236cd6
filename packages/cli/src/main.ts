#!/usr/bin/env node
/**
 * Entry point. Checks the version of Node before anything is loaded that an older one cannot load: the build makes a
 * CommonJS script in old syntax of this file, and it must not import modules of Node. Answers `--version` by itself,
 * and starts everything else with compiled code from a cache.
 */
import { nodeProblem } from './node-version.ts';
import { VERSION } from './version.ts';

const USAGE = 2;
const INTERNAL = 70;

/** Node creates the folder in an endless loop where none can be created (`TMPDIR=/proc`): it must exist before. */
function keepCompiledCode(): void {
  const { mkdirSync, statSync } = process.getBuiltinModule('node:fs');
  const { join } = process.getBuiltinModule('node:path');
  const folder = join(process.getBuiltinModule('node:os').tmpdir(), 'node-compile-cache');
  try {
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder);
  } catch {
    return;
  }
  process.getBuiltinModule('node:module').enableCompileCache();
}

const problem = nodeProblem(process.versions.node, process.execPath);
const [, , first] = process.argv;
if (problem !== undefined) {
  process.stderr.write(`theriac: ${problem}\n`);
  process.exitCode = USAGE;
} else if (first === '--version' || first === '-V') {
  process.stdout.on('error', (error: { readonly code?: string }) => {
    // A reader that goes away is no fault.
    if (error.code === 'EPIPE') return;
    process.stderr.write('theriac: the output cannot be written (THERIAC_OUTPUT)\n');
    process.exitCode = USAGE;
  });
  process.stdout.write(`${VERSION}\n`);
} else {
  keepCompiledCode();
  import('./start.ts').catch((error: unknown) => {
    // Exit code 1 would mean that the gate failed.
    process.stderr.write(
      `theriac: the installation is damaged: ${String(error)}\n  next: Install it again.\n`,
    );
    process.exitCode = INTERNAL;
  });
}
