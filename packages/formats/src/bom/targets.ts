/** What bills of materials are written as. */
import type { BomEncoding, BomFormat } from '@theriac/core';
import { CYCLONEDX_VERSIONS } from './cyclonedx/versions.ts';

export interface BomTarget {
  readonly format: BomFormat;
  /** `1.0`–`1.7` · `2.2`, `2.3`, `3.0.1` */
  readonly version: string;
  readonly encoding: BomEncoding;
  /** When it is written (RFC 3339), for formats that demand a time where the document has none. */
  readonly now?: string;
}

/** Everything that `writeBom` writes. */
export const BOM_TARGETS: readonly BomTarget[] = [
  ...CYCLONEDX_VERSIONS.map((version): BomTarget => ({ format: 'cyclonedx', version, encoding: 'xml' })),
  ...CYCLONEDX_VERSIONS.slice(2).map(
    (version): BomTarget => ({ format: 'cyclonedx', version, encoding: 'json' }),
  ),
  ...['2.2', '2.3'].flatMap((version): BomTarget[] => [
    { format: 'spdx', version, encoding: 'json' },
    { format: 'spdx', version, encoding: 'tag-value' },
  ]),
  { format: 'spdx', version: '3.0.1', encoding: 'json' },
];

/** Whether a document of this format, version and encoding can be written. */
export function isBomTarget({ format, version, encoding }: BomTarget): boolean {
  return BOM_TARGETS.some((t) => t.format === format && t.version === version && t.encoding === encoding);
}
