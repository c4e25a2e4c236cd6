/** What a labelled example says: which of its resources or files fail, and which pass. */

export interface Labels {
  readonly pass: readonly string[];
  readonly fail: readonly string[];
}

/** @param text of an `expected.yaml`: lists of names under `pass` and `fail` */
export function labelsOf(text: string): Labels {
  const list = (name: string): string[] => {
    const found: string[] = [];
    let isIn = false;
    for (const line of text.split('\n')) {
      if (/^\S/.test(line) && !line.startsWith('- ')) isIn = line.startsWith(`${name}:`);
      const item = /^\s*-\s*["']?([^"'\s#]+)/.exec(line)?.[1];
      if (isIn && item !== undefined) found.push(item);
    }
    return found;
  };
  return { pass: list('pass'), fail: list('fail') };
}

/** The file that a label names: by its beginning, or by the last part of the name of the resource in it. */
export function labelledFile(label: string, paths: readonly string[]): string | undefined {
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const begun = paths.filter((path) => label.startsWith(path) || label.startsWith(base(path)));
  if (begun.length > 0) return begun.reduce((a, b) => (b.length > a.length ? b : a));
  const last = label.slice(label.lastIndexOf('.') + 1);
  return paths.find((path) => base(path).replace(/\.[^.]+$/, '') === last);
}
