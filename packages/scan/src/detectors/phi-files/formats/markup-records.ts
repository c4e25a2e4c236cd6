/**
 * Patients in XML of programs' own: elements of a patient with attributes and texts, and rows whose columns are attributes
 * (data sets of DBUnit, exports of OpenMRS).
 */
import { isHealthColumn } from '../health-words.ts';
import { classOfColumn, wordsOf } from '../shapes.ts';
import { joinPersons } from './joined-tables.ts';
import { LineIndex } from './lines.ts';
import type { Table } from './table.ts';

/** Searched before anything is read: documents about something else are the most. */
const ANY_PATIENT = /pa(?:ti|ci|zi|si)en|potilas|pacjent/i;
const PATIENT =
  /_(?:patient|patientin|paciente|paziente|pasient|potilas|pacjent)(?:_(?:record|data|info|details?|demographics?))?_$/;
const ATTRIBUTE = /([A-Za-z_][\w.:-]{0,63})[ \t\n]{0,9}=[ \t\n]{0,9}(?:"([^"<]{0,500})"|'([^'<]{0,500})')/g;
const NAME = /[A-Za-z_][\w.:-]{0,63}/y;
const LONGEST_TAG = 8000;
const LONGEST_TEXT = 500;
/** Of one patient, and of elements around each other. */
const MOST_VALUES = 200;
const MOST_DEEP = 200;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Person {
  readonly element: string;
  readonly line: number;
  /** How many elements were open around it. */
  readonly depth: number;
  readonly columns: string[];
  readonly cells: string[];
}

export function readMarkupRecords(text: string): Table[] {
  if (!ANY_PATIENT.test(text)) return [];
  const lines = new LineIndex(text);
  const rows: Table[] = [];
  const persons: Table[] = [];
  const open: string[] = [];
  let person: Person | undefined;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const isEnd = text[at + 1] === '/';
    NAME.lastIndex = at + (isEnd ? 2 : 1);
    const element = NAME.exec(text)?.[0];
    if (element === undefined) continue;
    const name = element.split(':').at(-1) ?? element;
    if (isEnd) {
      while (open.length > 0 && open.pop() !== name);
      if (person !== undefined && open.length <= person.depth) {
        persons.push(tableOf(person));
        person = undefined;
      }
      continue;
    }
    const close = text.slice(at, at + LONGEST_TAG).indexOf('>');
    if (close === -1) continue;
    const tag = text.slice(at, at + close);
    const isEmpty = tag.endsWith('/');
    const attributes = [...tag.matchAll(ATTRIBUTE)].map(
      ([, key = '', double, single]) => [key, plain(double ?? single ?? '')] as const,
    );
    if (PATIENT.test(wordsOf(name)) && !isEmpty) {
      if (person !== undefined) persons.push(tableOf(person));
      person = { element: name, line: lines.at(at), depth: open.length, columns: [], cells: [] };
    }
    if (person === undefined) {
      if (attributes.length > 1) rows.push(rowOf(name, lines.at(at), attributes));
    } else add(person, name, attributes, textAt(text, at + close + 1));
    if (!isEmpty && open.length < MOST_DEEP) open.push(name);
    at += close;
  }
  if (person !== undefined) persons.push(tableOf(person));
  const joined = joinPersons(rows);
  return [
    ...persons,
    ...joined.filter(
      ({ name, columns }) =>
        isHealthColumn(wordsOf(name)) || columns.some((one) => isHealthColumn(wordsOf(one))),
    ),
  ];
}

function add(
  person: Person,
  element: string,
  attributes: readonly (readonly [string, string])[],
  said: string,
): void {
  if (person.columns.length >= MOST_VALUES) return;
  for (const [key, value] of attributes) {
    // `<birth date="…">`: the element says whose date it is.
    person.columns.push(
      classOfColumn(key) === undefined && element !== person.element ? `${element}_${key}` : key,
    );
    person.cells.push(value);
  }
  if (said === '') return;
  person.columns.push(element);
  person.cells.push(said);
}

function textAt(text: string, start: number): string {
  const part = text.slice(start, start + LONGEST_TEXT);
  const end = part.indexOf('<');
  return plain(end === -1 ? '' : part.slice(0, end)).trim();
}

const plain = (value: string): string =>
  value.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');

const tableOf = ({ element, line, columns, cells }: Person): Table => ({
  name: element,
  columns,
  rows: [{ line, cells }],
});

const rowOf = (name: string, line: number, attributes: readonly (readonly [string, string])[]): Table => ({
  name,
  columns: attributes.map(([key]) => key),
  rows: [{ line, cells: attributes.map(([, value]) => value) }],
});
