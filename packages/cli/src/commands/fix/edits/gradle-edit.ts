/** Gradle: a version of a catalog, the notation of a dependency in a script, or a block at its end. */
import { editToml } from './toml-edit.ts';

export function editCatalogOrScript(before: string, text: string): string | undefined {
  if (text.startsWith('[versions]')) return editToml(before, text);
  if (/^(?:dependencies|buildscript) \{/.test(text)) return `${before.trimEnd()}\n\n${text}\n`;
  const at = text.lastIndexOf(':');
  const module = text.slice(0, at + 1);
  if (module.split(':').length !== 3) return undefined;
  let found = false;
  const parts = before.split(module);
  const edited = parts.map((part, i) => {
    if (i === 0) return part;
    // Up to the quote that ends the notation, or a classifier.
    const [old = ''] = /^[^"'\s:@]+/.exec(part) ?? [];
    if (old === '') return part;
    found = true;
    return text.slice(at + 1) + part.slice(old.length);
  });
  return found ? edited.join(module) : undefined;
}
