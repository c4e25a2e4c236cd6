/** Taking documents in: kept first, then acknowledged, then read. */
import type { DocumentRecord, RouteInput, Routes } from '@theriac/contract';
import { lockContent } from '../../blobs/content-lock.ts';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { system } from '../catalogue/service.ts';
import { insertDocument, lastOfContent, readDocument, streamOf } from './store.ts';

type Given = RouteInput<Routes['documents']['upload']>;

/** A build cannot be of a later time than now; clocks differ by minutes. */
const CLOCK_SKEW_MS = 10 * 60_000;

export async function upload(call: SignedCall, { params, query, body }: Given): Promise<DocumentRecord> {
  const { db, principal, now, newId, services, audit } = call;
  const { org } = principal;
  const { id: systemId, retiredAt } = await system(call, params.id);
  if (retiredAt !== null) throw new ApiFailure('NOT_ALLOWED_NOW', 'The system is retired.');
  const { kind, source, release = null, stream: name } = query;
  const builtAt = query.builtAt === undefined ? now : new Date(query.builtAt);
  if (builtAt.getTime() > now.getTime() + CLOCK_SKEW_MS)
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.builtAt', message: 'is in the future' }],
    });
  const stream = await streamOf(db, org, { system: systemId, name, id: newId(), now });
  await lockContent(db, org, body.sha256);
  await services.blobs.keep(org, body, await services.dataKeys.current(db, { org, newId, now }));
  const same = query.builtAt === undefined ? await lastOfContent(db, org, stream, body.sha256) : undefined;
  if (same !== undefined) return known(call, same);
  const { id, isNew } = await insertDocument(db, org, {
    id: newId(),
    stream,
    system: systemId,
    kind,
    source,
    mediaType: body.mediaType,
    sha256: body.sha256,
    size: body.size,
    release,
    builtAt,
    by: principal.display,
    now,
  });
  if (isNew) {
    await enqueue(db, { task: 'document.process', org, document: id });
    audit({
      action: 'document.received',
      object: { kind: 'document', id },
      changes: [{ field: 'sha256', before: null, after: body.sha256 }],
    });
  }
  return known(call, id);
}

export async function known({ db, principal, reach }: SignedCall, id: string): Promise<DocumentRecord> {
  const found = await readDocument(db, principal.org, reach, id);
  if (found === undefined) throw new ApiFailure('NOT_FOUND');
  return found;
}
