/** Bills of materials of every shape, for property tests. */
import {
  BOM_AGGREGATES,
  BOM_ANALYSIS_JUSTIFICATIONS,
  BOM_ANALYSIS_RESPONSES,
  BOM_ANALYSIS_STATES,
  BOM_COMPONENT_KINDS,
  BOM_DOCUMENT,
  BOM_HASH_ALGORITHMS,
  BOM_NO_ASSERTION,
  BOM_PHASES,
  BOM_SUPPORT_LEVELS,
  type Bom,
  type BomComponent,
  type BomExternalReference,
  type BomHash,
  type BomLicence,
  type BomParty,
  type BomRelationship,
  type BomVulnerability,
  emptyBom,
} from '@theriac/core';
import fc from 'fast-check';

/** Text that people write, and text that breaks careless writers. */
const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ._-]{0,20}[A-Za-z0-9]$/) },
  fc.constantFrom('a & b < c > d "e"', 'two\nlines', 'Grüße, 世界 🌍', '__proto__', 'a: b', '<text>x', '# no comment', "it's"),
);
const date = fc.constantFrom('2026-01-02T03:04:05Z', '2019-12-31T23:59:59Z');
const url = fc.constantFrom('https://example.org/a', 'https://example.org/b?c=d&e=f', 'git+https://example.org/x.git');
const hash: fc.Arbitrary<BomHash> = fc
  .constantFrom(...BOM_HASH_ALGORITHMS.filter((row) => row.hexLength !== null && row.id !== 'ADLER32' && row.hexLength !== 56))
  .map((row) => ({ algorithm: row.id, value: 'ab'.repeat((row.hexLength ?? 2) / 2) }));
const hashes = fc.uniqueArray(hash, { maxLength: 2, selector: (h) => h.algorithm });

/** Optional fields are absent rather than undefined. */
const OPTIONAL = { requiredKeys: [] } satisfies { requiredKeys: [] };

const party: fc.Arbitrary<BomParty> = fc
  .tuple(
    fc.constantFrom('organization', 'person' , 'unknown'),
    fc.record({ name: text, email: fc.constant('mail@example.org'), phone: fc.constant('+1 2') }, OPTIONAL),
    fc.array(url, { maxLength: 1 }),
    fc.array(fc.record({ name: text, email: fc.constant('c@example.org') }, OPTIONAL), { maxLength: 1 }),
  )
  .map(([kind, said, urls, contacts]) => ({ kind: kind === 'person' ? 'person' : kind === 'unknown' ? 'unknown' : 'organization', ...said, urls, contacts }));

const licence: fc.Arbitrary<BomLicence> = fc
  .tuple(
    fc.constantFrom<readonly [BomLicence['kind'], string]>(
      ['id', 'MIT'],
      ['id', 'Apache-2.0'],
      ['expression', 'MIT OR Apache-2.0'],
      ['expression', 'LicenseRef-own'],
      ['name', 'House licence'],
      ['none', ''],
      ['no-assertion', ''],
    ),
    fc.constantFrom('declared', 'concluded', undefined),
  )
  .map(([[kind, value], acknowledgement]) => ({
    kind,
    value,
    ...(acknowledgement === 'declared' || acknowledgement === 'concluded' ? { acknowledgement } : {}),
  }));
const licences = fc.uniqueArray(licence, { maxLength: 3, selector: (l) => l.kind + l.value });

const reference: fc.Arbitrary<BomExternalReference> = fc
  .tuple(fc.constantFrom('vcs', 'website', 'distribution', 'advisories', 'issue-tracker', 'evidence', 'funding'), url, fc.record({ comment: text }, OPTIONAL), hashes)
  .map(([type, address, said, sums]) => ({ type, url: address, ...said, hashes: sums }));

const component = (ref: string): fc.Arbitrary<BomComponent> =>
  fc
    .record({
      kind: fc.constantFrom(...BOM_COMPONENT_KINDS),
      name: text,
      cpes: fc.uniqueArray(fc.constantFrom('cpe:2.3:a:b:c:1:*:*:*:*:*:*:*', 'cpe:/a:b:c'), { maxLength: 2 }),
      ids: fc.uniqueArray(fc.constantFrom({ type: 'swhid', value: 'swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2' }, { type: 'other', value: 'x y' }), { maxLength: 2 }),
      authors: fc.array(party, { maxLength: 2 }),
      hashes,
      licences,
      externalReferences: fc.uniqueArray(reference, { maxLength: 3, selector: (r) => JSON.stringify(r) }),
      properties: fc.uniqueArray(fc.record({ name: fc.constantFrom('own:a', 'own:b: c'), value: text }), { maxLength: 2, selector: (p) => p.name }),
      optional: fc.record({
        group: fc.constantFrom('org.example', '@scope'),
        version: text,
        purl: fc.constant(`pkg:npm/${encodeURIComponent(ref)}@1.0.0`),
        supplier: party,
        manufacturer: party,
        publisher: text,
        copyright: text,
        summary: text,
        description: text,
        comment: text,
        scope: fc.constantFrom('required' as const, 'optional' as const, 'excluded' as const),
        file: fc.record({ name: fc.constant('a.jar'), executable: fc.boolean(), archive: fc.boolean(), structured: fc.boolean() }, OPTIONAL),
        support: fc.record({
          levels: fc.uniqueArray(fc.constantFrom(...BOM_SUPPORT_LEVELS), { minLength: 1, maxLength: 2 }),
          endOfSupport: fc.constantFrom('2030-01-31', '2030-01-31T00:00:00Z'),
          saidBy: text,
        }),
        built: date,
        released: date,
        swid: fc.constant({ tagId: 'tag', name: 'n', version: '1' }),
        evidence: fc.record({
          occurrences: fc.uniqueArray(fc.record({ location: fc.constantFrom('a/b.txt', 'c.txt'), line: fc.constantFrom(1, 20) }), { maxLength: 2, selector: (o) => o.location }),
          licences: fc.array(licence.map(({ kind, value }) => ({ kind, value })), { maxLength: 1 }),
          copyrights: fc.uniqueArray(text, { maxLength: 1 }),
        }),
      }, OPTIONAL),
    })
    .map(({ optional, ...fields }) => ({ ref, ...fields, ...optional }));

