/** One scan from its options to its reports and exit code: `theriac scan`, and `theriac sbom compare` against a folder. */
import { storeOf } from '@theriac/advisories';
import type { ScanResult, Scope, Severity } from '@theriac/core';
import type { ReportId } from '@theriac/formats/reports';
import type { CommandContext } from '../command/command.ts';
import { channelOf, wantsColor } from './safe-output.ts';
import { isOffline, type ScanInputs, scanOnce } from './scan-once.ts';
import { placeOfTarget, type TargetPlace } from './target-place.ts';
import { destinationOf, type UploadAsked } from './upload-destination.ts';
import { terminalWidth } from './width.ts';

type Format = 'terminal' | 'table' | ReportId;

export interface ScanRequest extends ScanInputs, UploadAsked {
  readonly format: Format;
  readonly output: readonly { readonly format: Format; readonly path: string }[];
  /** What the reports show of the findings; the gate judges everything. */
  readonly severity?: readonly Severity[];
  readonly scope?: readonly Scope[];
  readonly fixable?: boolean;
  readonly all: boolean;
  /** Takes the place of the terminal report. */
  readonly terminal?: (result: ScanResult, width: number) => readonly string[];
}

/** The terminal shows titles only, and those need no text from the index. */
const WITHOUT_PROSE: ReadonlySet<Format> = new Set(['terminal', 'table', 'csv']);

/** @returns the exit code of the gate */
export async function scanTarget(request: ScanRequest, context: CommandContext): Promise<number> {
  const { format, output } = request;
  const destination = destinationOf(request, context.env);
  const prose = [format, ...output.map((o) => o.format)].some((f) => !WITHOUT_PROSE.has(f));
  const result = await scanOnce(request, prose, context);
  const part = await partOf(result, request);
  const render = (format: Format, surface: Surface): Promise<Iterable<string>> =>
    rendered(WHOLE.has(format) ? result : part, format, request.all, surface);
  for (const { format, path } of output) {
    const { writeReport } = await import('./report-file.ts');
    writeReport(path, await render(format, PLAIN), channelOf(format));
  }
  const surface = surfaceOf(context, request.target);
  const pieces =
    request.terminal !== undefined && format === 'terminal'
      ? [`${request.terminal(result, surface.width).join('\n')}\n`]
      : await render(format, surface);
  for (const piece of pieces) context.stdout.write(piece, channelOf(format));
  if (destination !== undefined) {
    const { uploadResult } = await import('./upload-result.ts');
    await uploadResult(result, destination, context);
  }
  if (!isOffline(request, context.env)) {
    const { refreshLater } = await import('./ensure-indexes.ts');
    refreshLater(storeOf(context.env), result.indexes, request.feeds, context);
  }
  return result.gate.exitCode;
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

/** What a terminal report is shown on. */
interface Surface {
  readonly color: boolean;
  readonly width: number;
  /** Columns to which tables are cut; undefined: a pipe or a file, where they are not. */
  readonly tableWidth: number | undefined;
  readonly place: TargetPlace;
}

/** Files have no terminal, and are read by others, who are elsewhere. */
const PLAIN: Surface = { color: false, width: 80, tableWidth: undefined, place: { at: '' } };

function surfaceOf({ stdout, env, width }: CommandContext, target: string): Surface {
  return {
    color: wantsColor(stdout.isTTY === true, env),
    width,
    tableWidth: terminalWidth(stdout, env),
    place: placeOfTarget(target),
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
    const { color, place, tableWidth, width } = surface;
    const style = styleOf(color);
    return [
      format === 'table'
        ? renderTable(result, { ...place, all, width: tableWidth, style })
        : renderTerminal(result, { ...place, all, width, style }),
    ];
  }
  const { renderPieces } = await import('@theriac/formats/reports');
  return renderPieces(result, format);
}
