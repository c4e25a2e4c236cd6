/** What a fix did to a project: the scan before it beside the scan after it. */
import {
  type Component,
  ecosystem,
  type Fix,
  isOpen,
  orderVersions,
  type ScanResult,
  versionDistance,
} from '@theriac/core';

export interface Verdict {
  /** Every finding that the fix was to clear is gone. */
  readonly cleared: boolean;
  /** Why the steps could not be carried out. */
  readonly problem?: string;
  /** Rules of findings that are still there. */
  readonly left: readonly string[];
  /** `name 2.0.0 → 1.0.0`: copies of the package that moves which had no finding and are lower now. */
  readonly lowered: readonly string[];
  /** The same of other packages: what newer versions of their parents ask for. */
  readonly loweredAside: readonly string[];
  /** Packages that only development used before and production uses now. */
  readonly promoted: readonly string[];
}

export function compareScans(fix: Fix, before: ScanResult, after: ScanResult): Verdict {
  const open = new Map(after.findings.filter(isOpen).map((f) => [f.fingerprint, f]));
  const purls = new Map(
    [...before.inventory.components, ...after.inventory.components].map((c) => [c.id, c.purl]),
  );
  const moves = new Set(fix.moves);
  const left = before.findings.flatMap((finding) => {
    const still = fix.clears.includes(finding.fingerprint) ? open.get(finding.fingerprint) : undefined;
    if (still === undefined) return [];
    // Further copies of the package, which other fixes move, may keep the finding open.
    const apart = new Set(
      finding.subject.components.filter((id) => !moves.has(id)).map((id) => purls.get(id)),
    );
    return still.subject.components.every((id) => apart.has(purls.get(id))) ? [] : [finding.rule];
  });
  const gone = !after.inventory.roots.some((root) => root.id === fix.root);
  const fewer = after.inventory.components.length < before.inventory.components.length / 2;
  const problem = gone
    ? `${fix.root} is not there any more`
    : fewer
      ? 'half of the components are gone'
      : undefined;
  const lower = lowered(before, after);
  return {
    cleared: left.length === 0 && problem === undefined,
    ...(problem === undefined ? {} : { problem }),
    left,
    lowered: lower.filter((text) => text.startsWith(`${fix.package} `)),
    loweredAside: lower.filter((text) => !text.startsWith(`${fix.package} `)),
    promoted: promoted(fix, before.inventory.components, after.inventory.components),
  };
}

type Copies = Map<string, Component[]>;

function copiesOf(components: readonly Component[]): Copies {
  const shown = components.filter((c) => c.firstParty !== true && c.version !== null);
  return Map.groupBy(shown, (c) => `${c.ecosystem} ${c.name}`);
}

/** A version without a finding that went away, where only lower ones are new. */
function lowered(before: ScanResult, after: ScanResult): string[] {
  const bad = new Set(before.findings.filter(isOpen).flatMap((f) => f.subject.components));
  const now = copiesOf(after.inventory.components);
  const found: string[] = [];
  for (const [name, was] of copiesOf(before.inventory.components)) {
    const is = now.get(name) ?? [];
    const had = new Set(was.map((c) => c.version ?? ''));
    const has = new Set(is.map((c) => c.version ?? ''));
    const { scheme } = ecosystem(was[0]?.ecosystem ?? 'generic');
    const fresh = [...has.difference(had)];
    const harmed = [...had.difference(has)].filter((v) => !was.some((c) => c.version === v && bad.has(c.id)));
    for (const version of harmed) {
      const lower = fresh.filter((v) => orderVersions(scheme, v, version) < 0);
      const [first] = lower;
      // The copy may have joined another one of its release line that was there already.
      const kept = [...has].some(
        (v) => orderVersions(scheme, v, version) >= 0 && versionDistance(scheme, v, version) !== 'major',
      );
      if (first !== undefined && lower.length === fresh.length && !kept)
        found.push(`${was[0]?.name} ${version} → ${first}`);
    }
  }
  return found;
}

/** What the project asks for in development only, and the package that moves: whether production has it now. */
function promoted(fix: Fix, before: readonly Component[], after: readonly Component[]): string[] {
  const now = copiesOf(after);
  return [...copiesOf(before)].flatMap(([name, was]) => {
    const development = was.every((c) => c.scope === 'development' || c.scope === 'test');
    const watched = was.some((c) => c.direct || c.name === fix.package);
    const produced = (now.get(name) ?? []).some((c) => c.scope === 'production' && c.direct);
    return development && watched && produced ? [name] : [];
  });
}
