/** Properties in annotations, for formats that have annotations and no properties: `Property name: value`. */
import type { BomProperty } from '@theriac/core';

const WORD = 'Property ';

export function commentOfProperty({ name, value }: BomProperty): string {
  // A name that would be read otherwise is quoted as JSON.
  const plain = name !== '' && !name.includes(': ') && !name.startsWith('"') && name.trim() === name;
  return `${WORD}${plain ? name : JSON.stringify(name)}: ${value}`;
}

export function propertyOfComment(comment: string): BomProperty | undefined {
  if (!comment.startsWith(WORD)) return undefined;
  const said = comment.slice(WORD.length);
  if (said.startsWith('"')) {
    const end = /^"(?:[^"\\]|\\.)*"/.exec(said)?.[0];
    if (end === undefined || !said.startsWith(': ', end.length)) return undefined;
    try {
      const name: unknown = JSON.parse(end);
      return typeof name === 'string' ? { name, value: said.slice(end.length + 2) } : undefined;
    } catch {
      return undefined;
    }
  }
  const at = said.indexOf(': ');
  return at < 1 ? undefined : { name: said.slice(0, at), value: said.slice(at + 2) };
}
