/** All lockfiles of the target, each while its extractor has it open. */
import {
  type InspectContext,
  type LockfileFacts,
  type RawFinding,
  type StartDetector,
  type TargetFile,
  TheriacError,
} from '@theriac/core';
import type { Config } from '@theriac/govern';
import { hostOf, npmSettingsOf } from '../../../registries/npm-settings.ts';
import { baseName, beside } from '../../../target/paths.ts';
import { HashAgreement, outOfDate } from './agreement.ts';
import { checkLock } from './check-lock.ts';
import { goSumFacts } from './go-sum.ts';
import { checkGradleVerification } from './gradle-verification.ts';
import { scriptFindings } from './install-scripts.ts';

export const start: StartDetector<Config> = ({ config }) => {
  const { allowedHosts, allowScripts, privateNames } = config.supplyChain;
  const findings: RawFinding[] = [];
  const agreement = new HashAgreement();
  const allowed = new Set(allowScripts);
  const hosts = allowedHosts.map((host) => hostOf(host) ?? host.toLowerCase());

  const inspectLock = (facts: LockfileFacts, path: string, context: InspectContext): void => {
    const common = { path, ecosystem: facts.ecosystem, privateNames };
    if (facts.ecosystem === 'npm') {
      const textBeside = (name: string): string | null => textOf(context.file(beside(path, name)));
      const settings = npmSettingsOf(textBeside);
      const known = settings.registry === undefined ? hosts : [...hosts, settings.registry];
      for (const each of checkLock(facts, {
        ...common,
        allowedHosts: new Set(known),
        scopes: settings.scopes,
      }))
        findings.push(each);
      for (const each of scriptFindings(facts.packages, path, settings, allowed)) findings.push(each);
      for (const each of outOfDate(facts, path, textBeside('package.json'))) findings.push(each);
    } else
      for (const each of checkLock(facts, { ...common, allowedHosts: new Set(hosts), scopes: new Map() }))
        findings.push(each);
    for (const locked of facts.packages) agreement.add(locked, path, facts.ecosystem);
  };

  return {
    inspect: (file, context) => {
      const name = baseName(file.path);
      if (name === 'verification-metadata.xml')
        for (const one of checkGradleVerification(file.text(), file.path)) findings.push(one);
      else if (name === 'go.sum') inspectLock(goSumFacts(file.text()), file.path, context);
      else
        for (const { lockfile } of context.extracted)
          if (lockfile !== undefined) inspectLock(lockfile(), file.path, context);
    },
    conclude: () => ({ findings: [...findings, ...agreement.findings] }),
  };
};

function textOf(file: TargetFile | null): string | null {
  try {
    return file?.text() ?? null;
  } catch (error) {
    if (error instanceof TheriacError) return null;
    throw error;
  }
}
