/** Patterns of IAM: `*` is any text, `?` any character; actions in upper and lower case alike. */

/** One point to return to, which is at most the product of both lengths, and both are short. */
function matchesPattern(text: string, pattern: string): boolean {
  let at = 0;
  let in_ = 0;
  let star = -1;
  let from = 0;
  while (at < text.length) {
    const wanted = pattern[in_];
    if (wanted === '*') {
      star = in_;
      from = at;
      in_ += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[at])) {
      at += 1;
      in_ += 1;
    } else if (star >= 0) {
      in_ = star + 1;
      from += 1;
      at = from;
    } else return false;
  }
  while (pattern[in_] === '*') in_ += 1;
  return in_ === pattern.length;
}

export function matchesAction(action: string, pattern: string): boolean {
  return matchesPattern(action.toLowerCase(), pattern.toLowerCase());
}

/** Types that resources of the table's actions have in their addresses; before `*`, any other word is a name. */
const TYPES: ReadonlySet<string> = new Set([
  'cluster',
  'datastore',
  'db',
  'detector',
  'function',
  'group',
  'instance',
  'key',
  'parameter',
  'policy',
  'role',
  'secret',
  'snapshot',
  'table',
  'task',
  'trail',
  'user',
]);

/** Everything of a kind: `*`, `arn:aws:s3:::*`, `arn:aws:iam::111122223333:role/*`. */
export function isEveryResource(pattern: string): boolean {
  if (/^\*+$/.test(pattern)) return true;
  const [arn, , , , , ...rest] = pattern.split(':');
  if (arn !== 'arn' || rest.length === 0) return false;
  const own = rest.join(':');
  const [, type] = /^([a-z-]{1,40})[/:]\*+$/.exec(own) ?? [];
  return type === undefined ? /^\*+(?:\/\*+)?$/.test(own) : TYPES.has(type);
}
