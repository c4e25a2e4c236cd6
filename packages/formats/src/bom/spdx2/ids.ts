/** Refs of the model as ids of SPDX 2 elements (§3.2): letters, digits, dots and hyphens after `SPDXRef-`. */
import { BOM_DOCUMENT, BOM_NO_ASSERTION, BOM_NONE, type Bom, withoutCredentials } from '@theriac/core';
import { shortHash } from '../../text/content-id.ts';

const VALID = /^SPDXRef-[A-Za-z0-9.-]+$/;
const EXTERNAL = /^DocumentRef-[A-Za-z0-9.+-]+:SPDXRef-[A-Za-z0-9.-]+$/;
export const DOCUMENT_ID = 'SPDXRef-DOCUMENT';

export class SpdxIds {
  readonly #ids = new Map<string, string>();

  constructor(bom: Pick<Bom, 'components'>) {
    const taken = new Set([
      DOCUMENT_ID,
      ...bom.components.map(({ ref }) => ref).filter((ref) => VALID.test(ref)),
    ]);
    for (const { ref, name } of bom.components) {
      if (VALID.test(ref) && ref !== DOCUMENT_ID) {
        this.#ids.set(ref, ref);
        continue;
      }
      const wanted = `SPDXRef-${slug(name)}-${shortHash(ref.toWellFormed())}`;
      let id = wanted;
      for (let n = 2; taken.has(id); n += 1) id = `${wanted}-${n}`;
      taken.add(id);
      this.#ids.set(ref, id);
    }
  }

  /** Of a component of the document. */
  of(ref: string): string {
    return this.#ids.get(ref) ?? ref;
  }

  /** Of either end of a relationship; null for what no SPDX 2 document can point to. */
  end(ref: string): string | null {
    if (ref === BOM_DOCUMENT) return DOCUMENT_ID;
    if (ref === BOM_NONE || ref === BOM_NO_ASSERTION || EXTERNAL.test(ref)) return ref;
    return this.#ids.get(ref) ?? null;
  }
}

/** Letters, digits, dots and hyphens of a name; what is left of an address no longer shows what in it is a password. */
export function slug(text: string): string {
  return (
    withoutCredentials(text)
      .slice(0, 60)
      .replace(/[^A-Za-z0-9.]+/g, '-')
      .replace(/^-|-$/g, '') || 'unnamed'
  );
}
