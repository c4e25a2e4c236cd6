/** What output may never be, whatever was read. */
import { parseXml } from '@theriac/read/xml';

/** Text of a terminal, a document, or what parses. */
export type Kind = 'text' | 'json' | 'xml' | 'html' | 'markdown';

/** Written apart from the code that makes output safe: the same mistake in both would hide it. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a control character', /[\u0000-\u0008\u000b-\u001f]/],
  ['DEL or C1', /[\u007f-\u009f]/],
  ['bidirectional control', /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/],
  ['a line separator', /[\u2028\u2029]/],
  ['an invisible character', /\u034f|[\u00ad\u115f\u200b-\u200d\u2060-\u2064\u3164\ufeff\ufff9-\ufffb]/],
  ['a tag character', /[\u{e0000}-\u{e01ef}]/u],
  ['a command of Azure, GitHub or TeamCity', /##(?:vso|teamcity)?\[/i],
  ['a command of GitHub at the start of a line', /^[^\S\n]*::[a-z]/im],
  ['a command of GitHub inside a line', /::(?:add-mask|set-output|error|stop-commands)(?: [^\n]*)?::/],
  ['a section of GitLab', /section_(?:start|end):\d/],
  ['a fold of Travis', /travis_fold:/],
];

/** Colours that are ours. */
const OURS = /\u001b\[(?:1|2|22|3[1236]|39)m/g;

/**
 * @param coloured the output is for a terminal that wants colours
 * @returns what is wrong, or undefined
 */
export function problemOf(text: string, kind: Kind, coloured: boolean): string | undefined {
  if (!text.isWellFormed()) return 'half a surrogate pair';
  const plain = coloured ? text.replace(OURS, '') : text;
  // Style sheets have `::before`, and are ours.
  const seen =
    kind === 'html' ? plain.replace(/<style>[^<]*<\/style>|<script>[\s\S]*?<\/script>/g, '') : plain;
  for (const [what, pattern] of FORBIDDEN) {
    const found = pattern.exec(seen);
    if (found !== null) return `${what}: ${JSON.stringify(around(seen, found.index))}`;
  }
  return parseProblem(text, kind);
}

function parseProblem(text: string, kind: Kind): string | undefined {
  try {
    if (kind === 'json' && text !== '') {
      const half = halfIn(JSON.parse(text));
      if (half !== undefined) return `half a surrogate pair in ${JSON.stringify(half.slice(0, 60))}`;
    }
    if (kind === 'xml' && text !== '') parseXml(text, 'output');
    if (kind === 'html' && /<img|<\/script>[^<]*<img/.test(text)) return 'markup that is not ours';
  } catch (error) {
    return `does not parse: ${error instanceof Error ? error.message : 'unknown'}`;
  }
  return undefined;
}

function halfIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const half = key.isWellFormed() ? halfIn(item) : key;
    if (half !== undefined) return half;
  }
  return undefined;
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 30), at + 40);
}
