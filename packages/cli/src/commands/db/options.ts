/** Options that several commands about the index share. */
import { INDEX_IDS, type IndexId } from '@theriac/core';
import { notOneOf, parsed } from '../../command/spec.ts';

/** @param fallback what is built without the option */
export const onlyOption = (fallback: string) =>
  parsed(
    '--only <ecosystems>',
    `for example npm,pypi,facts (default: ${fallback})`,
    (given, refuse): IndexId[] =>
      given.split(',').map((name) => {
        const id = INDEX_IDS.find((e) => e === name.trim());
        if (id === undefined) throw refuse(notOneOf(name.trim(), INDEX_IDS));
        return id;
      }),
  );
