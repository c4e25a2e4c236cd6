/** How far each area was looked at. Unknown is never pass. */
import {
  type Area,
  type Component,
  type Coverage,
  count,
  type Defect,
  type EcosystemId,
  ecosystem,
  type Inventory,
} from '@theriac/core';
import { isMatchable } from '../inventory/inventory.ts';
import type { Lookup, Problem } from './advisory-lookup.ts';
import { foreignDistribution } from './distribution.ts';

/** Ecosystems whose advisories count under an area of their own. */
const AREA_OF: Partial<Record<EcosystemId, Area>> = { docker: 'images', githubactions: 'pipeline' };

/** @param defects errors that extractors should not have thrown */
export function coverageOf(
  inventory: Inventory,
  lookup: Lookup,
  defects: readonly Defect[] = [],
): Coverage[] {
  const vulnerabilities = new Map<Area, Problem[]>([
    ['vulnerabilities', []],
    ['images', []],
    ['pipeline', []],
  ]);
  for (const [id, components] of Map.groupBy(inventory.components, (c) => c.ecosystem)) {
    vulnerabilities.get(AREA_OF[id] ?? 'vulnerabilities')?.push(...lookupProblems(id, components, lookup));
  }
  const advisories = vulnerabilities.get('vulnerabilities') ?? [];
  const facts = lookup.problems('facts');
  const matched = inventory.components.some(
    (c) => AREA_OF[c.ecosystem] === undefined && c.firstParty !== true,
  );
  return [
    inventoryCoverage(inventory, defects.length > 0),
    area('vulnerabilities', advisories, matched || inventory.roots.length > 0),
    area('malware', advisories, matched || inventory.roots.length > 0),
    area('exploitation', facts, true),
    area('lifecycle', facts, true),
    area(
      'images',
      vulnerabilities.get('images') ?? [],
      inventory.components.some((c) => c.ecosystem === 'docker'),
    ),
    area(
      'pipeline',
      vulnerabilities.get('pipeline') ?? [],
      inventory.components.some((c) => c.ecosystem === 'githubactions'),
    ),
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
  const byPath = new Map<string, string[]>();
  for (const unknown of inventory.unknowns) {
    if (!unknown.losesComponents) continue;
    const messages = byPath.get(unknown.location.path);
    if (messages === undefined) byPath.set(unknown.location.path, [unknown.message]);
    else if (!messages.includes(unknown.message)) messages.push(unknown.message);
  }
  return [...byPath]
    .map(
      ([path, [first = '', ...more]]) =>
        `${path}: ${first}${more.length === 0 ? '' : ` (and ${more.length} more)`}`,
    )
    .sort();
}

function lookupProblems(id: EcosystemId, components: readonly Component[], lookup: Lookup): Problem[] {
  const row = ecosystem(id);
  const listed = components.filter((c) => c.firstParty !== true);
  if (listed.length === 0) return [];
  if (id === 'docker')
    return [
      {
        state: 'partial',
        reason: `the contents of ${count(listed.length, 'container image')} were not opened`,
      },
    ];
  if (row.osv === null)
    return [
      {
        state: 'partial',
        reason: `${row.title}: no advisory feed exists for ${count(listed.length, 'component')}`,
      },
    ];
  const foreign = [...new Set(listed.flatMap((c) => foreignDistribution(c) ?? []))].sort();
  const inexact = listed.filter((c) => c.version === null).length;
  const invalid = listed.filter((c) => !isMatchable(c) && lookup.concerns(c)).length;
  return [
    ...lookup.problems(id),
    ...foreign.map((distro) => ({
      state: 'partial' as const,
      reason: `${row.title}: there are no advisories for ${distro}`,
    })),
    ...(invalid === 0
      ? []
      : [
          {
            state: 'partial' as const,
            reason: `${row.title}: ${count(invalid, 'component')} with an invalid version could not be matched by range`,
          },
        ]),
    ...(inexact === 0
      ? []
      : [
          {
            state: 'partial' as const,
            reason: `${row.title}: ${count(inexact, 'component')} without an exact version could not be matched`,
          },
        ]),
  ];
}

function area(name: Area, problems: readonly Problem[], concerned: boolean): Coverage {
  if (!concerned) return { area: name, state: 'skipped', reasons: ['nothing of this kind was found'] };
  const reasons = [...new Set(problems.map((p) => p.reason))].sort();
  if (problems.length === 0) return { area: name, state: 'complete', reasons };
  return {
    area: name,
    state: problems.some((p) => p.state === 'failed') ? 'failed' : 'partial',
    reasons,
    ...(problems.some((p) => p.remedy !== undefined) ? { remedy: 'update-index' } : {}),
  };
}
