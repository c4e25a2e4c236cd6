/** Spreadsheets, documents and slides in ZIP archives of XML: Office Open XML and OpenDocument. */
import { TheriacError } from '@theriac/core';
import { isZipProblem, readZip, ZipBudget, type ZipEntry } from '@theriac/read/archive';
import { labelled, tables } from '../read-file.ts';
import type { Content } from './content.ts';
import { type OfficeContent, readOfficeXml } from './document-xml.ts';
import { tableOf } from './sheet.ts';
import {
  emptyWorkbook,
  readRelations,
  readSharedTexts,
  readSheet,
  readSheetNames,
  readStyles,
  type Workbook,
} from './workbook.ts';

export const OFFICE = /\.(?:xls[xm]|xlt[xm]|doc[xm]|dot[xm]|ppt[xm]|pps[xm]|od[tsp]|ot[ts])$/i;

const SHEET = /(?:^|\/)worksheets\/[^/]{1,100}\.xml$/;
/** Bodies, headers, footers, notes and comments of documents; slides with their notes; OpenDocument. */
const DOCUMENT =
  /^word\/(?:document\d{0,3}|header\d{0,3}|footer\d{0,3}|footnotes|endnotes|comments)\.xml$|^ppt\/(?:slides|notesSlides)\/[^/]{1,100}\.xml$|^content\.xml$|(?:^|\/)xl\/comments\d{0,4}\.xml$/;
/** The whole tree of a row or paragraph is held, several times as large as its text. */
const LARGEST_PART = 64 * 1024 * 1024;
/** Lines of sheets that are looked at for words such as “test data”. */
const BEGINNING = 5;

export async function readOffice(path: string, bytes: Uint8Array, content: Content): Promise<void> {
  const budget = new ZipBudget();
  budget.bytes = content.bytes;
  budget.entries = content.entries;
  const { entries, problems } = await readZip(bytes, budget);
  if (problems.length > 0)
    content.gap('unparseable', `the document is damaged: ${problems[0]?.message ?? ''}`);
  if (entries.some(({ name }) => name === 'META-INF/manifest.xml')) await tellEncrypted(entries, content);
  const workbook = await workbookOf(entries, path, content);
  for (const entry of entries) {
    if (SHEET.test(entry.name)) await readWorksheet(entry, path, workbook, content);
    else if (DOCUMENT.test(entry.name)) await readDocument(entry, path, content);
  }
  content.bytes = budget.bytes;
}

/** OpenDocument encrypts entries itself and says so in its manifest. */
async function tellEncrypted(entries: readonly ZipEntry[], content: Content): Promise<void> {
  const manifest = await textOf(entries, 'META-INF/manifest.xml', content);
  if (manifest?.includes(':encryption-data') === true)
    content.gap('not-read', 'the document is encrypted: not read');
}

type Sheets = Workbook & { readonly names: ReadonlyMap<string, string> };

async function workbookOf(entries: readonly ZipEntry[], path: string, content: Content): Promise<Sheets> {
  const workbook = emptyWorkbook();
  const names = new Map<string, string>();
  const read = async (name: string, into: (text: string) => void): Promise<void> => {
    const text = await textOf(entries, name, content);
    if (text !== undefined) guarded(content, () => into(text));
  };
  await read('xl/sharedStrings.xml', (text) => readSharedTexts(text, path, workbook));
  await read('xl/styles.xml', (text) => readStyles(text, path, workbook));
  await read('xl/workbook.xml', (text) => readSheetNames(text, path, workbook));
  await read('xl/_rels/workbook.xml.rels', (text) => {
    for (const [part, id] of readRelations(text, path)) names.set(part, workbook.sheets.get(id) ?? '');
  });
  return { ...workbook, names };
}

async function readWorksheet(
  entry: ZipEntry,
  path: string,
  workbook: Sheets,
  content: Content,
): Promise<void> {
  const text = await entryText(entry, content);
  if (text === undefined) return;
  const rows: string[][] = [];
  guarded(content, () => {
    if (!readSheet(text, path, workbook, rows))
      content.gap('too-large', 'the spreadsheet has more cells than are read');
  });
  addTable(path, workbook.names.get(entry.name.split('/').at(-1) ?? '') ?? '', rows, content);
}

async function readDocument(entry: ZipEntry, path: string, content: Content): Promise<void> {
  const text = await entryText(entry, content);
  if (text === undefined) return;
  const found: OfficeContent = { tables: [], paragraphs: [], isTooLarge: false };
  guarded(content, () => readOfficeXml(text, path, found));
  if (found.isTooLarge) content.gap('too-large', 'the document has more cells than are read');
  for (const { name, rows } of found.tables) addTable(path, name, rows, content);
  // Forms are tables of labels and values.
  const forms = found.tables.flatMap(({ rows }) => ['', ...rows.map((row) => row.join(': '))]);
  const said = [...found.paragraphs, ...forms].join('\n');
  addWithoutLines(path, said, labelled(path, said, false), content);
}

/** The lines of what was made of a document are nobody's. */
function addWithoutLines(
  path: string,
  text: string,
  readings: ReturnType<typeof labelled>,
  content: Content,
): void {
  content.add(path, text, {
    readings: readings.map((one) => ({
      ...one,
      records: one.records.map(({ line: _, ...record }) => record),
    })),
    gaps: [],
  });
}

function addTable(path: string, name: string, rows: readonly string[][], content: Content): void {
  const beginning = rows.slice(0, BEGINNING).map((row) => row.join(', '));
  addWithoutLines(path, beginning.join('\n'), tables([tableOf(name, rows)]).readings, content);
}

async function textOf(
  entries: readonly ZipEntry[],
  name: string,
  content: Content,
): Promise<string | undefined> {
  const entry = entries.find((one) => one.name === name);
  return entry === undefined ? undefined : entryText(entry, content);
}

async function entryText(entry: ZipEntry, content: Content): Promise<string | undefined> {
  if (entry.size > LARGEST_PART) {
    content.gap('too-large', 'the document inflates to more than is read');
    return undefined;
  }
  const bytes = await entry.read();
  if (!isZipProblem(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const isLimit = bytes.kind === 'too-large';
  content.gap(isLimit ? 'too-large' : 'unparseable', `a part of the document is not read: ${bytes.message}`);
  return undefined;
}

/** What came before the fault is kept. */
function guarded(content: Content, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    content.gap('unparseable', 'a part of the document breaks: cut off, damaged or not read further');
  }
}
