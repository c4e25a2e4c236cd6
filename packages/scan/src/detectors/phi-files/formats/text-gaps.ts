/** What is missing in documents and dumps that are text: XML that breaks, dumps without their last line. */
import { TheriacError } from '@theriac/core';
import { readXmlNodes } from '@theriac/read/xml';
import type { Gap } from '../record.ts';
import { hl7Gaps } from './hl7-gaps.ts';
import { x12Gaps } from './x12-gaps.ts';

const CLINICAL = /urn:hl7-org:v3|http:\/\/hl7\.org\/fhir/;
/** `schemas-microsoft-com:office:spreadsheet`: SpreadsheetML of 2003; `opendocument`: flat OpenDocument. */
const SPREADSHEET = /urn:schemas-microsoft-com:office:spreadsheet|urn:oasis:names:tc:opendocument/;

/** How dumps begin, and what stands in them near their end when they are whole. */
const DUMPS: readonly { readonly begins: RegExp; readonly ends: RegExp; readonly tool: string }[] = [
  {
    tool: 'pg_dump',
    begins: /^-- PostgreSQL database dump$/m,
    ends: /^-- PostgreSQL database dump complete$/m,
  },
  { tool: 'mysqldump', begins: /^-- (?:MySQL|MariaDB) dump /m, ends: /^-- Dump completed/m },
  {
    tool: 'sqlite3',
    begins: /^PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;/,
    ends: /^(?:COMMIT|ROLLBACK);/m,
  },
];
const EDGE = 4000;

/** @param isCode programs quote messages; what they leave out is no damage */
export function textGaps(path: string, text: string, isCode: boolean): readonly Gap[] {
  if (isCode) return [];
  return [...hl7Gaps(path, text), ...x12Gaps(text), ...xmlGaps(path, text), ...dumpGaps(text)];
}

function xmlGaps(path: string, text: string): readonly Gap[] {
  if (!/^\s{0,20}</.test(text)) return [];
  const head = text.slice(0, EDGE);
  if (!CLINICAL.test(head) && !SPREADSHEET.test(head)) return [];
  try {
    readXmlNodes([text], path, () => false);
    return [];
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    const line = error.place.line === undefined ? '' : ` in line ${error.place.line}`;
    return [
      { reason: 'unparseable', message: `the XML breaks${line}: cut off, damaged or not read further` },
    ];
  }
}

function dumpGaps(text: string): readonly Gap[] {
  const head = text.slice(0, EDGE);
  const dump = DUMPS.find(({ begins }) => begins.test(head));
  if (dump === undefined || dump.ends.test(text.slice(-EDGE))) return [];
  return [{ reason: 'unparseable', message: `the dump of ${dump.tool} has no end: it was cut off` }];
}
