/** `theriac db …`. */
import { existsSync } from 'node:fs';
import {
  FlatFile,
  indexPath,
  installedIndexes,
  openAdvisories,
  openFacts,
  type Store,
  storeOf,
} from '@theriac/advisories';
import {
  buildIndexes,
  type Downloader,
  describeSource,
  exportBundle,
  type FeedSource,
  feedSourceOf,
  importBundle,
  importIndex,
  isBundle,
} from '@theriac/advisories/build';
import { ECOSYSTEM_IDS, type EcosystemId, ecosystem, type IndexInfo, TheriacError } from '@theriac/core';
import { Options, timestamp } from '../../inputs/options.ts';
import { count } from '../../render/text.ts';
import { Progress } from '../../run/progress.ts';
import { VERSION } from '../../version.ts';

type IndexId = EcosystemId | 'facts';

/**
 * @param given positional arguments, then the options object
 */
export async function dbCommand(name: string, given: readonly unknown[]): Promise<number> {
  const store = storeOf(process.env);
  const last = given.at(-1);
  const options = new Options(typeof last === 'object' && last !== null ? last : {});
  const file = typeof given[0] === 'string' ? given[0] : '';
  switch (name) {
    case 'update':
      return update(store, options);
    case 'build':
      return build(store, feedSourceOf(options.text('feeds')), idsOf(options.text('only')), options);
    case 'import': {
      const installed = isBundle(file) ? importBundle(store, file) : [importIndex(store, file)];
      process.stdout.write(`Installed: ${installed.join(', ')}\n`);
      return 0;
    }
    case 'export':
      process.stdout.write(`Packed into ${file}: ${exportBundle(store, file).join(', ')}\n`);
      return 0;
    case 'status':
      return status(store, options.flag('json'));
    default:
      return verify(store);
  }
}

/** What is installed is renewed; with nothing installed, everything that the source has is built. */
async function update(store: Store, options: Options): Promise<number> {
  const source = feedSourceOf(options.text('feeds') ?? process.env.THERIAC_FEEDS);
  const installed = installedIndexes(store);
  const only = idsOf(options.text('only')) ?? (installed.length === 0 ? undefined : installed);
  return build(store, source, only, options);
}

async function build(
  store: Store,
  source: FeedSource,
  only: readonly IndexId[] | undefined,
  options: Options,
): Promise<number> {
  const progress = new Progress(options.flag('quiet'));
  // Without a terminal the parent of a background update still wants to know how far it is.
  const tell = (text: string): void => progress.show(text);
  let download: Downloader = () => Promise.resolve(undefined);
  if (source.kind !== 'directory') {
    const { downloader } = await import('@theriac/advisories/download');
    download = downloader({
      folder: store.downloads,
      env: process.env,
      userAgent: `theriac/${VERSION}`,
      progress: (url, received, total) =>
        tell(
          `Fetching ${url}: ${mebibytes(received)}${total === undefined ? '' : ` of ${mebibytes(total)}`}`,
        ),
    });
  }
  try {
    const built = await buildIndexes({
      source,
      store,
      ...(only === undefined ? {} : { only }),
      download,
      builtAt: timestamp(new Date()),
      progress: (step) => tell(`Building ${step.index}: ${count(step.records, 'record')}`),
    });
    progress.done();
    if (!options.flag('quiet')) {
      for (const index of built)
        process.stdout.write(`${index.ecosystem.padEnd(14)}${count(index.records, 'record')}\n`);
      process.stdout.write(`Built from ${describeSource(source)} into ${store.indexes}\n`);
    }
    return 0;
  } finally {
    progress.done();
  }
}

function idsOf(given: string | undefined): IndexId[] | undefined {
  if (given === undefined) return undefined;
  return given.split(',').map((name) => {
    const id = name.trim() === 'facts' ? 'facts' : ECOSYSTEM_IDS.find((e) => e === name.trim());
    if (id === undefined)
      throw new TheriacError(
        'THERIAC_USAGE',
        `--only ${name}: not one of ${ECOSYSTEM_IDS.join(', ')}, facts`,
      );
    return id;
  });
}

function status(store: Store, asJson: boolean): number {
  const rows = installedIndexes(store).map((id) => {
    try {
      const index = id === 'facts' ? openFacts(store) : openAdvisories(store, ecosystem(id));
      const meta: IndexInfo | undefined = index?.meta;
      index?.close();
      return { id, meta, problem: meta === undefined ? 'gone' : undefined };
    } catch (error) {
      return {
        id,
        meta: undefined,
        problem: error instanceof TheriacError ? `${error.message} (${error.code})` : 'unreadable',
      };
    }
  });
  if (asJson) {
    process.stdout.write(
      `${JSON.stringify({ folder: store.indexes, indexes: rows.map((r) => ({ index: r.id, ...(r.meta ?? { problem: r.problem }) })) }, null, 2)}\n`,
    );
  } else if (rows.length === 0) {
    process.stdout.write(
      `No index in ${store.indexes}.\nRun \`theriac db update\`, or \`theriac db build --feeds DIR\`.\n`,
    );
  } else {
    for (const { id, meta, problem } of rows) {
      process.stdout.write(
        `${id.padEnd(14)}${meta === undefined ? problem : `${count(meta.records, 'record').padEnd(16)}built ${meta.builtAt}`}\n`,
      );
      for (const feed of meta?.feeds ?? [])
        process.stdout.write(
          `  ${feed.name}: newest ${feed.newest.slice(0, 10) || 'unknown'}, sha256 ${feed.sha256.slice(0, 16)}…\n`,
        );
    }
    process.stdout.write(`Folder: ${store.indexes}\n`);
  }
  return rows.length === 0 || rows.some((r) => r.problem !== undefined) ? 3 : 0;
}

function verify(store: Store): number {
  const installed = installedIndexes(store);
  if (installed.length === 0)
    throw new TheriacError('THERIAC_INDEX_MISSING', 'there is no index to verify', { path: store.indexes });
  let damaged = 0;
  for (const id of installed) {
    const path = indexPath(store, id);
    if (!existsSync(path)) continue;
    try {
      process.stdout.write(`${id.padEnd(14)}whole   sha256 ${FlatFile.verify(path).sha256}\n`);
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      damaged += 1;
      process.stdout.write(`${id.padEnd(14)}DAMAGED ${error.message} (${error.code})\n`);
    }
  }
  return damaged === 0 ? 0 : 3;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
