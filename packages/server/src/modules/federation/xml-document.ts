/**
 * XML as the library that verifies signatures reads it: with another parser, the rules here could be about another
 * document. Its own types bring those of browsers into the whole program; these are what is used of it.
 */
import { createRequire } from 'node:module';

export interface XmlElement {
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly parentNode: unknown;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  getElementsByTagNameNS(namespace: string, name: string): ArrayLike<XmlElement>;
}

export interface XmlDocument extends Pick<XmlElement, 'getElementsByTagNameNS'> {
  readonly documentElement: XmlElement | null;
}

interface Library {
  readonly DOMParser: new (options: {
    readonly errorHandler: Readonly<Record<'warning' | 'error' | 'fatalError', () => void>>;
  }) => { parseFromString(xml: string, type: string): XmlDocument | undefined };
}

const require = createRequire(import.meta.url);
const { DOMParser } = require('@xmldom/xmldom') as Library;

interface Parsed extends XmlDocument {
  readonly documentElement: XmlElement;
}

/** @returns undefined where it is not well-formed */
export function parseXml(xml: string): Parsed | undefined {
  let isBroken = false;
  const broken = (): void => {
    isBroken = true;
  };
  const document = new DOMParser({
    errorHandler: { warning: broken, error: broken, fatalError: broken },
  }).parseFromString(xml, 'text/xml');
  return isBroken || document?.documentElement == null ? undefined : (document as Parsed);
}

/** Of another namespace, the reader of a signature and that of an assertion may take different elements: `*` is all. */
export function elements(parent: XmlDocument | XmlElement, namespace: string, name: string): XmlElement[] {
  return Array.from(parent.getElementsByTagNameNS(namespace, name));
}
