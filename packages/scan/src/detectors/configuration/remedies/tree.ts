/** Small trees of values, from paths, and as YAML or JSON. */
import type { Scalar } from '@theriac/core/configuration';

export type Tree = Scalar | readonly Tree[] | { readonly [key: string]: Tree };

type Open = Map<string, Open | Tree>;

/** Puts values at paths together; `*` is the one entry of a list. */
export class TreeBuilder {
  readonly #root: Open = new Map();

  put(path: readonly string[], value: Tree): void {
    let at = this.#root;
    for (const [i, step] of path.entries()) {
      if (i === path.length - 1) {
        at.set(step, value);
        return;
      }
      const next = at.get(step);
      const inner: Open = next instanceof Map ? next : new Map();
      at.set(step, inner);
      at = inner;
    }
  }

  tree(): Tree {
    return closed(this.#root);
  }
}

function closed(open: Open | Tree): Tree {
  if (!(open instanceof Map)) return open;
  const entries = [...open].map(([key, value]) => [key, closed(value)] as const);
  return open.has('*') ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** Two spaces for each level, without a line at the end. */
export function asYaml(tree: Tree, indent = ''): string {
  if (typeof tree !== 'object') return yamlScalar(tree);
  if (isTreeList(tree)) {
    if (tree.every((one) => typeof one !== 'object')) return `[${tree.map(yamlScalar).join(', ')}]`;
    return tree.map((one) => `${indent}- ${asYaml(one, `${indent}  `).trimStart()}`).join('\n');
  }
  return Object.entries(tree)
    .map(([key, value]) => {
      const isFlat =
        typeof value !== 'object' || (isTreeList(value) && value.every((one) => typeof one !== 'object'));
      return `${indent}${key}:${isFlat ? ' ' : '\n'}${asYaml(value, `${indent}  `)}`;
    })
    .join('\n');
}

function isTreeList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function yamlScalar(value: Tree): string {
  const text = String(value);
  const isPlain = typeof value !== 'string' || /^[A-Za-z<][\w./:<> -]{0,200}$/.test(text);
  const isWord = typeof value === 'string' && /^(?:true|false|yes|no|on|off|null)$/i.test(text);
  return isPlain && !isWord ? text : JSON.stringify(text);
}
