/** VEX documents: OpenVEX, CSAF and CycloneDX to statements and back. Readers and writers are loaded when needed. */
import { type ScanResult, TheriacError, type VexStatement } from '@theriac/core';
import type { VexDocument, VexFormat } from './formats.ts';
import type { VexMeta } from './meta.ts';

export { VEX_FORMATS, type VexDocument, type VexFormat } from './formats.ts';
export type { VexMeta } from './meta.ts';

/**
 * Reads a document of any of the formats.
 * @param path what messages and the statements' `source` call the document
 * @throws TheriacError THERIAC_VEX; a document is taken whole or not at all
 */
export async function readVex(text: string, path: string): Promise<VexDocument> {
  return (await import('./read-vex.ts')).readVex(text, path);
}

/** What a scan knows about its findings, as statements of `author` at `timestamp` (RFC 3339). */
export async function statementsOfResult(
  result: ScanResult,
  timestamp: string,
  author: string,
): Promise<VexStatement[]> {
  return (await import('./statements-of-result.ts')).statementsOfResult(result, timestamp, author);
}

/** A document, and what its format could not say of the statements, one sentence each. */
export interface RenderedVex {
  readonly text: string;
  readonly losses: readonly string[];
}

/**
 * The statements as one document, ending with a newline.
 * @throws TheriacError THERIAC_USAGE for CSAF without a namespace
 */
export async function renderVex(
  statements: readonly VexStatement[],
  format: VexFormat,
  meta: VexMeta,
): Promise<RenderedVex> {
  const { portableStatements } = await import('./portable.ts');
  const portable = portableStatements(statements, format);
  return { text: await written(portable.statements, format, meta), losses: portable.losses };
}

async function written(
  statements: readonly VexStatement[],
  format: VexFormat,
  meta: VexMeta,
): Promise<string> {
  switch (format) {
    case 'openvex':
      return (await import('./write-openvex.ts')).renderOpenVex(statements, meta);
    case 'csaf':
      // §3.2.1.8.5: an address that belongs to the publisher alone; a made-up one would be a false statement.
      if (meta.namespace === '')
        throw new TheriacError('THERIAC_USAGE', 'CSAF needs the address of the author: --namespace URL');
      return (await import('./write-csaf.ts')).renderCsaf(statements, meta);
    case 'cyclonedx': {
      const { bomOfStatements } = await import('./cyclonedx-vex.ts');
      const { writeBom } = await import('../bom/write.ts');
      const target = { format: 'cyclonedx', version: '1.6', encoding: 'json' } as const;
      return (await writeBom(bomOfStatements(statements, meta), target)).text;
    }
  }
}
