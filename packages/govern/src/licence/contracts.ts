/**
 * Duties from contracts (business associate agreement, data use agreement, customer contract) that a licence's duties may
 * clash with. The law of both is for lawyers; the tool says where to look.
 */
import type { Contract, ContractDuty } from './licence-config.ts';
import type { Obligation } from './obligations.ts';

/** What each duty may forbid, in words that finish “the licence asks …, but …”. */
const CLASHES: Readonly<
  Record<ContractDuty, { readonly with: (o: Obligation) => boolean; readonly because: string } | null>
> = {
  confidentiality: {
    with: (o) => o.discloses,
    because: 'source and the way the service is built are confidential',
  },
  'no-publication': { with: (o) => o.discloses, because: 'nothing made under it may be published' },
  separation: {
    with: (o) => o.id === 'same-licence' || o.id === 'network-source',
    because: 'parts for one customer may not be given to others',
  },
  'no-derivative': {
    with: (o) => o.id === 'same-licence' || o.id === 'share-alike',
    because: 'works derived from the data may not be passed on',
  },
  // Logging is touched by no licence of the table; it is kept so that contracts can be written down whole.
  logging: null,
};

export interface Clash {
  readonly contract: Contract;
  readonly duty: ContractDuty;
  readonly obligation: Obligation;
  readonly because: string;
}

/** Every clash of a duty with an obligation that applies. */
export function contractClashes(contracts: readonly Contract[], obligations: readonly Obligation[]): Clash[] {
  return contracts.flatMap((contract) =>
    contract.duties.flatMap((duty) => {
      const row = CLASHES[duty];
      const obligation = row === null ? undefined : obligations.find((o) => o.applies && row.with(o));
      return row === null || obligation === undefined
        ? []
        : [{ contract, duty, obligation, because: row.because }];
    }),
  );
}
