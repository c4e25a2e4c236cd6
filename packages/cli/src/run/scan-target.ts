/** One scan from its options to its reports and exit code; `theriac scan` and `theriac sbom compare` are this. */
import { dirname, join } from 'node:path';
import { type Store, storeOf } from '@theriac/advisories';
import { type RegistryAccess, type ScanResult, type Scope, type Severity, TheriacError } from '@theriac/core';
import type { ReportId } from '@theriac/formats/reports';
import type { Config, FailOn } from '@theriac/govern';
import { type Claim, type ScanProgress, scan } from '@theriac/scan';
import type { CommandContext, Io } from '../command/command.ts';
import { configFor, readAdvisories, readVex } from '../inputs/config-file.ts';
import { repositoryPath } from '../inputs/repository-path.ts';
import { asOfDay } from '../inputs/time.ts';
import { VERSION } from '../version.ts';
import { defectPrinter } from './print-defect.ts';
import { Progress } from './progress.ts';
import { channelOf, wantsColor } from './safe-output.ts';
import { terminalWidth } from './width.ts';

type Format = 'terminal' | 'table' | ReportId;

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
  /** What the reports show of the findings; the gate judges everything. */
  readonly severity?: readonly Severity[];
  readonly scope?: readonly Scope[];
  readonly fixable?: boolean;
  /** Advisories and rules that do not count in this run. */
  readonly ignore?: readonly string[];
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
  const asOf = asOfDay(request.asOf, env, new Date());
  const config = withIgnored(await configFor(target, request), request.ignore ?? [], asOf);
  const store = storeOf(env);
  const vex = await readVex(target, config, request.vex);
  const csaf = await readAdvisories(target, config, request.csaf);
  const common = {
    config,
    store,
    asOf,
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
      prose: [format, ...output.map((o) => o.format)].some((f) => f !== 'terminal' && f !== 'table'),
      ...prefixOf(target),
      progress: (step) => progress.show(describe(step)),
      prepare: async (needed) => {
        if (offline) return;
        const { ensureIndexes } = await import('./ensure-indexes.ts');
        await ensureIndexes(store, needed, { feeds, progress, quiet, context });
      },
    });
    progress.done();
    const part = await partOf(result, request);
    const render = (format: Format, surface: Surface): Promise<Iterable<string>> =>
      rendered(WHOLE.has(format) ? result : part, format, request.all, surface);
    for (const { format, path } of output) {
      const { writeReport } = await import('./report-file.ts');
      writeReport(path, await render(format, PLAIN), channelOf(format));
    }
    for (const piece of await render(format, surfaceOf(context))) stdout.write(piece, channelOf(format));
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

/** Bills of materials are records: a filter does not make them smaller. */
const WHOLE: ReadonlySet<Format> = new Set(['cyclonedx', 'spdx']);

async function partOf(
  result: ScanResult,
  { severity = [], scope = [], fixable = false }: ScanRequest,
): Promise<ScanResult> {
  if (severity.length === 0 && scope.length === 0 && !fixable) return result;
  const { shownPart } = await import('@theriac/formats/reports/shown-part');
  return shownPart(result, { severities: severity, scopes: scope, fixable });
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

function prefixOf(target: string): { readonly prefix?: string } {
  const prefix = repositoryPath(target);
  return prefix === '' ? {} : { prefix };
}

/** What a terminal report is shown on. */
interface Surface {
  readonly color: boolean;
  readonly width: number;
  /** Columns to which tables are cut; undefined: a pipe or a file, where they are not. */
  readonly tableWidth: number | undefined;
}

/** Files have no terminal. */
const PLAIN: Surface = { color: false, width: 80, tableWidth: undefined };

function surfaceOf({ stdout, env, width }: CommandContext): Surface {
  return {
    color: wantsColor(stdout.isTTY === true, env),
    width,
    tableWidth: terminalWidth(stdout, env),
  };
}

/** @returns pieces of whole lines */
async function rendered(
  result: ScanResult,
  format: Format,
  all: boolean,
  surface: Surface,
): Promise<Iterable<string>> {
  if (format === 'terminal' || format === 'table') {
    const { renderTable, renderTerminal } = await import('@theriac/formats/reports/terminal');
    const { styleOf } = await import('./style.ts');
    const { color, tableWidth, width } = surface;
    const style = styleOf(color);
    return [
      format === 'table'
        ? renderTable(result, { width: tableWidth, all, style })
        : renderTerminal(result, { width, all, style }),
    ];
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
