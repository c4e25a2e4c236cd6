/** Whether something keeps dependencies up to date, and waits a few days before it takes a release. */
import { edit, type Inventory, type RawFinding } from '@theriac/core';
import { findingsOf } from './hit.ts';

/** Base names of configurations of update tools. */
export const UPDATE_TOOL_NAMES = [
  'renovate.json',
  'renovate.json5',
  '.renovaterc',
  '.renovaterc.json',
  '.renovaterc.json5',
  'dependabot.yml',
  'dependabot.yaml',
] as const;

/** Presets of Renovate that wait: `config:best-practices` since 2025, and those named for it. */
const WAITS =
  /minimumReleaseAge|stabilityDays|security:minimumReleaseAge|config:best-practices|\bcooldown\s*:/;

export function updateFindings(
  inventory: Inventory,
  tools: readonly { readonly path: string; readonly text: string }[],
  isRepository: boolean,
): RawFinding[] {
  const hasty = tools.filter(({ text }) => !WAITS.test(text));
  if (tools.length > 0) {
    // Presets of the organisation may wait without saying so here.
    return hasty
      .filter(({ text }) => !/"(?:local|github|gitlab)>/.test(text))
      .flatMap(({ path }) =>
        findingsOf(path, [
          {
            rule: 'NO-COOLDOWN',
            line: 1,
            observed: 'no cooldown',
            name: '',
            step: edit(
              path.includes('dependabot') ? 'cooldown:\n  default-days: 7' : '"minimumReleaseAge": "7 days"',
            ),
          },
        ]),
      );
  }
  const [root] = inventory.roots.filter(
    ({ ecosystem }) => ecosystem !== 'docker' && ecosystem !== 'githubactions',
  );
  if (!isRepository || root === undefined) return [];
  return findingsOf(root.path, [
    {
      rule: 'NO-UPDATE-TOOL',
      line: 1,
      observed: 'no configuration of Renovate or Dependabot in the repository',
      name: '',
      step: edit('{ "extends": ["config:recommended"], "minimumReleaseAge": "7 days" }', 'renovate.json'),
    },
  ]);
}
