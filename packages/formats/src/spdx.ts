/** SPDX 2.3 JSON (https://spdx.github.io/spdx-spec/v2.3/). What is not known is NOASSERTION, never left to guess. */
import type { Component, Hash, Root, ScanResult, Scope } from '@theriac/core';
import { contentUuid, shortHash } from './content-id.ts';
import { wellFormed } from './json.ts';
import { type Package, packagesOf, topsOf } from './packages.ts';
import { plain, webAddress } from './plain-text.ts';
import { licenceExpression } from './spdx-licence.ts';

const DOCUMENT = 'SPDXRef-DOCUMENT';
const TARGET = 'SPDXRef-Target';
const UNKNOWN = 'NOASSERTION';

const CHECKSUMS: Readonly<Record<Hash['algorithm'], string>> = {
  md5: 'MD5',
  sha1: 'SHA1',
  sha256: 'SHA256',
  sha384: 'SHA384',
  sha512: 'SHA512',
};

/** How a root relates to what it asks for; all but production read from the dependency to the root. */
const RELATION: Readonly<Record<Scope, string>> = {
  production: 'DEPENDS_ON',
  optional: 'OPTIONAL_DEPENDENCY_OF',
  build: 'BUILD_DEPENDENCY_OF',
  development: 'DEV_DEPENDENCY_OF',
  test: 'TEST_DEPENDENCY_OF',
};

interface Relationship {
  readonly spdxElementId: string;
  readonly relationshipType: string;
  readonly relatedSpdxElement: string;
  readonly comment?: string;
}

export function renderSpdx(result: ScanResult): string {
  const packages = packagesOf(result.inventory);
  const licences = new Map<string, string>();
  const body = {
    SPDXID: DOCUMENT,
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    name: plain(result.target.name, 200) || 'target',
    creationInfo: {
      created: `${result.asOf}T00:00:00Z`,
      creators: [`Tool: theriac-${result.tool.version}`],
    },
    comment: `Coverage: ${result.coverage.map((c) => `${c.area} ${c.state}`).join(', ')}`,
    packages: [
      packageOf(TARGET, plain(result.target.name, 200) || 'target', { primaryPackagePurpose: 'APPLICATION' }),
      ...result.inventory.roots.map(rootPackage),
      ...packages.map((p) => listedPackage(p, licences)),
    ],
    relationships: relationships(result, packages),
    ...extracted(licences),
  };
  const content = JSON.stringify(wellFormed(body));
  const document = {
    ...body,
    documentNamespace: `https://spdx.org/spdxdocs/theriac-${contentUuid(content)}`,
  };
  return `${JSON.stringify(wellFormed(document), null, 2)}\n`;
}

function packageOf(id: string, name: string, more: object): object {
  return {
    SPDXID: id,
    name,
    downloadLocation: UNKNOWN,
    filesAnalyzed: false,
    licenseConcluded: UNKNOWN,
    licenseDeclared: UNKNOWN,
    copyrightText: UNKNOWN,
    supplier: UNKNOWN,
    ...more,
  };
}

function rootPackage(root: Root): object {
  return packageOf(rootId(root), plain(root.name ?? root.path) || 'root', {
    ...(root.version === undefined ? {} : { versionInfo: plain(root.version) }),
    primaryPackagePurpose: 'APPLICATION',
    sourceInfo: plain(`${root.path}, read by ${root.extractor}`),
  });
}

function listedPackage(p: Package, licences: Map<string, string>): object {
  const [first] = p.uses;
  const places = p.locations
    .slice(0, 50)
    .map((l) => (l.line === undefined ? l.path : `${l.path}:${l.line}`))
    .join(', ');
  return packageOf(packageId(p), plain(p.namespace === null ? p.name : first.name) || 'unnamed', {
    ...(p.version === null ? {} : { versionInfo: plain(p.version) }),
    downloadLocation: downloadOf(p.uses),
    ...(p.licence === null ? {} : { licenseDeclared: declared(p.licence, licences) }),
    ...(p.hashes.length === 0
      ? {}
      : {
          checksums: p.hashes.map((h) => ({
            algorithm: CHECKSUMS[h.algorithm],
            checksumValue: h.hex.toLowerCase(),
          })),
        }),
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: p.purl }],
    primaryPackagePurpose: first.ecosystem === 'docker' ? 'CONTAINER' : 'LIBRARY',
    sourceInfo: plain(`found in ${places}`, 4000),
  });
}

