/** The scan as SPDX 2.3 JSON (https://spdx.github.io/spdx-spec/v2.3/). What is not known is NOASSERTION. */
import {
  BOM_NO_ASSERTION,
  type Bom,
  type BomComponent,
  type BomRelationship,
  type Component,
  type ScanResult,
  type Scope,
} from '@theriac/core';
import { plain, webAddress } from '../../text/plain-text.ts';
import { renameRefs } from '../model/rename-refs.ts';
import { SpdxIds } from '../spdx2/ids.ts';
import { writeSpdx2 } from '../spdx2/write/document.ts';
import { bomOfScan } from './bom-of-scan.ts';
import { type Package, packagesOf, topsOf } from './packages.ts';
import { rootRef, TARGET_REF } from './refs.ts';

/** How a root relates to what it asks for; all but production read from the dependency to the root. */
const RELATION: Readonly<Record<Scope, string>> = {
  production: 'dependsOn',
  optional: 'optionalDependencyOf',
  build: 'buildDependencyOf',
  development: 'devDependencyOf',
  test: 'testDependencyOf',
};

export function renderSpdx(result: ScanResult): string {
  const bom = forSpdx(bomOfScan(result), result);
  const ids = new SpdxIds(bom);
  const named = renameRefs(bom, new Map(bom.components.map(({ ref }) => [ref, ids.of(ref)])));
  return writeSpdx2(named, { version: '2.3', encoding: 'json' }).text;
}

/** The document in the words that readers of SPDX 2 look for, instead of annotations that only we understand. */
function forSpdx(bom: Bom, result: ScanResult): Bom {
  const packages = packagesOf(result.inventory);
  const byPurl = new Map(packages.map((p) => [p.purl, p]));
  const { id: _id, version: _version, ...rest } = bom;
  return {
    ...rest,
    tools: bom.tools.map(({ vendor: _vendor, ...tool }) => ({ ...tool, form: 'tool' })),
    lifecycles: [],
    compositions: [],
    vulnerabilities: [],
    properties: [],
    comment: `Coverage: ${result.coverage.map((c) => `${c.area} ${c.state}`).join(', ')}`,
    components: bom.components.map((component) => {
      const listed = byPurl.get(component.ref);
      return listed === undefined ? ownComponent(component, result) : listedComponent(component, listed);
    }),
    relationships: relationships(result, packages),
  };
}

/** Of the target and its roots. */
function ownComponent(component: BomComponent, result: ScanResult): BomComponent {
  const root = result.inventory.roots.find((one) => rootRef(one) === component.ref);
  const { evidence: _evidence, ...rest } = component;
  return {
    ...rest,
    properties: [],
    rest: {
      format: 'spdx-2',
      fields: {
        ...UNSAID,
        ...(root === undefined ? {} : { sourceInfo: plain(`${root.path}, read by ${root.extractor}`) }),
      },
    },
  };
}

const UNSAID = {
  filesAnalyzed: false,
  supplier: 'NOASSERTION',
  licenseConcluded: 'NOASSERTION',
  licenseDeclared: 'NOASSERTION',
  copyrightText: 'NOASSERTION',
  downloadLocation: 'NOASSERTION',
};

const IDENTITY: ReadonlySet<string> = new Set(['theriac:origin', 'theriac:guessed', 'theriac:minimum']);

function listedComponent(component: BomComponent, listed: Package): BomComponent {
  const [first] = listed.uses;
  const { evidence: _evidence, scope: _scope, group: _group, ...rest } = component;
  const places = listed.locations
    .slice(0, 50)
    .map((l) => (l.line === undefined ? l.path : `${l.path}:${l.line}`))
    .join(', ');
  const { supplier, licenseDeclared, downloadLocation, ...unsaid } = UNSAID;
  const download = downloadOf(listed.uses);
  return {
    ...rest,
    // The name as the ecosystem writes it.
    name: plain(listed.namespace === null ? listed.name : first.name) || 'unnamed',
    externalReferences: [],
    // What SPDX has no field for and what decides whether an advisory applies.
    properties: component.properties.filter(({ name }) => IDENTITY.has(name)),
    rest: {
      format: 'spdx-2',
      fields: {
        ...unsaid,
        ...(component.supplier === undefined ? { supplier } : {}),
        ...(component.licences.length === 0 ? { licenseDeclared } : {}),
        downloadLocation: download ?? downloadLocation,
        sourceInfo: plain(`found in ${places}`, 4000),
      },
    },
  };
}

/** A location as §7.7 writes it: version control with its commit, or an address. */
function downloadOf(uses: readonly Component[]): string | undefined {
  for (const { origin } of uses) {
    if (origin?.kind !== 'git' && origin?.kind !== 'url') continue;
    const address = webAddress(origin.url);
    if (address === undefined) continue;
    if (origin.kind === 'url') return address;
    const commit =
      origin.commit !== undefined && /^[A-Za-z0-9._/-]+$/.test(origin.commit) ? `@${origin.commit}` : '';
    return `git+${address}${commit}`;
  }
  return undefined;
}

function relationships(result: ScanResult, packages: readonly Package[]): BomRelationship[] {
  const { inventory } = result;
  const relations = new Map<string, BomRelationship>();
  const relate = (from: string, type: string, to: string, comment?: string): void => {
    relations.set(JSON.stringify([from, type, to]), {
      from,
      type,
      to: [to],
      ...(comment === undefined ? {} : { comment }),
    });
  };
  const tops = topsOf(inventory);
  const scopes = new Map<string, Scope>();
  for (const c of inventory.components) if (c.direct) scopes.set(`${c.root}\n${c.purl}`, c.scope);
  for (const root of inventory.roots) {
    relate(TARGET_REF, 'contains', rootRef(root));
    const { direct = [], loose = [] } = tops.get(root.id) ?? {};
    for (const purl of direct) {
      const scope = scopes.get(`${root.id}\n${purl}`) ?? 'production';
      if (scope === 'production') relate(rootRef(root), RELATION[scope], purl);
      else relate(purl, RELATION[scope], rootRef(root));
    }
    for (const purl of loose) relate(rootRef(root), 'contains', purl);
  }
  for (const p of packages) for (const purl of p.dependsOn) relate(p.purl, 'dependsOn', purl);
  const gaps = inventory.unknowns.filter((u) => u.losesComponents);
  if (gaps.length > 0) {
    const text = gaps.slice(0, 20).map((u) => `${u.location.path}: ${u.message}`);
    relate(
      TARGET_REF,
      'dependsOn',
      BOM_NO_ASSERTION,
      plain(`Components may be missing. ${text.join('; ')}`, 4000),
    );
  }
  return [...relations.values()];
}
