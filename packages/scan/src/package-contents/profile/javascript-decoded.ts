/** Which expressions hold what a decoder gave back. */
import type { AnyNode } from 'acorn';
import { type Modules, pathOf } from './javascript-modules.ts';
import { type FlatTree, foldText } from './javascript-tree.ts';

const DECODERS =
  /^(?:atob|unescape|decodeURIComponent|Buffer|Buffer\.from|String\.fromCharCode|inflateSync|gunzipSync|zlib\.\w+|crypto\.createDecipheriv)$/;

/**
 * Names that hold what a decoder gave, wherever they are set: a name that a minifier uses for other things as well
 * says nothing.
 */
export function decodedNames(tree: FlatTree, modules: Modules): ReadonlySet<string> {
  const sure = new Set([...tree.decoders].filter((name) => tree.definitions.get(name) === 1));
  const counts = new Map<string, number>();
  for (const node of tree.nodes) {
    let name: string | undefined;
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init != null) {
      if (isDecoded(node.init, modules, sure)) name = node.id.name;
    } else if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier') {
      if (isDecoded(node.right, modules, sure)) name = node.left.name;
    }
    if (name === undefined) continue;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count === tree.definitions.get(name)) sure.add(name);
  }
  return sure;
}

const MAX_STEPS = 40;

/** Whether an expression is, or is made from, what a decoder gives back. */
export function isDecoded(node: AnyNode, modules: Modules, known: ReadonlySet<string>): boolean {
  const waiting: AnyNode[] = [node];
  for (let steps = 0; waiting.length > 0 && steps < MAX_STEPS; steps += 1) {
    const next = waiting.pop();
    if (next === undefined) break;
    if (next.type === 'Identifier' && known.has(next.name)) return true;
    if (next.type === 'CallExpression' || next.type === 'NewExpression') {
      const path = pathOf(next.callee, modules) ?? '';
      const encoded = next.arguments.some((arg) => /^(?:base64|hex|base64url)$/.test(foldText(arg) ?? ''));
      if (
        path === 'atob' ||
        (DECODERS.test(path) &&
          (encoded || /fromCharCode|createDecipher|inflate|gunzip|unescape/i.test(path)))
      )
        return true;
      waiting.push(next.callee);
      for (const one of next.arguments) waiting.push(one);
    } else if (next.type === 'MemberExpression') waiting.push(next.object);
    else if (next.type === 'BinaryExpression') waiting.push(next.left, next.right);
    else if (next.type === 'AwaitExpression') waiting.push(next.argument);
  }
  return false;
}
