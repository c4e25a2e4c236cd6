/** CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/): components, graph, completeness, vulnerabilities. */
import type { Component, Hash, Root, ScanResult, Scope } from '@theriac/core';
import { contentUuid } from './content-id.ts';
import { cycloneDxVulnerabilities } from './cyclonedx-vulnerabilities.ts';
import { wellFormed } from './json.ts';
import { type Package, packagesOf, topsOf } from './packages.ts';
import { plain, webAddress } from './plain-text.ts';
import { licenceExpression } from './spdx-licence.ts';

const SCOPE: Readonly<Record<Scope, 'required' | 'optional' | 'excluded'>> = {
  production: 'required',
  optional: 'optional',
  build: 'excluded',
  development: 'excluded',
  test: 'excluded',
};

const HASHES: Readonly<Record<Hash['algorithm'], string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** No purl begins like these, so the references of one document cannot meet. */
const TARGET_REF = 'theriac:target';
const rootRef = (root: Root): string => `theriac:root:${root.id}`;

type Aggregate = 'complete' | 'incomplete' | 'unknown';

export function renderCycloneDx(result: ScanResult): string {
  const packages = packagesOf(result.inventory);
  const { roots } = result.inventory;
  const body = {
    version: 1,
    metadata: {
      timestamp: `${result.asOf}T00:00:00Z`,
      lifecycles: [{ phase: result.target.kind === 'directory' ? 'pre-build' : 'discovery' }],
      tools: {
        components: [
          { type: 'application', group: 'theriac', name: 'theriac', version: result.tool.version },
        ],
      },
      component: { type: 'application', 'bom-ref': TARGET_REF, name: plain(result.target.name) || 'target' },
      properties: result.coverage.map((c) => property(`coverage:${c.area}`, c.state)),
    },
    components: [...roots.map(rootComponent), ...packages.map((p) => packageComponent(p, result))],
    dependencies: dependencies(result, packages),
    compositions: compositions(result),
    vulnerabilities: cycloneDxVulnerabilities(result),
  };
  const content = JSON.stringify(wellFormed(body));
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${contentUuid(content)}`,
    ...body,
  };
  return `${JSON.stringify(wellFormed(document), null, 2)}\n`;
}

function rootComponent(root: Root): object {
  return {
    type: 'application',
    'bom-ref': rootRef(root),
    name: plain(root.name ?? root.path) || 'root',
    ...(root.version === undefined ? {} : { version: plain(root.version) }),
    evidence: { occurrences: [{ location: plain(root.path) }] },
    properties: [
      property('root', root.id),
      property('extractor', root.extractor),
      property('ecosystem', root.ecosystem),
    ],
  };
}

function packageComponent(p: Package, result: ScanResult): object {
  const [first] = p.uses;
  const origin = p.uses.map((c) => c.origin).find((o) => o !== undefined && o.kind !== 'registry');
  const address = origin?.kind === 'git' || origin?.kind === 'url' ? webAddress(origin.url) : undefined;
  return {
    type: first.ecosystem === 'docker' ? 'container' : 'library',
    'bom-ref': p.purl,
    ...(p.namespace === null ? {} : { group: plain(p.namespace) }),
    name: plain(p.name) || 'unnamed',
    ...(p.version === null ? {} : { version: plain(p.version) }),
    purl: p.purl,
    scope: SCOPE[p.scope],
    ...(p.hashes.length === 0
      ? {}
      : { hashes: p.hashes.map((h) => ({ alg: HASHES[h.algorithm], content: h.hex.toLowerCase() })) }),
    ...(p.licence === null ? {} : { licenses: [licence(p.licence)] }),
    ...(address === undefined
      ? {}
      : { externalReferences: [{ type: origin?.kind === 'git' ? 'vcs' : 'distribution', url: address }] }),
    evidence: {
      occurrences: p.locations.map((l) => ({
        location: plain(l.path),
        ...(l.line === undefined ? {} : { line: l.line }),
      })),
    },
    properties: properties(p.uses, result),
  };
}

function licence(text: string): object {
  const expression = licenceExpression(text);
  if (expression !== null) return { expression, acknowledgement: 'declared' };
  return { license: { name: plain(text, 500) || 'unknown', acknowledgement: 'declared' } };
}

function properties(uses: readonly Component[], result: ScanResult): object[] {
  const used = new Set(uses.map((c) => c.id));
  const names = new Map<string, Set<string>>();
  const add = (name: string, value: string): void => {
    const values = names.get(name);
    if (values === undefined) names.set(name, new Set([value]));
    else values.add(value);
  };
  for (const use of uses) {
    add('scope', use.scope);
    if (use.direct) add('direct', 'true');
    if (use.installScript === true) add('installScript', 'true');
    if (use.firstParty === true) add('firstParty', 'true');
    if (use.requested !== undefined) add('requested', use.requested);
    if (use.version === null) add('version', 'unknown');
  }
  for (const finding of result.findings) {
    // Vulnerabilities and malware have a place of their own in the format.
    if (finding.kind === 'vulnerability' || finding.kind === 'malware') continue;
    if (finding.subject.components.some((id) => used.has(id))) {
      add(`finding:${finding.kind}`, `${finding.rule} (${finding.decision.outcome})`);
    }
  }
  return [...names].flatMap(([name, values]) => [...values].sort().map((value) => property(name, value)));
}

function property(name: string, value: string): { name: string; value: string } {
  return { name: `theriac:${name}`, value: plain(value) };
}

/** Target → roots → direct dependencies → their dependencies, merged over the roots. */
function dependencies(result: ScanResult, packages: readonly Package[]): object[] {
  const { roots } = result.inventory;
  const tops = topsOf(result.inventory);
  return [
    { ref: TARGET_REF, dependsOn: roots.map(rootRef).sort() },
    ...roots.map((root) => {
      const { direct = [], loose = [] } = tops.get(root.id) ?? {};
      return { ref: rootRef(root), dependsOn: [...direct, ...loose].sort() };
    }),
    ...packages.map((p) => ({ ref: p.purl, dependsOn: p.dependsOn })),
  ];
}

/** What is known to be all there is, and what is known not to be. */
function compositions(result: ScanResult): object[] {
  const { inventory, coverage } = result;
  const state = coverage.find((c) => c.area === 'inventory')?.state;
  const whole: Aggregate = state === 'complete' ? 'complete' : state === 'partial' ? 'incomplete' : 'unknown';
  const lossy = new Set(inventory.unknowns.filter((u) => u.losesComponents).map((u) => u.location.path));
  const places = new Map(inventory.roots.map((r) => [r.id, new Set([r.path])]));
  for (const c of inventory.components) places.get(c.root)?.add(c.location.path);
  const byAggregate = new Map<Aggregate, string[]>([[whole, [TARGET_REF]]]);
  for (const root of inventory.roots) {
    const gaps = [...(places.get(root.id) ?? [])].some((path) => lossy.has(path));
    const aggregate: Aggregate = gaps ? 'incomplete' : whole === 'unknown' ? 'unknown' : 'complete';
    const refs = byAggregate.get(aggregate);
    if (refs === undefined) byAggregate.set(aggregate, [rootRef(root)]);
    else refs.push(rootRef(root));
  }
  return [...byAggregate]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([aggregate, refs]) => ({ aggregate, assemblies: refs, dependencies: refs }));
}
