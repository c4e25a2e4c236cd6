/**
 * Which public feeds there are, where they lie, and how they are found in a mirror. A mirror (`--feeds DIR|URL`)
 * has the folders of the OSV bucket (`npm/all.zip`), bare or under `osv/`, and beside them `malicious/`, `kev/`,
 * `epss/` and `eol/`.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type AdvisorySet, eolProducts, TheriacError, withoutEnd } from '@theriac/core';
import type { AdvisoryFeed } from './build-advisories.ts';
import type { Downloader } from './download.ts';
import type { FactFeeds } from './facts.ts';

export type FeedSource =
  | { readonly kind: 'public' }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'url'; readonly base: string };

/** The public feeds. None of them is a package registry; each can be replaced by a mirror. */
const PUBLIC = {
  osv: 'https://osv-vulnerabilities.storage.googleapis.com',
  kev: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  epss: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
  eol: 'https://endoflife.date/api',
} as const;

const KEV_FILE = 'known_exploited_vulnerabilities.json';
const EPSS_FILE = 'epss_scores-current.csv.gz';

/** @param given what the user wrote after `--feeds`, or undefined for the public feeds */
export function feedSourceOf(given: string | undefined): FeedSource {
  if (given === undefined || given === '') return { kind: 'public' };
  if (/^https?:\/\//.test(given)) return { kind: 'url', base: withoutEnd(given, '/') };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) {
    throw new TheriacError('THERIAC_USAGE', '--feeds takes a folder or an http(s) address', { path: given });
  }
  if (!existsSync(given) || !statSync(given).isDirectory()) {
    throw new TheriacError('THERIAC_FEED_MISSING', 'the folder of feeds does not exist', { path: given });
  }
  return { kind: 'directory', path: given };
}

/** What people read: the folder, the address, or “the public feeds”. */
export function describeSource(source: FeedSource): string {
  if (source.kind === 'public') return 'the public feeds';
  return source.kind === 'directory' ? source.path : source.base;
}

/**
 * Zips of OSV records of one ecosystem or distribution, downloaded where needed.
 * @returns an empty list when the source has none for it
 */
export async function advisoryFeeds(
  source: FeedSource,
  of: AdvisorySet,
  download: Downloader,
): Promise<AdvisoryFeed[]> {
  if (of.osv === null) return [];
  if (source.kind === 'directory') return localFeeds(source.path, of.osv);
  const bases = source.kind === 'public' ? [PUBLIC.osv] : [`${source.base}/osv`, source.base];
  const encoded = encodeURIComponent(of.osv);
  for (const base of bases) {
    const path = await download(`${base}/${encoded}/all.zip`, { optional: true });
    if (path === undefined) continue;
    const feeds = [{ name: `osv/${of.osv}`, path }];
    if (source.kind === 'url') {
      const malicious = await download(`${source.base}/malicious/${encoded}/mal.zip`, { optional: true });
      if (malicious !== undefined) feeds.push({ name: `malicious/${of.osv}`, path: malicious });
    }
    return feeds;
  }
  return [];
}

export async function factFeeds(source: FeedSource, download: Downloader): Promise<FactFeeds> {
  if (source.kind === 'directory') {
    const json = (folder: string): string[] =>
      filesIn(join(source.path, folder)).filter(
        (f) => f.endsWith('.json') && !f.endsWith('_schema.json') && !basename(f).startsWith('_'),
      );
    return {
      kev: json('kev'),
      epss: filesIn(join(source.path, 'epss')).filter((f) => f.endsWith(EPSS_FILE)),
      eol: json('eol'),
    };
  }
  const at =
    source.kind === 'public'
      ? PUBLIC
      : {
          kev: `${source.base}/kev/${KEV_FILE}`,
          epss: `${source.base}/epss/${EPSS_FILE}`,
          eol: `${source.base}/eol`,
        };
  const optional = async (url: string, name?: string): Promise<string[]> => {
    const path = await download(url, { optional: true, ...(name === undefined ? {} : { name }) });
    return path === undefined ? [] : [path];
  };
  const eol: string[] = [];
  for (const product of eolProducts())
    for (const one of await optional(`${at.eol}/${product}.json`, `${product}.json`)) eol.push(one);
  return { kev: await optional(at.kev), epss: await optional(at.epss), eol };
}

function localFeeds(folder: string, osv: string): AdvisoryFeed[] {
  const main = [join(folder, 'osv', osv, 'all.zip'), join(folder, osv, 'all.zip')].find((p) => existsSync(p));
  const malicious = filesIn(join(folder, 'malicious', osv)).filter((f) => f.endsWith('.zip'));
  return [
    ...(main === undefined ? [] : [{ name: `osv/${osv}`, path: main }]),
    ...malicious.map((path) => ({ name: `malicious/${osv}`, path })),
  ];
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    // A mirror need not have every feed; what is missing shows in `db status` and in coverage.
    return [];
  }
}
