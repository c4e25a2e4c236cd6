/** Forms of single values that the text of SPDX 2 names: addresses, paths, days and checksums. */

export const isUri = (text: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text);

const isWebUri = (text: string): boolean => {
  const url = /^https?:/i.test(text) ? URL.parse(text) : null;
  return url === null ? isUri(text) && !/^https?:/i.test(text) : url.hostname !== '';
};

export const isUnsaid = (text: string): boolean => text === 'NONE' || text === 'NOASSERTION';

/** Only characters that RFC 3986 allows, with whole escapes. */
export const isRfc3986 = (text: string): boolean =>
  isUri(text) && /^[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=%]*$/.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text);

/** Transports by version control system (§7.7). */
const TRANSPORTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['git', ['git', 'https', 'http', 'ssh', 'file']],
  ['hg', ['http', 'https', 'static-http', 'ssh', 'file']],
  ['svn', ['svn', 'http', 'https', 'ssh', 'file']],
  ['bzr', ['http', 'https', 'ssh', 'sftp', 'ftp', 'lp', 'file']],
]);

/** A download location is an address, also one of a version control system (`git+https://…`), or one of two words. */
export function isLocation(text: string): boolean {
  if (isUnsaid(text)) return true;
  if (/\s/.test(text)) return false;
  if (/^git\+[^\s@:/]+@[^\s:/]+:\S+$/i.test(text)) return true;
  const [, system = '', transport = ''] = /^(git|hg|svn|bzr)\+([a-z-]+):/i.exec(text) ?? [];
  if (system !== '') return TRANSPORTS.get(system.toLowerCase())?.includes(transport.toLowerCase()) === true;
  return isWebUri(text);
}

/** An address, or one of two words; an empty text says nothing. */
export const isHomepage = (text: string): boolean => text === '' || isUnsaid(text) || isWebUri(text);

/** Below the root of the package: not `/usr`, not `C:\Windows`. */
export const isRelativePath = (text: string): boolean =>
  text.trim() !== '' && !/^(?:[/\\]|[A-Za-z]:[/\\])/.test(text);

/** Fewest and most hexadecimal digits of algorithms that give no fixed number. */
const DIGITS: ReadonlyMap<string, readonly [fewest: number, most: number]> = new Map([
  ['BLAKE3', [64, 1024]],
  ['MD6', [0, 128]],
]);

/** What is wrong with a checksum beyond the length that its algorithm fixes (§7.10, §8.4). */
export function checksumProblem(algorithm: string, value: string): string | undefined {
  const [fewest = 0, most = Number.MAX_SAFE_INTEGER] = DIGITS.get(algorithm) ?? [];
  if (/[A-F]/.test(value)) return 'has upper-case digits; it is written in lower case';
  if (!/^[0-9a-f]*$/.test(value)) return 'has characters that are no hexadecimal digits';
  return value.length < fewest || value.length > most
    ? `of ${algorithm} has ${fewest} to ${most} hexadecimal digits; this one has ${value.length}`
    : undefined;
}
