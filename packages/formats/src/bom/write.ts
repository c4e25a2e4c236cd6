/** Writes a bill of materials in any of the targets. */
import { type Bom, type BomWritten, TheriacError } from '@theriac/core';
import { CYCLONEDX_VERSIONS, type CycloneDxVersion } from './cyclonedx/versions.ts';
import { cleanBom } from './model/clean-bom.ts';
import { type BomTarget, isBomTarget } from './targets.ts';

/**
 * Writes a document in any of {@link BOM_TARGETS}.
 * @returns text that is valid in the target's schema and has no credentials in it, and every part of the document that it no longer says
 * @throws TheriacError THERIAC_USAGE for a target that does not exist
 */
export async function writeBom(given: Bom, target: BomTarget): Promise<BomWritten> {
  const { format, version, encoding, now } = target;
  // Before ids and references are made of what it says.
  const bom = cleanBom(given);
  if (!isBomTarget(target))
    throw new TheriacError('THERIAC_USAGE', `there is no ${format} ${version} in ${encoding}`);
  if (format === 'cyclonedx' && encoding !== 'tag-value') {
    const exact = CYCLONEDX_VERSIONS.find((v): v is CycloneDxVersion => v === version);
    if (exact !== undefined)
      return (await import('./cyclonedx/write/document.ts')).writeCycloneDx(bom, {
        version: exact,
        encoding,
      });
  }
  if (version === '3.0.1') return (await import('./spdx3/write/document.ts')).writeSpdx3(bom, now);
  const { writeSpdx2 } = await import('./spdx2/write/document.ts');
  return writeSpdx2(bom, {
    version: version === '2.2' ? '2.2' : '2.3',
    encoding: encoding === 'tag-value' ? 'tag-value' : 'json',
    ...(now === undefined ? {} : { now }),
  });
}
