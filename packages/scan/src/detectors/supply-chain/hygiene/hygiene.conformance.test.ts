import { fixture, fixtureNames } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { instructionsOf } from '../../../extractors/docker/instructions.ts';
import { checkDockerfile } from './dockerfile.ts';
import type { HygieneRule } from './hygiene-rules.ts';

/** Checks of a public scanner whose examples decide what is dangerous, and our rule for each. */
const CHECKS: Readonly<Record<string, HygieneRule>> = {
  EnvGitSslNoVerify: 'TLS-OFF',
  EnvNodeTlsRejectUnauthorized: 'TLS-OFF',
  EnvNpmConfigStrictSsl: 'TLS-OFF',
  EnvPipTrustedHost: 'TLS-OFF',
  EnvPythonHttpsVerify: 'TLS-OFF',
  RunApkAllowUntrusted: 'UNSIGNED-PACKAGES',
  RunAptGetAllowUnauthenticated: 'UNSIGNED-PACKAGES',
  RunAptGetForceYes: 'UNSIGNED-PACKAGES',
  RunNpmConfigSetStrictSsl: 'TLS-OFF',
  RunPipTrustedHost: 'TLS-OFF',
  RunRpmNoSignature: 'UNSIGNED-PACKAGES',
  RunUnsafeCurl: 'TLS-OFF',
  RunUnsafeWget: 'TLS-OFF',
  RunYumConfigManagerSslVerify: 'TLS-OFF',
  RunYumNoGpgCheck: 'UNSIGNED-PACKAGES',
};
const RESOURCES = 'iac/checkov/tests/dockerfile/graph_builder/checks/resources';

test('examples of a public scanner: every harmless instruction is left alone, every dangerous one found', () => {
  const wrong: string[] = [];
  let judged = 0;
  for (const path of fixtureNames(RESOURCES)) {
    const [check = '', verdict = ''] = path.split('/');
    const rule = CHECKS[check];
    if (rule === undefined || !['pass', 'fail'].includes(verdict)) continue;
    const text = fixture(`${RESOURCES}/${path}`).toString('utf8');
    const hits = new Set(
      checkDockerfile(text)
        .filter((hit) => hit.rule === rule)
        .map((hit) => hit.line),
    );
    for (const { name, line, lines, rest } of instructionsOf(text)) {
      if (!['RUN', 'ENV', 'ARG'].includes(name)) continue;
      judged += 1;
      // A quote that no shell would close: sh refuses the whole line.
      if (rest.includes("'123\\''")) continue;
      const isHit = [line, ...lines.map((start) => start.line)].some((one) => hits.has(one));
      if (isHit !== (verdict === 'fail')) wrong.push(`${path}:${line}`);
    }
  }
  expect(judged).toBeGreaterThan(600);
  expect(wrong).toEqual([]);
});
