/** Chooses the readers of a file by its name and its beginning. */
import type { JsonValue } from '@theriac/read/json';
import { readClinicalXml } from './formats/clinical-xml.ts';
import { readDelimited } from './formats/delimited.ts';
import { isDicom, readDicom } from './formats/dicom.ts';
import { readPicture } from './formats/exif.ts';
import { readFhirJson } from './formats/fhir-json.ts';
import { readHl7 } from './formats/hl7.ts';
import { readLabelled } from './formats/labelled.ts';
import { readMarkup } from './formats/markup-table.ts';
import { readSql } from './formats/sql.ts';
import { personsOf, type Table } from './formats/table.ts';
import { readX12 } from './formats/x12.ts';
import { isHealthText } from './health-words.ts';
import { notebookTexts, tablesOf } from './json-tables.ts';
import type { PersonRecord, Reading } from './record.ts';
import { classOfColumn } from './shapes.ts';

const CODE =
  /\.(?:[cm]?[jt]sx?|py|java|kt|kts|cs|go|rb|php|rs|c|h|cpp|hpp|swift|scala|groovy|vue|svelte|r|pl|sh|ps1|tf|css|scss|less|lua|ex|exs|erl|dart|m|mm|fs|vb|clj|proto|graphql|svg|map|lock|po|xsd|xsl|xslt|fsh)$/i;
const DELIMITED = /\.(?:csv|tsv|psv|tab)$/i;
const LOG = /\.log(?:\.\d{1,4})?$|\.(?:out|err)$/i;
const LOG_LINE =
  /^(?:\[|<\d{1,3}>)?\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}|^[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} |^\S{1,60} \S{1,30} \S{1,30} \[\d{2}\/[A-Z][a-z]{2}\/\d{4}:/;
const JSON_LIKE = /\.(?:json|ndjson|jsonl|geojson|har|ipynb)$/i;

/** A picture or a data set, which is no text. */
export function readBinary(path: string, bytes: Uint8Array): readonly Reading[] {
  if (isDicom(bytes)) return present([readDicom(bytes)]);
  const picture = readPicture(bytes);
  if (picture === undefined) return [];
  const said = readLabelled(picture.text, { byLine: false, isCode: false });
  const isHealth = isHealthText(`${path.replace(/[/_.-]/g, ' ')} ${picture.text}`);
  const [person] = said;
  const position = picture.hasPosition && isHealth ? [{ is: 'position', value: path } as const] : [];
  const identifiers = [...(person?.identifiers ?? []), ...position];
  return identifiers.length === 0
    ? []
    : [{ document: 'EXIF', context: 'description and position of a picture', records: [{ identifiers }] }];
}

export function readText(path: string, text: string): readonly Reading[] {
  const isCode = CODE.test(path);
  const standard = present([
    readHl7(text),
    isCode ? undefined : readX12(text),
    isCode ? undefined : readClinicalXml(text),
  ]);
  if (standard.length > 0) return standard;
  const name = (path.split('/').at(-1) ?? path).replace(/\.[A-Za-z0-9]{1,8}$/, '');
  if (JSON_LIKE.test(path) || (!isCode && /^\s{0,20}[[{]/.test(text))) {
    const values = jsonOf(text);
    if (values !== undefined) return readJson(path, name, text, values);
  }
  if (DELIMITED.test(path)) return tables(readDelimited(name, text));
  if (
    /\.sql$/i.test(path) ||
    /^(?:-- (?:MySQL|PostgreSQL|MariaDB)|COPY |INSERT INTO )/im.test(text.slice(0, 4000))
  )
    return [...tables(readSql(text))];
  const rows = isCode ? [] : tables(headedRows(name, text));
  if (rows.length > 0) return rows;
  const isMarkup = /^\s{0,20}</.test(text);
  const found = isMarkup ? tables(readMarkup(name, text)) : [];
  if (found.length > 0) return found;
  return labelled(path, text, isCode);
}

/** Rows in a file with another ending: its first line names two kinds of identifiers. */
function headedRows(name: string, text: string): readonly Table[] {
  const end = text.indexOf('\n');
  const head = text.slice(0, Math.min(end, 5000));
  if (end === -1 || !/[,;|\t]/.test(head)) return [];
  const [header] = readDelimited(name, head);
  const classes = new Set(header?.columns.flatMap((column) => classOfColumn(column) ?? []));
  return classes.size < 2 ? [] : readDelimited(name, text);
}

function labelled(path: string, text: string, isCode: boolean): readonly Reading[] {
  const isLog = LOG.test(path) || LOG_LINE.test(text);
  const records = readLabelled(text, { byLine: isLog, isCode });
  if (records.length === 0) return [];
  return [
    isLog
      ? { document: 'LOG', context: 'words of care in the same line', records }
      : { document: 'TEXT', context: 'words of care in the same passage', records },
  ];
}

function readJson(
  path: string,
  name: string,
  text: string,
  values: readonly JsonValue[],
): readonly Reading[] {
  if (path.endsWith('.ipynb')) {
    const records = notebookTexts(values[0] ?? null, text).flatMap(({ line, said }) =>
      (said.includes('<tr')
        ? readMarkup(name, said).flatMap(personsOf)
        : readLabelled(said, { byLine: false, isCode: false })
      ).map((one): PersonRecord => ({ ...one, line: line + (one.line ?? 1) - 1 })),
    );
    return records.length === 0
      ? []
      : [{ document: 'TEXT', context: 'words of care in the same cell', records }];
  }
  const fhir = readFhirJson(text, values);
  if (fhir !== undefined) return [fhir];
  const found = tables(tablesOf(name, values, text));
  return found.length > 0 ? found : labelled(path, text, false);
}

/** One document, or one a line; undefined when it is neither. */
function jsonOf(text: string): JsonValue[] | undefined {
  try {
    return [JSON.parse(text) as JsonValue];
  } catch {
    const values: JsonValue[] = [];
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      try {
        values.push(JSON.parse(line) as JsonValue);
      } catch {
        // A log has other lines too, but one that begins without JSON is something else.
        if (values.length === 0) return undefined;
      }
    }
    return values;
  }
}

function tables(all: readonly Table[]): readonly Reading[] {
  const records = all.flatMap(personsOf);
  return records.length === 0
    ? []
    : [{ document: 'TABLE', context: 'columns or a table about care', records }];
}

function present(readings: readonly (Reading | undefined)[]): readonly Reading[] {
  return readings.filter((one) => one !== undefined && one.records.length > 0) as Reading[];
}
