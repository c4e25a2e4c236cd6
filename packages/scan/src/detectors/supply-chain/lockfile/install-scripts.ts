/** Packages of a lockfile that run a script at install, unless the project's configuration keeps them from it. */
import { aboutFile, command, edit, type LockedPackage, type RawFinding } from '@theriac/core';
import type { NpmSettings } from '../../../registries/npm-settings.ts';
import { BENIGN_SCRIPTS } from './benign-scripts.ts';
import { LOCK_RULES } from './lock-rules.ts';

/** @param allowed names under `supplyChain.allowScripts` */
export function scriptFindings(
  entries: readonly LockedPackage[],
  path: string,
  settings: NpmSettings,
  allowed: ReadonlySet<string>,
): RawFinding[] {
  // An allow list means that somebody decided: what is on it was looked at, what is not does not run.
  if (settings.ignoresScripts || settings.mayRunScripts !== undefined) return [];
  const running = new Map<string, LockedPackage>();
  for (const entry of entries) {
    if (entry.installScript === true && !allowed.has(entry.name) && !running.has(entry.name))
      running.set(entry.name, entry);
  }
  const findings: RawFinding[] = [];
  const known: LockedPackage[] = [];
  for (const entry of running.values()) {
    // The list of known ones bounds how many there are.
    if (Object.hasOwn(BENIGN_SCRIPTS, entry.name) && entry.source === 'registry') known.push(entry);
    else {
      findings.push({
        rule: LOCK_RULES['INSTALL-SCRIPT'],
        subject: aboutFile(path),
        key: entry.name,
        locations: [{ path, line: entry.line() }],
        evidence: [
          {
            source: 'detector/lockfile',
            observed: `${entry.name} ${entry.version ?? ''} has an install script`,
          },
        ],
        action: `Read the install script of ${entry.name}`,
        scope: 'build',
        steps: [command(`npm explore ${entry.name} -- npm pkg get scripts`)],
      });
    }
  }
  return [...findings, ...known.map((entry) => knownScript(entry, path))];
}

/** One for each package: a baseline that has one of them does not hide the next. */
function knownScript(entry: LockedPackage, path: string): RawFinding {
  return {
    rule: LOCK_RULES['INSTALL-SCRIPT-KNOWN'],
    subject: aboutFile(path),
    key: entry.name,
    locations: [{ path, line: entry.line() }],
    evidence: [
      { source: 'detector/lockfile', observed: `${entry.name}: ${BENIGN_SCRIPTS[entry.name] ?? ''}` },
    ],
    action: 'Allow install scripts by name only',
    scope: 'build',
    steps: [edit('ignore-scripts=true', '.npmrc')],
  };
}
