/** Chooses the readers of a file by its name and its beginning. */
import { count } from '@theriac/core';
import { type JsonValue, wholePartOf } from '@theriac/read/json';
import { readClinicalXml } from './formats/clinical-xml.ts';
import { readDelimited } from './formats/delimited.ts';
import { isAnyDicom, NAMED_DICOM, notDicom, readDicom } from './formats/dicom.ts';
import { readPicture } from './formats/exif.ts';
import { readFhirJson } from './formats/fhir-json.ts';
import { readHl7 } from './formats/hl7.ts';
import { readLabelled } from './formats/labelled.ts';
import { readMarkupRecords } from './formats/markup-records.ts';
import { readMarkup } from './formats/markup-table.ts';
import { readSql } from './formats/sql.ts';
import { isOfPersons, personsOf, type Table } from './formats/table.ts';
import { textGaps } from './formats/text-gaps.ts';
import { readX12 } from './formats/x12.ts';
import { isHealthText } from './health-words.ts';
import { notebookTexts, tablesInLines, tablesOf } from './json-tables.ts';
import type { Gap, PersonRecord, Reading, Readout } from './record.ts';
import { classOfColumn } from './shapes.ts';

const CODE =
  /\.(?:[cm]?[jt]sx?|py|java|kt|kts|cs|go|rb|php|rs|c|h|cpp|hpp|swift|scala|groovy|vue|svelte|r|pl|sh|ps1|tf|css|scss|less|lua|ex|exs|erl|dart|m|mm|fs|vb|clj|proto|graphql|svg|map|lock|po|xsd|xsl|xslt|fsh|liquid|hbs|handlebars|mustache|j2|jinja2?|ejs|erb|tmpl|tpl|ftl|vm)$/i;
