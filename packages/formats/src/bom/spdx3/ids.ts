/** Refs of the model as IRIs of SPDX 3 elements. */
import { BOM_DOCUMENT, BOM_NO_ASSERTION, type Bom } from '@theriac/core';
import { contentUuid, shortHash } from '../../text/content-id.ts';
import { slug } from '../spdx2/ids.ts';
import { NO_ASSERTION_ELEMENT } from './words.ts';

const IRI = /^(?!_:)[^\s<>"{}|\\^`:]+:[^\s<>"{}|\\^`]+$/;

export const isIri = (text: string): boolean => IRI.test(text);

/** Ids for elements that have none, from what they are called and what they say. */
export type Namer = (name: string, content: string) => string;

export class Spdx3Ids {
  readonly document: string;
  readonly #ids = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(bom: Bom) {
    const content = JSON.stringify([bom.name, bom.created, bom.components.map(({ ref }) => ref)]);
    this.document =
      bom.id !== undefined && isIri(bom.id)
        ? bom.id
        : `https://spdx.org/spdxdocs/theriac-${contentUuid(content)}`;
    this.#taken.add(this.document);
    for (const { ref } of [...bom.components, ...bom.vulnerabilities]) if (isIri(ref)) this.#take(ref, ref);
    for (const { ref, name } of bom.components) if (!isIri(ref)) this.#take(ref, this.derived(name, ref));
    for (const { ref, id } of bom.vulnerabilities)
      if (!this.#ids.has(ref)) this.#take(ref, this.derived(id ?? 'vulnerability', ref));
  }

  #take(ref: string, id: string): void {
    this.#ids.set(ref, id);
    this.#taken.add(id);
  }

  /** An id of this document for something that has none; the same for the same content. */
  derived(name: string, content: string): string {
    const wanted = `${this.document}#${slug(name)}-${shortHash(content.toWellFormed())}`;
    let id = wanted;
    for (let n = 2; this.#taken.has(id); n += 1) id = `${wanted}-${n}`;
    return id;
  }

  /** As {@link derived}, with a number where the same content comes again. */
  namer(): Namer {
    const counts = new Map<string, number>();
    return (name, content) => {
      const id = this.derived(name, content);
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return count === 1 ? id : `${id}-${count}`;
    };
  }

  of(ref: string): string {
    return this.#ids.get(ref) ?? ref;
  }

  /** Of an end of a relationship; null for anything that is not a IRI and no component. */
  end(ref: string): string | null {
    if (ref === BOM_DOCUMENT) return this.document;
    if (ref === BOM_NO_ASSERTION) return NO_ASSERTION_ELEMENT;
    const known = this.#ids.get(ref);
    return known ?? (isIri(ref) ? ref : null);
  }
}