const vulnerability = (ref: string, refs: readonly string[]): fc.Arbitrary<BomVulnerability> =>
  fc
    .record({
      id: fc.constant('CVE-2026-0001'),
      aliases: fc.constantFrom([], [{ id: 'GHSA-x', source: { name: 'GitHub' } }]),
      ratings: fc.constantFrom([], [{ score: 7.5, severity: 'high' as const, method: 'CVSSv31', vector: 'CVSS:3.1/AV:N' }]),
      cwes: fc.constantFrom([], [79]),
      description: text,
      advisories: fc.constantFrom([], [{ url: 'https://example.org/advisory' }]),
      published: date,
      analysis: fc.record({
        state: fc.constantFrom(...BOM_ANALYSIS_STATES),
        justification: fc.constantFrom(...BOM_ANALYSIS_JUSTIFICATIONS),
        responses: fc.uniqueArray(fc.constantFrom(...BOM_ANALYSIS_RESPONSES), { maxLength: 2 }),
        detail: text,
      }),
      affects: fc.subarray([...refs]).map((list) => list.map((one) => ({ ref: one, versions: [{ version: '1', status: 'affected' as const }] }))),
      properties: fc.constant([]),
    })
    .map((fields) => ({ ref, ...fields }));

const REFS = ['pkg:npm/a@1', 'b', 'SPDXRef-c', 'urn:d:1'];

export const arbitraryBom: fc.Arbitrary<Bom> = fc
  .record({
    id: fc.constantFrom('urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79', 'https://example.org/doc'),
    version: fc.constantFrom(1, 7),
    name: text,
    created: date,
    authors: fc.array(party, { maxLength: 2 }),
    tools: fc.constantFrom(
      [],
      [{ form: 'tool' as const, vendor: 'v', name: 't', version: '1', hashes: [], externalReferences: [] }],
      [{ form: 'component' as const, name: 't', hashes: [], externalReferences: [] }],
    ),
    lifecycles: fc.uniqueArray(fc.constantFrom(...BOM_PHASES).map((phase) => ({ phase })), { maxLength: 2, selector: (l) => l.phase }),
    dataLicences: fc.constantFrom<readonly BomLicence[]>([], [{ kind: 'id', value: 'CC0-1.0' }]),
    subjects: fc.subarray(REFS.slice(0, 2)),
    components: fc.tuple(...REFS.map(component)),
    nested: fc.boolean(),
    relationships: fc.uniqueArray(
      fc.record({
        from: fc.constantFrom(...REFS),
        type: fc.constantFrom('dependsOn', 'provides', 'devDependencyOf', 'hasStaticLink', 'generates', 'describedBy'),
        to: fc.subarray([...REFS, BOM_NO_ASSERTION, BOM_DOCUMENT], { minLength: 1, maxLength: 2 }),
      }),
      { maxLength: 4, selector: (r) => `${r.from} ${r.type}` },
    ),
    compositions: fc.array(
      fc.record({
        aggregate: fc.constantFrom(...BOM_AGGREGATES),
        assemblies: fc.subarray(REFS),
        dependencies: fc.subarray(REFS),
        vulnerabilities: fc.constant([]),
      }),
      { maxLength: 1 },
    ),
    vulnerabilities: fc.option(vulnerability('v-1', REFS), { nil: undefined }),
    licenceTexts: fc.constantFrom([], [{ id: 'LicenseRef-own', text: 'Own\ntext', name: 'Own', seeAlso: [] }]),
    annotations: fc.array(
      fc.record({
        subjects: fc.subarray([...REFS, BOM_DOCUMENT], { minLength: 1, maxLength: 2 }),
        annotator: party,
        timestamp: date,
        text,
      }),
      { maxLength: 1 },
    ),
    properties: fc.uniqueArray(fc.record({ name: fc.constantFrom('own:x', 'own:y'), value: text }), { maxLength: 2, selector: (p) => p.name }),
    comment: fc.option(text, { nil: undefined }),
  })
  .map(({ nested, vulnerabilities, comment, components, relationships, ...fields }) => ({
    ...emptyBom(),
    ...fields,
    relationships: relationships.map((r): BomRelationship => ({ ...r, to: r.to.filter((end) => end !== r.from) })).filter((r) => r.to.length > 0),
    components: components.map((c, index): BomComponent => (nested && index === 3 ? { ...c, parent: 'SPDXRef-c' } : c)),
    vulnerabilities: vulnerabilities === undefined ? [] : [vulnerabilities],
    ...(comment === undefined ? {} : { comment }),
  }));
