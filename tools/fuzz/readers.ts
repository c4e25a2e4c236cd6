/** The readers that are fuzzed: one of each syntax, and the archives. */

import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { makeZip } from '@theriac/testing/make-zip';
import { SEEDS } from '@theriac/testing/seeds';

export interface FuzzedReader {
  /** Id of the extractor. */
  readonly id: string;
  /** The file that is the input. */
  readonly path: string;
  /** Whether the file is the target itself, as a bill of materials is. */
  readonly alone?: true;
  /** What stands beside it. */
  readonly files: MemoryFiles;
  /** Inputs to begin with. */
  readonly corpus: readonly Uint8Array[];
}

const IDS = [
  ...['npm/package-lock', 'npm/yarn-lock', 'npm/pnpm-lock', 'pypi/uv-lock', 'pypi/requirements-txt'],
  ...['maven/pom', 'maven/gradle-build', 'gem/gemfile-lock', 'docker/dockerfile', 'terraform/modules'],
];

const JAR: FuzzedReader = {
  id: 'maven/jar',
  path: 'lib/a-1.0.jar',
  files: {},
  corpus: [
    makeZip({
      'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\nImplementation-Version: 1.0\n',
      'META-INF/maven/g/a/pom.properties': 'groupId=g\nartifactId=a\nversion=1.0\n',
    }),
  ],
};

const SBOM: FuzzedReader = {
  id: 'sbom',
  path: 'bom.txt',
  alone: true,
  files: {},
  corpus: [
    '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","version":"1.0","bom-ref":"r","purl":"pkg:npm/a@1.0"}],"dependencies":[{"ref":"r","dependsOn":[]}]}',
    '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library" bom-ref="r"><name>a</name><version>1.0</version><purl>pkg:npm/a@1.0</purl></component></components></bom>',
    '{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"x","packages":[{"SPDXID":"SPDXRef-a","name":"a","versionInfo":"1.0"}],"relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-a"}]}',
    'SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\n\nPackageName: a\nSPDXID: SPDXRef-a\nPackageVersion: 1.0\nPackageCopyrightText: <text>c</text>\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a\n',
  ].map((text) => Buffer.from(text)),
};

export const FUZZED_READERS: readonly FuzzedReader[] = [...IDS.map(seeded), JAR, SBOM];

function seeded(id: string): FuzzedReader {
  const seeds = SEEDS.filter(({ extractor }) => extractor === id);
  const [path = '', ...others] = Object.keys(seeds[0]?.files ?? {});
  return {
    id,
    path,
    files: Object.fromEntries(others.map((name) => [name, seeds[0]?.files[name] ?? ''])),
    corpus: seeds.map(({ files }) => Buffer.from(Object.values(files)[0] ?? '')),
  };
}

/** @throws RangeError when no reader has the id */
export function readerOf(id: string): FuzzedReader {
  const found = FUZZED_READERS.find((reader) => reader.id === id);
  if (found === undefined)
    throw new RangeError(`no reader ${id}. Next: one of ${FUZZED_READERS.map((r) => r.id).join(', ')}`);
  return found;
}
