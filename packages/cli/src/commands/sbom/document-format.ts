/** Names of the formats of bills of materials: `cyclonedx`, `cyclonedx@1.4`, `cyclonedx-xml`, `spdx`, `spdx@3.0.1`, `spdx-tv`. */
import { type BomEncoding, type BomFormat, TheriacError } from '@theriac/core';
import { notOneOf } from '../../command/spec.ts';

export interface DocumentFormat {
  readonly format: BomFormat;
  readonly version: string;
  readonly encoding: BomEncoding;
}

interface FormatRow {
  readonly name: string;
  readonly format: BomFormat;
  readonly encoding: BomEncoding;
  /** The first is the default. */
  readonly versions: readonly string[];
}

const CYCLONEDX = ['1.6', '1.7', '1.5', '1.4', '1.3', '1.2'];

const FORMATS: readonly FormatRow[] = [
  { name: 'cyclonedx', format: 'cyclonedx', encoding: 'json', versions: CYCLONEDX },
  { name: 'cyclonedx-json', format: 'cyclonedx', encoding: 'json', versions: CYCLONEDX },
  { name: 'cyclonedx-xml', format: 'cyclonedx', encoding: 'xml', versions: CYCLONEDX },
  { name: 'spdx', format: 'spdx', encoding: 'json', versions: ['2.3', '2.2', '3.0.1'] },
  { name: 'spdx-json', format: 'spdx', encoding: 'json', versions: ['2.3', '2.2', '3.0.1'] },
  { name: 'spdx-tv', format: 'spdx', encoding: 'tag-value', versions: ['2.3', '2.2'] },
];

/** The names that differ; the others are synonyms. */
const FORMAT_NAMES = ['cyclonedx', 'cyclonedx-xml', 'spdx', 'spdx-tv'];

/** @throws TheriacError THERIAC_USAGE with the known formats */
export function documentFormat(given: string): DocumentFormat {
  const [name = '', version] = given.toLowerCase().split('@');
  const row = FORMATS.find((f) => f.name === name);
  if (row === undefined)
    throw new TheriacError(
      'THERIAC_USAGE',
      `${given}: ${notOneOf(name, FORMAT_NAMES)} (a version may follow: spdx@2.3)`,
    );
  const chosen = version === undefined ? row.versions[0] : row.versions.find((v) => v === version);
  if (chosen === undefined)
    throw new TheriacError('THERIAC_USAGE', `${name} is written in version ${row.versions.join(', ')}`);
  return { format: row.format, version: chosen, encoding: row.encoding };
}

/** The name of the format of a document that was read; one that is not written becomes the default of its family. */
export function formatNameOf({ format, version, encoding }: DocumentFormat): string {
  const row =
    FORMATS.find((f) => f.format === format && f.encoding === encoding && f.versions.includes(version)) ??
    FORMATS.find((f) => f.format === format);
  if (row === undefined) return 'cyclonedx';
  return row.versions.includes(version) ? `${row.name}@${version}` : row.name;
}

/** The format that a file name implies. */
export function formatOfName(path: string | undefined): string {
  if (path === undefined) return 'cyclonedx';
  if (/\.spdx$|\.tag$|\.tv$/.test(path)) return 'spdx-tv';
  if (path.endsWith('.xml')) return 'cyclonedx-xml';
  return /spdx/i.test(path) ? 'spdx' : 'cyclonedx';
}
