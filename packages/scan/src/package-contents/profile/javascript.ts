/**
 * What JavaScript can do, from its syntax tree: which modules it asks for under which names, what it calls on them,
 * which variables and texts it reads. Texts that are put together from pieces are put together here too, so that
 * `require('child_' + 'process')` is what it is. No scopes: a name means the same module throughout a file, which errs
 * towards seeing more.
 */
import {
  type AnyNode,
  type AssignmentExpression,
  type CallExpression,
  type MemberExpression,
  type NewExpression,
  type Program,
  parse,
} from 'acorn';
import type { Notebook } from './capability.ts';
import { SECRET_VARIABLES } from './indicators.ts';
import { type FlatTree, flatTree, foldText, lineOf, nameOf, propertyOf } from './javascript-tree.ts';
import { isObfuscated } from './obfuscation.ts';
import { noteText } from './text.ts';

const NETWORK =
  /^(?:node:)?(?:https?|http2|net|tls|dgram|undici|axios|node-fetch|cross-fetch|got|ky|request|superagent|needle|ws|socket\.io-client|follow-redirects|phin|bent)$/;
const PROCESS = /^(?:node:)?(?:child_process|execa|cross-spawn|shelljs|node-pty|zx)$/;
const FILES = /^(?:node:)?(?:fs(?:\/promises)?|fs-extra|graceful-fs|rimraf)$/;
const DNS = /^(?:node:)?dns(?:\/promises)?$/;
const CLIPBOARD = /^(?:clipboardy|copy-paste|node-clipboardy)$/;
const NATIVE = /^(?:ffi-napi|koffi|node-gyp-build|bindings|node-pre-gyp|@mapbox\/node-pre-gyp)$/;
const RUNS = /^(?:exec|execSync|execFile|execFileSync|spawn|spawnSync|fork|execa|execaSync|command|\$)$/;
const WRITES =
  /^(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync|rename|renameSync|copyFile|copyFileSync|chmod|chmodSync|mkdir|mkdirSync|symlink|symlinkSync|outputFile|outputFileSync|remove|removeSync)$/;
const DNS_ASKS = /^(?:lookup|resolve\w*|reverse)$/;
/** Common in honest code: says something only beside other signs. */
const COMPUTED_MODULE = 'a module whose name is computed';
/** A shell by itself, which waits for commands. */
const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:(?:ba|da|z|k)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?)$/i;
const VM = /^(?:node:)?vm$/;
const VM_RUNS = /^(?:runInNewContext|runInThisContext|runInContext|Script|compileFunction)$/;

/** @returns false when the text is not JavaScript that can be parsed */
export function noteJavaScript(text: string, notes: Notebook): boolean {
  const program = parseAny(text);
  if (program === null) return false;
  const tree = flatTree(program);
  const modules = modulesIn(tree, notes);
  const decoded = decodedNames(tree, modules);
  for (const node of tree.nodes) {
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
        noteCall(node, modules, decoded, notes, lineOf(node));
        break;
      case 'MemberExpression':
        noteMember(node, modules, notes, lineOf(node));
        break;
      case 'Property':
        // `{ env: process.env }` is handed to programs that are run; under another name it is data.
        if (isWholeEnvironment(node.value, modules) && nameOf(node.key) !== 'env') {
          notes.note('environment', 'process.env as a value', lineOf(node));
        }
        break;
      case 'AssignmentExpression':
        noteAssignment(node, notes, lineOf(node));
        break;
      default:
        break;
    }
  }
  for (const { value, line } of tree.texts) noteText(value, line, notes);
  for (const { value, line } of tree.decodedTexts) {
    noteText(value, line, notes);
    if (/^https?:\/\/|^(?:child_process|process|require|eval|_compile)$/.test(value))
      notes.note('obfuscation', 'an encoded address or name', line);
  }
  if (isObfuscated(text, tree)) notes.note('obfuscation', 'names and texts are scrambled', 1);
  return true;
}

