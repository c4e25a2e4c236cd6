/** The reference page of SBOM formats, made from the tables that readers and writers are driven by. */

import {
  BOM_TARGETS,
  COMPONENT_CARRIERS,
  CYCLONEDX_VERSIONS,
  DOCUMENT_CARRIERS,
  GRAMMAR,
  SPDX2_GRAMMAR,
  versionOf,
} from '@theriac/formats/bom/tables';

/** Types whose fields are listed. */
const SHOWN = [
  'bom',
  'metadata',
  'component',
  'license',
  'externalReference',
  'vulnerability',
  'composition',
  'componentEvidence',
];

export function sbomFormatsPage(): string {
  const formats = new Map<string, string[]>();
  for (const { format, version, encoding } of BOM_TARGETS) {
    const key = `${format === 'cyclonedx' ? 'CycloneDX' : 'SPDX'} | ${encoding}`;
    formats.set(key, [...(formats.get(key) ?? []), version]);
  }
  return [
    '# SBOM formats',
    '',
    'Read, validated and written. Generated from the tables by `npm run reference`.',
    '',
    '| format | encoding | versions |',
    '|---|---|---|',
    ...[...formats].map(([key, versions]) => `| ${key} | ${versions.join(', ')} |`),
    '',
    'SPDX 3.0.0 is read like 3.0.1. SPDX as RDF, XML or YAML is recognised and refused; convert it first. Bytes may be',
    'UTF-8, UTF-16 or an encoding that XML declares; only UTF-8 is written.',
    '',
    '## Guarantees',
    '',
    '- Reading and writing the same version and encoding loses nothing: what the model does not name is kept in `rest`.',
    '  The order of lists that SPDX defines as sets, white space, comments and prefixes of XML are not kept.',
    '- What is written is valid in the official schema of its version.',
    '- Converting reports every loss with its exact place. What has no field is carried as a property (CycloneDX since 1.3),',
    '  an annotation of `Tool: theriac` (SPDX 2) or a CycloneDX property in an extension (SPDX 3), and comes back.',
    '- What only one format can express (its `rest`) is not carried to another one: it is a loss.',
    '- A document type in XML is refused, so there are no entities to expand and no files to fetch.',
    '- CycloneDX before 1.3 has no properties: there, what has no field is lost. SPDX 2 has no vulnerabilities.',
    '- Nesting deeper than 64 components is cut when writing.',
    '',
    '## Large documents',
    '',
    'Targets of more than 32 MiB are read in pieces (CycloneDX JSON and XML, SPDX 2 JSON and tag-value). Kept are names,',
    'versions, identifiers, scopes, hashes, licences, suppliers’ names, the graph and compositions; not kept are',
    'descriptions, evidence, pedigree, external references, texts, annotations, vulnerabilities and what only one format',
    'supports. Such a document can be scanned, not written back.',
    '',
    '## Names of carried properties',
    '',
    '| of | field of the model | property | meaning |',
    '|---|---|---|---|',
    ...COMPONENT_CARRIERS.map(
      ({ field, name, says }) => `| component | \`${field}\` | \`${name}\` | ${says} |`,
    ),
    ...DOCUMENT_CARRIERS.map(
      ({ field, name, says }) => `| document | \`${field}\` | \`${name}\` | ${says} |`,
    ),
    '',
    '`theriac:bom:ref` is the original id of a component whose id the format does not allow.',
    '',
    '## What came with which version of CycloneDX',
    '',
    `Of ${GRAMMAR.size} types, the most used ones; the rest is in \`packages/formats/src/bom/cyclonedx/grammar/\`.`,
    '',
    '| type | field | since | in XML |',
    '|---|---|---|---|',
    ...SHOWN.flatMap((name) =>
      [...(GRAMMAR.get(name)?.fields.values() ?? [])].map(
        ({ name: field, json, xml }) =>
          `| ${name} | \`${field}\` | ${json.since > json.until ? 'XML only' : versionOf(json.since)} | ${xml.kind === 'none' ? 'no' : 'yes'} |`,
      ),
    ),
    '',
    `Versions: ${CYCLONEDX_VERSIONS.join(', ')}; 1.0 and 1.1 are XML only.`,
    '',
    '## What came with SPDX 2.3',
    '',
    '| type | field |',
    '|---|---|',
    ...[...SPDX2_GRAMMAR].flatMap(([name, fields]) =>
      [...fields.values()]
        .filter(({ since }) => since === '2.3')
        .map(({ name: field }) => `| ${name} | \`${field}\` |`),
    ),
    '',
  ].join('\n');
}
