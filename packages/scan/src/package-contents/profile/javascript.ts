/**
 * What JavaScript can do, from its syntax tree: which modules it asks for under which names, what it calls on them,
 * which variables and texts it reads. Texts that are put together from pieces are put together here too, so that
 * `require('child_' + 'process')` is what it is. No scopes: a name means the same module throughout a file, which errs
 * towards seeing more.
 */
import { type AnyNode, type AssignmentExpression, type MemberExpression, type Program, parse } from 'acorn';
import type { Notebook } from './capability.ts';
import { SECRET_VARIABLES } from './indicators.ts';
import { noteCall } from './javascript-calls.ts';
import { decodedNames } from './javascript-decoded.ts';
import {
  CLIPBOARD,
  DNS,
  FILES,
  isRequire,
  isWholeEnvironment,
  type Modules,
  NATIVE,
  NETWORK,
  PROCESS,
  pathOf,
  VM,
} from './javascript-modules.ts';
import { type FlatTree, flatTree, foldText, lineOf, nameOf, propertyOf } from './javascript-tree.ts';
import { isObfuscated } from './obfuscation.ts';
import { noteText } from './text.ts';

/** Common in honest code: says something only beside other signs. */
const COMPUTED_MODULE = 'a module whose name is computed';

/** How much of a text was analysed: `none` is not JavaScript, `too-deep` is nested beyond what is parsed. */
export type Analysed = 'all' | 'part' | 'none' | 'too-deep';

export function noteJavaScript(text: string, notes: Notebook): Analysed {
  const program = parseAny(text);
  if (typeof program === 'string') return program;
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
  return tree.cut ? 'part' : 'all';
}

/** How acorn words it. */
const NO_STACK = 'Not enough stack space';

function parseAny(text: string): Program | 'none' | 'too-deep' {
  let problem: 'none' | 'too-deep' = 'none';
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
      if (!(error instanceof Error) || !(error instanceof SyntaxError || error instanceof RangeError))
        throw error;
      if (error.name === 'RangeError' || error.message.startsWith(NO_STACK)) problem = 'too-deep';
    }
  }
  return problem;
}

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
