/**
 * Suppressions beside the code: `theriac-ignore RULE until YYYY-MM-DD: reason` in a comment of any syntax, at the end
 * of the line that it covers or alone on the line above. A comment without a day or a reason does not count, and the
 * run reports what is wrong with it.
 */
import { isDay } from '../days.ts';
import type { Suppression } from './suppression.ts';

const MARKER = /theriac-ignore(?![\w-])/i;
const SYNTAX = 'theriac-ignore RULE until YYYY-MM-DD: reason';
/** Longer lines are generated; a comment in one is read this far. */
const MAX_COMMENT = 1000;
const MAX_REASON = 300;
const RULE = /^[\w./-]{1,200}$/;
/** What closes a comment in the syntaxes at hand, and is not part of the reason. */
const CLOSING = /(?:\*\/|-->|\}\}|#\}|%>)[ \t\r]*$/;

export interface CommentProblem {
  /** `path:line` */
  readonly source: string;
  readonly message: string;
}

/** Whether a file is worth decoding: the marker is in it, in any case. */
export function hasSuppressionComment(bytes: Uint8Array): boolean {
  return MARKER.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

/** The suppressions in the comments of one file, and what is wrong with the comments that are not applied. */
export function suppressionComments(
  path: string,
  text: string,
): { readonly suppressions: readonly Suppression[]; readonly problems: readonly CommentProblem[] } {
  const suppressions: Suppression[] = [];
  const problems: CommentProblem[] = [];
  if (!MARKER.test(text)) return { suppressions, problems };
  for (const [index, line] of text.split('\n').entries()) {
    const marker = MARKER.exec(line);
    if (marker === null) continue;
    const number = index + 1;
    const source = `${path}:${number}`;
    const said = partsOf(line.slice(marker.index + marker[0].length).slice(0, MAX_COMMENT));
    const wrong = [ruleProblem(said), dayProblem(said), reasonProblem(said)].filter((p) => p !== undefined);
    if (wrong.length > 0) {
      const message = `theriac-ignore comment not applied: ${wrong.join('; ')}; write: ${SYNTAX}`;
      problems.push({ source, message });
      continue;
    }
    const alone = /^[^\w]*$/.test(line.slice(0, marker.index));
    suppressions.push({
      id: source,
      kind: 'comment',
      rule: said.rules[0] ?? '',
      path,
      lines: alone ? [number, number + 1] : [number],
      reason: said.reason,
      expires: said.day ?? '',
      source,
    });
  }
  return { suppressions, problems };
}

interface Parts {
  readonly rules: readonly string[];
  /** Undefined: there is no `until`. */
  readonly day: string | undefined;
  readonly reason: string;
}

/** @param text what comes after the marker */
function partsOf(text: string): Parts {
  const open = text.replace(CLOSING, '').replace(/^:/, '').trim();
  const until = /(?:^|[\s:,])until(?=[\s:]|$)/i.exec(open);
  if (until === null) {
    const [rule = '', ...rest] = open.split(/[\s:,]+/);
    return { rules: rule === '' ? [] : [rule], day: undefined, reason: rest.join(' ') };
  }
  const rules = open
    .slice(0, until.index)
    .split(/[\s,]+/)
    .filter((rule) => rule !== '');
  const rest = open
    .slice(until.index + until[0].length)
    .replace(/^:/, '')
    .trimStart();
  const day = /^[^\s:,]*/.exec(rest)?.[0] ?? '';
  const reason = rest
    .slice(day.length)
    .replace(/^[ \t]*[:,]?/, '')
    .trim();
  return { rules, day, reason: reason.slice(0, MAX_REASON) };
}

function ruleProblem({ rules }: Parts): string | undefined {
  const [first, ...others] = rules;
  if (first === undefined) return 'it names no rule';
  if (others.length > 0)
    return `it names ${rules.length} rules and a comment covers one: use an \`ignore\` entry of theriac.yaml for several`;
  return RULE.test(first) ? undefined : `\`${clipped(first)}\` is not the id of a rule`;
}

function dayProblem({ day }: Parts): string | undefined {
  if (day === undefined) return 'it has no last day (`until YYYY-MM-DD`)';
  if (isDay(day)) return undefined;
  if (day === '') return 'there is no day after `until`';
  return /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? `the day ${day} does not exist`
    : `\`${clipped(day)}\` is not a day as YYYY-MM-DD`;
}

/** Without a day there is no telling where the reason begins. */
function reasonProblem({ day, reason }: Parts): string | undefined {
  return reason === '' && day !== undefined ? 'it gives no reason after the day' : undefined;
}

function clipped(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
