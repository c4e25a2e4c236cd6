/** People, organisations and tools as elements of SPDX 3. */
import type { BomParty, JsonValue } from '@theriac/core';
import { optional } from '../../document/json-fields.ts';
import { encodePart } from '../../model/model-json.ts';
import { isIri } from '../ids.ts';
import type { Part } from './part.ts';
import { isSame } from './same.ts';
import type { Spdx3Source } from './source.ts';

const TYPES = { person: 'Person', organization: 'Organization', tool: 'SoftwareAgent', unknown: 'Agent' };

/** The IRI of an agent: a kept element that says the same, or a new one in `part`. */
export function agentOf(
  party: BomParty,
  { graph, ids }: Spdx3Source,
  creation: JsonValue,
  part: Part,
): string {
  const { ref } = party;
  const there = ref === undefined ? undefined : graph.party(ref);
  if (ref !== undefined && there !== undefined && isSame(there, party)) return ref;
  const content = `agent ${encodePart(party)}`;
  const isFree = ref !== undefined && isIri(ref) && graph.get(ref) === undefined;
  const id = isFree ? ref : ids.derived(party.name ?? party.email ?? 'unnamed', content);
  part.share(content, {
    type: TYPES[party.kind],
    spdxId: id,
    creationInfo: creation,
    ...optional('name', party.name),
    ...(party.email === undefined
      ? {}
      : {
          externalIdentifier: [
            { type: 'ExternalIdentifier', externalIdentifierType: 'email', identifier: party.email },
          ],
        }),
  });
  return id;
}

/** Whether an agent of SPDX 3 can say all that is said of a party. */
export function survives({ phone, urls, contacts, ref }: BomParty): boolean {
  return (
    phone === undefined && urls.length === 0 && contacts.length === 0 && (ref === undefined || isIri(ref))
  );
}
