/** Whether text is an SPDX licence expression (SPDX 2.3 annex D) over listed ids and references. */
import { LICENCE_IDS } from '../cyclonedx/grammar/licence-ids.ts';

const LISTED: ReadonlySet<string> = new Set(
  LICENCE_IDS.trim()
    .split(/\s+/)
    .map((id) => id.toLowerCase()),
);
const REFERENCE = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;
const ADDITION = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+$/;
const MAX_LENGTH = 10_000;

/** Why it is none, in plain words; null when it is one. References are returned for the caller to look up. */
export function expressionProblem(text: string, onReference: (id: string) => void = () => {}): string | null {
  if (text.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  let open = 0;
  let wanted: 'operand' | 'operator' | 'exception' = 'operand';
  for (const [token] of text.matchAll(/[()]|[^\s()]+/g)) {
    const word = token.toUpperCase();
    if (wanted === 'operand') {
      if (token === '(') {
        open += 1;
        continue;
      }
      if (REFERENCE.test(token)) onReference(token);
      else if (!LISTED.has(token.replace(/\+$/, '').toLowerCase()) && !LISTED.has(token.toLowerCase()))
        return `has ${token.slice(0, 60)}, which is neither a listed licence nor a LicenseRef`;
      wanted = 'operator';
    } else if (wanted === 'exception') {
      if (!LISTED.has(token.toLowerCase()) && !ADDITION.test(token))
        return `has ${token.slice(0, 60)}, which is not a listed exception`;
      wanted = 'operator';
    } else if (token === ')') {
      if (open === 0) return 'closes a parenthesis that is not open';
      open -= 1;
    } else if (word === 'AND' || word === 'OR') wanted = 'operand';
    else if (word === 'WITH') wanted = 'exception';
    else return `has ${token.slice(0, 60)} where AND, OR or WITH belongs`;
  }
  if (open > 0) return 'does not close a parenthesis';
  return wanted === 'operator' ? null : 'ends where a licence belongs';
}
