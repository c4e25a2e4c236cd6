/** Literal credentials in scripts of channels. */

/** A name that means a secret, then a text in quotes. */
const ASSIGNED =
  /(?:password|passwd|pwd|secret|api_?key|apikey|auth_?token)["']?[ \t]{0,9}[:=][ \t]{0,9}["']([^"'\n]{3,200})["']/i;
/** `DatabaseConnectionFactory.createDatabaseConnection(driver, address, user, password)`, texts all. */
const CONNECTION =
  /createDatabaseConnection\([ \t]{0,9}["'][^"'\n]{1,200}["'][ \t]{0,9},[ \t]{0,9}["'][^"'\n]{1,300}["'][ \t]{0,9},[ \t]{0,9}["'][^"'\n]{0,100}["'][ \t]{0,9},[ \t]{0,9}["'][^"'\n]{1,200}["']/;
const BASIC = /["']Basic [A-Za-z0-9+/]{8,200}={0,2}["']/;

/** Lines after the first of the text at which one stands; undefined where there is none. */
export function credentialsIn(text: string): number | undefined {
  if (!/password|passwd|pwd|secret|api_?key|auth_?token|createDatabaseConnection|Basic /i.test(text))
    return undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const content = line.trim();
    if (content.startsWith('//') || content.startsWith('*')) continue;
    const assigned = ASSIGNED.exec(line.slice(0, 4000))?.[1];
    if (assigned !== undefined && !/[${}<>]/.test(assigned)) return i;
    if (CONNECTION.test(line.slice(0, 4000)) || BASIC.test(line.slice(0, 4000))) return i;
  }
  return undefined;
}