function rootId(root: Root): string {
  return `SPDXRef-Root-${slug(root.path)}-${shortHash(root.id)}`;
}

function packageId(p: Pick<Package, 'purl' | 'name'>): string {
  return `SPDXRef-Package-${slug(p.name)}-${shortHash(p.purl)}`;
}

/** Ids are letters, digits, dots and hyphens (§3.2); the hash keeps them apart. */
function slug(text: string): string {
  return (
    text
      .slice(0, 60)
      .replace(/[^A-Za-z0-9.]+/g, '-')
      .replace(/^-|-$/g, '') || 'unnamed'
  );
}

/** A location as §7.7 writes it: version control with its commit, or an address. */
function downloadOf(uses: readonly Component[]): string {
  for (const { origin } of uses) {
    if (origin?.kind !== 'git' && origin?.kind !== 'url') continue;
    const address = webAddress(origin.url);
    if (address === undefined) continue;
    if (origin.kind === 'url') return address;
    const commit =
      origin.commit !== undefined && /^[A-Za-z0-9._/-]+$/.test(origin.commit) ? `@${origin.commit}` : '';
    return `git+${address}${commit}`;
  }
  return UNKNOWN;
}

/** A licence that is no expression gets a reference whose text is what was declared. */
function declared(licence: string, licences: Map<string, string>): string {
  const expression = licenceExpression(licence);
  if (expression !== null) return expression;
  const id = `LicenseRef-${slug(licence)}-${shortHash(licence.toWellFormed())}`;
  licences.set(id, plain(licence, 2000) || UNKNOWN);
  return id;
}

function extracted(licences: ReadonlyMap<string, string>): object {
  if (licences.size === 0) return {};
  return {
    hasExtractedLicensingInfos: [...licences]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([licenseId, extractedText]) => ({ licenseId, extractedText, name: extractedText.slice(0, 200) })),
  };
}

function relationships(result: ScanResult, packages: readonly Package[]): Relationship[] {
  const { inventory } = result;
  const ids = new Map(packages.map((p) => [p.purl, packageId(p)]));
  const relations = new Map<string, Relationship>();
  const relate = (from: string, type: string, to: string, comment?: string): void => {
    relations.set(`${from} ${type} ${to}`, {
      spdxElementId: from,
      relationshipType: type,
      relatedSpdxElement: to,
      ...(comment === undefined ? {} : { comment }),
    });
  };
  relate(DOCUMENT, 'DESCRIBES', TARGET);
  const tops = topsOf(inventory);
  const scopes = new Map<string, Scope>();
  for (const c of inventory.components) if (c.direct) scopes.set(`${c.root}\n${c.purl}`, c.scope);
  for (const root of inventory.roots) {
    relate(TARGET, 'CONTAINS', rootId(root));
    const { direct = [], loose = [] } = tops.get(root.id) ?? {};
    for (const purl of direct) {
      const id = ids.get(purl);
      const scope = scopes.get(`${root.id}\n${purl}`) ?? 'production';
      if (id === undefined) continue;
      if (scope === 'production') relate(rootId(root), RELATION[scope], id);
      else relate(id, RELATION[scope], rootId(root));
    }
    for (const purl of loose) {
      const id = ids.get(purl);
      if (id !== undefined) relate(rootId(root), 'CONTAINS', id);
    }
  }
  for (const p of packages) {
    const from = packageId(p);
    for (const purl of p.dependsOn) {
      const to = ids.get(purl);
      if (to !== undefined) relate(from, 'DEPENDS_ON', to);
    }
  }
  const gaps = inventory.unknowns.filter((u) => u.losesComponents);
  if (gaps.length > 0) {
    const text = gaps.slice(0, 20).map((u) => `${u.location.path}: ${u.message}`);
    relate(TARGET, 'DEPENDS_ON', UNKNOWN, plain(`Components may be missing. ${text.join('; ')}`, 4000));
  }
  return [...relations.values()];
}
