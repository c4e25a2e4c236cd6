/** Which changes are made by machine, and in which order. */
import type { Finding, Fix, ScanResult, Severity } from '@theriac/core';
import { displayId, type ResultView, viewOf } from '@theriac/formats/result-view';
import { type Doable, doableSteps } from './apply-steps.ts';

export interface Choice {
  /** Also changes that may break what uses the package. */
  readonly major: boolean;
  /** Advisories, rules or packages; empty: all. */
  readonly only: readonly string[];
  readonly severity: readonly Severity[];
}

export interface Chosen {
  readonly fix: Fix;
  readonly steps: readonly Doable[];
}

export interface Left {
  readonly fix: Fix;
  readonly why: string;
}

/**
 * Changes to packages, in the order in which they are made: what a dependency brings along needs no override any more.
 * Other changes (settings, workflows) are for a person to weigh.
 */
const KINDS: readonly Fix['kind'][] = ['remove', 'upgrade-direct', 'refresh', 'raise-parent', 'override'];

/** @param root folder of the target */
export function choose(
  result: ScanResult,
  choice: Choice,
  root: string,
): { readonly chosen: readonly Chosen[]; readonly left: readonly Left[] } {
  const view = viewOf(result);
  const chosen: Chosen[] = [];
  const left: Left[] = [];
  for (const fix of result.fixes) {
    const findings = fix.clears.flatMap((id) => view.findings.get(id) ?? []);
    const [first] = findings;
    if (first === undefined || !wanted(fix, findings, choice, view)) continue;
    const why = whyNot(fix, choice);
    const steps = why === undefined ? doableSteps(fix, first, root) : { byHand: why };
    if ('byHand' in steps) left.push({ fix, why: steps.byHand });
    else chosen.push({ fix, steps });
  }
  const rank = ({ fix }: Chosen): number => KINDS.indexOf(fix.kind);
  return { chosen: chosen.sort((a, b) => rank(a) - rank(b)), left };
}

function wanted(
  fix: Fix,
  findings: readonly Finding[],
  { only, severity }: Choice,
  view: ResultView,
): boolean {
  if (severity.length > 0 && !findings.some((f) => severity.includes(f.severity))) return false;
  if (only.length === 0) return true;
  const names = new Set(
    [
      fix.package,
      ...findings.flatMap((f) => {
        const rule = view.rules.get(f.rule);
        return [f.rule, displayId(f.rule, rule), ...(rule?.aliases ?? [])];
      }),
    ].map((name) => name.toLowerCase()),
  );
  return only.some((name) => names.has(name.toLowerCase()));
}

function whyNot({ kind, distance }: Fix, { major }: Choice): string | undefined {
  if (kind === 'none') return 'no fixed version is known';
  if (kind === 'move-source') return 'it comes from git, an address or a folder';
  if (!KINDS.includes(kind)) return 'not a change of a version';
  if (major) return undefined;
  if (distance === 'major') return 'a major version: --major makes it';
  return distance === 'unknown' ? 'how far it moves is not known: --major makes it' : undefined;
}
