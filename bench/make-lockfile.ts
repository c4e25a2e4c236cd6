/**
 * Lockfiles of any size for benchmarks: real names of the feed among made-up ones, real edges, hashes (one a package
 * version, whatever the seed) and flags.
 */
import { createHash } from 'node:crypto';

/** A small deterministic generator (mulberry32), so that two runs measure the same input. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Packages with known advisories, as an old application has them: about one entry in forty. */
const KNOWN: readonly (readonly [string, string])[] = [
  ['lodash', '4.17.11'],
  ['minimist', '0.0.8'],
  ['axios', '0.21.0'],
  ['jsonwebtoken', '8.5.1'],
  ['express', '4.16.0'],
  ['handlebars', '4.0.11'],
  ['moment', '2.19.0'],
  ['ws', '7.4.0'],
  ['tar', '4.4.1'],
  ['y18n', '4.0.0'],
  ['ini', '1.3.5'],
  ['node-fetch', '2.6.0'],
  ['qs', '6.5.1'],
  ['semver', '5.7.0'],
  ['glob-parent', '3.1.0'],
  ['marked', '0.3.5'],
  ['sanitize-html', '1.4.2'],
  ['js-yaml', '3.12.0'],
  ['acorn', '5.7.3'],
  ['elliptic', '6.4.0'],
];

/**
 * A package-lock.json (version 3).
 * @param entries number of packages besides the root
 * @param seed other seeds give other versions and edges
 */
export function packageLock(entries: number, seed = 1): string {
  const next = random(seed);
  const names = Array.from(
    { length: entries },
    (_, i) => (i < KNOWN.length ? KNOWN[i]?.[0] : undefined) ?? madeUpName(i),
  );
  const packages: Record<string, unknown> = {
    '': {
      name: 'bench-app',
      version: '1.0.0',
      dependencies: Object.fromEntries(names.filter((_, i) => i % 17 === 0).map((n) => [n, '*'])),
      devDependencies: Object.fromEntries(names.filter((_, i) => i % 29 === 3).map((n) => [n, '*'])),
    },
  };
  for (const [i, name] of names.entries()) {
    const known = KNOWN[i];
    const children = Array.from(
      { length: Math.floor(next() * 5) },
      () => names[Math.floor(next() * entries)] ?? name,
    ).filter((n) => n !== name);
    const version =
      known?.[1] ?? `${Math.floor(next() * 9)}.${Math.floor(next() * 30)}.${Math.floor(next() * 20)}`;
    packages[`node_modules/${name}`] = {
      version,
      resolved: `https://registry.npm.example/${name}/-/${name.split('/').at(-1)}-${version}.tgz`,
      integrity: `sha512-${createHash('sha512').update(`${name}@${version}`).digest('base64')}`,
      ...(i % 5 === 4 ? { dev: true } : {}),
      license: 'MIT',
      ...(children.length > 0 ? { dependencies: Object.fromEntries(children.map((c) => [c, '*'])) } : {}),
      engines: { node: '>=12' },
    };
  }
  return `${JSON.stringify({ name: 'bench-app', version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2)}\n`;
}

/** Stable over seeds, so that lockfiles of one monorepo share packages as real ones do. */
function madeUpName(i: number): string {
  return i % 6 === 0 ? `@bench-scope-${i % 40}/package-${i}` : `bench-package-${i}`;
}
