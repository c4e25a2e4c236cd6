/**
 * Credentials in text: passwords and tokens that people write into addresses, and that lockfiles, documents, error
 * messages and names repeat. They are taken out where text enters an inventory, and once more where text leaves.
 */

/** What stands in the place of a value that was taken out. */
export const REDACTED = 'REDACTED';

/**
 * The text without credentials. What identifies a package, a host or a path stays; running it again changes nothing.
 * Addresses may be percent-encoded once or twice, as they are inside package URLs.
 * @param text of any length and any format; time is linear in it
 */
export function withoutCredentials(text: string): string {
  if (!MAY_HOLD.test(text) && !(text.includes('@') && text.includes(':'))) return text;
  let clean = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = onePass(clean);
    if (next === clean) break;
    clean = next;
  }
  return clean;
}

/** What nearly no name, version or hash has: looked for once, before everything else. */
const MAY_HOLD =
  /\/\/|:\/|\\\/|[%=_]|gl[a-z]{2,5}-|pypi-|xox|hvs\.|cloudsmith|[Bb]asic |BASIC |[Bb]earer|BEARER|uthorization|UTHORIZATION|AIza|AKIA|ASIA|sk-(?:ant|proj)-|SG\.|eyJ|oy2|AKCp|cmVmd|pul-|dp\.pt/;

/** What is taken out of an address may leave another one behind it. */
const MAX_PASSES = 8;

function onePass(text: string): string {
  let clean = text;
  if (text.includes('//')) clean = clean.replace(PLAIN_USER, userReplaced);
  if (clean.includes(':/'))
    clean = clean.replace(FOLDED_USER, userReplaced).replace(SLASHED_PASSWORD, slashedReplaced);
  if (clean.includes('\\/\\/')) clean = clean.replace(ESCAPED_USER, userReplaced);
  if (clean.includes('%')) {
    clean = clean.replace(ENCODED_USER, userReplaced).replace(TWICE_USER, userReplaced);
    clean = clean.replace(ENCODED_SLASHED, encodedReplaced);
  }
  if (/@|%(?:25)?40/.test(clean)) clean = clean.replace(BARE_USER, bareReplaced);
  if (SECRET_WORD.test(clean)) clean = clean.replace(PARAMETER, `$1${REDACTED}`);
  if (ASSIGNED_WORD.test(clean)) clean = clean.replace(ASSIGNED, `$1${REDACTED}`);
  return TOKEN_MARK.test(clean) ? clean.replace(TOKEN, REDACTED) : clean;
}

