/**
 * The little of MSBuild that decides package versions, read without running it: properties that are literals, and the
 * nearest `Directory.Build.props`, `Directory.Packages.props` and `Directory.Build.targets` above a project.
 */
import type { ExtractContext, KnownUnknown } from '@theriac/core';
import { readXml, type XmlElement } from '@theriac/read/xml';
import { baseName, beside, folderOf, nearestAbove } from '../../target/paths.ts';

const MAX_EXPANSIONS = 100;
const MAX_LENGTH = 4096;
const MAX_IMPORTS = 16;

export interface MsbuildFile {
  readonly path: string;
  readonly root: XmlElement;
}

/** The project's shared files that are in the target, in the order MSBuild reads them; broken ones are reported. */
export function sharedFiles(
  project: string,
  context: ExtractContext,
  report: (unknown: KnownUnknown) => void,
): MsbuildFile[] {
  const found: MsbuildFile[] = [];
  const seen = new Set<string>();
  for (const name of ['Directory.Build.props', 'Directory.Packages.props', 'Directory.Build.targets']) {
    const path = nearestAbove(project, name, context);
    if (path !== undefined) open(path);
  }
  return found;

  function open(first: string): void {
    const queue = [first];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (seen.has(path) || seen.size >= MAX_IMPORTS) continue;
      seen.add(path);
      const file = context.file(path);
      if (file === null) continue;
      try {
        const root = readXml(file);
        found.push({ path, root });
        for (const element of descendants(root, 'Import'))
          for (const one of imported(path, element, context)) queue.push(one);
      } catch {
        report({
          reason: 'unparseable',
          message: 'a file that sets package versions could not be read',
          location: { path },
          losesComponents: true,
        });
      }
    }
  }
}

/** Files that a shared file imports by a literal path, or by the usual call for the one above it. */
function imported(path: string, element: XmlElement, context: ExtractContext): string[] {
  const project = element.attributeOfAnyCase('Project')?.trim().replaceAll('\\', '/') ?? '';
  const above = /GetPathOfFileAbove\(\s*'?([A-Za-z0-9_.$()]{1,100}?)'?\s*,/.exec(project)?.[1];
  if (above !== undefined) {
    const name = above.includes('$') ? baseName(path) : above;
    const start = folderOf(path);
    const found = start === '' ? undefined : nearestAbove(start, name, context);
    return found === undefined ? [] : [found];
  }
  const literal = project.replace(/^\$\(MSBuildThisFileDirectory\)/, '');
  return literal === '' || literal.includes('$') ? [] : [beside(path, literal)];
}

/** Elements of a name anywhere inside; MSBuild nests groups in `<Choose>` and `<When>`. Without recursion. */
export function descendants(root: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const open = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (element.name.toLowerCase() === name.toLowerCase()) found.push(element);
    for (let at = element.children.length - 1; at >= 0; at -= 1) {
      const child = element.children[at];
      if (child !== undefined) open.push(child);
    }
  }
  return found;
}

/** Properties whose names do not differ by case; later files win. */
export class Properties {
  readonly #values = new Map<string, string>();

  constructor(files: readonly MsbuildFile[]) {
    for (const { root } of files) {
      for (const group of descendants(root, 'PropertyGroup')) {
        for (const property of group.children) this.#set(property);
      }
    }
  }

  /** A value under a condition does not replace one that holds always. */
  #set(property: XmlElement): void {
    const name = property.name.toLowerCase();
    const conditional = property.attributeOfAnyCase('Condition') !== undefined;
    if (conditional && this.#values.has(name)) return;
    this.#values.set(name, property.text.trim());
  }

  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }

  /** `text` with every `$(Name)` replaced; null when one is unknown, computed or cyclic. */
  expand(text: string): string | null {
    let result = text;
    for (let count = 0; count < MAX_EXPANSIONS; count += 1) {
      const found = /\$\(([A-Za-z_][A-Za-z0-9_.-]{0,200})\)/.exec(result);
      if (found === null) return result.includes('$(') ? null : result;
      const value = this.#values.get((found[1] ?? '').toLowerCase());
      if (value === undefined) return null;
      result = result.slice(0, found.index) + value + result.slice(found.index + found[0].length);
      if (result.length > MAX_LENGTH) return null;
    }
    return null;
  }
}