function parseAny(text: string): Program | null {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return parse(text, {
        ecmaVersion: 'latest',
        sourceType,
        locations: true,
        allowHashBang: true,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: sourceType === 'module',
        allowImportExportEverywhere: true,
        allowSuperOutsideMethod: true,
      });
    } catch (error) {
      // Nesting deeper than the stack is hostile; a syntax error may be a module taken for a script.
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    }
  }
  return null;
}

/** Local name → what it stands for: `child_process`, or `child_process.exec` for a name taken out of it. */
type Modules = ReadonlyMap<string, string>;

function modulesIn(tree: FlatTree, notes: Notebook): Modules {
  const modules = new Map<string, string>();
  for (const node of tree.nodes) {
    const line = lineOf(node);
    switch (node.type) {
      case 'ImportDeclaration': {
        const module = foldText(node.source);
        if (module === undefined) break;
        noteModule(module, line, notes);
        for (const specifier of node.specifiers) {
          const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : undefined;
          modules.set(specifier.local.name, imported === undefined ? module : `${module}.${imported}`);
        }
        break;
      }
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
      case 'ImportExpression': {
        const module = foldText(node.source);
        if (module !== undefined) noteModule(module, line, notes);
        break;
      }
      case 'CallExpression': {
        if (!isRequire(node, modules)) break;
        const module = foldText(node.arguments[0]);
        if (module !== undefined) {
          noteModule(module, line, notes);
          const plain =
            node.arguments[0]?.type === 'Literal' || node.arguments[0]?.type === 'TemplateLiteral';
          if (!plain && isPowerful(module)) notes.note('obfuscation', 'the name of a module in pieces', line);
        } else notes.note('dynamic-code', COMPUTED_MODULE, line);
        break;
      }
      case 'VariableDeclarator':
        learn(node.id, node.init, modules);
        break;
      case 'AssignmentExpression':
        learn(node.left, node.right, modules);
        break;
      default:
        break;
    }
  }
  return modules;
}

function learn(target: AnyNode, given: AnyNode | null | undefined, modules: Map<string, string>): void {
  const value = unwrapped(given);
  if (value === undefined) return;
  let module = moduleOf(value, modules);
  if (module === undefined) {
    const path = pathOf(value, modules);
    const dot = path?.lastIndexOf('.') ?? -1;
    // `const run = cp.exec`, `const e = eval`, `r = require`.
    if (
      path === 'eval' ||
      path === 'require' ||
      path === 'process' ||
      (path !== undefined && dot > 0 && PROCESS.test(path.slice(0, dot)))
    )
      module = path;
  }
  if (module === undefined) return;
  if (target.type === 'Identifier') modules.set(target.name, module);
  else if (
    target.type === 'MemberExpression' &&
    /^(?:global|globalThis)$/.test(nameOf(target.object) ?? '')
  ) {
    modules.set(`global.${propertyOf(target) ?? ''}`, module);
  } else if (target.type === 'ObjectPattern') {
    for (const property of target.properties) {
      if (property.type !== 'Property') continue;
      const key = nameOf(property.key);
      const local = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
      if (key !== undefined && local.type === 'Identifier') modules.set(local.name, `${module}.${key}`);
    }
  }
}

/** `require(x)`, and `require(x).y` as `x.y`. */
function moduleOf(value: AnyNode | undefined, modules: Modules): string | undefined {
  if (value === undefined) return undefined;
  if (value.type === 'CallExpression')
    return isRequire(value, modules) ? foldText(value.arguments[0]) : undefined;
  if (value.type === 'ImportExpression') return foldText(value.source);
  if (value.type !== 'MemberExpression') return undefined;
  const module = moduleOf(unwrapped(value.object), modules);
  const property = propertyOf(value);
  if (module === undefined || property === undefined) return undefined;
  return property === 'default' ? module : `${module}.${property}`;
}

function unwrapped(value: AnyNode | null | undefined): AnyNode | undefined {
  if (value?.type === 'AwaitExpression') return value.argument;
  const helper =
    value?.type === 'CallExpression' &&
    /^_*(?:toESM|importStar|importDefault|interopRequire\w*)/.test(nameOf(value.callee) ?? '');
  return helper ? value.arguments[0] : (value ?? undefined);
}

