/** XML without external entities, as trees with places: small ones for manifests, and with namespaces. */
export * from './element.ts';
export * from './node.ts';
export type { XmlAttribute } from './scanner.ts';
