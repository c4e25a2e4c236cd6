/** HTML that cannot be injected into: text is escaped unless it is {@link Markup} already. */
import { plain, plainLines, visible } from '../plain-text.ts';

export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[] | null;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Tag for templates. Attributes must be in double quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let text = parts[0] ?? '';
  for (const [i, value] of values.entries()) text += rendered(value) + (parts[i + 1] ?? '');
  return { markup: text };
}

function rendered(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(plain(value, 4000));
  if ('markup' in value) return value.markup;
  return value.map((item) => item.markup).join('\n');
}

/** Text of several lines, for elements that keep them. */
export function textBlock(text: string, max: number): Markup {
  return { markup: escaped(plainLines(text, max)) };
}

/** Text within a line: its spaces at both ends stay. */
export function inlineText(text: string): Markup {
  return { markup: escaped(visible(text)) };
}

/** Parts of a line, with nothing between them. */
export function joined(parts: readonly Markup[]): Markup {
  return { markup: parts.map((part) => part.markup).join('') };
}

/** Text that is trusted: style sheet, script. */
export function trusted(text: string): Markup {
  return { markup: text };
}

/** JSON for a data block: nothing in it can end the element or begin another. */
export function dataBlock(value: unknown): Markup {
  const text = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { markup: text };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
