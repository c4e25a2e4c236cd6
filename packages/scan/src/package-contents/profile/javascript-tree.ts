/** The nodes of a syntax tree in the order of the source, without recursion, and the texts that are in it. */
import type { AnyNode, Program } from 'acorn';

export interface FlatTree {
  /** Not all nodes are in it. */
  readonly cut: boolean;
  readonly nodes: readonly AnyNode[];
  /** How often each name is given a meaning: declared, assigned, taken as a parameter. */
  readonly definitions: ReadonlyMap<string, number>;
  /** Functions of the file that give back what they decode: their names. */
  readonly decoders: ReadonlySet<string>;
  /** String literals and templates, pieces put together. */
  readonly texts: readonly { readonly value: string; readonly line: number }[];
  /** Texts that are encoded in the source. */
  readonly decodedTexts: readonly { readonly value: string; readonly line: number }[];
}

/**
 * What a node that is not text stands for: names of constants, and calls that decode a fixed text. Found once per tree, so
 * that {@link foldText} sees through them.
 */
const DECODED = new WeakMap<AnyNode, string>();

const MAX_NODES = 3_000_000;
/** Pieces of one text that are put together. */
const MAX_PIECES = 2000;

export function flatTree(program: Program): FlatTree {
  const nodes: AnyNode[] = [];
  const texts: { value: string; line: number }[] = [];
  const waiting: AnyNode[] = [program];
  /** Told with the whole that they are part of. */
  const pieces = new Set<AnyNode>();
  for (let node = waiting.pop(); node !== undefined && nodes.length < MAX_NODES; node = waiting.pop()) {
    nodes.push(node);
    if (isText(node) && !pieces.has(node)) {
      const value = looseText(node, pieces);
      if (value.length > 2) texts.push({ value, line: lineOf(node) });
    }
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i -= 1) {
      const child = children[i];
      if (child !== undefined) waiting.push(child);
    }
  }
  const definitions = definitionsIn(nodes);
  foldConstants(nodes, definitions);
  return { cut: waiting.length > 0, nodes, texts, definitions, ...decodedIn(nodes) };
}

/** A name that is set once, to a fixed text, is that text. */
function foldConstants(nodes: readonly AnyNode[], definitions: ReadonlyMap<string, number>): void {
  const constants = new Map<string, string>();
  for (const node of nodes) {
    if (
      node.type !== 'VariableDeclarator' ||
      node.id.type !== 'Identifier' ||
      definitions.get(node.id.name) !== 1
    )
      continue;
    const value = foldText(node.init);
    if (value !== undefined) constants.set(node.id.name, value);
  }
  for (const node of nodes) {
    const value = node.type === 'Identifier' ? constants.get(node.name) : undefined;
    if (value !== undefined) DECODED.set(node, value);
  }
}

function definitionsIn(nodes: readonly AnyNode[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (target: AnyNode | null | undefined): void => {
    if (target?.type === 'Identifier') counts.set(target.name, (counts.get(target.name) ?? 0) + 1);
  };
  for (const node of nodes) {
    switch (node.type) {
      case 'VariableDeclarator':
        // `let x;` gives no meaning yet; a pattern takes its names from elsewhere.
        if (node.init != null) count(node.id);
        break;
      case 'AssignmentExpression':
        count(node.left);
        break;
      case 'FunctionDeclaration':
        count(node.id);
        for (const parameter of node.params) count(parameter);
        break;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        for (const parameter of node.params) count(parameter);
        break;
      case 'Property':
        count(
          node.value.type === 'AssignmentPattern' ? node.value.left : node.shorthand ? node.value : undefined,
        );
        break;
      default:
        break;
    }
  }
  return counts;
}

function decodedIn(nodes: readonly AnyNode[]): Pick<FlatTree, 'decoders' | 'decodedTexts'> {
  const encodings = new Map<string, BufferEncoding>();
  const decoders = new Set<string>();
  for (const node of nodes) {
    const found = functionIn(node);
    if (found === undefined) continue;
    const encoding = encodingIn(found.body);
    if (encoding === undefined) continue;
    decoders.add(found.name);
    if (returnsOnly(found.body)) encodings.set(found.name, encoding);
  }
  const decodedTexts: { value: string; line: number }[] = [];
  for (const node of nodes) {
    const encoded = encodedCall(node, encodings);
    if (encoded === undefined) continue;
    const value = Buffer.from(encoded.text, encoded.encoding).toString('utf8');
    DECODED.set(node, value);
    if (value.length > 2 && !value.includes('\ufffd')) decodedTexts.push({ value, line: lineOf(node) });
  }
  return { decoders, decodedTexts };
}

interface FoundFunction {
  readonly name: string;
  readonly body: AnyNode;
}

function functionIn(node: AnyNode): FoundFunction | undefined {
  if (node.type === 'FunctionDeclaration' && node.id !== null) return { name: node.id.name, body: node.body };
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined;
  const { init } = node;
  const isFunction = init?.type === 'FunctionExpression' || init?.type === 'ArrowFunctionExpression';
  return isFunction ? { name: node.id.name, body: init.body } : undefined;
}

/** `{ return Buffer.from(x, 'hex').toString(); }` and nothing else. */
function returnsOnly(body: AnyNode): boolean {
  return (
    body.type !== 'BlockStatement' || (body.body.length === 1 && body.body[0]?.type === 'ReturnStatement')
  );
}

const MAX_FUNCTION_NODES = 200;

/** The encoding of the first decoder that a small function calls. */
function encodingIn(body: AnyNode): BufferEncoding | undefined {
  const waiting: AnyNode[] = [body];
  for (let steps = 0; waiting.length > 0 && steps < MAX_FUNCTION_NODES; steps += 1) {
    const node = waiting.pop();
    if (node === undefined) break;
    const encoding = decoderOf(node);
    if (encoding !== undefined) return encoding;
    for (const one of childrenOf(node)) waiting.push(one);
  }
  return undefined;
}

/** `Buffer.from(…, 'base64')`, `new Buffer(…, 'hex')`, `atob(…)`. */
function decoderOf(node: AnyNode): BufferEncoding | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  if (nameOf(node.callee) === 'atob') return 'base64';
  const from =
    node.callee.type === 'MemberExpression' &&
    nameOf(node.callee.object) === 'Buffer' &&
    nameOf(node.callee.property) === 'from';
  if (!from && nameOf(node.callee) !== 'Buffer') return undefined;
  const [, encoding] = node.arguments;
  const name = encoding?.type === 'Literal' ? encoding.value : undefined;
  return name === 'hex' || name === 'base64' || name === 'base64url' ? name : undefined;
}

