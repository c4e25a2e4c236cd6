/** Known vulnerabilities of what a document lists, with the assessment that VEX gives each. */
import { storeOf } from '@theriac/advisories';
import type { Bom } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { scan } from '@theriac/scan';
import type { CommandContext } from '../../../command/command.ts';
import { configFor, readVex } from '../../../inputs/config-file.ts';
import { asOfDay } from '../../../inputs/time.ts';
import { defectPrinter } from '../../../run/print-defect.ts';
import { VERSION } from '../../../version.ts';

export interface LookUp {
  readonly file: string;
  readonly asOf: string | undefined;
  /** With theriac.yaml; undefined: none. */
  readonly folder: string | undefined;
  readonly vex: readonly string[];
}

/** Those that are there already are replaced; when everything was looked up, the document says so. */
export async function withVulnerabilities(bom: Bom, given: LookUp, context: CommandContext): Promise<Bom> {
  const { file, folder } = given;
  const config = folder === undefined ? DEFAULT_CONFIG : await configFor(folder, {});
  const vex = await readVex(folder ?? file, config, given.vex);
  const result = await scan({
    path: file,
    config,
    vex: vex.statements,
    warnings: vex.warnings,
    store: storeOf(context.env),
    asOf: asOfDay(given.asOf, context.env, new Date()),
    toolVersion: VERSION,
    onlyNew: false,
    prose: false,
    onDefect: defectPrinter(context),
  });
  const { bomOfScan } = await import('@theriac/formats/bom');
  const { vulnerabilities } = await bomOfScan(result);
  const refs = Map.groupBy(
    bom.components.filter((c) => c.purl !== undefined),
    (c) => c.purl,
  );
  const whole = result.coverage.find((c) => c.area === 'vulnerabilities')?.state === 'complete';
  const others = bom.properties.filter(({ name }) => name !== 'theriac:vulnerabilities');
  return {
    ...bom,
    vulnerabilities: vulnerabilities.map((v) => ({
      ...v,
      affects: v.affects.flatMap((affected) =>
        (refs.get(affected.ref) ?? []).map(({ ref }) => ({ ...affected, ref })),
      ),
    })),
    properties: whole ? [...others, { name: 'theriac:vulnerabilities', value: 'complete' }] : others,
  };
}
