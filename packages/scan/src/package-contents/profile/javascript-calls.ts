/** What a call says of a package: a table of calls, the first row that fits counts. */
import type { AnyNode, CallExpression, NewExpression } from 'acorn';
import type { Notebook } from './capability.ts';
import { isDecoded } from './javascript-decoded.ts';
import {
  DNS,
  DNS_ASKS,
  FILES,
  isWholeEnvironment,
  type Modules,
  NETWORK,
  PROCESS,
  pathOf,
  RUNS,
  VM,
  WRITES,
} from './javascript-modules.ts';
import { foldText, propertyOf } from './javascript-tree.ts';
import { noteText } from './text.ts';

/** A call whose callee has a name. */
interface Call {
  /** `child_process.exec`. */
  readonly path: string;
  /** `child_process`; empty for a bare name. */
  readonly owner: string;
  /** `exec`. */
  readonly last: string;
  readonly args: CallExpression['arguments'];
  readonly line: number;
  readonly isDecoded: (node: AnyNode | undefined) => boolean;
  readonly isEnvironment: (node: AnyNode | undefined) => boolean;
}

interface CallRow {
  readonly fits: (call: Call) => boolean;
  readonly note: (call: Call, notes: Notebook) => void;
}

/** A shell by itself, which waits for commands. */
const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:(?:ba|da|z|k)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?)$/i;
const VM_RUNS = /^(?:runInNewContext|runInThisContext|runInContext|Script|compileFunction)$/;
const FUNCTIONS = /^(?:eval|Function(?:\.constructor)?|AsyncFunction|execScript)$/;
const TIMERS = /^(?:setTimeout|setInterval|setImmediate)$/;
const BROWSER_NETWORK = /^(?:fetch|XMLHttpRequest|WebSocket|EventSource|navigator\.sendBeacon)$/;
const WHOLE_OBJECT = /^(?:Object\.(?:keys|entries|values|assign)|JSON\.stringify|Buffer\.from)$/;

const CALLS: readonly CallRow[] = [
  {
    fits: ({ path }) => FUNCTIONS.test(path),
    note: ({ path, args, line, ...call }, notes) => {
      const source = /^(?:Async)?Function/.test(path) ? args.at(-1) : args[0];
      if (source === undefined) return;
      if (call.isDecoded(source)) notes.note('decoded-code', path, line);
      else if (!isHarmlessSource(source)) notes.note('dynamic-code', path, line);
    },
  },
  {
    fits: ({ path }) => TIMERS.test(path),
    note: ({ path, args, line }, notes) => {
      if (foldText(args[0]) !== undefined) notes.note('dynamic-code', `${path} of a text`, line);
    },
  },
  {
    fits: ({ owner, last }) => (VM.test(owner) && VM_RUNS.test(last)) || last === '_compile',
    note: ({ last, args, line, ...call }, notes) =>
      notes.note(call.isDecoded(args[0]) ? 'decoded-code' : 'dynamic-code', `vm.${last}`, line),
  },
  {
    fits: ({ path, owner, last }) => (PROCESS.test(owner) && RUNS.test(last)) || PROCESS.test(path),
    note: ({ last, args, line, ...call }, notes) => {
      const command = foldText(args[0]) ?? '';
      notes.note('process', `child_process.${last}`, line);
      if (SHELL.test(command)) notes.note('process', 'a shell', line);
      if (call.isDecoded(args[0])) notes.note('decoded-code', last, line);
      noteText(command, line, notes);
    },
  },
  {
    fits: ({ path }) => path === 'process.binding' || path === 'process._linkedBinding',
    note: ({ path, line }, notes) => notes.note('process', path, line),
  },
  {
    fits: ({ path }) => path === 'process.dlopen',
    note: ({ path, line }, notes) => notes.note('binary', path, line),
  },
  {
    fits: ({ path }) => BROWSER_NETWORK.test(path),
    note: ({ path, line }, notes) => notes.note('network', path, line),
  },
  {
    fits: ({ owner }) => NETWORK.test(owner),
    note: ({ owner, last, line }, notes) =>
      notes.note('network', `${owner.replace(/^node:/, '')}.${last}`, line),
  },
  {
    fits: ({ owner, last }) => DNS.test(owner) && DNS_ASKS.test(last),
    note: ({ last, args: [name], line }, notes) => {
      // A fixed name is a look-up; a name that is put together carries something.
      if (name !== undefined && foldText(name) === undefined && isAssembled(name))
        notes.note('dns', last, line);
      notes.note('network', `dns.${last}`, line);
    },
  },
  {
    fits: ({ owner, last }) =>
      (FILES.test(owner) || /^(?:node:)?fs\.promises$/.test(owner)) && WRITES.test(last),
    note: ({ last, args, line }, notes) => {
      notes.note('filesystem-write', last, line);
      if (/node_modules[/\\]/.test(foldText(args[0]) ?? '')) notes.note('tampering', 'another package', line);
    },
  },
  {
    fits: ({ owner }) => owner === 'navigator.clipboard',
    note: ({ last, line }, notes) => notes.note('clipboard', last, line),
  },
  {
    fits: ({ path, args, ...call }) => WHOLE_OBJECT.test(path) && args.slice(0, 2).some(call.isEnvironment),
    note: ({ path, line }, notes) => notes.note('environment', path, line),
  },
];

/**
 * @param modules names of the file and what they stand for
 * @param decoded names that hold what a decoder gave
 */
export function noteCall(
  node: CallExpression | NewExpression,
  modules: Modules,
  decoded: ReadonlySet<string>,
  notes: Notebook,
  line: number,
): void {
  const path = pathOf(node.callee, modules);
  const { arguments: args } = node;
  if (path === undefined) {
    if (isFunctionByConstructor(node.callee)) notes.note('dynamic-code', 'constructor.constructor', line);
    return;
  }
  const dot = path.lastIndexOf('.');
  const call: Call = {
    path,
    owner: path.slice(0, Math.max(dot, 0)),
    last: path.slice(dot + 1),
    args,
    line,
    isDecoded: (given) => given !== undefined && isDecoded(given, modules, decoded),
    isEnvironment: (given) => isWholeEnvironment(given, modules),
  };
  CALLS.find((row) => row.fits(call))?.note(call, notes);
  if (args.some((arg) => arg.type === 'SpreadElement' && call.isEnvironment(arg.argument)))
    notes.note('environment', 'process.env', line);
}

/** `x.constructor.constructor('…')()`: Function by another way. */
function isFunctionByConstructor(callee: AnyNode): boolean {
  return isConstructor(callee) && callee.type === 'MemberExpression' && isConstructor(callee.object);
}

function isConstructor(node: AnyNode | null | undefined): boolean {
  return node?.type === 'MemberExpression' && propertyOf(node) === 'constructor';
}

/** `Function('return this')` and the like find the global object; every bundler writes them. */
function isHarmlessSource(source: AnyNode): boolean {
  // Blanks are joined first: one run of them could be shared out among several expressions in too many ways.
  const text = foldText(source)?.trim().replace(/\s+/g, ' ');
  return text !== undefined && HARMLESS_SOURCE.test(text.replace(/\breturn this[ ;/]*$/, 'return this'));
}

const HARMLESS_SOURCE =
  /^(?:"use strict";? ?)?(?:return (?:this|globalThis|import\(\w{1,100}\)|require)|debugger;?|async|0)? ?;?$/;

/** Text that is joined or templated from something that is not fixed. */
function isAssembled(node: AnyNode): boolean {
  if (node.type === 'BinaryExpression') return node.operator === '+';
  return node.type === 'TemplateLiteral' && node.expressions.length > 0;
}
