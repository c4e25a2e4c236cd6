/**
 * Tables and paragraphs of office documents: WordprocessingML, DrawingML (slides) and OpenDocument name them alike enough
 * to be read in one pass, row by row, so that only what is open is held.
 */
import { readXmlNodes, type XmlNode } from '@theriac/read/xml';

const PARAGRAPHS: ReadonlySet<string> = new Set(['p', 'h']);
const TABLES: ReadonlySet<string> = new Set(['tbl', 'table']);
const ROWS: ReadonlySet<string> = new Set(['tr', 'table-row']);
const CELLS: ReadonlySet<string> = new Set(['tc', 'table-cell', 'covered-table-cell']);
/** Text stands in `t` of Office, and directly in paragraphs and spans of OpenDocument. */
const TEXTS: ReadonlySet<string> = new Set(['t', 'p', 'h', 'span', 'a']);
const BREAKS: Readonly<Record<string, string>> = {
  tab: '\t',
  br: '\n',
  cr: '\n',
  'line-break': '\n',
  s: ' ',
};
/** Empty cells at the end of rows are repeated to the last column that a program knows. */
const MOST_REPEATS = 200;
const MOST_CELLS = 5_000_000;
const LONGEST_CELL = 4000;

export interface OfficeContent {
  readonly tables: { readonly name: string; readonly rows: string[][] }[];
  readonly paragraphs: string[];
  /** Whether there are more cells than are read. */
  isTooLarge: boolean;
}

/** @throws TheriacError for XML that breaks; `into` then holds what came before */
export function readOfficeXml(text: string, path: string, into: OfficeContent): void {
  const open = new Map<XmlNode, string[][]>();
  let cells = 0;
  readXmlNodes([text], path, (node, ancestors) => {
    const { local } = node;
    const table = ancestors.findLast((one) => TABLES.has(one.local));
    if (ROWS.has(local) && table !== undefined) {
      const row = node.content.flatMap((one) => (typeof one === 'string' ? [] : cellsOf(one)));
      cells += row.length + 1;
      if (cells > MOST_CELLS) into.isTooLarge = true;
      else if (open.get(table)?.push(row) === undefined) open.set(table, [row]);
      return false;
    }
    if (TABLES.has(local)) {
      into.tables.push({ name: attribute(node, 'name') ?? '', rows: open.get(node) ?? [] });
      open.delete(node);
      return false;
    }
    if (!PARAGRAPHS.has(local) || table !== undefined) return true;
    // A paragraph inside of another (a text box) is told once, with the other.
    if (ancestors.some((one) => PARAGRAPHS.has(one.local))) return true;
    into.paragraphs.push(saidIn(node).slice(0, -1));
    return false;
  });
}

function cellsOf(node: XmlNode): string[] {
  if (!CELLS.has(node.local)) return [];
  const value = attribute(node, 'date-value')?.slice(0, 10) ?? saidIn(node).slice(0, LONGEST_CELL).trim();
  const repeats = Number(attribute(node, 'number-columns-repeated') ?? '1');
  const times = Number.isInteger(repeats) ? Math.min(Math.max(repeats, 1), MOST_REPEATS) : 1;
  return Array.from({ length: times }, () => value);
}

function attribute(node: XmlNode, local: string): string | undefined {
  return node.attributes.find((one) => one.local === local)?.value;
}

/** The scanner bounds the depth. */
function saidIn(node: XmlNode): string {
  let said = BREAKS[node.local] ?? '';
  for (const part of node.content) {
    if (typeof part !== 'string') said += saidIn(part);
    else if (TEXTS.has(node.local)) said += part;
  }
  // Paragraphs of one cell or box are lines.
  return PARAGRAPHS.has(node.local) ? `${said}\n` : said;
}
