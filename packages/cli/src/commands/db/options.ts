/** Options that several commands about the index share. */
import { ECOSYSTEM_IDS, type EcosystemId } from '@theriac/core';
import { notOneOf, parsed } from '../../command/spec.ts';

export type IndexId = EcosystemId | 'facts';

/** @param fallback what is built without the option */
export const onlyOption = (fallback: string) =>
  parsed(
    '--only <ecosystems>',
    `for example npm,pypi,facts (default: ${fallback})`,
    (given, refuse): IndexId[] =>
      given.split(',').map((name) => {
        const id = name.trim() === 'facts' ? 'facts' : ECOSYSTEM_IDS.find((e) => e === name.trim());
        if (id === undefined) throw refuse(notOneOf(name.trim(), [...ECOSYSTEM_IDS, 'facts']));
        return id;
      }),
  );
