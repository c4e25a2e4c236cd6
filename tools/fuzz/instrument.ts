/** Counts in a program which of its blocks and branches run: what guides the fuzzer. */
import { parseSync } from 'oxc-parser';

/** Name of the global array of counters. */
export const COUNTERS = '__theriacFuzzCounters';

export interface Instrumented {
  readonly code: string;
  /** How many counters the program has. */
  readonly counters: number;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * @param code CommonJS
 * @throws Error when it cannot be parsed
 */
export function instrument(code: string): Instrumented {
  const { program, errors } = parseSync('bundle.cjs', code, { sourceType: 'script' });
  const [error] = errors;
  if (error !== undefined) throw new Error(`the bundle cannot be parsed: ${error.message}`);
  const inserted: { readonly at: number; readonly text: string }[] = [];
  let counters = 0;
  const count = (): string => `${COUNTERS}[${counters++}]++`;
  const block = (node: SyntaxNode): void => void inserted.push({ at: node.start + 1, text: `${count()};` });
  const expression = (node: SyntaxNode): void => {
    inserted.push({ at: node.start, text: `(${count()},` }, { at: node.end, text: ')' });
  };
  const statement = (node: SyntaxNode): void => {
    if (node.type === 'BlockStatement') block(node);
    else inserted.push({ at: node.start, text: `{${count()};` }, { at: node.end, text: '}' });
  };
  visit(program, (node, field) => {
    const parts = node as SyntaxNode & Readonly<Record<string, unknown>>;
    const child = (name: string): SyntaxNode | undefined => (isNode(parts[name]) ? parts[name] : undefined);
    const { type } = node;
    if (type === 'IfStatement')
      for (const name of ['consequent', 'alternate']) {
        const branch = child(name);
        if (branch !== undefined) statement(branch);
      }
    else if (/^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(type)) {
      const body = child('body');
      if (body !== undefined) statement(body);
    } else if (type === 'ConditionalExpression')
      for (const name of ['consequent', 'alternate']) {
        const branch = child(name);
        if (branch !== undefined) expression(branch);
      }
    else if (type === 'LogicalExpression') {
      const right = child('right');
      if (right !== undefined) expression(right);
    } else if (type === 'FunctionBody' && !startsWithDirective(parts.body)) block(node);
    else if (type === 'CatchClause') {
      const body = child('body');
      if (body !== undefined) block(body);
    } else if (type === 'SwitchCase') {
      const [first] = Array.isArray(parts.consequent) ? parts.consequent : [];
      if (isNode(first)) inserted.push({ at: first.start, text: `${count()};` });
    }
    return field !== 'id';
  });
  return { code: `const ${COUNTERS} = globalThis.${COUNTERS};${spliced(code, inserted)}`, counters };
}

/** Texts that begin at one place stay in the order in which they were asked for; those that end there come first. */
function spliced(code: string, inserted: readonly { readonly at: number; readonly text: string }[]): string {
  const pieces: string[] = [];
  let from = 0;
  const isEnd = (text: string): number => (text === ')' || text === '}' ? 0 : 1);
  const ordered = inserted
    .map((entry, order) => ({ ...entry, order }))
    .sort((a, b) => a.at - b.at || isEnd(a.text) - isEnd(b.text) || a.order - b.order);
  for (const { at, text } of ordered) {
    pieces.push(code.slice(from, at), text);
    from = at;
  }
  pieces.push(code.slice(from));
  return pieces.join('');
}

function startsWithDirective(body: unknown): boolean {
  const [first] = Array.isArray(body) ? body : [];
  return isNode(first) && 'directive' in first && first.directive !== null && first.directive !== undefined;
}

function visit(root: unknown, enter: (node: SyntaxNode, field: string) => boolean): void {
  const open: [value: unknown, field: string][] = [[root, '']];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, field] = next;
    if (Array.isArray(value)) for (const item of value) open.push([item, field]);
    else if (isNode(value) && enter(value, field))
      for (const [name, inner] of Object.entries(value))
        if (typeof inner === 'object' && inner !== null) open.push([inner, name]);
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}
