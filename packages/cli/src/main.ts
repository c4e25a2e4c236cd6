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

const problem = nodeProblem(process.versions.node, process.execPath);
const [, , first] = process.argv;
if (problem !== undefined) {
  process.stderr.write(`theriac: ${problem}\n`);
  process.exitCode = USAGE;
} else if (first === '--version' || first === '-V') {
  process.stdout.write(`${VERSION}\n`);
} else {
  process.getBuiltinModule('node:module').enableCompileCache();
  import('./start.ts').catch((error: unknown) => {
    // Exit code 1 would mean that the gate failed.
    process.stderr.write(
      `theriac: the installation is damaged: ${String(error)}\n  next: Install it again.\n`,
    );
    process.exitCode = INTERNAL;
  });
}
