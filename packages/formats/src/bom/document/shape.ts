/** A document of any format in the JSON shape of its family, with the reader and the schema check of that family. */
import type { Bom, BomProblem, BomSource, Location } from '@theriac/core';
import { versionRank } from '../cyclonedx/versions.ts';
import type { UnknownList } from '../model/unknown-list.ts';
import type { StrayAnnotation } from '../spdx2/tag-value/read.ts';
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
  readonly read: (context: ReadContext) => Bom;
  readonly problems: () => BomProblem[];
  /** Line from which on the rest of the document was not understood. */
  readonly cutAt?: number;
  /** Annotations of elements that are not in the text, of tag-value. */
  readonly strays?: readonly StrayAnnotation[];
  /** Absent for JSON, where lines are found in the text. */
  readonly lineOf?: (pointer: string) => number | undefined;
}

export async function shapeOf(text: string, sniffed: Sniffed): Promise<Shape> {
  return (await shaperFor(sniffed.family))(text, sniffed);
}

/** What makes shapes of documents of one family, with all that it needs loaded. */
export type Shaper = (text: string, sniffed: Sniffed) => Shape;

export async function shaperFor(family: Sniffed['family']): Promise<Shaper> {
  switch (family) {
    case 'cyclonedx': {
      const shape = await cycloneDxShaper('json');
      return (_text, sniffed) => shape(topOf(sniffed), sniffed.source.version);
    }
    case 'cyclonedx-xml': {
      const { readCycloneDxXml } = await import('../cyclonedx/xml/read.ts');
      const shape = await cycloneDxShaper('xml');
      return (_text, sniffed) => {
        if (!('root' in sniffed)) throw new TypeError('a document of XML is a tree');
        const { version } = sniffed.source;
        const { top, problems, lineOf } = readCycloneDxXml(sniffed.root, version);
        const json = shape(top, version);
        return { ...json, problems: () => [...problems, ...json.problems()], lineOf };
      };
    }
    case 'spdx-2': {
      const shape = await spdx2Shaper('json');
      return (_text, sniffed) => shape(topOf(sniffed), sniffed.source.version);
    }
    case 'spdx-tag-value': {
      const { readTagValue } = await import('../spdx2/tag-value/read.ts');
      const shape = await spdx2Shaper('tag-value');
      return (text, sniffed) => {
        const { top, problems, lineOf, cutAt, strays } = readTagValue(text);
        const json = shape(top, sniffed.source.version);
        return {
          ...json,
          ...(cutAt === undefined ? {} : { cutAt }),
          problems: () => [...problems, ...json.problems()],
          lineOf,
          strays,
        };
      };
    }
    case 'spdx-3': {
      const { validateSpdx3 } = await import('../spdx3/validate.ts');
      const { readSpdx3 } = await import('../spdx3/read/document.ts');
      return (_text, sniffed) => {
        const top = topOf(sniffed);
        return {
          family: 'spdx-3',
          top,
          read: (context) => readSpdx3(top, context),
          problems: () => validateSpdx3(top),
        };
      };
    }
  }
}

function topOf(sniffed: Sniffed): JsonMap {
  return 'top' in sniffed ? sniffed.top : {};
}

type JsonShaper = (top: JsonMap, version: string) => Shape;

async function cycloneDxShaper(encoding: 'json' | 'xml'): Promise<JsonShaper> {
  const { validateCycloneDx } = await import('../cyclonedx/validate.ts');
  const { readCycloneDx } = await import('../cyclonedx/read/document.ts');
  return (top, version) => {
    const rank = versionRank(version);
    return {
      family: 'cyclonedx',
      top,
      read: (context) => readCycloneDx(top, context),
      problems: () =>
        rank < (encoding === 'json' ? 2 : 0)
          ? [unknownVersion(`CycloneDX ${version} as ${encoding.toUpperCase()}`, '/specVersion')]
          : validateCycloneDx(top, rank, encoding),
    };
  };
}

async function spdx2Shaper(encoding: 'json' | 'tag-value'): Promise<JsonShaper> {
  const { validateSpdx2 } = await import('../spdx2/validate.ts');
  const { readSpdx2 } = await import('../spdx2/read/document.ts');
  return (top, version) => ({
    family: 'spdx-2',
    top,
    read: (context) => readSpdx2(top, context),
    problems: () =>
      version === '2.2' || version === '2.3'
        ? validateSpdx2(top, version, encoding)
        : [unknownVersion(`SPDX ${version}`, '/spdxVersion')],
  });
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
