/** Modules by what they can do, and what a name in a file stands for. */
import type { AnyNode } from 'acorn';
import { foldText, propertyOf } from './javascript-tree.ts';

export const NETWORK =
  /^(?:node:)?(?:https?|http2|net|tls|dgram|undici|axios|node-fetch|cross-fetch|got|ky|request|superagent|needle|ws|socket\.io-client|follow-redirects|phin|bent)$/;
export const PROCESS = /^(?:node:)?(?:child_process|execa|cross-spawn|shelljs|node-pty|zx)$/;
export const FILES = /^(?:node:)?(?:fs(?:\/promises)?|fs-extra|graceful-fs|rimraf)$/;
export const DNS = /^(?:node:)?dns(?:\/promises)?$/;
export const CLIPBOARD = /^(?:clipboardy|copy-paste|node-clipboardy)$/;
export const NATIVE = /^(?:ffi-napi|koffi|node-gyp-build|bindings|node-pre-gyp|@mapbox\/node-pre-gyp)$/;
export const RUNS =
  /^(?:exec|execSync|execFile|execFileSync|spawn|spawnSync|fork|execa|execaSync|command|\$)$/;
export const WRITES =
  /^(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync|rename|renameSync|copyFile|copyFileSync|chmod|chmodSync|mkdir|mkdirSync|symlink|symlinkSync|outputFile|outputFileSync|remove|removeSync)$/;
export const DNS_ASKS = /^(?:lookup|resolve\w*|reverse)$/;
export const VM = /^(?:node:)?vm$/;

/** Local name → what it stands for: `child_process`, or `child_process.exec` for a name taken out of it. */
export type Modules = ReadonlyMap<string, string>;

/** `require(…)`, `module.require(…)`, `process.mainModule.require(…)`, `process.getBuiltinModule(…)` count alike. */
export function isRequire(node: AnyNode, modules: Modules): boolean {
  if (node.type !== 'CallExpression' || node.arguments.length === 0) return false;
  const { callee } = node;
  if (callee.type === 'Identifier') {
    return callee.name === 'require' || callee.name === '__require' || modules.get(callee.name) === 'require';
  }
  const property = propertyOf(callee) ?? '';
  return (
    ['require', '_load', 'getBuiltinModule'].includes(property) ||
    modules.get(`global.${property}`) === 'require'
  );
}

const MAX_PATH = 20;

/** `a.b.c` with names of modules filled in: `cp.exec` → `child_process.exec`. */
export function pathOf(start: AnyNode | null | undefined, modules: Modules): string | undefined {
  const properties: string[] = [];
  let node = start;
  for (let steps = 0; steps < MAX_PATH && node?.type === 'MemberExpression'; steps += 1) {
    const property = propertyOf(node);
    if (property === undefined) return undefined;
    if (property !== 'default') properties.unshift(property);
    node = node.object;
  }
  if (node?.type === 'SequenceExpression') node = node.expressions.at(-1);
  let root: string | undefined;
  if (node?.type === 'Identifier') root = modules.get(node.name) ?? node.name;
  else if (node?.type === 'CallExpression' && isRequire(node, modules)) root = foldText(node.arguments[0]);
  else if (node?.type === 'MemberExpression') return pathOf(node, modules);
  else if (node?.type === 'ThisExpression') root = 'globalThis';
  if (root === undefined) return undefined;
  // `global.eval`, `window.fetch`: the global object says nothing of its own.
  const isGlobal = /^(?:globalThis|global|window|self)$/.test(root) && properties.length > 0;
  return [...(isGlobal ? [] : [root]), ...properties].join('.');
}

export function isWholeEnvironment(node: AnyNode | null | undefined, modules: Modules): boolean {
  return node?.type === 'MemberExpression' && pathOf(node, modules) === 'process.env';
}
