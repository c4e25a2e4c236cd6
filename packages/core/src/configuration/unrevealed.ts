/** Texts of configuration as they may be shown: what stands where a secret does is left out. */

/** `--password=x`, `token: x`, `X-Api-Key: x`, `"secret": "x"`, `Authorization: Bearer x`. */
const NAMED =
  /((?:pass(?:word|wd|phrase|code)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|credentials?|basicauth\.users)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?(?:(?:bearer|basic|token)[ \t]{1,4})?)[^\s"'&,;]{1,2000}/gi;
/** `curl -u name:x`, `mysql -px`, `--user name:x`. */
const OPTION = /((?:^|[ \t])(?:-u|--user|-p|--password|--pass|--token)[ \t=]{1,4})[^\s"']{1,2000}/g;
const HIDDEN = '[not shown]';

export function unrevealed(text: string): string {
  return text.replaceAll(NAMED, `$1${HIDDEN}`).replaceAll(OPTION, `$1${HIDDEN}`);
}
