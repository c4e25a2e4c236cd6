/** What a supplier's bill of materials says against what the scan found: discrepancies as findings. */
import {
  aboutComponent,
  aboutFile,
  type Bom,
  type Component,
  type Inventory,
  type RawFinding,
  type Rule,
} from '@theriac/core';
import {
  compareWithArtefact,
  DISCREPANCIES,
  DISCREPANCY_RULES,
  type Discrepancy,
  type DiscrepancyKind,
} from '@theriac/govern/sbom';

export interface Claim {
  readonly bom: Bom;
  /** What findings call the document. */
  readonly path: string;
}

const ACTIONS: Readonly<Record<DiscrepancyKind, string>> = {
  contents: 'Ask the supplier where these contents come from; do not ship until it is known',
  unlisted: 'Ask the supplier for an SBOM made from the artefact itself',
  version: 'Ask the supplier for an SBOM made from the artefact itself',
  phantom: 'Ask the supplier whether the component is shipped',
  licence: 'Ask the supplier which licence holds',
  unverifiable: 'Ask the supplier for package URLs',
};

export function claimFindings({ bom, path }: Claim, inventory: Inventory): RawFinding[] {
  const components = new Map(inventory.components.map((c) => [c.id, c]));
  return compareWithArtefact(bom, inventory).discrepancies.map((d) =>
    rawOf(d, path, components.get(d.component ?? '')),
  );
}

/** The rules that discrepancies are findings of. */
export const SBOM_RULES: readonly Rule[] = DISCREPANCIES.map(ruleOfKind);

function ruleOfKind(kind: DiscrepancyKind): Rule {
  return {
    id: `THERIAC-SBOM-${kind.toUpperCase()}`,
    kind: 'supply-chain',
    cwe: ['CWE-1357'],
    aliases: [],
    cvss: [],
    ...DISCREPANCY_RULES[kind],
    remediation: `${ACTIONS[kind]}.`,
  };
}

function rawOf(d: Discrepancy, path: string, component: Component | undefined): RawFinding {
  const about =
    component === undefined
      ? { subject: aboutFile(path), scope: 'production' as const }
      : { subject: aboutComponent(component.id) };
  return {
    ...about,
    rule: ruleOfKind(d.kind),
    key: [d.name, d.said ?? '', d.found ?? ''].join(' '),
    locations: [component?.location ?? { path }],
    evidence: [
      {
        source: `sbom/${path}`,
        observed: d.found === null ? `${d.name} was not found in the artefact` : `${d.name}: ${d.found}`,
        expected: d.said === null ? `${d.name} is not listed` : `${d.name}: ${d.said}`,
      },
    ],
    action: ACTIONS[d.kind],
    notes: [],
  };
}
