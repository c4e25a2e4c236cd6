/** All lockfiles of the target in one pass. */
import { type KnownUnknown, type RawFinding, type TargetFile, TheriacError } from '@theriac/core';
import type { SupplyChainConfig } from '@theriac/govern';
import { hostOf, npmSettingsOf } from '../../../registries/npm-settings.ts';
import { HashAgreement, outOfDate } from './agreement.ts';
import { checkLock } from './check-lock.ts';
import { checkGradleVerification } from './gradle-verification.ts';
import { scriptFindings } from './install-scripts.ts';
import type { LockFacts, ReadLock } from './lock-entry.ts';
import { readBunLock, readPackageLock, readPnpmLock, readYarnLock } from './npm-locks.ts';
import {
  readComposerLock,
  readGemfileLock,
  readGoSum,
  readNugetLock,
  readPackageTables,
  readPipfileLock,
} from './other-locks.ts';

interface Format {
  readonly ecosystem: 'npm' | 'pypi' | 'cargo' | 'gem' | 'composer' | 'golang' | 'nuget';
  readonly read: ReadLock;
}

const FORMATS: Readonly<Record<string, Format>> = {
  'package-lock.json': { ecosystem: 'npm', read: readPackageLock },
  'npm-shrinkwrap.json': { ecosystem: 'npm', read: readPackageLock },
  'yarn.lock': { ecosystem: 'npm', read: readYarnLock },
  'pnpm-lock.yaml': { ecosystem: 'npm', read: readPnpmLock },
  'bun.lock': { ecosystem: 'npm', read: readBunLock },
  'poetry.lock': { ecosystem: 'pypi', read: readPackageTables },
  'uv.lock': { ecosystem: 'pypi', read: readPackageTables },
  'pdm.lock': { ecosystem: 'pypi', read: readPackageTables },
  'pylock.toml': { ecosystem: 'pypi', read: readPackageTables },
  'Pipfile.lock': { ecosystem: 'pypi', read: readPipfileLock },
  'Cargo.lock': { ecosystem: 'cargo', read: readPackageTables },
  'Gemfile.lock': { ecosystem: 'gem', read: readGemfileLock },
  'gems.locked': { ecosystem: 'gem', read: readGemfileLock },
  'composer.lock': { ecosystem: 'composer', read: readComposerLock },
  'go.sum': { ecosystem: 'golang', read: readGoSum },
  'packages.lock.json': { ecosystem: 'nuget', read: readNugetLock },
};

type LockOptions = Pick<SupplyChainConfig, 'allowedHosts' | 'allowScripts' | 'privateNames'>;

interface LockResult {
  readonly findings: readonly RawFinding[];
  readonly unknowns: readonly KnownUnknown[];
}

/** @param file a file of the target by path, or null */
export function detectLockfiles(
  paths: readonly string[],
  file: (path: string) => TargetFile | null,
  options: LockOptions,
): LockResult {
  const findings: RawFinding[] = [];
  const unknowns: KnownUnknown[] = [];
  const agreement = new HashAgreement();
  const allowed = new Set(options.allowScripts);
  for (const path of paths) {
    const slash = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, slash);
    const name = path.slice(slash);
    const text = textOf(file(path));
    if (text === null) continue;
    if (name === 'verification-metadata.xml') {
      findings.push(...checkGradleVerification(text, path));
      continue;
    }
    const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
    if (format === undefined) continue;
    let facts: LockFacts;
    try {
      facts = format.read(text);
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TheriacError)) throw error;
      unknowns.push({
        reason: 'unparseable',
        message: 'its hashes and addresses could not be checked',
        location: { path },
        losesComponents: false,
      });
      continue;
    }
    const hosts = new Set(options.allowedHosts.map((host) => hostOf(host) ?? host.toLowerCase()));
    const common = {
      path,
      ecosystem: format.ecosystem,
      allowedHosts: hosts,
      privateNames: options.privateNames,
    };
    if (format.ecosystem === 'npm') {
      const settings = npmSettingsOf((beside) => textOf(file(folder + beside)));
      if (settings.registry !== undefined) hosts.add(settings.registry);
      findings.push(
        ...checkLock(facts, { ...common, scopes: settings.scopes }),
        ...scriptFindings(facts.entries, path, settings, allowed),
      );
      const stale = outOfDate(facts, path, textOf(file(`${folder}package.json`)));
      if (stale !== null) findings.push(stale);
    } else {
      findings.push(...checkLock(facts, { ...common, scopes: new Map() }));
    }
    for (const entry of facts.entries) agreement.add(entry, path, format.ecosystem);
  }
  return { findings: [...findings, ...agreement.findings], unknowns };
}

function textOf(file: TargetFile | null): string | null {
  try {
    return file?.text() ?? null;
  } catch (error) {
    if (error instanceof TheriacError) return null;
    throw error;
  }
}
