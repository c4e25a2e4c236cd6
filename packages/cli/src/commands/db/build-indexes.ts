/** Builds indexes from feeds, for `theriac db build` and `theriac db update`. */

import { storeOf } from '@theriac/advisories';
import { buildIndexes, type Downloader, describeSource, type FeedSource } from '@theriac/advisories/build';
import { count, TheriacError } from '@theriac/core';
import type { CommandContext } from '../../command/command.ts';
import { nowOf } from '../../inputs/time.ts';
import { Progress } from '../../run/progress.ts';
import { VERSION } from '../../version.ts';
import type { IndexId } from './options.ts';

/**
 * Builds indexes and reports what was built.
 * @param only undefined: everything that the source has
 */
export async function buildAndReport(
  source: FeedSource,
  { only, quiet }: { readonly only: readonly IndexId[] | undefined; readonly quiet: boolean },
  context: CommandContext,
): Promise<number> {
  const { env, stdout } = context;
  const store = storeOf(env);
  const progress = new Progress(quiet, context);
  const show = (text: string): void => progress.show(text);
  let download: Downloader = () => Promise.resolve(undefined);
  if (source.kind !== 'directory') {
    if (env.THERIAC_OFFLINE === '1')
      throw new TheriacError(
        'THERIAC_USAGE',
        'THERIAC_OFFLINE=1 forbids the network: unset it, or build from a folder with `theriac db build --feeds DIR`',
      );
    const { downloader } = await import('@theriac/advisories/download');
    download = downloader({
      folder: store.downloads,
      env,
      userAgent: `theriac/${VERSION}`,
      progress: (url, received, total) =>
        show(
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
      builtAt: nowOf(env),
      progress: (step) => show(`Building ${step.index}: ${count(step.records, 'record')}`),
    });
    progress.done();
    if (!quiet) {
      for (const index of built)
        stdout.write(`${index.ecosystem.padEnd(14)}${count(index.records, 'record')}\n`);
      stdout.write(`Built from ${describeSource(source)} into ${store.indexes}\n`);
    }
    return 0;
  } finally {
    progress.done();
  }
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
