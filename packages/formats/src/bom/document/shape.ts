/** A document of any format in the JSON shape of its family, with the reader and the schema check of that family. */
import type { Bom, BomProblem, BomSource, Location } from '@theriac/core';
import { versionRank } from '../cyclonedx/versions.ts';
import type { UnknownList } from '../model/unknown-list.ts';
import type { JsonMap } from './json-fields.ts';
import type { Sniffed } from './sniff.ts';

interface ReadContext {
  readonly source: BomSource;
  readonly unknowns: UnknownList;
  readonly locate: (ref: string) => Location;
}

/** A document in the JSON shape of its family. */
export interface Shape {
  readonly family: 'cyclonedx' | 'spdx-2' | 'spdx-3';
  readonly top: JsonMap;
  readonly read: (context: ReadContext) => Promise<Bom>;
  readonly problems: () => BomProblem[];
  /** Line from which on the rest of the document was not understood. */
  readonly cutAt?: number;
  /** Absent for JSON, where lines are found in the text. */
  readonly lineOf?: (pointer: string) => number | undefined;
}

export async function shapeOf(text: string, sniffed: Sniffed): Promise<Shape> {
  const { version } = sniffed.source;
  switch (sniffed.family) {
    case 'cyclonedx':
      return cycloneDxShape(sniffed.top, version, 'json');
    case 'cyclonedx-xml': {
      const { readCycloneDxXml } = await import('../cyclonedx/xml/read.ts');
      const { top, problems, lineOf } = readCycloneDxXml(sniffed.root, version);
      const shape = await cycloneDxShape(top, version, 'xml');
      return { ...shape, problems: () => [...problems, ...shape.problems()], lineOf };
    }
    case 'spdx-2':
      return spdx2Shape(sniffed.top, version);
    case 'spdx-tag-value': {
      const { readTagValue } = await import('../spdx2/tag-value/read.ts');
      const { top, problems, lineOf, cutAt } = readTagValue(text);
      const shape = await spdx2Shape(top, version, 'tag-value');
      return {
        ...shape,
        ...(cutAt === undefined ? {} : { cutAt }),
        problems: () => [...problems, ...shape.problems()],
        lineOf,
      };
    }
    case 'spdx-3': {
      const { validateSpdx3 } = await import('../spdx3/validate.ts');
      const { top } = sniffed;
      return {
        family: 'spdx-3',
        top,
        read: async (context) => (await import('../spdx3/read/document.ts')).readSpdx3(top, context),
        problems: () => validateSpdx3(top),
      };
    }
  }
}

async function cycloneDxShape(top: JsonMap, version: string, encoding: 'json' | 'xml'): Promise<Shape> {
  const { validateCycloneDx } = await import('../cyclonedx/validate.ts');
  const rank = versionRank(version);
  return {
    family: 'cyclonedx',
    top,
    read: async (context) => (await import('../cyclonedx/read/document.ts')).readCycloneDx(top, context),
    problems: () =>
      rank < (encoding === 'json' ? 2 : 0)
        ? [unknownVersion(`CycloneDX ${version} as ${encoding.toUpperCase()}`, '/specVersion')]
        : validateCycloneDx(top, rank, encoding),
  };
}

async function spdx2Shape(
  top: JsonMap,
  version: string,
  encoding: 'json' | 'tag-value' = 'json',
): Promise<Shape> {
  const { validateSpdx2 } = await import('../spdx2/validate.ts');
  return {
    family: 'spdx-2',
    top,
    read: async (context) => (await import('../spdx2/read/document.ts')).readSpdx2(top, context),
    problems: () =>
      version === '2.2' || version === '2.3'
        ? validateSpdx2(top, version, encoding)
        : [unknownVersion(`SPDX ${version}`, '/spdxVersion')],
  };
}

function unknownVersion(what: string, pointer: string): BomProblem {
  return {
    code: 'schema/version',
    severity: 'error',
    pointer,
    what: `${what.slice(0, 60)} is not a version that is known here`,
    remedy: 'Declare a version that exists, or convert the document.',
  };
}
