/** Whether a value looks like something that a machine or a careful person made as a secret, and not like a word or a reference. */
import { isNoValue } from './no-value.ts';

/** Bits per character that the frequencies of its characters give. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Parts of values that stand for a secret, in lower case. */
const PLACEHOLDER =
  /(?:^|[^a-z])(?:anonymous|example|sample|dummy|fake|mock|placeholder|redacted|changeme|change[_-]?me|change[_-]?it|replace[_-]?(?:me|with|this)?|insert|your|todo|tbd|fixme|xxx+|foo(?:bar)?|bar|baz|lorem|none|null|undefined|test(?:ing)?|secret|password|passwd|pass|token|api[_-]?key|key|here|value|string|default|admin|root|user(?:name)?|guest|postgres|mysql)(?![a-z])/;
const REFERENCE =
  /^(?:\$|%\(|%[A-Z_]+%|\{\{|<|@|#\{|\*+$|&|~|\.{1,2}\/|\/|env[.:(]|process\.env|os\.|getenv|vault:|secret(?:s|ref|manager)?[:./]|arn:|projects\/|ref\+|op:\/\/|!|-+$|data:|https?:\/\/[^@]{0,2000}$|file:|classpath:|ENC\[|ENC\(|AgA[A-Za-z0-9+/]{60})/i;
/** Keys that are made to be public. */
const PUBLIC =
  /^(?:pk[._](?:eyJ|live|test|prod)|ssh-(?:rsa|ed25519)|6L[\w-]{38}$|(?:price|prod|plan|cus|acct)_)/;
const NOTHING =
  /^(?:true|false|yes|no|on|off|null|nil|none|undefined|string|number|boolean|object|any|\d{1,7}|v?\d{1,9}(?:\.\d{1,9}){1,4}(?:[-+.](?:rc|alpha|beta|snapshot)[.-]?\d{0,9})?|.)$/i;
const SAME = /^(.)\1*$/;
const ORDER = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', '9876543210'];
const MARKS = /[ _.:/\\-]/;
const WORD = /^(?:[A-Za-z][a-z]*\d?|[A-Z]+|\d{1,4})$/;
const LAST_WORD = /^(?:[A-Za-z][a-z]*|[A-Z]+)[\d!]{0,4}$/;
const IDENTIFIER = /^(?:[a-z]{2,}(?:[A-Z][a-z]+(?:\d{1,2}[a-z]*)?)+|[A-Z]{1,4}\d?(?:[A-Z][a-z]{2,})+)$/;
/** The name of a column or a variable that holds a secret. */
const SECRET_NAME = /^[a-z]\w{0,60}(?:password|passphrase|passwd|_pwd|_secret|_token|_key)$/i;
/** Letters of languages that passwords are not written in: it is a text. */
const OTHER_LETTERS = /[\u0250-\uffff]/;
/** Hashes of passwords, and parts of signed requests. */
const DERIVED =
  /^(?:argon2|pbkdf2|bcrypt|scrypt|scram-sha-|sha\d{1,3}[$:]|md5(?:[$:]|[0-9a-f]{32}$)|\*[0-9a-f]{40}$|\{[A-Z0-9-]+\}|\$(?:argon2|2[aby]|[156y]|pbkdf2)\$?)|aws4_request/i;

/** Whether the value stands for a secret that is somewhere else, or for none. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return isReference(text) || PLACEHOLDER.test(text.toLowerCase());
}

/** The same, of a value that may have a word in it that everybody uses: `admin2024` is a password where it is deployed. */
export function isReference(text: string): boolean {
  return (
    NOTHING.test(text) ||
    SAME.test(text) ||
    REFERENCE.test(text) ||
    DERIVED.test(text) ||
    PUBLIC.test(text) ||
    isNoValue(text) ||
    SECRET_NAME.test(text) ||
    OTHER_LETTERS.test(text) ||
    ORDER.some((order) => order.includes(text.toLowerCase().slice(0, 8)) && text.length < 13)
  );
}

/** Whether it is words with marks between them, or the name of something in a program. */
export function isWords(value: string): boolean {
  const words = value.split(MARKS);
  const last = words.pop() ?? '';
  const isEnd = LAST_WORD.test(last) || (words.length > 0 && WORD.test(last));
  return (isEnd && words.every((word) => WORD.test(word))) || IDENTIFIER.test(value);
}

/** Shannon entropy of keys; random hexadecimal text of 32 characters has 3.4 and more nearly always. */
const LEAST_ENTROPY = 3;
const SHORTEST_KEY = 16;
const SHORTEST_PASSWORD = 8;

/** A key or a token: generated, so letters and digits are mixed as chance has them. */
export function isKeyLike(value: string): boolean {
  if (value.length < SHORTEST_KEY || /\s/.test(value)) return false;
  if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (isWords(value) || CHAIN_ADDRESS.test(value)) return false;
  return entropyOf(value) >= LEAST_ENTROPY && mixes(value) >= 3;
}

/** Of an account of a block chain: everybody may know it. A private key has 64 digits. */
const CHAIN_ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** A password that a person made: of several classes of characters, and no word. */
export function isPasswordLike(value: string): boolean {
  if (value.length < SHORTEST_PASSWORD || value.length > 100 || /\s/.test(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((one) => one.test(value)).length;
  if (classes < 2 || isWords(value)) return false;
  return /[0-9]/.test(value) && entropyOf(value) >= 2.5;
}

/** A hash without a salt, as MD5 and SHA make it. */
export function isHash(value: string): boolean {
  // Programs that write them as numbers lose zeros at the beginning.
  return /^(?:[0-9a-fA-F]{30,32}|[0-9a-fA-F]{38,40}|[0-9a-fA-F]{62,64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})$/.test(
    value,
  );
}

/** A word and a number: `Winter2024`, `admin123!`. A word in capitals is the name of a value. */
export function isGuessable(value: string): boolean {
  return value.length >= SHORTEST_PASSWORD && WORD_AND_NUMBER.test(value);
}

/** Also with a mark between them, and the word that everybody writes with digits in it. */
const WORD_AND_NUMBER =
  /^(?:[A-Z]?[a-z]{4,20}[@#!]?\d{1,6}[!?@#$%&*.]{0,3}|(?=[a-zA-Z]{0,8}[@$0-9])[Pp][a@4][s$5]{2}w[o0]rd[!@#]{0,2})$/;

/** A word, a mark and a number: of several sorts of characters, and guessed all the same. */
export function isMarkedWord(value: string): boolean {
  return isGuessable(value) && !/^[A-Za-z]{1,30}\d{1,6}(?![A-Za-z0-9])/.test(value);
}

/** What a command or a statement takes for a password: of letters and of digits or marks, and no name of something. */
export function isPasswordOfCommand(value: string): boolean {
  if (value.length < SHORTEST_OF_COMMAND || value.length > 100 || /\s/.test(value)) return false;
  if (!/[A-Za-z]/.test(value) || !/[0-9!@#$%^&*+=?]/.test(value)) return false;
  if (/\$(?:[A-Za-z_]|[({])/.test(value) || isReference(value)) return false;
  return isGuessable(value) || !isWords(value);
}

const SHORTEST_OF_COMMAND = 6;

/** How often letters follow digits or digits letters. */
function mixes(value: string): number {
  let count = 0;
  for (let i = 1; i < value.length; i += 1) {
    const [before, here] = [value.charCodeAt(i - 1), value.charCodeAt(i)];
    const isDigit = (code: number): boolean => code >= 48 && code <= 57;
    if (isDigit(before) !== isDigit(here)) count += 1;
  }
  return count;
}
