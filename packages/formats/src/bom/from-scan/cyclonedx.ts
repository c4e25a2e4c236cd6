/** The scan as CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/). */
import type { ScanResult } from '@theriac/core';
import { writeCycloneDx } from '../cyclonedx/write/document.ts';
import { bomOfScan } from './bom-of-scan.ts';

export function renderCycloneDx(result: ScanResult): string {
  const { name: _name, ...bom } = bomOfScan(result);
  // The name of the target is that of the component which the document is about.
  return writeCycloneDx(bom, { version: '1.6', encoding: 'json' }).text;
}
