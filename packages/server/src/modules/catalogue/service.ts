/** Rules of the catalogue: who changes what, each change with its reason and the version that it was made of. */
import type { RouteInput, Routes, SystemRecord } from '@theriac/contract';
import type { JsonValue } from '@theriac/formats/audit';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { reachesProgramme } from '../../identity/within.ts';
import { isTimeZone } from '../setup/service.ts';
import { changesOf, type Patch, patched } from './changes.ts';
import {
  insertChange,
  insertProgramme,
  insertSystem,
  type OrganisationRow,
  type ProgrammeRow,
  readOrganisation,
  readProgramme,
  readSystem,
  updateOrganisation,
  updateProgramme,
  updateSystem,
} from './store.ts';

export async function changeOrganisation(
  { db, principal, audit }: SignedCall,
  { version, ...given }: RouteInput<Routes['organisations']['update']>['body'],
): Promise<OrganisationRow> {
  const { org } = principal;
  if (given.timeZone !== undefined && !isTimeZone(given.timeZone))
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'body.timeZone', message: 'is no time zone of the IANA database' }],
    });
  const before = await readOrganisation(db, org);
  const next = patched<OrganisationRow>(before, given);
  if (!(await updateOrganisation(db, org, version, next))) throw new ApiFailure('CONFLICT');
  audit({
    action: 'organisation.changed',
    object: { kind: 'organisation', id: org, version: version + 1 },
    changes: changesOf(withoutVersion(before), withoutVersion(next)),
  });
  return readOrganisation(db, org);
}

export async function createProgramme(
  { db, principal, reach, now, newId, audit }: SignedCall,
  given: RouteInput<Routes['programmes']['create']>['body'],
): Promise<ProgrammeRow> {
  if (!reach.isWhole || reach.allowance !== 'always')
    throw new ApiFailure('FORBIDDEN', 'A programme is made by those who may change the whole catalogue.');
  const id = newId();
  await insertProgramme(db, principal.org, { id, ...given, now });
  audit({ action: 'programme.created', object: { kind: 'programme', id, version: 1 } });
  return programme(principal.org, db, id);
}

export async function changeProgramme(
  { db, principal, reach, audit }: SignedCall,
  id: string,
  { version, ...given }: RouteInput<Routes['programmes']['update']>['body'],
): Promise<ProgrammeRow> {
  if (!reachesProgramme(reach, id)) throw new ApiFailure('NOT_FOUND');
  if (reach.allowance !== 'always') throw new ApiFailure('FORBIDDEN');
  const before = await programme(principal.org, db, id);
  const next = patched<ProgrammeRow>(before, given);
  const { name, description } = next;
  if (!(await updateProgramme(db, principal.org, { id, version, name, description })))
    throw new ApiFailure('CONFLICT');
  audit({
    action: 'programme.changed',
    object: { kind: 'programme', id, version: version + 1 },
    changes: changesOf(withoutVersion(before), withoutVersion(next)),
  });
  return programme(principal.org, db, id);
}

async function programme(org: string, db: SignedCall['db'], id: string): Promise<ProgrammeRow> {
  const found = await readProgramme(db, org, id);
  if (found === undefined) throw new ApiFailure('NOT_FOUND');
  return found;
}

export async function system({ db, principal, reach }: SignedCall, id: string): Promise<SystemRecord> {
  const found = await readSystem(db, principal.org, reach, id);
  if (found === undefined) throw new ApiFailure('NOT_FOUND');
  return found;
}

type SystemFields = RouteInput<Routes['systems']['create']>['body'];

export async function createSystem(call: SignedCall, given: SystemFields): Promise<SystemRecord> {
  const { db, principal, reach, now, newId, audit } = call;
  if (reach.allowance !== 'always') throw new ApiFailure('FORBIDDEN');
  if (
    !reachesProgramme(reach, given.programme) ||
    (await readProgramme(db, principal.org, given.programme)) === undefined
  )
    throw new ApiFailure('NOT_FOUND', 'There is no such programme that the account may change.');
  checkOwners(given);
  const created = { id: newId(), version: 1, createdAt: now.toISOString(), retiredAt: null, ...given };
  await insertSystem(db, principal.org, created);
  audit({
    action: 'system.created',
    object: { kind: 'system', id: created.id, version: 1 },
    changes: changesOf({}, fieldsOf(given)),
  });
  return system(call, created.id);
}

/** What those may set who answer for the safety of patients. */
const SAFETY_FIELDS = new Set(['patientFacing', 'safetyImpact', 'missionImpact', 'rtoHours']);

export async function changeSystem(
  call: SignedCall,
  id: string,
  { version, reason, ...given }: Patch<SystemFields> & { readonly version: number; readonly reason: string },
): Promise<SystemRecord> {
  const { db, principal, reach } = call;
  const before = await system(call, id);
  if (reach.allowance === 'safety-only' && Object.keys(given).some((field) => !SAFETY_FIELDS.has(field)))
    throw new ApiFailure('FORBIDDEN', `The role sets only ${[...SAFETY_FIELDS].join(', ')}.`);
  if (given.programme !== undefined && given.programme !== before.programme) {
    const target = await readProgramme(db, principal.org, given.programme);
    if (target === undefined || !reachesProgramme(reach, given.programme))
      throw new ApiFailure('NOT_FOUND', 'There is no such programme that the account may change.');
  }
  const next = { ...patched<SystemRecord>(before, given), version: version + 1 };
  checkOwners(next);
  return store(call, { before, next, expected: version, reason, action: 'system.changed' });
}

export async function retireSystem(
  call: SignedCall,
  id: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<SystemRecord> {
  if (call.reach.allowance !== 'always') throw new ApiFailure('FORBIDDEN');
  const before = await system(call, id);
  if (before.retiredAt !== null) throw new ApiFailure('NOT_ALLOWED_NOW', 'The system is retired already.');
  const next = { ...before, retiredAt: call.now.toISOString(), version: version + 1 };
  return store(call, { before, next, expected: version, reason, action: 'system.retired' });
}

interface Stored {
  readonly before: SystemRecord;
  readonly next: SystemRecord;
  readonly expected: number;
  readonly reason: string;
  readonly action: 'system.changed' | 'system.retired';
}

async function store(
  call: SignedCall,
  { before, next, expected, reason, action }: Stored,
): Promise<SystemRecord> {
  const { db, principal, now, audit } = call;
  const changes = changesOf(withoutVersion(before), withoutVersion(next));
  if (changes.length === 0 && before.version === expected) return before;
  if (!(await updateSystem(db, principal.org, next, expected))) throw new ApiFailure('CONFLICT');
  await insertChange(db, principal.org, next.id, {
    version: next.version,
    at: now.toISOString(),
    by: principal.display,
    reason,
    changes: changes.map((change) => ({ ...change })),
  });
  audit({ action, object: { kind: 'system', id: next.id, version: next.version }, changes, reason });
  return system(call, next.id);
}

function checkOwners({ owner, backupOwner }: Pick<SystemRecord, 'owner' | 'backupOwner'>): void {
  if (owner !== null && owner === backupOwner)
    throw new ApiFailure('INVALID', undefined, {
      problems: [
        { at: 'body.backupOwner', message: 'is the owner: the one must answer when the other cannot' },
      ],
    });
}

/** Of an edit, that the version rose is no change. */
function withoutVersion(record: object): Readonly<Record<string, JsonValue>> {
  const { version: _, ...fields } = fieldsOf(record);
  return fields;
}

/** Records of the interface are JSON. */
function fieldsOf(record: object): Readonly<Record<string, JsonValue>> {
  return record as Readonly<Record<string, JsonValue>>;
}
