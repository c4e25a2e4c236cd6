/** Where packages come from, as manifests and lockfiles of several ecosystems write it. */
import { type Hash, type Origin, withoutCredentials } from '@theriac/core';

export { withoutCredentials } from '@theriac/core';

/** `git+https://host/repo.git@rev#egg=x` → the repository and the revision. */
export function gitOrigin(url: string, commit?: string): Origin {
  const bare = withoutCredentials(url).replace(/^git\+/, '');
  const hash = bare.indexOf('#');
  const withoutFragment = hash < 0 ? bare : bare.slice(0, hash);
  const authority = withoutFragment.indexOf('://') + 3;
  const path = withoutFragment.indexOf('/', authority);
  const at = withoutFragment.lastIndexOf('@');
  const reference = path > 0 && at > path ? withoutFragment.slice(at + 1) : undefined;
  const repository = reference === undefined ? withoutFragment : withoutFragment.slice(0, at);
  const wanted = commit ?? reference;
  return {
    kind: 'git',
    url: repository,
    ...(wanted === undefined || wanted === '' ? {} : { commit: wanted }),
  };
}

const HEX_LENGTH: Readonly<Record<Hash['algorithm'], number>> = {
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

/** A hash in hexadecimal; undefined when the algorithm or the length is not what it should be. */
export function hexHash(algorithm: string, hex: string): Hash | undefined {
  const known = (Object.keys(HEX_LENGTH) as Hash['algorithm'][]).find((a) => a === algorithm.toLowerCase());
  if (known === undefined || hex.length !== HEX_LENGTH[known] || !/^[0-9A-Fa-f]+$/.test(hex))
    return undefined;
  return { algorithm: known, hex: hex.toLowerCase() };
}

/** `sha256:<hex>` or `sha256=<hex>`. */
export function taggedHash(text: string): Hash | undefined {
  const cut = text.search(/[:=]/);
  return cut < 0 ? undefined : hexHash(text.slice(0, cut), text.slice(cut + 1));
}

/** A hash in base64, as NuGet and subresource integrity write it. */
export function base64Hash(algorithm: string, base64: string): Hash | undefined {
  return hexHash(algorithm, Buffer.from(base64, 'base64').toString('hex'));
}

/** Each hash once, in the order of the file. */
export function distinctHashes(hashes: readonly (Hash | undefined)[]): Hash[] {
  const seen = new Map<string, Hash>();
  for (const hash of hashes) if (hash !== undefined) seen.set(`${hash.algorithm}:${hash.hex}`, hash);
  return [...seen.values()];
}
