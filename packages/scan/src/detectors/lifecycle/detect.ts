/** Runtimes past their end of life, and packages that their authors deprecated. */
import type { DeprecatedPackage, StartDetector } from '@theriac/core';
import { aboutFile } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { endedLine } from '../../findings/end-of-life-rule.ts';
import { baseName } from '../../target/paths.ts';
import { deprecatedFindings, statedDeprecations } from './deprecated.ts';
import { type Runtime, runtimeReader } from './runtimes.ts';

export const start: StartDetector<Config> = ({ asOf }) => {
  const runtimes: { path: string; runtime: Runtime }[] = [];
  const deprecated: { path: string; packages: readonly DeprecatedPackage[] }[] = [];
  return {
    inspect: (file, { extracted }) => {
      const { path } = file;
      const read = runtimeReader(baseName(path));
      for (const runtime of read?.(file.text()) ?? []) runtimes.push({ path, runtime });
      for (const { lockfile } of extracted) {
        const packages = lockfile?.().deprecated ?? [];
        if (packages.length > 0) deprecated.push({ path, packages });
      }
    },
    conclude: ({ inventory, endOfLife }) => {
      const findings = statedDeprecations(inventory);
      for (const { path, packages } of deprecated)
        for (const one of deprecatedFindings(path, packages, inventory)) findings.push(one);
      for (const { path, runtime } of endOfLife === undefined ? [] : runtimes) {
        const { product, version, line } = runtime;
        const ended = endedLine(product, endOfLife?.(product) ?? [], version, asOf);
        if (ended === undefined) continue;
        findings.push({
          rule: ended.rule,
          subject: aboutFile(path),
          key: '',
          locations: [{ path, line }],
          evidence: [
            {
              source: 'detector/lifecycle',
              observed: `${product} ${version}`,
              expected: 'a maintained line',
            },
          ],
          scope: 'production',
          action: ended.rule.remediation ?? '',
        });
      }
      return { findings };
    },
  };
};
