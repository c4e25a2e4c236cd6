/** Whether a change is worth keeping: what is gone, what came, and which copies are still there and why. */
import {
  type Component,
  count,
  type Finding,
  type Fix,
  isOpen,
  outcomeRank,
  type ScanResult,
} from '@theriac/core';

export interface Verdict {
  readonly keep: boolean;
  /** What was cleared, or why the change is not worth keeping. */
  readonly why: string;
}

/** A change is kept when it clears a finding, or a finding in one of its copies, and brings nothing that is as bad. */
export function compareScans(before: ScanResult, after: ScanResult, fix: Fix): Verdict {
  const open = ({ findings }: ScanResult): Map<string, Finding> =>
    new Map(findings.filter(isOpen).map((f) => [f.fingerprint, f]));
  const was = open(before);
  const is = open(after);
  const known = new Set(before.findings.map((f) => f.fingerprint));
  const cleared = [...was.values()].filter((f) => !is.has(f.fingerprint));
  const fresh = [...is.values()].filter((f) => !known.has(f.fingerprint));
  const promised = fix.clears.flatMap((id) => was.get(id) ?? []);
  const partly = promised.filter((f) => hasFewerCopies(f, is.get(f.fingerprint)));
  if (!promised.some((f) => !is.has(f.fingerprint)) && partly.length === 0)
    return { keep: false, why: `the scan afterwards finds the same${stayText(after, fix)}` };
  const worst = (findings: readonly Finding[]): number =>
    findings.reduce((rank, f) => Math.min(rank, outcomeRank(f.decision.outcome)), Number.POSITIVE_INFINITY);
  const better = [...cleared, ...partly];
  if (fresh.length > 0 && (worst(fresh) < worst(better) || fresh.length >= better.length)) {
    const [first] = fresh.toSorted(
      (a, b) => outcomeRank(a.decision.outcome) - outcomeRank(b.decision.outcome),
    );
    const named =
      first === undefined ? '' : `: ${first.rule} in ${first.subject.label} (${first.decision.outcome})`;
    return {
      keep: false,
      why: `it clears ${count(cleared.length, 'finding')} and brings ${fresh.length} new${named}`,
    };
  }
  const lost = (result: ScanResult): number =>
    result.inventory.unknowns.filter((u) => u.losesComponents).length;
  if (lost(after) > lost(before))
    return { keep: false, why: 'the scan afterwards can read less than before' };
  const rest = partly.length === 0 ? '' : `, and ${count(partly.length, 'finding')} in some of the copies`;
  return { keep: true, why: `clears ${count(cleared.length, 'finding')}${rest}` };
}

/** A finding that is gone as a whole has no copies left. */
function hasFewerCopies(before: Finding, after: Finding | undefined): boolean {
  return after !== undefined && after.subject.components.length < before.subject.components.length;
}

const COPIES_SHOWN = 3;

/** `: minimist 1.2.0 is still at package-lock.json:4452, for tap 5.8.0 (^1.2.0)`; empty where that is not known. */
function stayText({ findings, inventory }: ScanResult, { clears, moves = [] }: Fix): string {
  const here = new Set(
    findings.filter((f) => clears.includes(f.fingerprint)).flatMap((f) => f.subject.components),
  );
  const concerned = inventory.components.filter((c) => here.has(c.id));
  const same = concerned.filter((c) => moves.includes(c.id));
  const staying = same.length > 0 ? same : concerned;
  const lines = staying.slice(0, COPIES_SHOWN).map((copy) => {
    const { path, line } = copy.location;
    const at = `${path}${line === undefined ? '' : `:${line}`}`;
    return `${nameOf(copy)} is still at ${at}${askersText(copy, inventory.components)}`;
  });
  const more = staying.length - lines.length;
  return lines.length === 0
    ? ''
    : `: ${lines.join('; ')}${more > 0 ? `; and ${count(more, 'more copy')}` : ''}`;
}

/** Who asks for a copy, with the ranges: what holds the version. */
function askersText(
  { id, direct, requested, requestedBy = [] }: Component,
  all: readonly Component[],
): string {
  const parents = all.filter((c) => c.dependsOn.includes(id)).map(nameOf);
  const names = [...(direct ? ['the project'] : []), ...new Set(parents)];
  const ranges = [...new Set([...(requested === undefined ? [] : [requested]), ...requestedBy])];
  if (names.length === 0 && ranges.length === 0) return '';
  const more = names.length > COPIES_SHOWN ? ` and ${names.length - COPIES_SHOWN} more` : '';
  const by = names.length === 0 ? '' : ` for ${names.slice(0, COPIES_SHOWN).join(', ')}${more}`;
  return `,${by}${ranges.length === 0 ? '' : `${by === '' ? ' asked for as' : ', which asks for'} ${ranges.slice(0, COPIES_SHOWN).join(', ')}`}`;
}

const nameOf = ({ name, version }: Component): string => (version === null ? name : `${name} ${version}`);
