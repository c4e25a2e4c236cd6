/** Who is signed in. */
import type { me as meSchema } from '@theriac/contract';
import type { z } from 'zod';
import type { Db } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import { grantsOf } from '../../identity/grants.ts';
import { type Principal, permissionsOfPrincipal } from '../../identity/principal.ts';
import { mustEnrol } from '../../identity/second-factor.ts';
import { readAccount } from '../accounts/store.ts';
import { readOrganisation, readSession } from './store.ts';

type Me = z.infer<typeof meSchema>;

export async function meOf(db: Db, principal: Principal, now: Date): Promise<Me> {
  const { org, id, session } = principal;
  const account = await readAccount(db, org, id ?? '');
  const organisation = await readOrganisation(db, org);
  if (account === undefined || organisation === undefined) throw new ApiFailure('NOT_SIGNED_IN');
  const grants = (await grantsOf(db, org, [account.id], now)).get(account.id) ?? [];
  const open = session === undefined ? undefined : await readSession(db, org, session.id);
  const method = open?.method;
  return {
    account,
    organisation,
    permissions: [...permissionsOfPrincipal({ ...principal, grants })],
    mustEnrol: method !== undefined && (await mustEnrol(db, { org, account: account.id, grants, method })),
    ...(open === undefined
      ? {}
      : {
          session: {
            id: open.id,
            createdAt: open.createdAt,
            idleUntil: open.idleUntil,
            absoluteUntil: open.absoluteUntil,
            ...(open.steppedUpAt === undefined ? {} : { steppedUpAt: open.steppedUpAt }),
          },
        }),
  };
}
