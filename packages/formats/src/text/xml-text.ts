/** XML as text. */
import type { XmlNode } from '@theriac/read/xml';

/** What XML 1.0 has no character for. */
export const XML_FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function escapeXmlText(text: string): string {
  if (!/[&<>\r]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

export function escapeXmlAttribute(text: string): string {
  if (!/[&<>"\t\n\r]/.test(text)) return text;
  return escapeXmlText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

/**
 * An element as text that is for itself: every namespace that it uses is declared in it.
 * @param scope prefixes that are declared around it
 */
export function serializeXml(node: XmlNode, scope: ReadonlyMap<string, string> = new Map()): string {
  const inner = new Map(scope);
  let head = '';
  const declare = (prefix: string, uri: string): void => {
    if (inner.get(prefix) === uri || prefix === 'xml' || (uri === '' && !inner.has(prefix))) return;
    inner.set(prefix, uri);
    head += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeXmlAttribute(uri)}"`;
  };
  declare(node.prefix, node.uri);
  for (const { prefix, uri } of node.attributes) if (prefix !== '') declare(prefix, uri);
  for (const { prefix, local, value } of node.attributes)
    head += ` ${prefix === '' ? local : `${prefix}:${local}`}="${escapeXmlAttribute(value)}"`;
  const name = node.prefix === '' ? node.local : `${node.prefix}:${node.local}`;
  if (node.content.length === 0) return `<${name}${head}/>`;
  const body = node.content
    .map((part) => (typeof part === 'string' ? escapeXmlText(part) : serializeXml(part, inner)))
    .join('');
  return `<${name}${head}>${body}</${name}>`;
}
