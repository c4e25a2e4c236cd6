/** pom.xml as text, outside of comments: a property, the version of a dependency, or an entry of dependency management. */

export function editPom(before: string, text: string): string | undefined {
  const pom = new Pom(before);
  if (text.startsWith('<dependencyManagement>')) return managed(pom, text);
  const property = /^<([\w.-]+)>([^<\n]*)<\/\1>$/.exec(text);
  if (property !== null) return withProperty(pom, property[1] ?? '', property[2] ?? '');
  const group = contentOf(text, 'groupId');
  const artifact = contentOf(text, 'artifactId');
  const version = contentOf(text, 'version');
  if (group === undefined || artifact === undefined || version === undefined) return undefined;
  return withVersion(pom, group, artifact, version);
}

/** The text, and where in it elements are that are not commented out. */
class Pom {
  readonly text: string;
  readonly #comments: readonly (readonly [number, number])[];

  constructor(text: string) {
    this.text = text;
    const comments: [number, number][] = [];
    for (let at = text.indexOf('<!--'); at >= 0; ) {
      const end = text.indexOf('-->', at);
      comments.push([at, end < 0 ? text.length : end]);
      at = end < 0 ? -1 : text.indexOf('<!--', end);
    }
    this.#comments = comments;
  }

  /** @returns where the tag begins; -1 when it is not there */
  find(tag: string, from = 0): number {
    for (let at = this.text.indexOf(tag, from); at >= 0; at = this.text.indexOf(tag, at + 1))
      if (!this.#comments.some(([start, end]) => at > start && at < end)) return at;
    return -1;
  }

  /** Spans of an element, from its opening tag to the end of its closing tag; the element does not nest. */
  *spans(name: string): Generator<readonly [number, number]> {
    const close = `</${name}>`;
    for (let at = this.find(`<${name}>`); at >= 0; at = this.find(`<${name}>`, at + 1)) {
      const end = this.find(close, at);
      if (end < 0) return;
      yield [at, end + close.length];
    }
  }
}

function contentOf(text: string, name: string): string | undefined {
  const at = text.indexOf(`<${name}>`);
  const end = text.indexOf(`</${name}>`, at);
  return at < 0 || end < 0 ? undefined : text.slice(at + name.length + 2, end).trim();
}

function withProperty(pom: Pom, name: string, value: string): string | undefined {
  for (const [from, to] of pom.spans('properties')) {
    const at = pom.find(`<${name}>`, from);
    if (at < 0 || at > to) continue;
    const start = at + name.length + 2;
    const end = pom.text.indexOf(`</${name}>`, start);
    return end < 0 ? undefined : pom.text.slice(0, start) + value + pom.text.slice(end);
  }
  return undefined;
}

function withVersion(pom: Pom, group: string, artifact: string, version: string): string | undefined {
  for (const element of ['dependency', 'parent', 'plugin', 'extension']) {
    for (const [from, to] of pom.spans(element)) {
      const block = pom.text.slice(from, to);
      // A dependency's own exclusions name other packages.
      const own = block.split('<exclusions>')[0] ?? '';
      if (contentOf(own, 'groupId') !== group || contentOf(own, 'artifactId') !== artifact) continue;
      const at = own.indexOf('<version>');
      const end = own.indexOf('</version>', at);
      if (at < 0 || end < 0) continue;
      const start = from + at + '<version>'.length;
      return pom.text.slice(0, start) + version + pom.text.slice(from + end);
    }
  }
  return undefined;
}

/** The entry goes into the block that is there; a block of its own before the end of the project otherwise. */
function managed(pom: Pom, text: string): string | undefined {
  const entry = text.split('\n').slice(2, -2).join('\n');
  const block = pom.find('<dependencyManagement>');
  if (block >= 0) {
    const list = pom.find('<dependencies>', block);
    const end = pom.find('</dependencyManagement>', block);
    if (list < 0 || list > end) return undefined;
    const at = list + '<dependencies>'.length;
    return `${pom.text.slice(0, at)}\n${entry}${pom.text.slice(at)}`;
  }
  const end = pom.text.lastIndexOf('</project>');
  if (end < 0) return undefined;
  const indented = text.replace(/^(?=.)/gm, '  ');
  return `${pom.text.slice(0, end)}${indented}\n${pom.text.slice(end)}`;
}
