/**
 * Suppressions beside the code: `theriac-ignore RULE until YYYY-MM-DD: reason` in a comment of any syntax, at the end
 * of the line that it covers or alone on the line above. A comment without a day or a reason does not count, and the
 * run reports it.
 */
import { isDay } from '../days.ts';
import type { Suppression } from './suppression.ts';

export const COMMENT_MARKER = 'theriac-ignore';

const COMMENT =
  /theriac-ignore:?[ \t]+([\w./-]{1,200})[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2})[ \t]*[:,]?[ \t]+(\S.{0,300})/;
/** What closes a comment in the syntaxes at hand, and is not part of the reason. */
const CLOSING = /[ \t]*(?:\*\/|-->|\}\}|#\}|%>)[ \t]*$/;

export interface CommentProblem {
  /** `path:line` */
  readonly source: string;
  readonly message: string;
}

/** The suppressions in the comments of one file, and the comments that are not complete. */
export function suppressionComments(
  path: string,
  text: string,
): { readonly suppressions: readonly Suppression[]; readonly problems: readonly CommentProblem[] } {
  const suppressions: Suppression[] = [];
  const problems: CommentProblem[] = [];
  if (!text.includes(COMMENT_MARKER)) return { suppressions, problems };
  for (const [index, line] of text.split('\n').entries()) {
    const at = line.indexOf(COMMENT_MARKER);
    if (at < 0) continue;
    const number = index + 1;
    const source = `${path}:${number}`;
    const [, rule = '', expires = '', rest = ''] = COMMENT.exec(line) ?? [];
    const reason = rest.replace(CLOSING, '').trim();
    if (reason === '' || !isDay(expires)) {
      problems.push({
        source,
        message: `incomplete ${COMMENT_MARKER} comment, not applied; write: ${COMMENT_MARKER} RULE until YYYY-MM-DD: reason`,
      });
      continue;
    }
    const alone = /^[^\w]*$/.test(line.slice(0, at));
    suppressions.push({
      id: source,
      kind: 'comment',
      rule,
      path,
      lines: alone ? [number, number + 1] : [number],
      reason,
      expires,
      source,
    });
  }
  return { suppressions, problems };
}
