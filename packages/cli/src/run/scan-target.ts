/** One scan from its options to its reports and exit code; `theriac scan` and `theriac sbom compare` are this. */
import { dirname, join } from 'node:path';
import { type Store, storeOf } from '@theriac/advisories';
import { type RegistryAccess, type ScanResult, TheriacError } from '@theriac/core';
import type { ReportId } from '@theriac/formats/reports';
import type { FailOn } from '@theriac/govern';
import { type Claim, type ScanProgress, scan } from '@theriac/scan';
import type { CommandContext, Io } from '../command/command.ts';
import { configFor, readAdvisories, readVex } from '../inputs/config-file.ts';
import { asOfDay } from '../inputs/time.ts';
import { VERSION } from '../version.ts';
import { defectPrinter } from './print-defect.ts';
import { Progress } from './progress.ts';
import { channelOf, wantsColor } from './safe-output.ts';

type Format = 'terminal' | ReportId;

export interface ScanRequest {
  readonly target: string;
  readonly format: Format;
  readonly output: readonly { readonly format: Format; readonly path: string }[];
  readonly offline: boolean;
  readonly online: boolean;
  readonly failOn: FailOn | undefined;
  readonly baseline: string | undefined;
  readonly vex: readonly string[];
  readonly csaf: readonly string[];
  readonly exclude: readonly string[];
  readonly config: string | undefined;
  readonly feeds: string | undefined;
  readonly asOf: string | undefined;
  readonly all: boolean;
  readonly quiet: boolean;
  /** A supplier's bill of materials to compare with the target. */
  readonly claim?: Claim;
}

/** @returns the exit code of the gate */
export async function scanTarget(request: ScanRequest, context: CommandContext): Promise<number> {
  const { target, format, output, online, feeds, quiet } = request;
  const { env, stdout } = context;
  const offline = request.offline || env.THERIAC_OFFLINE === '1';
  if (online && offline)
    throw new TheriacError('THERIAC_USAGE', '--online and --offline contradict each other');
  const progress = new Progress(quiet, context);
  const config = await configFor(target, request);
  const store = storeOf(env);
  const vex = await readVex(target, config, request.vex);
  const csaf = await readAdvisories(target, config, request.csaf);
  const common = {
    config,
    store,
    asOf: asOfDay(request.asOf, env, new Date()),
    toolVersion: VERSION,
    vex: vex.statements,
    warnings: [...vex.warnings, ...csaf.warnings],
    csaf: csaf.documents,
    onDefect: defectPrinter(context),
  };
  try {
    const baseline =
      request.baseline === undefined
        ? undefined
        : await (await import('../inputs/baseline.ts')).readBaseline(request.baseline, target, common);
    const result = await scan({
      ...common,
      path: target,
      ...(request.claim === undefined ? {} : { claim: request.claim }),
      ...(online ? { registry: await registryOf(store, env), allow: ['network'] } : {}),
      ...(baseline === undefined ? {} : { baseline }),
      onlyNew: baseline !== undefined,
      // The terminal shows titles only, and those need no text from the index.
      prose: format !== 'terminal' || output.some((o) => o.format !== 'terminal'),
      progress: (step) => progress.show(describe(step)),
      prepare: async (needed) => {
        if (offline) return;
        const { ensureIndexes } = await import('./ensure-indexes.ts');
        await ensureIndexes(store, needed, { feeds, progress, quiet, context });
      },
    });
    progress.done();
    for (const { format, path } of output) {
      const { writeReport } = await import('./report-file.ts');
      writeReport(path, await render(result, format, request.all, PLAIN), channelOf(format));
    }
    for (const piece of await render(result, format, request.all, surfaceOf(context)))
      stdout.write(piece, channelOf(format));
    if (!offline) {
      const { refreshLater } = await import('./ensure-indexes.ts');
      refreshLater(store, result.indexes, feeds, context);
    }
    return result.gate.exitCode;
  } finally {
    progress.done();
  }
}

async function registryOf(store: Store, env: Io['env']): Promise<RegistryAccess> {
  const { registryClient } = await import('@theriac/scan/registries');
  return registryClient({
    cache: join(dirname(store.downloads), 'registry'),
    env,
    userAgent: `theriac/${VERSION}`,
  });
}

/** What a terminal report is shown on. */
interface Surface {
  readonly color: boolean;
  readonly width: number;
}

/** Files have no terminal. */
const PLAIN: Surface = { color: false, width: 80 };

function surfaceOf({ stdout, env, width }: CommandContext): Surface {
  return { color: wantsColor(stdout.isTTY === true, env), width };
}

/** @returns pieces of whole lines */
async function render(
  result: ScanResult,
  format: Format,
  all: boolean,
  surface: Surface,
): Promise<Iterable<string>> {
  if (format === 'terminal') {
    const { renderTerminal } = await import('@theriac/formats/reports/terminal');
    const { styleOf } = await import('./style.ts');
    return [renderTerminal(result, { width: surface.width, all, style: styleOf(surface.color) })];
  }
  const { renderPieces } = await import('@theriac/formats/reports');
  return renderPieces(result, format);
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
