/** Where npm packages come from and what proves them: resolved URLs, dependency specifiers, SRI integrity. */
import { type Hash, type Origin, withoutCredentials } from '@theriac/core';

const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const MAX_VERSION = 256;

/** `1.2.3` or `=1.2.3` or `v1.2.3` → `1.2.3`; null for ranges, tags, URLs and everything else. */
export function exactVersion(text: string): string | null {
  if (text.length > MAX_VERSION) return null;
  const bare = text.trim().replace(/^=?v?/, '');
  return VERSION.test(bare) ? bare : null;
}

const REGISTRY_TARBALL = /\/-\/(?:@[^/?#]+\/)?[^/?#]+\.tgz$/;

const HOSTED: Readonly<Record<string, string>> = {
  'github:': 'https://github.com/',
  'gitlab:': 'https://gitlab.com/',
  'bitbucket:': 'https://bitbucket.org/',
  'gist:': 'https://gist.github.com/',
};

/**
 * The origin that a `resolved` URL or a dependency specifier names; undefined for version ranges and tags.
 * Credentials and query strings are left out: they may be secrets.
 */
export function originOf(specifier: string): Origin | undefined {
  const text = specifier.trim();
  // By far the most frequent, so first: registries keep tarballs under `<name>/-/`.
  if (text.startsWith('https://') && REGISTRY_TARBALL.test(text)) return { kind: 'registry' };
  const hosted = /^(?:github|gitlab|bitbucket|gist):/.exec(text)?.[0];
  if (hosted !== undefined) return gitOrigin((HOSTED[hosted] ?? '') + text.slice(hosted.length));
  if (/^git(?:\+[a-z]+)?:/.test(text)) return gitOrigin(text);
  if (/^git@[^:/]+:/.test(text) || /^ssh:/.test(text)) return gitOrigin(text);
  if (/^(?:file|link|portal):/.test(text)) {
    return { kind: 'path', path: text.slice(text.indexOf(':') + 1).replace(/^\/\/(?!\/)/, '') };
  }
  if (/^\.{1,2}(?:\/|$)/.test(text) || text.startsWith('/') || text.startsWith('~/')) {
    return { kind: 'path', path: text };
  }
  if (/^https?:\/\//.test(text)) {
    const archive =
      /^https?:\/\/codeload\.github\.com\/([^/]+\/[^/]+)\/(?:tar\.gz|legacy\.tar\.gz|zip)\/([^?#]+)/.exec(
        text,
      );
    if (archive !== null) {
      return {
        kind: 'git',
        url: `https://github.com/${archive[1]}`,
        commit: (archive[2] ?? '').replace(/^refs\/(?:heads|tags)\//, ''),
      };
    }
    const gitlab =
      /^(https?:\/\/gitlab\.com\/[^?#]+)\/repository\/archive\.[a-z.]+\?(?:.*&)?ref=([^&#]+)/.exec(text);
    if (gitlab !== null)
      return { kind: 'git', url: withoutCredentials(gitlab[1] ?? ''), commit: gitlab[2] ?? '' };
    // A commit after a URL that is not an archive is a repository.
    const commit = /#(?:commit[=:])?[0-9a-f]{40}$/.test(text) && !/\.(?:tgz|tar\.gz|zip)[?#]/.test(text);
    if (commit || /\.git(?:#|$)/.test(text)) return gitOrigin(text);
    // GitHub Packages keeps them under `/download/@scope/name/version/`.
    if (REGISTRY_TARBALL.test(text) || text.includes('/download/@')) return { kind: 'registry' };
    return { kind: 'url', url: withoutCredentials(text).replace(/[?#].*$/s, '') };
  }
  // npm's own short form: `owner/repository#ref`.
  if (/^[A-Za-z0-9_-][\w.-]*\/[\w.-]+(?:#.*)?$/s.test(text)) return gitOrigin(`https://github.com/${text}`);
  return undefined;
}

function gitOrigin(text: string): Origin {
  const hash = text.indexOf('#');
  const url = withoutCredentials(hash < 0 ? text : text.slice(0, hash)).replace(/^git\+/, '');
  const reference = hash < 0 ? '' : text.slice(hash + 1);
  // Yarn berry writes `#commit=…` and `#workspace=…&commit=…`.
  const commit = /(?:^|&)commit[=:]([^&]+)/.exec(reference)?.[1] ?? reference;
  return { kind: 'git', url: url.replace(/\?.*$/s, ''), ...(commit === '' ? {} : { commit }) };
}

const SRI = { md5: 16, sha1: 20, sha256: 32, sha384: 48, sha512: 64 } as const;

/** Subresource Integrity (`sha512-<base64> sha1-<base64>`) → hexadecimal; what is malformed is left out. */
export function hashesOf(integrity: string): Hash[] {
  const hashes: Hash[] = [];
  for (const part of integrity.includes(' ') ? integrity.trim().split(/\s+/, 8) : [integrity]) {
    const dash = part.indexOf('-');
    const algorithm = part.slice(0, dash);
    if (!isAlgorithm(algorithm)) continue;
    const options = part.indexOf('?', dash);
    const bytes = Buffer.from(
      part.slice(dash + 1, options < 0 ? dash + 129 : options).slice(0, 128),
      'base64',
    );
    if (bytes.length === SRI[algorithm]) hashes.push({ algorithm, hex: bytes.toString('hex') });
  }
  return hashes;
}

function isAlgorithm(text: string): text is keyof typeof SRI {
  return Object.hasOwn(SRI, text);
}

/** `npm:@babel/code-frame@7.0.0` → name and range; null when it is not an alias. */
export function aliasOf(specifier: string): { name: string; range: string } | null {
  if (!specifier.startsWith('npm:')) return null;
  const target = specifier.slice(4);
  const at = target.indexOf('@', 1);
  const name = at < 0 ? target : target.slice(0, at);
  if (!isPackageName(name)) return null;
  return { name, range: at < 0 ? '' : target.slice(at + 1) };
}

/** A name that a registry could hold (length, no spaces, no path tricks); case is kept. */
export function isPackageName(name: string): boolean {
  return name.length <= 214 && /^(?:@[^\s/@:\\%]+\/)?[^\s/@:\\%]+$/.test(name) && !/^(?:\.{1,2})$/.test(name);
}
