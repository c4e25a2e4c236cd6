/**
 * In-toto statements v1 (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md): a document about
 * artefacts that are named by their digests.
 */
import { createHash } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import { wellFormed } from '../reports/json.ts';
import {
  field,
  isObject,
  type JsonObject,
  listField,
  objectField,
  parseJson,
  textField,
  utf8Text,
} from '../text/untrusted-json.ts';

export const STATEMENT_PAYLOAD = 'application/vnd.in-toto+json';
const STATEMENT_TYPES: readonly string[] = [
  'https://in-toto.io/Statement/v1',
  'https://in-toto.io/Statement/v0.1',
];

/** What statements are about. Documents that are not JSON are kept as text under `text`. */
export const PREDICATES = {
  cyclonedx: 'https://cyclonedx.org/bom',
  spdx: 'https://spdx.dev/Document',
  openvex: 'https://openvex.dev/ns/v0.2.0',
  csaf: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json',
} as const;

/** The beginnings of the predicate types that a verified statement may have, with what each is for people. */
const ACCEPTED: readonly (readonly [prefix: string, title: string])[] = [
  [PREDICATES.cyclonedx, 'CycloneDX'],
  [PREDICATES.spdx, 'SPDX'],
  ['https://openvex.dev/ns', 'OpenVEX'],
  ['https://docs.oasis-open.org/csaf/csaf/', 'CSAF'],
  ['https://slsa.dev/provenance/', 'SLSA provenance'],
  ['https://slsa.dev/verification_summary/', 'SLSA verification summary'],
  ['https://in-toto.io/attestation/', 'in-toto attestations'],
  ['https://github.com/npm/attestation/', 'npm publish attestations'],
];

/** Why a statement of this type is not accepted, with all that are; undefined for one that is. */
export function otherPredicate(type: string): string | undefined {
  if (ACCEPTED.some(([prefix]) => type === prefix || type.startsWith(withSlash(prefix)))) return undefined;
  const all = ACCEPTED.map(([prefix, title]) => `${title} (${prefix})`).join(', ');
  return `the signature is good, but the predicate type is ${type.slice(0, 200)}; accepted are ${all}`;
}

function withSlash(prefix: string): string {
  return prefix.endsWith('/') ? prefix : `${prefix}/`;
}

/** For an envelope that seals something else than a statement. */
export function otherPayload(type: string): string {
  return `the payload is of type ${type.slice(0, 120)}; accepted is ${STATEMENT_PAYLOAD} (an in-toto statement)`;
}

/** What the bytes are, by what they call themselves; CycloneDX when nothing else is said. */
export function kindOfDocument(document: Uint8Array): keyof typeof PREDICATES {
  const head = Buffer.from(document.subarray(0, 8192)).toString('utf8');
  if (/"spdxVersion"|spdx\.org\/rdf|^SPDXVersion:/m.test(head)) return 'spdx';
  if (head.includes('openvex.dev/ns')) return 'openvex';
  return head.includes('"csaf_version"') ? 'csaf' : 'cyclonedx';
}

export interface StatementSubject {
  readonly name: string;
  /** Hexadecimal, by algorithm. */
  readonly digest: Readonly<Record<string, string>>;
}

export interface Statement {
  readonly subjects: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: unknown;
  /** RFC 3339: from when until when the signer vouches for it. */
  readonly validity?: { readonly from: string; readonly to?: string };
}

/** Name and SHA-256 of a file, as subjects are named. */
export function subjectOf(name: string, bytes: Uint8Array): StatementSubject {
  return { name, digest: { sha256: createHash('sha256').update(bytes).digest('hex') } };
}

/** Canonical bytes. in-toto lets readers pass over fields that they do not know, `validity` among them. */
export function statementBytes(statement: Statement): Uint8Array {
  const { subjects, predicateType, predicate, validity } = statement;
  const json = {
    _type: STATEMENT_TYPES[0],
    subject: subjects,
    predicateType,
    predicate,
    ...(validity === undefined ? {} : { validity }),
  };
  return Buffer.from(JSON.stringify(wellFormed(json)));
}

/** @throws TheriacError THERIAC_SIGNATURE */
export function readStatement(payload: Uint8Array, path: string): Statement {
  const refuse = (reason: string): TheriacError => new TheriacError('THERIAC_SIGNATURE', reason, { path });
  const value = parseJson(utf8Text(payload, path, 'THERIAC_SIGNATURE'), path, 'THERIAC_SIGNATURE');
  if (!isObject(value) || !STATEMENT_TYPES.includes(textField(value, '_type') ?? ''))
    throw refuse(`the payload is not an in-toto statement; accepted are ${STATEMENT_TYPES.join(' and ')}`);
  const predicateType = textField(value, 'predicateType');
  if (predicateType === undefined) throw refuse('the statement has no predicateType');
  const subjects = listField(value, 'subject').map((item) => subjectFrom(item, refuse));
  if (subjects.length === 0) throw refuse('the statement names no subject');
  const validity = objectField(value, 'validity');
  const [from, to] = [textField(validity, 'from'), textField(validity, 'to')];
  return {
    subjects,
    predicateType,
    predicate: field(value, 'predicate'),
    ...(from === undefined ? {} : { validity: to === undefined ? { from } : { from, to } }),
  };
}

function subjectFrom(item: unknown, refuse: (reason: string) => TheriacError): StatementSubject {
  if (!isObject(item)) throw refuse('a subject is not an object');
  const digest = objectField(item, 'digest');
  const entries = Object.entries(digest).filter((e): e is [string, string] => typeof e[1] === 'string');
  if (entries.length === 0) throw refuse('a subject has no digest');
  return { name: textField(item, 'name') ?? '', digest: Object.fromEntries(entries) };
}

/** Digests by which a file may be a subject. */
export function digestsOf(bytes: Uint8Array): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['sha256', 'sha512'].map((name) => [name, createHash(name).update(bytes).digest('hex')]),
  );
}

/** Whether the file with these digests is one of the subjects: every digest that both know is the same. */
export function isSubject(
  { subjects }: Pick<Statement, 'subjects'>,
  digests: Readonly<Record<string, string>>,
): boolean {
  return subjects.some((subject) => {
    const both = Object.keys(subject.digest).filter((name) => Object.hasOwn(digests, name));
    return both.length > 0 && both.every((name) => subject.digest[name]?.toLowerCase() === digests[name]);
  });
}

/** A predicate as an object whose fields may be asked for. */
export function predicateObject({ predicate }: Statement): JsonObject {
  return isObject(predicate) ? predicate : {};
}
