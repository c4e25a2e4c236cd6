/** Systems that keep the name, the day of birth and the numbers of a patient in tables of their own: rows with the same key are one person. */
import type { Table } from './table.ts';

/** Of OpenMRS; its patients have the keys of persons. */
const PARTS: ReadonlySet<string> = new Set([
  'person',
  'person_name',
  'person_address',
  'patient',
  'patient_identifier',
]);
const KEYS: readonly string[] = ['person_id', 'patient_id'];
/** What says that a person is a patient: users and providers are persons as well. */
const PATIENTS: ReadonlySet<string> = new Set(['patient', 'patient_identifier']);
const MOST_COLUMNS = 200;

interface Person {
  readonly line: number;
  isPatient: boolean;
  readonly columns: string[];
  readonly cells: string[];
}

/** @returns the tables, with those that are parts of a person replaced by one table for each set of columns */
export function joinPersons(tables: readonly Table[]): Table[] {
  const isPart = ({ name, columns }: Table): boolean =>
    PARTS.has(name.toLowerCase()) && columns.some((one) => KEYS.includes(one.toLowerCase()));
  const parts = tables.filter(isPart);
  if (new Set(parts.map(({ name }) => name.toLowerCase())).size < 2) return [...tables];
  const persons = new Map<string, Person>();
  for (const { name, columns, rows } of parts) {
    const part = name.toLowerCase();
    const key = columns.findIndex((one) => KEYS.includes(one.toLowerCase()));
    for (const { line, cells } of rows) {
      const id = (cells[key] ?? '').trim();
      const person = persons.get(id) ?? { line, isPatient: false, columns: [], cells: [] };
      persons.set(id, person);
      person.isPatient ||= PATIENTS.has(part);
      if (person.columns.length > MOST_COLUMNS) continue;
      for (const [i, column] of columns.entries()) {
        if (i === key) continue;
        person.columns.push(part === 'patient_identifier' && column === 'identifier' ? 'mrn' : column);
        person.cells.push(cells[i] ?? '');
      }
    }
  }
  const joined = [...persons.values()]
    .filter(({ isPatient }) => isPatient)
    .map(({ line, columns, cells }): Table => ({ name: 'patient', columns, rows: [{ line, cells }] }));
  return [...tables.filter((one) => !isPart(one)), ...joined];
}