/** `require(…)`, `module.require(…)`, `process.mainModule.require(…)`, `process.getBuiltinModule(…)` count alike. */
function isRequire(node: AnyNode, modules: Modules): boolean {
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

function noteModule(module: string, line: number, notes: Notebook): void {
  const bare = module.replace(/^node:/, '');
  if (PROCESS.test(module)) notes.note('process', bare, line);
  else if (NETWORK.test(module)) notes.note('network', bare, line);
  else if (CLIPBOARD.test(module)) notes.note('clipboard', bare, line);
  else if (NATIVE.test(module) || module.endsWith('.node')) notes.note('binary', bare, line);
}

function isPowerful(module: string): boolean {
  return (
    PROCESS.test(module) || NETWORK.test(module) || FILES.test(module) || VM.test(module) || DNS.test(module)
  );
}

const MAX_PATH = 20;

/** `a.b.c` with names of modules filled in: `cp.exec` → `child_process.exec`. */
function pathOf(start: AnyNode | null | undefined, modules: Modules): string | undefined {
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

const CODE_BUILDERS =
  /^(?:eval|Function(?:\.constructor)?|AsyncFunction|setTimeout|setInterval|setImmediate|execScript)$/;
const DECODERS =
  /^(?:atob|unescape|decodeURIComponent|Buffer|Buffer\.from|String\.fromCharCode|inflateSync|gunzipSync|zlib\.\w+|crypto\.createDecipheriv)$/;

function noteCall(
  node: CallExpression | NewExpression,
  modules: Modules,
  decoded: ReadonlySet<string>,
  notes: Notebook,
  line: number,
): void {
  const path = pathOf(node.callee, modules);
  const [first, second] = node.arguments;
  if (path === undefined) {
    // `x.constructor.constructor('…')()`: Function by another way.
    if (
      node.callee.type === 'MemberExpression' &&
      propertyOf(node.callee) === 'constructor' &&
      isConstructor(node.callee.object)
    ) {
      notes.note('dynamic-code', 'constructor.constructor', line);
    }
    return;
  }
  const last = path.slice(path.lastIndexOf('.') + 1);
  const owner = path.slice(0, Math.max(path.lastIndexOf('.'), 0));
  if (CODE_BUILDERS.test(path)) {
    const source = /^(?:Async)?Function/.test(path) ? node.arguments.at(-1) : first;
    const timer = path.startsWith('set');
    if (!timer && source !== undefined && isDecoded(source, modules, decoded))
      notes.note('decoded-code', path, line);
    else if (!timer && source !== undefined && !isHarmlessSource(source))
      notes.note('dynamic-code', path, line);
    else if (timer && foldText(source) !== undefined) notes.note('dynamic-code', `${path} of a text`, line);
  } else if ((VM.test(owner) && VM_RUNS.test(last)) || last === '_compile') {
    notes.note(
      first !== undefined && isDecoded(first, modules, decoded) ? 'decoded-code' : 'dynamic-code',
      `vm.${last}`,
      line,
    );
  } else if ((PROCESS.test(owner) && RUNS.test(last)) || PROCESS.test(path)) {
    const command = foldText(first) ?? '';
    notes.note('process', `child_process.${last}`, line);
    if (SHELL.test(command)) notes.note('process', 'a shell', line);
    if (first !== undefined && isDecoded(first, modules, decoded)) notes.note('decoded-code', last, line);
    noteText(command, line, notes);
  } else if (path === 'process.binding' || path === 'process._linkedBinding')
    notes.note('process', path, line);
  else if (path === 'process.dlopen') notes.note('binary', path, line);
  else if (
    path === 'fetch' ||
    path === 'XMLHttpRequest' ||
    path === 'WebSocket' ||
    path === 'EventSource' ||
    path === 'navigator.sendBeacon'
  )
    notes.note('network', path, line);
  else if (NETWORK.test(owner)) notes.note('network', `${owner.replace(/^node:/, '')}.${last}`, line);
  else if (DNS.test(owner) && DNS_ASKS.test(last)) {
    // A fixed name is a look-up; a name that is put together carries something.
    if (first !== undefined && foldText(first) === undefined && isAssembled(first))
      notes.note('dns', last, line);
    notes.note('network', `dns.${last}`, line);
  } else if ((FILES.test(owner) || /^(?:node:)?fs\.promises$/.test(owner)) && WRITES.test(last)) {
    const target = foldText(first);
    notes.note('filesystem-write', last, line);
    if (target !== undefined && /node_modules[/\\]/.test(target))
      notes.note('tampering', 'another package', line);
  } else if (/^navigator\.clipboard$/.test(owner)) notes.note('clipboard', last, line);
  else if (/^(?:Object\.(?:keys|entries|values|assign)|JSON\.stringify|Buffer\.from)$/.test(path)) {
    if ([first, second].some((arg) => isWholeEnvironment(arg, modules)))
      notes.note('environment', path, line);
  }
  if (
    node.arguments.some((arg) => arg.type === 'SpreadElement' && isWholeEnvironment(arg.argument, modules))
  ) {
    notes.note('environment', 'process.env', line);
  }
}

function isConstructor(node: AnyNode | null | undefined): boolean {
  return node?.type === 'MemberExpression' && propertyOf(node) === 'constructor';
}

/** `Function('return this')` and the like find the global object; every bundler writes them. */
function isHarmlessSource(source: AnyNode): boolean {
  const text = foldText(source);
  return (
    text !== undefined &&
    /^\s*(?:"use strict";?)?\s*(?:return (?:this|globalThis|import\(\w+\)|require)|debugger;?|async|0)?\s*;?\s*$/.test(
      text.replace(/\breturn\s+this\s*[;/]*\s*$/, 'return this'),
    )
  );
}

function isWholeEnvironment(node: AnyNode | null | undefined, modules: Modules): boolean {
  return node?.type === 'MemberExpression' && pathOf(node, modules) === 'process.env';
}

/** Text that is joined or templated from something that is not fixed. */
function isAssembled(node: AnyNode): boolean {
  if (node.type === 'BinaryExpression') return node.operator === '+';
  return node.type === 'TemplateLiteral' && node.expressions.length > 0;
}

/**
 * Names that hold what a decoder gave, wherever they are set: a name that a minifier uses for other things as well
 * says nothing.
 */
function decodedNames(tree: FlatTree, modules: Modules): ReadonlySet<string> {
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
function isDecoded(node: AnyNode, modules: Modules, known: ReadonlySet<string>): boolean {
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
      waiting.push(next.callee, ...next.arguments);
    } else if (next.type === 'MemberExpression') waiting.push(next.object);
    else if (next.type === 'BinaryExpression') waiting.push(next.left, next.right);
    else if (next.type === 'AwaitExpression') waiting.push(next.argument);
  }
  return false;
}

function noteMember(node: MemberExpression, modules: Modules, notes: Notebook, line: number): void {
  const property = propertyOf(node);
  const { object } = node;
  if (isWholeEnvironment(object, modules)) {
    if (property === undefined) notes.note('environment', 'process.env[…]', line);
    else if (SECRET_VARIABLES.test(property)) notes.note('secret', property, line);
    else if (/^(?:CI|GITHUB_ACTIONS|JENKINS_URL|TRAVIS|GITLAB_CI)$/.test(property))
      notes.note('place', property, line);
  } else if (nameOf(object) === 'window' && (property === 'ethereum' || property === 'solana'))
    notes.note('wallet', `window.${property}`, line);
}

/** Built-in functions through which everything passes, and what replaces them. */
const HOOKED =
  /^(?:fetch|XMLHttpRequest\.prototype\.(?:open|send)|https?\.request|Module\.prototype\.require|Module\._load|JSON\.parse|window\.ethereum\.request|ethereum\.request)$/;

function noteAssignment(node: AssignmentExpression, notes: Notebook, line: number): void {
  const path = node.left.type === 'MemberExpression' ? pathOf(node.left, new Map()) : undefined;
  if (path !== undefined && HOOKED.test(path)) notes.note('tampering', path, line);
}
