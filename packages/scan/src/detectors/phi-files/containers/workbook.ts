/** Worksheets of .xlsx files (ECMA-376, part 1, chapter 18): shared and inline texts, numbers that are formatted as days. */
import { readXmlNodes, type XmlNode } from '@theriac/read/xml';

const MOST_CELLS = 5_000_000;
const MOST_COLUMNS = 16_384;
const LONGEST_CELL = 4000;
/** Formats of days among those that every program knows (18.8.30). */
const DAY_FORMATS: ReadonlySet<number> = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)]);
const DAY = 86_400_000;
/** Serial number 1 is 1900-01-01, and a 29 February 1900 is counted that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

export interface Workbook {
  /** Texts by number. */
  readonly shared: string[];
  /** Which formats of cells, by number, show a day. */
  readonly days: Set<number>;
  epoch: number;
  /** Names of sheets by their relation. */
  readonly sheets: Map<string, string>;
}

export const emptyWorkbook = (): Workbook => ({
  shared: [],
  days: new Set(),
  epoch: EPOCH_1900,
  sheets: new Map(),
});

/** `xl/sharedStrings.xml` */
export function readSharedTexts(text: string, path: string, into: Workbook): void {
  readXmlNodes([text], path, ({ local, content }) => {
    if (local !== 'si') return true;
    into.shared.push(textIn(content));
    return false;
  });
}

/** `xl/styles.xml` */
export function readStyles(text: string, path: string, into: Workbook): void {
  const own = new Set<number>();
  let cells = 0;
  readXmlNodes([text], path, (node, ancestors) => {
    if (node.local === 'numFmt' && isDayFormat(attributeOf(node, 'formatCode') ?? ''))
      own.add(Number(attributeOf(node, 'numFmtId')));
    if (node.local === 'xf' && ancestors.at(-1)?.local === 'cellXfs') {
      const format = Number(attributeOf(node, 'numFmtId') ?? '0');
      if (DAY_FORMATS.has(format) || own.has(format)) into.days.add(cells);
      cells += 1;
    }
    return false;
  });
}

/** `xl/workbook.xml` */
export function readSheetNames(text: string, path: string, into: Workbook): void {
  readXmlNodes([text], path, (node) => {
    if (node.local === 'workbookPr' && /^(?:1|true)$/.test(attributeOf(node, 'date1904') ?? ''))
      into.epoch = EPOCH_1904;
    if (node.local === 'sheet')
      into.sheets.set(attributeOf(node, 'id') ?? '', attributeOf(node, 'name') ?? '');
    return false;
  });
}

/** `xl/_rels/workbook.xml.rels`: the name of a part of the archive, without folders, by its relation. */
export function readRelations(text: string, path: string): Map<string, string> {
  const parts = new Map<string, string>();
  readXmlNodes([text], path, (node) => {
    const target = attributeOf(node, 'Target')?.split('/').at(-1);
    if (node.local === 'Relationship' && target !== undefined)
      parts.set(target, attributeOf(node, 'Id') ?? '');
    return false;
  });
  return parts;
}

/** @returns whether all cells were read. @throws TheriacError for XML that breaks; `rows` then holds what came before */
export function readSheet(text: string, path: string, workbook: Workbook, rows: string[][]): boolean {
  let cells = 0;
  readXmlNodes([text], path, (node) => {
    if (node.local !== 'row') return node.local === 'c' || ['v', 'is', 't', 'r'].includes(node.local);
    if (cells > MOST_CELLS) return false;
    const row: string[] = [];
    for (const cell of node.content) {
      if (typeof cell === 'string' || cell.local !== 'c') continue;
      const at = columnOf(attributeOf(cell, 'r')) ?? row.length;
      while (row.length < at) row.push('');
      row[at] = cellText(cell, workbook).slice(0, LONGEST_CELL).trim();
    }
    cells += row.length + 1;
    rows.push(row);
    return false;
  });
  return cells <= MOST_CELLS;
}

function cellText(cell: XmlNode, { shared, days, epoch }: Workbook): string {
  const value = textIn(cell.content);
  const type = attributeOf(cell, 't') ?? 'n';
  if (type === 's') return shared[Number(value)] ?? '';
  const serial = Number(value);
  if (type !== 'n' || value === '' || !days.has(Number(attributeOf(cell, 's') ?? '0'))) return value;
  return Number.isFinite(serial) && serial >= 0 && serial < 3_000_000
    ? new Date(epoch + Math.floor(serial) * DAY).toISOString().slice(0, 10)
    : value;
}

/** `BC12` → 54 */
function columnOf(place: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(place ?? '')?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column > MOST_COLUMNS ? undefined : column - 1;
}

/** Pronunciations (`rPh`) are not part of a text. */
function textIn(content: XmlNode['content']): string {
  let said = '';
  for (const part of content) {
    if (typeof part === 'string') said += part;
    else if (part.local !== 'rPh' && part.local !== 'f') said += textIn(part.content);
  }
  return said;
}

function attributeOf(node: XmlNode, local: string): string | undefined {
  return node.attributes.find((one) => one.local === local)?.value;
}

/** Letters of days outside of quotes, brackets and escapes: `dd.mm.yyyy`, and no `0.00` or `hh:mm`. */
function isDayFormat(code: string): boolean {
  const bare = code.slice(0, 500).replace(/"[^"]{0,99}"|\\.|\[[^[\]]{0,99}\]/g, '');
  return /[dy]/i.test(bare);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
