/** How far each area was looked at. Unknown is never pass. */
import {
  type Area,
  type Component,
  type Coverage,
  count,
  type Defect,
  type EcosystemId,
  ecosystem,
  type Finding,
  type Inventory,
  identityOf,
  isContent,
  isOpen,
  isOperatingSystem,
  isUnmatched,
} from '@theriac/core';
import { isMatchable } from '../inventory/inventory.ts';
import type { Lookup, Problem } from './advisory-lookup.ts';
import { distributionGap, indexFor } from './distribution.ts';

/** Ecosystems whose advisories count under an area of their own. */
const AREA_OF: Partial<Record<EcosystemId, Area>> = { docker: 'images', githubactions: 'pipeline' };

export interface CoverageInput {
  readonly inventory: Inventory;
  readonly lookup: Lookup;
  /** Errors that extractors should not have thrown. */
  readonly defects: readonly Defect[];
  readonly findings: readonly Finding[];
  /** Ecosystems whose lack of a feed the policy accepts. */
  readonly acceptUnmatched: readonly EcosystemId[];
  /** What the baseline has is not asked about again. */
  readonly onlyNew: boolean;
}

export function coverageOf(input: CoverageInput): Coverage[] {
  const { inventory, lookup, defects } = input;
  const found = new Map<Area, Problem[]>([
    ['vulnerabilities', []],
    ['images', []],
    ['pipeline', []],
  ]);
  for (const [id, components] of Map.groupBy(inventory.components, (c) => c.ecosystem))
    for (const one of lookupProblems(id, components, lookup))
      found.get(AREA_OF[id] ?? 'vulnerabilities')?.push(one);
  const advisories = found.get('vulnerabilities') ?? [];
  // What an unreadable file lists was looked up nowhere; that is not the same as nothing to look up.
  if (inventory.roots.length === 0 && inventory.unknowns.some((u) => u.losesComponents))
    advisories.push({ state: 'failed', reason: 'nothing was looked up: the inventory could not be read' });
  const facts = lookup.problems('facts');
  const matched = inventory.components.some(
    (c) => AREA_OF[c.ecosystem] === undefined && identityOf(c) !== 'other',
  );
  const area = (name: Area, problems: readonly Problem[], concerned: boolean): Coverage =>
    areaOf(name, problems, concerned, input.acceptUnmatched);
  const uses = (id: EcosystemId): boolean => inventory.components.some((c) => c.ecosystem === id);
  return [
    inventoryCoverage(inventory, defects.length > 0),
    area(
      'vulnerabilities',
      [...advisories.filter(not('malicious/')), ...doubts(input)],
      matched || inventory.roots.length > 0 || advisories.length > 0,
    ),
    area('malware', advisories, matched || inventory.roots.length > 0 || advisories.length > 0),
    area('exploitation', facts, true),
    area('lifecycle', facts.filter(not('kev/')).filter(not('epss/')), true),
    area('images', found.get('images') ?? [], uses('docker')),
    area('pipeline', found.get('pipeline') ?? [], uses('githubactions')),
  ];
}

/** Leaves out problems of feeds that say nothing about an area. */
function not(feeds: string): (problem: Problem) => boolean {
  return ({ feed }) => feed?.startsWith(feeds) !== true;
}

/** What may or may not concern the target, while nobody has decided it. */
function doubts({ findings, inventory, onlyNew }: CoverageInput): Problem[] {
  const open = findings.filter(
    (f) => f.uncertain !== undefined && isOpen(f) && !(onlyNew && f.status.state === 'known'),
  );
  if (open.length === 0) return [];
  const concerned = new Set(open.flatMap((f) => f.subject.component ?? []));
  const isLowest = inventory.components.some((c) => concerned.has(c.id) && c.minimum !== undefined);
  const lowest = isLowest
    ? ', or state the exact version of what is given as a minimum (for Go: a toolchain line)'
    : '';
  const names = [...new Set(open.map((f) => f.subject.label))].sort();
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return [
    {
      state: 'partial',
      reason: `${count(open.length, 'finding')} may not apply: the package or the version of ${names.slice(0, 3).join(', ')}${more} is not certain; decide each by VEX or an exception${lowest}`,
    },
  ];
}

