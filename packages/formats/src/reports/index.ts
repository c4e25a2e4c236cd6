/** Documents out: one lazily loaded module a format. Documents in are `read-sbom.ts` and `openvex.ts`. */
import type { ScanResult } from '@theriac/core';

export const DOCUMENT_FORMATS = ['json', 'sarif', 'cyclonedx', 'spdx', 'junit', 'markdown', 'html'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

const RENDERERS: Readonly<Record<DocumentFormat, () => Promise<(result: ScanResult) => string>>> = {
  json: async () => (await import('./json.ts')).renderJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  cyclonedx: async () => (await import('../bom/from-scan/cyclonedx.ts')).renderCycloneDx,
  spdx: async () => (await import('../bom/from-scan/spdx.ts')).renderSpdx,
  junit: async () => (await import('./junit.ts')).renderJUnit,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html/index.ts')).renderHtml,
};

/**
 * The result as one document, ending with a newline. Deterministic: dates come from `result.asOf`, ids from a
 * hash of the content.
 */
export async function renderDocument(result: ScanResult, format: DocumentFormat): Promise<string> {
  return (await RENDERERS[format]())(result);
}
