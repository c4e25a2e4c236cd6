/** `theriac scan`. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { storeOf } from '@theriac/advisories';
import { type ErrorCode, type ScanResult, TheriacError, type VexStatement } from '@theriac/core';
import { type Config, DEFAULT_CONFIG, type FailOn } from '@theriac/govern';
import { type ScanProgress, scan } from '@theriac/scan';
import type { Format } from '../cli.ts';
import { asOfDay, Options } from '../options.ts';
import { Progress } from '../progress.ts';
import { readGiven } from '../read-given.ts';
import { VERSION } from '../version.ts';

const FAIL_ON: readonly FailOn[] = [
  'immediate',
  'out-of-cycle',
  'scheduled',
  'defer',
  'critical',
  'high',
  'medium',
  'low',
  'never',
];
const CONFIG_NAMES = ['theriac.yaml', 'theriac.yml'];

export async function scanCommand(target: string, given: object): Promise<number> {
  const options = new Options(given);
  const format = options.get('format') as Format;
  const outputs = (options.get('output') ?? []) as readonly { format: Format; path: string }[];
  const progress = new Progress(options.flag('quiet'));
  const offline = options.flag('offline') || process.env.THERIAC_OFFLINE === '1';
  const config = await configFor(target, options);
  const base = options.text('baseline');
  const store = storeOf(process.env);
  const asOf = asOfDay(options.text('asOf'), process.env, new Date());
  const common = { config, store, asOf, toolVersion: VERSION, vex: await readVex(target, config, options) };
  try {
    const baseline =
      base === undefined
        ? undefined
        : await (await import('../baseline.ts')).readBaseline(base, target, common);
    const result = await scan({
      ...common,
      path: target,
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

/** The configuration of a target: `--config`, else the file in the folder, else the defaults; then the flags. */
export async function configFor(target: string, options: Options): Promise<Config> {
  const path =
    options.text('config') ?? CONFIG_NAMES.map((name) => join(target, name)).find((p) => existsSync(p));
  const file =
    path === undefined
      ? DEFAULT_CONFIG
      : await readConfig(path, options.text('config') === undefined ? basename(path) : path);
  const failOn = options.text('failOn');
  const level = FAIL_ON.find((f) => f === failOn);
  if (failOn !== undefined && level === undefined) {
    throw new TheriacError('THERIAC_USAGE', `--fail-on ${failOn}: not one of ${FAIL_ON.join(', ')}`);
  }
  return {
    ...file,
    policy: level === undefined ? file.policy : { ...file.policy, failOn: level },
    exclude: [...file.exclude, ...options.list('exclude')],
  };
}

/** @param label what results call it: the same wherever the command was run, so that they have the same bytes */
async function readConfig(path: string, label: string): Promise<Config> {
  const text = readGiven(path, 'THERIAC_CONFIG');
  const { parseConfig } = await import('@theriac/govern/config-schema');
  try {
    return parseConfig(text, label);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    throw new TheriacError(error.code, error.message, { ...error.place, path }, { cause: error });
  }
}

/** Documents named in the configuration stand beside it; those of `--vex` are paths as the user typed them. */
async function readVex(target: string, config: Config, options: Options): Promise<VexStatement[]> {
  const named = config.vex.map((p) => ({ path: join(target, p), read: readGiven }));
  // What the user names may be a pipe.
  const given = options.list('vex').map((path) => ({ path, read: readAny }));
  if (named.length + given.length === 0) return [];
  const { readOpenVex } = await import('@theriac/formats/openvex');
  return [...named, ...given].flatMap(({ path, read }) => readOpenVex(read(path, 'THERIAC_VEX'), path));
}

function readAny(path: string, code: ErrorCode): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TheriacError(code, 'cannot be read', { path }, { cause });
  }
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
  const { renderDocument } = await import('@theriac/formats');
  return renderDocument(result, format);
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
