/**
 * Patterns cut into pieces that a checker can decide: when every piece takes linear time, so does the whole.
 *
 * - An alternation outside a loop costs at most what its alternatives cost one after the other.
 * - A count (`{1,200}`) makes no loop, only a longer automaton: its size is a constant factor.
 * - A look-around removes ways to match and never adds one. Without it, and followed by a text that never comes so that
 *   nothing ends early, the pattern takes at least as long. What the look-around itself tries is a piece of its own.
 * - A back reference reads at most what its group reads.
 */

/** Counts above this are proved as this. */
const LARGEST_COUNT = 3;
/** Alternatives are taken apart up to this many pieces. */
const MAX_PIECES = 400;
/** Followed by this, nothing matches. */
const NEVER = '\\uffff\\ufffe\\uffff';

type Node = Atom | Group;
interface Atom {
  readonly kind: 'atom';
  readonly text: string;
  readonly quantifier: string;
}
interface Group {
  readonly kind: 'group' | 'capture' | 'look';
  readonly alternatives: readonly (readonly Node[])[];
  readonly quantifier: string;
}
type Sequence = readonly Node[];

/** Sources of expressions that together take at least as long as `source` does. */
export function piecesOf(source: string): string[] {
  const looks: Sequence[][] = [];
  const captures: Group[] = [];
  const parsed = parse(source, captures);
  const whole = parsed.map((sequence) => withoutLooks(sequence, looks, captures));
  const pieces = apart(whole).map(print);
  if (looks.length === 0) return pieces;
  const tried = looks.flatMap((look) => apart(look.map((one) => withoutLooks(one, [], captures))).map(print));
  return [...pieces, ...tried].map((piece) => `(?:${piece})${NEVER}`);
}

/** Alternatives outside loops, each as a sequence of its own. */
function apart(alternatives: readonly Sequence[]): Sequence[] {
  let all = [...alternatives];
  for (;;) {
    const next = all.flatMap(firstApart);
    if (next.length > MAX_PIECES || next.every((sequence, i) => sequence === all[i])) return all;
    all = next;
  }
}

function firstApart(sequence: Sequence): Sequence[] {
  const at = sequence.findIndex((node) => node.kind !== 'atom' && node.quantifier === '');
  const node = sequence[at];
  if (node === undefined || node.kind === 'atom') return [sequence];
  return node.alternatives.map((one) => [...sequence.slice(0, at), ...one, ...sequence.slice(at + 1)]);
}

function withoutLooks(sequence: Sequence, looks: Sequence[][], captures: readonly Group[]): Sequence {
  return sequence.flatMap((node): Node[] => {
    if (node.kind === 'look') {
      looks.push([...node.alternatives]);
      return [];
    }
    if (node.kind !== 'atom')
      return [{ ...node, alternatives: node.alternatives.map((one) => withoutLooks(one, looks, captures)) }];
    const group = /^\\[1-9]$/.test(node.text) ? captures[Number(node.text.slice(1)) - 1] : undefined;
    return [group === undefined ? node : { ...group, quantifier: node.quantifier }];
  });
}

function print(sequence: Sequence): string {
  return sequence
    .map((node) =>
      node.kind === 'atom'
        ? node.text + node.quantifier
        : `(?:${node.alternatives.map(print).join('|')})${node.quantifier}`,
    )
    .join('');
}

const TOKEN =
  /\\(?:u\{[0-9a-f]+\}|[pP]\{[^}]*\}|u[0-9a-f]{4}|x[0-9a-f]{2}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?::|=|!|<=|<!|<\w+>))?|[|)]|(?:[*+?]|\{\d+(?:,\d*)?\})\??|[\s\S]/giy;

function parse(source: string, captures: Group[]): Sequence[] {
  const tokens = source.match(TOKEN) ?? [];
  let at = 0;
  const disjunction = (): Node[][] => {
    const alternatives: Node[][] = [[]];
    while (at < tokens.length && tokens[at] !== ')') {
      const token = tokens[at] ?? '';
      at += 1;
      if (token === '|') alternatives.push([]);
      else if (token.startsWith('(')) alternatives.at(-1)?.push(group(token));
      else alternatives.at(-1)?.push({ kind: 'atom', text: token, quantifier: quantifier() });
    }
    return alternatives;
  };
  const group = (opening: string): Node => {
    const kind = opening === '(?:' ? 'group' : /^\(\?(?:<\w|$)|^\($/.test(opening) ? 'capture' : 'look';
    const index = kind === 'capture' ? captures.push({ kind, alternatives: [], quantifier: '' }) - 1 : -1;
    const alternatives = disjunction();
    at += 1;
    const node: Group = { kind, alternatives, quantifier: quantifier() };
    if (index >= 0) captures[index] = node;
    return node;
  };
  const quantifier = (): string => {
    const token = tokens[at] ?? '';
    if (!/^(?:[*+?]|\{\d)/.test(token)) return '';
    at += 1;
    return token.replace(/\d+/g, (count) => String(Math.min(Number(count), LARGEST_COUNT)));
  };
  return disjunction();
}