/** `//user:password@`: what is between the slashes and the last `@` before the path. */
const PLAIN_USER = /(\/\/)([^\s"'<>`\\/?#]{1,4096})(@)/g;
/** The same as PHP writes JSON: `https:\/\/user:password@`. */
const ESCAPED_USER = /(\\\/\\\/)([^\s"'<>`\\/?#]{1,4096})(@)/g;
/** An address that became a path, whose double slash is one then: `https:/user:password@host/x`. */
const FOLDED_USER = /(?<=\b(?:https?|ssh|git|ftp):)(\/)(?!\/)([^\s"'<>`\\/?#]{1,4096})(@)/g;
const ENCODED_USER = /(%2f%2f)((?:(?!%2f|%3f|%23)[^\s"'<>`\\/?#&]){1,4096})(%40|@)/gi;
const TWICE_USER = /(%252f%252f)((?:(?!%252f|%253f|%2523)[^\s"'<>`\\/?#&]){1,4096})(%2540|%40|@)/gi;
/** A password with a slash or a question mark in it, which strict readers do not take for one. */
const SLASHED_PASSWORD =
  /(:\/\/|(?<=\b(?:https?|ssh|git|ftp)):\/(?!\/))([^\s"'<>`\\/?#@:[]{1,256}:(?!\d{1,5}(?:[/?#\s"'<>`\\]|$))[^\s"'<>`\\@:]{1,256})(@)/g;

const ENCODED_SLASHED =
  /(%3a%2f(?:%2f)?|%3a\/)((?:(?!%2f|%3a|%40)[^\s"'<>`\\/?#&@:]){1,256}(?:%3a|:)(?!\d{1,5}(?:%2f|%3f|%23|[/\s"'&]|$))(?:(?!%40|%3a)[^\s"'<>`\\&@:]){1,256})(%40)/gi;

/** An address without a scheme, as module paths, names and references of files have it: `user:password@host.example/x`. */
const BARE_USER =
  /(?<=^|[\s"'`<>(#=,/|@-]|\\[nrt]|%(?:25)?2[f3])([a-z0-9][\w.+-]{0,63})(?::|%(?:25)?3a)[^\s"'<>`\\/?#:%&]{3,256}(?:@|%(?:25)?40)(?=(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?(?:\/|%(?:25)?2f))/gi;

/** What stands before a colon and is no user. */
const NO_USER =
  /^(?:acct|bitbucket|cpe|docker|file|gist|git|github|gitlab|https?|jsr|link|mailto|maven|npm|oci|patch|pkg|portal|sips?|ssh|urn|workspace|xmpp)$/i;

function bareReplaced(whole: string, user: string): string {
  return NO_USER.test(user) ? whole : '';
}

/** Schemes in which an `@` separates a name from its version or digest. */
const VERSIONED_SCHEMES = new Set(['docker', 'oci', 'npm', 'pkg', 'container', 'docker-daemon']);

/** A user name that says nothing: everyone has it. */
const PUBLIC_USER = /^git$/i;

function userReplaced(
  whole: string,
  slashes: string,
  user: string,
  at: string,
  offset: number,
  text: string,
): string {
  const before = text.slice(Math.max(0, offset - 24), offset);
  const scheme = /([a-z][a-z0-9+.-]{0,20})(?::|%3a|%253a)$/i.exec(before)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    // `//host/:_auth` of npm and `a//b@1` of Bazel have no user; a colon between them makes one.
    if (!/:|%3a/i.test(user) || /[\w@:/%)]$/.test(before)) return whole;
  } else if (VERSIONED_SCHEMES.has(scheme)) return whole;
  return PUBLIC_USER.test(user) ? `${slashes}${user}${at}` : slashes;
}

function encodedReplaced(whole: string, slashes: string, user: string): string {
  return /%2f|%3f|%23|\//i.test(user) ? slashes : whole;
}

function slashedReplaced(whole: string, slashes: string, user: string): string {
  return /[/?#]/.test(user) ? slashes : whole;
}

/** Where one of the parameters may be; checked first, because most text has none. */
const SECRET_WORD =
  /token|secret|passw|pwd|pass=|pass%|signature|credential|api[-_]?key|access[-_]?key|[?&;#]key=|auth|sig=|sig%|jwt|sas=/i;

/** A parameter of a query or a fragment that is a credential by its name, with its value. */
const PARAMETER =
  /((?:[?&;#]|%3f|%26|%23|%253f|%2526|%2523)(?:[\w.-]{0,40}?(?:token|secret|password|passwd|signature|credential|credentials|api[-_]?key|access[-_]?key(?:[-_]?id)?)|sig|pwd|pass|auth|authorization|jwt|sas|key)(?:=|%3d|%253d))(?!REDACTED)(?:(?!&amp;|%26|%2526|%23|%2523)[^\s"'<>`\\&;#)\]]){1,8192}/gi;

const ASSIGNED_WORD = /_auth|_password|uthorization|bearer|basic /i;
const TOKEN_MARK =
  /gh[pousr]_[A-Za-z0-9]{20}|github_pat_|gl[a-z]{2,5}-[\w-]{16}|npm_[A-Za-z0-9]{30}|pypi-AgE|xox[abeprs]-|sk_live_|hvs\.|dckr_pat_|rubygems_[0-9a-f]{32}|dl\.cloudsmith\.io|AIza|AKIA|ASIA|sk-(?:ant|proj)-|hf_|SG\.|do[opr]_v1_|shp(?:at|ca|pa|ss)_|glsa_|eyJ|oy2[a-z0-9]{43}|AKCp|cmVmdGtu|pul-|dp\.pt\.|lin_api_|hooks\.slack/;

/** `//registry.example/:_authToken=…` of an .npmrc, `Authorization: Bearer …` of a request. */
const ASSIGNED =
  /(\b_(?:authToken|auth|password)\\?["']?\s{0,4}(?:[:=]|%(?:25)?3[ad])(?:\s|%20){0,4}\\?["']?|\b(?:proxy-)?authorization\\?["']?\s{0,4}(?:[:=]|%(?:25)?3[ad])(?:\s|%20){0,4}\\?["']?(?:basic|bearer|token|digest)(?:\s|%20){1,4}|\b(?:bearer|basic)\s(?=[\w.~+/-]{0,200}[\d=])(?=[\w.~+/-]{16}))(?!REDACTED|\$\{)[^\s"'<>`\\;,&]{1,8192}/gi;

/** Tokens that their issuers made recognisable. */
const TOKEN =
  /(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|gl(?:pat|cbt|dt|rt|oas|soat|ptt|ft|imt|agent)-[\w-]{16,255}|npm_[A-Za-z0-9]{30,255}|pypi-AgE[\w-]{16,1024}|xox[abeprs]-[\w-]{10,255}|sk_live_\w{16,255}|hvs\.[\w-]{20,255}|dckr_pat_[\w-]{20,255}|rubygems_[0-9a-f]{32,64}|AIza[\w-]{35}|(?:AKIA|ASIA)[A-Z0-9]{16}|sk-(?:ant|proj)-[\w-]{20,512}|hf_[A-Za-z0-9]{30,64}|SG\.[\w-]{16,64}\.[\w-]{16,128}|do[opr]_v1_[0-9a-f]{64}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|eyJ[\w-]{10,4096}\.eyJ[\w-]{2,8192}\.[\w-]{10,2048}|oy2[a-z0-9]{43}|AKCp[A-Za-z0-9]{60,128}|cmVmdGtu[A-Za-z0-9]{40,128}|pul-[0-9a-f]{40}|dp\.pt\.[A-Za-z0-9]{40,64}|lin_api_[A-Za-z0-9]{30,64}|(?<=hooks\.slack\.com\/services\/)[\w/]{20,128}|(?<=dl\.cloudsmith\.io\/)(?!public\/|basic\/)[A-Za-z0-9]{12,64}(?=\/))/g;

/**
 * The same value with {@link withoutCredentials} of every string and key in it. What has none stays the same object, so
 * that nothing is copied in vain; functions stay as they are.
 */
export function valueWithoutCredentials<T>(value: T): T;
export function valueWithoutCredentials(value: unknown): unknown {
  // Nearly every value has none: finding that out copies nothing.
  return hasCredentials(value) ? copyWithoutCredentials(value) : value;
}

function hasCredentials(value: unknown): boolean {
  if (typeof value === 'string') return withoutCredentials(value) !== value;
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Map) {
    for (const [key, item] of value) if (hasCredentials(key) || hasCredentials(item)) return true;
    return false;
  }
  if (Array.isArray(value)) return value.some(hasCredentials);
  if (!isPlain(value)) return false;
  for (const key of Object.keys(value))
    if (withoutCredentials(key) !== key || hasCredentials(Reflect.get(value, key))) return true;
  return false;
}

function copyWithoutCredentials(value: unknown): unknown {
  if (typeof value === 'string') return withoutCredentials(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map)
    return new Map(
      [...value].map(([key, item]) => [copyWithoutCredentials(key), copyWithoutCredentials(item)]),
    );
  if (Array.isArray(value)) return value.map(copyWithoutCredentials);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [withoutCredentials(key), copyWithoutCredentials(item)]),
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
