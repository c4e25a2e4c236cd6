/** Where in a JSON text the values of JSON pointers stand. Asked only when there is something to say about them. */

interface Wanted {
  /** The pointer that ends here. */
  pointer?: string;
  readonly inner: Map<string, Wanted>;
}

/**
 * 1-based lines by pointer (RFC 6901). A pointer to what is not there has the line of what it would stand in.
 * @param text valid JSON
 */
export function linesOfPointers(text: string, pointers: Iterable<string>): Map<string, number> {
  const root: Wanted = { inner: new Map() };
  for (const pointer of pointers) {
    let node = root;
    for (const raw of pointer.split('/').slice(1)) {
      const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
      const next = node.inner.get(key) ?? { inner: new Map() };
      node.inner.set(key, next);
      node = next;
    }
    node.pointer = pointer;
  }
  const lines = new Map<string, number>();
  const tell = (node: Wanted | undefined, line: number): void => {
    // The line of a container stands for its members until they are met themselves.
    const waiting = node === undefined ? [] : [node];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at.pointer !== undefined) lines.set(at.pointer, line);
      waiting.push(...at.inner.values());
    }
  };
  scan(text, root, tell);
  return lines;
}

interface Frame {
  readonly node: Wanted | undefined;
  readonly isObject: boolean;
  index: number;
  key: string;
  expectsKey: boolean;
}

function scan(text: string, root: Wanted, tell: (node: Wanted | undefined, line: number) => void): void {
  const stack: Frame[] = [];
  let line = 1;
  /** What is wanted of the value that begins here. */
  const here = (): Wanted | undefined => {
    const frame = stack.at(-1);
    if (frame === undefined) return root;
    return frame.node?.inner.get(frame.isObject ? frame.key : String(frame.index));
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x0a) line += 1;
    else if (char === 0x22) {
      const end = endOfString(text, at);
      const frame = stack.at(-1);
      if (frame?.isObject === true && frame.expectsKey) {
        // Keys below what nobody asks for need not be read.
        if (frame.node !== undefined) frame.key = keyOf(text.slice(at, end + 1));
        frame.expectsKey = false;
      } else tell(here(), line);
      at = end;
    } else if (char === 0x7b || char === 0x5b) {
      const node = here();
      tell(node, line);
      stack.push({ node, isObject: char === 0x7b, index: 0, key: '', expectsKey: char === 0x7b });
    } else if (char === 0x7d || char === 0x5d) stack.pop();
    else if (char === 0x2c) {
      const frame = stack.at(-1);
      if (frame !== undefined) {
        frame.index += 1;
        frame.expectsKey = frame.isObject;
      }
    } else if (!(char === 0x20 || char === 0x09 || char === 0x0d || char === 0x3a)) {
      tell(here(), line);
      // The rest of a number or word.
      while (at + 1 < text.length && !/[\s,\]}]/.test(text.charAt(at + 1))) at += 1;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function keyOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
