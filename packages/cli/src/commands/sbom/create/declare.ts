/** `theriac sbom create`: what it takes. */

import { BOM_PHASES } from '@theriac/core';
import { declare, type GivenTo } from '../../../command/command.ts';
import { choice, flag, text } from '../../../command/spec.ts';
import { AS_OF, CONFIG, EXCLUDE, OUTPUT, PLATFORM, QUIET, TARGET, VEX } from '../../../inputs/options.ts';
import { FORMAT_OPTION } from '../options.ts';

export const create = declare({
  name: 'create',
  summary: 'create the SBOM of a target',
  operands: { target: TARGET },
  options: {
    platform: PLATFORM,
    format: FORMAT_OPTION,
    output: OUTPUT,
    name: text('--name <name>', 'name of the product'),
    productVersion: text('--product-version <version>', 'version of the product'),
    supplier: text('--supplier <name>', 'supplier of the product'),
    purl: text('--purl <purl>', 'package URL of the product'),
    author: text('--author <author>', 'author of the document: "Name <address>"'),
    phase: choice('--phase <phase>', 'lifecycle phase', BOM_PHASES),
    vulnerabilities: flag('--vulnerabilities', 'include vulnerabilities (FDA); otherwise without (BSI)'),
    enrich: flag('--no-enrich', 'do not add suppliers, support and licences from known facts'),
    vex: VEX,
    exclude: EXCLUDE,
    config: CONFIG,
    asOf: AS_OF,
    quiet: QUIET,
  },
  examples: [
    'sbom create',
    'sbom create app -o app.cdx.json',
    'sbom create --format spdx@3.0.1 -o app.spdx3.json',
  ],
});

export type CreateGiven = GivenTo<typeof create>;
