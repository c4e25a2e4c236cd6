/** `theriac scan`. */
import { dirname, join } from 'node:path';
import { type Store, storeOf } from '@theriac/advisories';
import { type RegistryAccess, type ScanResult, TheriacError } from '@theriac/core';
import { type Claim, type ScanProgress, scan } from '@theriac/scan';
import type { Format } from '../cli.ts';
import { configFor, readAdvisories, readVex } from '../config-file.ts';
import { asOfDay, Options } from '../options.ts';
import { Progress } from '../progress.ts';
import { VERSION } from '../version.ts';

/** @param claim a supplier's bill of materials to hold against the target */
export async function scanCommand(target: string, given: object, claim?: Claim): Promise<number> {
  const options = new Options(given);
  const format = options.get('format') as Format;
  const outputs = (options.get('output') ?? []) as readonly { format: Format; path: string }[];
  const progress = new Progress(options.flag('quiet'));
  const offline = options.flag('offline') || process.env.THERIAC_OFFLINE === '1';
  const config = await configFor(target, options);
  const base = options.text('baseline');
  const store = storeOf(process.env);
  const asOf = asOfDay(options.text('asOf'), process.env, new Date());
  const vex = await readVex(target, config, options);
  const csaf = await readAdvisories(target, config, options);
  const online = options.flag('online');
  if (online && offline) {
    throw new TheriacError('THERIAC_USAGE', '--online and --offline contradict each other');
  }
  const common = { config, store, asOf, toolVersion: VERSION, vex, csaf };
  try {
    const baseline =
      base === undefined
        ? undefined
        : await (await import('../baseline.ts')).readBaseline(base, target, common);
    const result = await scan({
      ...common,
      path: target,
      ...(claim === undefined ? {} : { claim }),
      ...(online ? { registry: await registryOf(store) } : {}),
      ...(baseline === undefined ? {} : { baseline }),
      onlyNew: baseline !== undefined,
      // The terminal shows titles only, and those need no text from the index.
      prose: format !== 'terminal' || outputs.some((o) => o.format !== 'terminal'),
      progress: (step) => progress.show(describe(step)),
      prepare: async (needed) => {
        if (offline) return;
        const { ensureIndexes } = await import('../ensure-indexes.ts');
        const feeds = options.text('feeds');
        await ensureIndexes(store, needed, { feeds, progress, quiet: options.flag('quiet') });
      },
    });
    progress.done();
    for (const output of outputs) {
      const { writeReport } = await import('../report-file.ts');
      writeReport(output.path, await render(result, output.format, options, false));
    }
    process.stdout.write(await render(result, format, options, process.stdout.isTTY === true));
    if (!offline) {
      const { refreshLater } = await import('../ensure-indexes.ts');
      refreshLater(store, result.indexes, options.text('feeds'));
    }
    return result.gate.exitCode;
  } finally {
    progress.done();
  }
}

async function registryOf(store: Store): Promise<RegistryAccess> {
  const { registryClient } = await import('@theriac/scan/registries/registry-client');
  return registryClient({
    cache: join(dirname(store.downloads), 'registry'),
    env: process.env,
    userAgent: `theriac/${VERSION}`,
  });
}

async function render(
  result: ScanResult,
  format: Format,
  options: Options,
  terminal: boolean,
): Promise<string> {
  if (format === 'terminal') {
    const { renderTerminal } = await import('../render/terminal.ts');
    const width = terminal ? Math.min(process.stdout.columns ?? 80, 120) : 80;
    return renderTerminal(result, { color: terminal && wantsColor(), width, all: options.flag('all') });
  }
  const { renderReport } = await import('@theriac/formats/reports');
  return renderReport(result, format);
}

/** https://no-color.org: any non-empty value switches colour off. */
function wantsColor(): boolean {
  return (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
}

function describe(step: ScanProgress): string {
  switch (step.step) {
    case 'walk':
      return `Looking at files: ${step.entries}`;
    case 'extract':
      return `Reading package files: ${step.done} of ${step.total}`;
    case 'match':
      return `Matching ${step.components} components`;
  }
}