function inventoryCoverage(inventory: Inventory, failed: boolean): Coverage {
  if (inventory.roots.length === 0) {
    const installed = inventory.skipped.find((s) => s.reason === 'installed-packages');
    const left = installed === undefined ? '' : `; installed packages in ${installed.path} were left out`;
    // Where part of the target could not be looked at, what it holds is unknown, not unrecognised.
    const unread = reasonsOf(inventory);
    const none = unread.length > 0 && left === '' ? [] : [`no package file was recognised${left}`];
    return { area: 'inventory', state: 'failed', reasons: [...none, ...unread] };
  }
  const reasons = reasonsOf(inventory);
  const state = failed ? 'failed' : reasons.length === 0 ? 'complete' : 'partial';
  return { area: 'inventory', state, reasons };
}

/** One sentence per file: what is missing there, and how often. */
function reasonsOf(inventory: Inventory): string[] {
  const byPath = new Map<string, Set<string>>();
  for (const unknown of inventory.unknowns) {
    if (!unknown.losesComponents) continue;
    const messages = byPath.get(unknown.location.path);
    if (messages === undefined) byPath.set(unknown.location.path, new Set([unknown.message]));
    else messages.add(unknown.message);
  }
  return [...byPath]
    .map(
      ([path, [first = '', ...more]]) =>
        `${path}: ${first}${more.length === 0 ? '' : ` (and ${more.length} more)`}`,
    )
    .sort();
}

function lookupProblems(id: EcosystemId, components: readonly Component[], lookup: Lookup): Problem[] {
  if (isContent(id)) return [];
  const row = ecosystem(id);
  const { title } = row;
  const listed = components.filter((c) => identityOf(c) !== 'other' && !isOperatingSystem(id, c.name));
  if (listed.length === 0) return [];
  const partly = (reason: string): Problem => ({ state: 'partial', reason });
  if (id === 'docker')
    return [partly(`the contents of ${count(listed.length, 'container image')} were not opened`)];
  if (row.osv === null) {
    return [
      {
        ...partly(`${title}: no advisory feed exists; ${count(listed.length, 'component')} not matched`),
        ...(isUnmatched(row) ? { remedy: 'accept-unmatched', unmatched: id } : {}),
      },
    ];
  }
  const gaps = new Map<string, number>();
  for (const component of listed) {
    const gap = distributionGap(component, (index) => lookup.releases(index));
    if (gap !== undefined) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  }
  const inexact = listed.filter((c) => c.version === null).length;
  const guessed = listed.filter((c) => c.guessed !== undefined).length;
  const invalid = listed.filter((c) => !isMatchable(c) && lookup.concerns(c)).length;
  return [
    ...[...new Set(listed.flatMap((c) => indexFor(c) ?? []))]
      .sort()
      .flatMap((index) => lookup.problems(index)),
    ...[...gaps].map(([gap, n]) => partly(`${title}: ${gap} (${count(n, 'package')})`)),
    ...(invalid === 0
      ? []
      : [
          partly(
            `${title}: ${count(invalid, 'component')} with an invalid version could not be matched by range`,
          ),
        ]),
    ...(inexact === 0
      ? []
      : [partly(`${title}: ${count(inexact, 'component')} without an exact version could not be matched`)]),
    ...(guessed === 0
      ? []
      : [
          partly(
            `${title}: ${count(guessed, 'component')} with a guessed name could not be matched for certain`,
          ),
        ]),
  ];
}

function areaOf(
  name: Area,
  problems: readonly Problem[],
  concerned: boolean,
  acceptUnmatched: readonly EcosystemId[],
): Coverage {
  if (!concerned) return { area: name, state: 'skipped', reasons: ['nothing of this kind was found'] };
  const isAccepted = ({ unmatched }: Problem): boolean =>
    unmatched !== undefined && acceptUnmatched.includes(unmatched);
  const open = problems.filter((p) => !isAccepted(p));
  const said = (of: readonly Problem[]): string[] => [...new Set(of.map((p) => p.reason))].sort();
  const accepted = said(problems.filter(isAccepted));
  const remedy =
    open.find((p) => p.remedy === 'update-index')?.remedy ?? open.find((p) => p.remedy !== undefined)?.remedy;
  return {
    area: name,
    state: open.length === 0 ? 'complete' : open.some((p) => p.state === 'failed') ? 'failed' : 'partial',
    reasons: said(open),
    ...(accepted.length === 0 ? {} : { accepted }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