/** A call that decodes a fixed text, `.toString()` behind it or not. */
function encodedCall(
  node: AnyNode,
  helpers: ReadonlyMap<string, BufferEncoding>,
): { text: string; encoding: BufferEncoding } | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const inner = methodCall(node, 'toString') ?? node;
  if (inner.type !== 'CallExpression' && inner.type !== 'NewExpression') return undefined;
  const encoding = decoderOf(inner) ?? (inner === node ? helpers.get(nameOf(node.callee) ?? '') : undefined);
  const [argument] = inner.arguments;
  const text = argument?.type === 'Literal' ? argument.value : undefined;
  return encoding === undefined || typeof text !== 'string' || text.length > 100_000
    ? undefined
    : { text, encoding };
}

export function lineOf(node: AnyNode): number {
  return node.loc?.start.line ?? 1;
}

function isText(node: AnyNode): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string';
  return node.type === 'TemplateLiteral' || (node.type === 'BinaryExpression' && node.operator === '+');
}

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value
  );
}

function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

/** The operands of a chain of `+`, left to right. */
function operandsOf(node: AnyNode, inner?: Set<AnyNode>): AnyNode[] {
  const operands: AnyNode[] = [];
  const waiting: AnyNode[] = [node];
  for (let next = waiting.pop(); next !== undefined && operands.length < MAX_PIECES; next = waiting.pop()) {
    if (next.type === 'BinaryExpression' && next.operator === '+') {
      inner?.add(next);
      waiting.push(next.right, next.left);
    } else operands.push(next);
  }
  return operands;
}

/** The fixed pieces of a text in order; `…` stands for what is computed. */
function looseText(node: AnyNode, pieces: Set<AnyNode>): string {
  return operandsOf(node, pieces)
    .map((operand) => {
      pieces.add(operand);
      if (operand.type === 'Literal')
        return typeof operand.value === 'string' ? operand.value : String(operand.value ?? '');
      if (operand.type === 'TemplateLiteral')
        return operand.quasis.map((quasi) => quasi.value.cooked ?? '').join('…');
      return '…';
    })
    .join('');
}

/** The text that an expression always gives; undefined when it depends on anything. */
export function foldText(node: AnyNode | null | undefined): string | undefined {
  if (node === null || node === undefined) return undefined;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') {
    return node.expressions.length === 0
      ? node.quasis.map((quasi) => quasi.value.cooked ?? '').join('')
      : undefined;
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    let whole = '';
    for (const operand of operandsOf(node)) {
      if (operand.type === 'BinaryExpression') return undefined;
      const piece = foldText(operand);
      if (piece === undefined) return undefined;
      whole += piece;
    }
    return whole;
  }
  return DECODED.get(node) ?? reversed(node) ?? joined(node);
}

/** `'cexe'.split('').reverse().join('')` */
function reversed(node: AnyNode): string | undefined {
  const reverse = methodCall(node, 'join');
  const split = reverse === undefined ? undefined : methodCall(reverse, 'reverse');
  const source = split === undefined ? undefined : methodCall(split, 'split');
  return source?.type === 'Literal' && typeof source.value === 'string'
    ? [...source.value].reverse().join('')
    : undefined;
}

/** `['child', 'process'].join('_')` */
function joined(node: AnyNode): string | undefined {
  const list = methodCall(node, 'join');
  if (list?.type !== 'ArrayExpression' || node.type !== 'CallExpression') return undefined;
  const parts: string[] = [];
  for (const element of list.elements) {
    if (element?.type !== 'Literal' || typeof element.value !== 'string') return undefined;
    parts.push(element.value);
  }
  const [separator] = node.arguments;
  const glue = separator === undefined ? ',' : separator.type === 'Literal' ? separator.value : undefined;
  return typeof glue === 'string' ? parts.join(glue) : undefined;
}

/** What the method `name` is called on. */
function methodCall(node: AnyNode, name: string): AnyNode | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  return nameOf(node.callee.property) === name ? node.callee.object : undefined;
}

/** Of an identifier, a private name or a text. */
export function nameOf(node: AnyNode | null | undefined): string | undefined {
  if (node?.type === 'Identifier' || node?.type === 'PrivateIdentifier') return node.name;
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** The name of the property that is looked at, `a['b' + 'c']` included; undefined when it is computed. */
export function propertyOf(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  return node.computed ? foldText(node.property) : nameOf(node.property);
}
