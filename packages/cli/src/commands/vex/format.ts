/** `--to` and `--format` of the VEX commands. */
import { TheriacError } from '@theriac/core';
import { VEX_FORMATS, type VexFormat } from '@theriac/formats/vex';
import type { Options } from '../../options.ts';

export function formatOf(options: Options): VexFormat {
  const given = options.text('format') ?? options.text('to') ?? 'openvex';
  const format = VEX_FORMATS.find((f) => f === given);
  if (format === undefined)
    throw new TheriacError('THERIAC_USAGE', `${given}: not one of ${VEX_FORMATS.join(', ')}`);
  return format;
}
