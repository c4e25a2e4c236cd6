/** Reports of a scan. To add one: its file or folder, and one row in {@link REPORTS}. */
import type { ScanResult } from '@theriac/core';

/** A report of a scan as a document. */
export interface ReportFormat {
  /** What `--format` and `--output` call it. */
  readonly id: string;
  readonly title: string;
  /** With its dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The writer, loaded when it is needed: one document, ending with a newline. */
  readonly load: () => Promise<(result: ScanResult) => string>;
  /** The same document in pieces of whole lines, where a large one should never be in memory as a whole. */
  readonly loadPieces?: () => Promise<(result: ScanResult) => Iterable<string>>;
}

/** Every report, in the order in which help lists them. */
export const REPORTS = [
  {
    id: 'json',
    title: 'Theriac result',
    extension: '.json',
    mediaType: 'application/json',
    load: async () => (await import('./json.ts')).renderJson,
    loadPieces: async () => (await import('./json.ts')).jsonPieces,
  },
  {
    id: 'sarif',
    title: 'SARIF 2.1.0',
    extension: '.sarif',
    mediaType: 'application/sarif+json',
    load: async () => (await import('./sarif/index.ts')).renderSarif,
  },
  {
    id: 'cyclonedx',
    title: 'CycloneDX 1.6',
    extension: '.cdx.json',
    mediaType: 'application/vnd.cyclonedx+json',
    load: async () => (await import('../bom/from-scan/cyclonedx.ts')).renderCycloneDx,
  },
  {
    id: 'spdx',
    title: 'SPDX 2.3',
    extension: '.spdx.json',
    mediaType: 'application/spdx+json',
    load: async () => (await import('../bom/from-scan/spdx.ts')).renderSpdx,
  },
  {
    id: 'csv',
    title: 'CSV',
    extension: '.csv',
    mediaType: 'text/csv',
    load: async () => (await import('./csv.ts')).renderCsv,
    loadPieces: async () => (await import('./csv.ts')).csvPieces,
  },
  {
    id: 'junit',
    title: 'JUnit',
    extension: '.xml',
    mediaType: 'application/xml',
    load: async () => (await import('./junit.ts')).renderJUnit,
  },
  {
    id: 'markdown',
    title: 'Markdown',
    extension: '.md',
    mediaType: 'text/markdown',
    load: async () => (await import('./markdown.ts')).renderMarkdown,
  },
  {
    id: 'html',
    title: 'HTML',
    extension: '.html',
    mediaType: 'text/html',
    load: async () => (await import('./html/index.ts')).renderHtml,
  },
] as const satisfies readonly ReportFormat[];

export type ReportId = (typeof REPORTS)[number]['id'];

/**
 * The result as one document, ending with a newline. Deterministic: dates come from `result.asOf`, ids from a hash of
 * the content.
 * @param id of one of `reports`
 */
export async function renderReport(
  result: ScanResult,
  id: string,
  reports: readonly ReportFormat[] = REPORTS,
): Promise<string> {
  return (await reportOf(id, reports).load())(result);
}

/** The same in pieces of whole lines; one where a report is written as a whole. */
export async function renderPieces(
  result: ScanResult,
  id: string,
  reports: readonly ReportFormat[] = REPORTS,
): Promise<Iterable<string>> {
  const report = reportOf(id, reports);
  if (report.loadPieces !== undefined) return (await report.loadPieces())(result);
  return [(await report.load())(result)];
}

function reportOf(id: string, reports: readonly ReportFormat[]): ReportFormat {
  const report = reports.find((format) => format.id === id);
  if (report === undefined) throw new RangeError(`no report is called ${id}`);
  return report;
}