const DELIMITED = /\.(?:csv|tsv|psv|tab)$/i;
const LOG = /\.log(?:\.\d{1,4})?$|\.(?:out|err)$/i;
const LOG_LINE =
  /^(?:\[|<\d{1,3}>)?\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}|^[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} |^\S{1,60} \S{1,30} \S{1,30} \[\d{2}\/[A-Z][a-z]{2}\/\d{4}:/;
const SQL_START =
  /^(?:-- (?:MySQL|PostgreSQL|MariaDB)|COPY \S{1,130} ?\(|(?:INSERT|REPLACE|MERGE)(?: OR \w{1,8}| IGNORE)? INTO |INSERT \[|CREATE TABLE |PRAGMA foreign_keys|SET IDENTITY_INSERT )/im;
const JSON_LIKE = /\.(?:json|ndjson|jsonl|geojson|har|ipynb)$/i;

const NOTHING: Readout = { readings: [], gaps: [] };

/** A picture or a data set, which is no text. */
export function readBinary(path: string, bytes: Uint8Array): Readout {
  if (isAnyDicom(path, bytes)) return readDicom(bytes);
  if (NAMED_DICOM.test(path)) return notDicom(bytes);
  const picture = readPicture(bytes);
  if (picture === undefined) return NOTHING;
  const said = readLabelled(picture.text, { byLine: false, isCode: false });
  const isHealth = isHealthText(`${path.replace(/[/_.-]/g, ' ')} ${picture.text}`);
  const [person] = said;
  const position = picture.hasPosition && isHealth ? [{ is: 'position', value: path } as const] : [];
  const identifiers = [...(person?.identifiers ?? []), ...position];
  return identifiers.length === 0
    ? NOTHING
    : read({
        document: 'EXIF',
        context: 'description and position of a picture',
        records: [{ identifiers }],
      });
}

/** What a text holds, and what of it is missing or broken. */
export function readText(path: string, text: string): Readout {
  if (NAMED_DICOM.test(path)) return notDicom(Buffer.from(text.slice(0, 1)));
  const isCode = CODE.test(path);
  const { readings, gaps } = readWithoutEnds(path, text, isCode);
  return { readings, gaps: [...gaps, ...textGaps(path, text, isCode)] };
}

function readWithoutEnds(path: string, text: string, isCode: boolean): Readout {
  const standard = present([
    readHl7(text),
    isCode ? undefined : readX12(text),
    isCode ? undefined : readClinicalXml(text),
  ]);
  if (standard.length > 0) return { readings: standard, gaps: [] };
  const name = (path.split('/').at(-1) ?? path).replace(/\.[A-Za-z0-9]{1,8}$/, '');
  if (JSON_LIKE.test(path) || (!isCode && /^\s{0,20}[[{]/.test(text))) {
    const { values, gaps } = jsonOf(text);
    if (values !== undefined) return { readings: readJson(path, name, text, values), gaps };
  }
  if (DELIMITED.test(path)) return tables(readDelimited(name, text));
  if (/\.sql$/i.test(path) || SQL_START.test(text.slice(0, 4000))) return tables(readSql(text));
  const rows = isCode ? NOTHING : tables(headedRows(name, text));
  if (rows.readings.length > 0) return rows;
  const isMarkup = /^\s{0,20}</.test(text);
  const found = isMarkup ? tables([...readMarkup(name, text), ...recordsOf(text)]) : NOTHING;
  if (found.readings.length > 0) return found;
  return { readings: labelled(path, text, isCode), gaps: [] };
}

/** Pages have attributes too, which say how they look. */
const PAGE = /<(?:!doctype )?html\b/i;
const recordsOf = (text: string): readonly Table[] =>
  PAGE.test(text.slice(0, 1000)) ? [] : readMarkupRecords(text);

/** Rows in a file with another ending: its first line names two kinds of identifiers. */
function headedRows(name: string, text: string): readonly Table[] {
  const end = text.indexOf('\n');
  const head = text.slice(0, Math.min(end, 5000));
  if (end === -1 || !/[,;|\t]/.test(head)) return [];
  const [header] = readDelimited(name, head);
  const classes = new Set(header?.columns.flatMap((column) => classOfColumn(column) ?? []));
  return classes.size < 2 ? [] : readDelimited(name, text);
}

export function labelled(path: string, text: string, isCode: boolean): readonly Reading[] {
  const isLog = LOG.test(path) || LOG_LINE.test(text);
  const objects = isLog && text.includes('{"') ? tablesInLines('', text).flatMap(personsOf) : [];
  const known = new Set(objects.map(({ line }) => line));
  const others = readLabelled(text, { byLine: isLog, isCode }).filter(({ line }) => !known.has(line));
  const records = [...objects, ...others];
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
  const found = tables(tablesOf(name, values, text)).readings;
  return found.length > 0 ? found : labelled(path, text, false);
}

/** Broken JSON is told where it holds resources of FHIR; other files are broken on purpose, or are logs. */
const RESOURCE = /"resourceType"\s{0,9}:/;

interface JsonContent {
  /** One document, or one per line; undefined when it is neither. */
  readonly values: readonly JsonValue[] | undefined;
  readonly gaps: readonly Gap[];
}

function jsonOf(text: string): JsonContent {
  try {
    return { values: [JSON.parse(text) as JsonValue], gaps: [] };
  } catch {
    return jsonLines(text) ?? brokenJson(text);
  }
}

function jsonLines(text: string): JsonContent | undefined {
  const values: JsonValue[] = [];
  let [others, isResource] = [0, false];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    try {
      values.push(JSON.parse(line) as JsonValue);
      isResource ||= values.length === 1 && RESOURCE.test(line);
    } catch {
      // A log has other lines too, but one that begins without JSON is something else.
      if (values.length === 0) return undefined;
      others += 1;
      const part = isResource ? wholePartOf(line) : undefined;
      if (part !== undefined) values.push(part);
    }
  }
  // Where each line is a resource, one that is none was one.
  const gaps: Gap[] =
    isResource && others > 0
      ? [{ reason: 'unparseable', message: `${count(others, 'line')} of NDJSON cut off or damaged` }]
      : [];
  return { values, gaps };
}

function brokenJson(text: string): JsonContent {
  if (!RESOURCE.test(text)) return { values: undefined, gaps: [] };
  const part = wholePartOf(text);
  const message = 'JSON with resources of FHIR is cut off or damaged: read as far as it goes';
  return {
    values: part === undefined ? undefined : [part],
    gaps: [{ reason: 'unparseable', message }],
  };
}

export function tables(all: readonly Table[]): Readout {
  const records = all.flatMap(personsOf);
  const faults = new Set(all.filter(isOfPersons).map(({ fault }) => fault));
  const gaps: Gap[] = [];
  if (faults.has('open'))
    gaps.push({
      reason: 'unparseable',
      message: 'the last value of a table about care has no end: cut off or damaged',
    });
  if (faults.has('long'))
    gaps.push({ reason: 'too-large', message: 'a table about care has more rows than are read' });
  const context = 'columns or a table about care';
  return { readings: records.length === 0 ? [] : [{ document: 'TABLE', context, records }], gaps };
}

const read = (reading: Reading): Readout => ({ readings: [reading], gaps: [] });

function present(readings: readonly (Reading | undefined)[]): readonly Reading[] {
  return readings.filter((one) => one !== undefined && one.records.length > 0) as Reading[];
}
