/** Texts of configuration as they may be shown: what stands where a secret does is left out. */

/** `--password=x`, `token: x`, `X-Api-Key: x`, `"secret": "x"`, `Authorization: Bearer x`. */
const NAMED =
  /((?:pass(?:word|wd|phrase|code)?|pwd?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|credentials?|basicauth\.users)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?:(?:bearer|basic|token)[ \t]{1,4})?)[^\s"'&,;]{1,2000}/gi;
/** `curl -u name:x`, `mysql -px`, `--user name:x`. */
const OPTION =
  /((?:^|[ \t])(?:-u|--user|-p|--password|--pass|--requirepass|--token)[ \t=]{1,4})[^\s"']{1,2000}/g;
/** `mysql -px`: the password follows at once. */
const ATTACHED = /((?:mysql|mariadb)[\w-]{0,20}[ \t][^\n;|&]{0,300}?-p)[^\s"']{1,2000}/gi;
/** `echo x | passwd`, `echo name:x | chpasswd`. */
const PIPED =
  /(\becho[ \t]{1,4}(?:-[a-z]{1,3}[ \t]{1,4})?)[^|\n]{1,300}(?=\|[ \t]{0,4}(?:sudo[ \t]{1,4})?(?:ch)?passwd\b)/gi;
const HIDDEN = '[not shown]';

export function unrevealed(text: string): string {
  let shown = text;
  for (const pattern of [NAMED, OPTION, ATTACHED, PIPED]) shown = shown.replaceAll(pattern, `$1${HIDDEN}`);
  return shown;
}
