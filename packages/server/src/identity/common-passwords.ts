/** Passwords that were found most often in breaches, and their plain variations. */

let common: Promise<ReadonlySet<string>> | undefined;

/** Read when the first password is set: it is of no use to most processes. */
function passwords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'] as readonly string[]),
  );
  return common;
}

/** @param password in lower case */
export async function isCommon(password: string): Promise<boolean> {
  const known = await passwords();
  // `Letmein2026!`: what composition rules make of a common one.
  const words = [password, trimmed(password), unrepeated(password), trimmed(unrepeated(trimmed(password)))];
  return words.some((word) => word.length >= SHORTEST_WORD && known.has(word));
}

const SHORTEST_WORD = 4;

/** Without digits and signs at its ends. */
function trimmed(text: string): string {
  const isLetter = (at: number): boolean => /\p{L}/u.test(text[at] ?? '');
  let start = 0;
  let end = text.length;
  while (start < end && !isLetter(start)) start += 1;
  while (end > start && !isLetter(end - 1)) end -= 1;
  return text.slice(start, end);
}

/** `abcabcabc` → `abc` */
function unrepeated(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1)
    if (text.length % length === 0 && text.slice(length) === text.slice(0, -length))
      return text.slice(0, length);
  return text;
}
