/** What a reader finds in a document: persons, with what identifies each. Values stay in memory and are never reported. */

import type { UnknownReason } from '@theriac/core';

/** Kinds of documents; each has a rule. */
export type DocumentKind = 'HL7' | 'FHIR' | 'CCDA' | 'X12' | 'DICOM' | 'EXIF' | 'TABLE' | 'LOG' | 'TEXT';

/**
 * Identifiers of 45 CFR 164.514(b)(2)(i) that are told apart, as people call them. A national number has a form or a check
 * digit of its own and identifies a person alone.
 */
export const IDENTIFIERS = {
  ssn: { title: 'social security number', national: true },
  nhs: { title: 'NHS number', national: true },
  mbi: { title: 'Medicare beneficiary identifier', national: true },
  kvnr: { title: 'health insurance number (KVNR)', national: true },
  cpr: { title: 'CPR number', national: true },
  bsn: { title: 'citizen service number (BSN)', national: true },
  nir: { title: 'French social security number (NIR, INS)', national: true },
  codiceFiscale: { title: 'codice fiscale', national: true },
  dni: { title: 'DNI or NIE', national: true },
  fodselsnummer: { title: 'fødselsnummer', national: true },
  personnummer: { title: 'personnummer', national: true },
  hetu: { title: 'henkilötunnus', national: true },
  pesel: { title: 'PESEL', national: true },
  belgian: { title: 'Belgian national register number', national: true },
  ahv: { title: 'AHV number', national: true },
  austrian: { title: 'Austrian social insurance number', national: true },
  cpf: { title: 'CPF', national: true },
  name: { title: 'name', national: false },
  birth: { title: 'date of birth', national: false },
  mrn: { title: 'medical record number', national: false },
  member: { title: 'health plan number', national: false },
  phone: { title: 'telephone number', national: false },
  email: { title: 'e-mail address', national: false },
  address: { title: 'postal address', national: false },
  position: { title: 'position on the earth', national: false },
} as const;
export type IdentifierClass = keyof typeof IDENTIFIERS;

export interface Identifier {
  readonly is: IdentifierClass;
  readonly value: string;
}

export interface PersonRecord {
  /** From 1; absent in binary files. */
  readonly line?: number;
  readonly identifiers: readonly Identifier[];
  /** Words that say that the record was made up: a tag, a processing id. */
  readonly mark?: string;
}

/** What of a file could not be read. */
export interface Gap {
  readonly reason: UnknownReason;
  /** Plain words, without anything that the file holds. */
  readonly message: string;
}

/** What readers made of a text or of a binary file: what could be read is judged, what could not is told. */
export interface Readout {
  readonly readings: readonly Reading[];
  readonly gaps: readonly Gap[];
}

export interface Reading {
  readonly document: DocumentKind;
  /** What makes it health data, in words without values: `PID segments of HL7 v2`. */
  readonly context: string;
  readonly records: readonly PersonRecord[];
}
