/** One scan from its inputs to its result: configuration, VEX, advisories, baseline and index, read as the options say. */
import { dirname, join } from 'node:path';
import { type Store, storeOf } from '@theriac/advisories';
import { type Area, type RegistryAccess, type ScanResult, TheriacError } from '@theriac/core';
import type { Config, FailOn } from '@theriac/govern';
import { type Claim, type ScanProgress, scan } from '@theriac/scan';
import type { Target } from '@theriac/scan/target';
import type { CommandContext, Io } from '../command/command.ts';
import { configFor, readAdvisories, readVex } from '../inputs/config-file.ts';
import { repositoryPath } from '../inputs/repository-path.ts';
import { placeOfConfig, type SourceOptions, STDIN, scanSource } from '../inputs/scan-source.ts';
import { openScanTarget } from '../inputs/scan-target.ts';
import { asOfDay } from '../inputs/time.ts';
import { VERSION } from '../version.ts';
import { defectPrinter } from './print-defect.ts';
import { Progress } from './progress.ts';

export interface ScanInputs extends SourceOptions {
  readonly offline: boolean;
  readonly online?: boolean;
  readonly failOn?: FailOn | undefined;
  readonly baseline?: string | undefined;
  readonly vex?: readonly string[];
  readonly csaf?: readonly string[];
  readonly exclude?: readonly string[];
  readonly config?: string | undefined;
  readonly rules?: readonly string[];
  /** Advisories and rules that do not count in this run. */
  readonly ignore?: readonly string[];
  readonly feeds?: string | undefined;
  readonly asOf?: string | undefined;
  readonly quiet?: boolean;
  /** A newer base image, as a target. */
  readonly newerBase?: string | undefined;
  /** Of an image that exists for several: `linux/arm64`. */
  readonly platform?: string | undefined;
  /** A supplier's bill of materials to compare with the target. */
  readonly claim?: Claim;
  /** Looks at this area alone. */
  readonly area?: Area;
  /** Changes the configuration after it was read. */
  readonly adjust?: (config: Config) => Config;
}

/** @param prose whether the text of advisories goes into the result */
export async function scanOnce(
  inputs: ScanInputs,
  prose: boolean,
  context: CommandContext,
): Promise<ScanResult> {
  const { target, area, online = false, feeds, quiet = false, adjust = (config) => config } = inputs;
  const { env } = context;
  const offline = isOffline(inputs, env);
  if (online && offline)
    throw new TheriacError('THERIAC_USAGE', '--online and --offline contradict each other');
  const progress = new Progress(quiet, context);
  const asOf = asOfDay(inputs.asOf, env, new Date());
  const place = placeOfConfig(target);
  const config = adjust(withIgnored(await configFor(place, inputs), inputs.ignore ?? [], asOf));
  const store = storeOf(env);
  const vex = await readVex(place, config, inputs.vex ?? []);
  const csaf = await readAdvisories(place, config, inputs.csaf ?? []);
  const source = await scanSource(inputs, context);
  const common = {
    config,
    store,
    asOf,
    toolVersion: VERSION,
    vex: vex.statements,
    warnings: [...vex.warnings, ...csaf.warnings],
    csaf: csaf.documents,
    onDefect: defectPrinter(context),
    ...(area === undefined ? {} : { only: area }),
  };
  try {
    const baseline =
      inputs.baseline === undefined
        ? undefined
        : await (await import('../inputs/baseline.ts')).readBaseline(inputs.baseline, target, common);
    return await scan({
      ...common,
      ...source,
      path:
        typeof source.path === 'string'
          ? await openScanTarget(source.path, {
              env,
              offline,
              platform: inputs.platform,
              progress: (what) => progress.show(what),
            })
          : source.path,
      ...(await newerBaseOf(inputs, env, offline, progress)),
      ...(inputs.claim === undefined ? {} : { claim: inputs.claim, artefact: true }),
      ...(online ? { registry: await registryOf(store, env), allow: ['network'] } : {}),
      ...(baseline === undefined ? {} : { baseline }),
      onlyNew: baseline !== undefined,
      prose,
      ...(target === STDIN ? {} : prefixOf(target, env)),
      progress: (step) => progress.show(describe(step)),
      prepare: async (needed) => {
        if (offline) return;
        const { ensureIndexes } = await import('./ensure-indexes.ts');
        await ensureIndexes(store, needed, { feeds, progress, quiet, context });
      },
    });
  } finally {
    progress.done();
  }
}

async function newerBaseOf(
  { newerBase, platform }: ScanInputs,
  env: Io['env'],
  offline: boolean,
  progress: Progress,
): Promise<{ readonly newerBase?: { readonly target: Target; readonly name: string } }> {
  if (newerBase === undefined) return {};
  const show = (what: string): void => progress.show(what);
  const target = await openScanTarget(newerBase, { env, offline, platform, progress: show });
  if (typeof target === 'string')
    throw new TheriacError('THERIAC_USAGE', '--newer-base takes an image', { path: newerBase });
  return { newerBase: { target, name: target.contents?.facts.name ?? target.name } };
}

export function isOffline({ offline }: Pick<ScanInputs, 'offline'>, env: Io['env']): boolean {
  return offline || env.THERIAC_OFFLINE === '1';
}

async function registryOf(store: Store, env: Io['env']): Promise<RegistryAccess> {
  const { registryClient } = await import('@theriac/scan/registries');
  return registryClient({
    cache: join(dirname(store.downloads), 'registry'),
    env,
    userAgent: `theriac/${VERSION}`,
  });
}

/** What is ignored by an option is a suppression for this day, under the limits of every other one. */
function withIgnored(config: Config, ids: readonly string[], asOf: string): Config {
  const ignored = ids.map((rule) => ({
    id: `--ignore ${rule}`,
    kind: 'option' as const,
    rule,
    reason: 'given on the command line',
    expires: asOf,
    source: 'command line',
  }));
  return { ...config, ignore: [...config.ignore, ...ignored] };
}

function prefixOf(target: string, env: Io['env']): { readonly prefix?: string } {
  const prefix = repositoryPath(target, env);
  return prefix === '' ? {} : { prefix };
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
