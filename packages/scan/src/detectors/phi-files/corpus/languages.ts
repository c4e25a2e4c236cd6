/** Tables and letters of patients in other languages, and their twins: the same form without health, or with a number that fails its check. */
import { NATIONAL_NUMBERS } from './numbers.ts';
import type { Pair } from './pair.ts';

interface Language {
  readonly name: string;
  /** Columns of given name, family name, day of birth, diagnosis, and of something that is not about health. */
  readonly columns: readonly [string, string, string, string, string];
  readonly number?: readonly [keyof typeof NATIONAL_NUMBERS, string];
  /** Of a letter: the words for the patient, for the day of birth, and a sentence about care. */
  readonly letter: readonly [string, string, string];
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'French',
    columns: ['Prénom', 'Nom', 'Date de naissance', 'Diagnostic', 'Service'],
    number: ['nir', 'NIR'],
    letter: ['Patiente', 'née le', 'Hospitalisée pour une pneumonie.'],
  },
  {
    name: 'Dutch',
    columns: ['voornaam', 'achternaam', 'geboortedatum', 'behandeling', 'afdeling'],
    number: ['bsn', 'BSN'],
    letter: ['Patiënt', 'Geboortedatum', 'Opgenomen in het ziekenhuis.'],
  },
  {
    name: 'Belgian Dutch',
    columns: ['voornaam', 'naam', 'geboren', 'aandoening', 'afdeling'],
    number: ['belgian', 'Rijksregisternummer'],
    letter: ['Patiënt', 'Geboortedatum', 'Verwezen door de huisarts.'],
  },
  {
    name: 'German',
    columns: ['Vorname', 'Nachname', 'Geb.-Datum', 'Befund', 'Abteilung'],
    letter: ['Patientin', 'geboren am', 'Aufnahme in das Krankenhaus.'],
  },
  {
    name: 'Swiss German',
    columns: ['Vorname', 'Name', 'Geburtsdatum', 'Krankheit', 'Abteilung'],
    number: ['ahv', 'AHV-Nr'],
    letter: ['Patientin', 'Geb.', 'Befund: unauffällig.'],
  },
  {
    name: 'Austrian German',
    columns: ['Vorname', 'Familienname', 'Geburtsdatum', 'Diagnose', 'Abteilung'],
    number: ['austrian', 'SVNR'],
    letter: ['Patientin', 'geb. am', 'Diagnose: Asthma.'],
  },
  {
    name: 'Spanish',
    columns: ['Nombre', 'Apellidos', 'Fecha de nacimiento', 'Diagnóstico', 'Departamento'],
    number: ['dni', 'DNI'],
    letter: ['Paciente', 'Fecha de nacimiento', 'Recibe tratamiento con insulina.'],
  },
  {
    name: 'Italian',
    columns: ['nome', 'cognome', 'data_nascita', 'diagnosi', 'ufficio'],
    number: ['codiceFiscale', 'codice_fiscale'],
    letter: ['Paziente', 'Data di nascita', 'Ricovero in ospedale.'],
  },
  {
    name: 'Portuguese',
    columns: ['nome', 'apelido', 'data_nascimento', 'doenca', 'setor'],
    number: ['cpf', 'CPF'],
    letter: ['Paciente', 'Data de nascimento', 'Paciente em tratamento.'],
  },
  {
    name: 'Danish',
    columns: ['Fornavn', 'Efternavn', 'Fødselsdato', 'Sygdom', 'Afdeling'],
    letter: ['Patienten', 'Fødselsdato', 'Patient indlagt på sygehus.'],
  },
  {
    name: 'Norwegian',
    columns: ['fornavn', 'etternavn', 'fødselsdato', 'sykdom', 'avdeling'],
    number: ['fodselsnummer', 'fødselsnummer'],
    letter: ['Pasient', 'født', 'Pasienten ble innlagt på sykehus.'],
  },
  {
    name: 'Swedish',
    columns: ['förnamn', 'efternamn', 'födelsedatum', 'läkemedel', 'avdelning'],
    number: ['personnummer', 'personnr'],
    letter: ['Patient', 'född', 'Vårdas på sjukhus.'],
  },
  {
    name: 'Finnish',
    columns: ['etunimi', 'sukunimi', 'syntymäaika', 'diagnoosi', 'osasto'],
    number: ['hetu', 'henkilötunnus'],
    letter: ['Potilas', 'syntymäaika', 'Diagnoosi: astma.'],
  },
  {
    name: 'Polish',
    columns: ['Imię', 'Nazwisko', 'Data urodzenia', 'Rozpoznanie', 'Dział'],
    number: ['pesel', 'PESEL'],
    letter: ['Pacjentka', 'data urodzenia', 'Leczenie w szpitalu: szpital miejski.'],
  },
];

const PLANTED = ['Kowalczyk'];

const rows = (columns: readonly string[], cells: readonly string[]): string =>
  `${columns.join(';')}\n${cells.join(';')}\n`;

export function languagePairs(): Pair[] {
  return LANGUAGES.flatMap(
    ({ name, columns: [given, family, birth, health, other], number, letter }): Pair[] => {
      const person = ['Rosalind', 'Kowalczyk', '23.07.1958'];
      const [patient, born, care] = letter;
      const pairs: Pair[] = [
        {
          id: `${name} table`,
          path: 'export/liste.csv',
          leaking: rows([given, family, birth, health], [...person, 'A']),
          clean: rows([given, family, birth, other], [...person, 'A']),
          planted: PLANTED,
        },
        {
          id: `${name} letter`,
          path: 'letters/0001.txt',
          leaking: `${patient}: Rosalind Kowalczyk\n${born} 23.07.1958\n${care}\n`,
          clean: `${patient}: ********\n${born} **.**.****\n${care}\n`,
          planted: PLANTED,
        },
      ];
      if (number === undefined) return pairs;
      const [is, column] = number;
      const value = NATIONAL_NUMBERS[is]();
      return [
        ...pairs,
        {
          id: `${name} national number`,
          path: 'export/nummern.csv',
          leaking: rows(['id', column, health], ['1', value, 'A']),
          clean: rows(['id', column, health], ['1', wrong(value), 'A']),
          planted: [value],
        },
      ];
    },
  );
}

/** The number with another check character. */
function wrong(value: string): string {
  const last = value.at(-1) ?? '';
  const next = /\d/.test(last) ? String((Number(last) + 1) % 10) : last === 'B' ? 'C' : 'B';
  return value.slice(0, -1) + next;
}
