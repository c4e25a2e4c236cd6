/** `theriac sbom enrich`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { flag, operand, text } from '../../../command/spec.ts';
import { AS_OF, OUTPUT, VEX } from '../../../inputs/options.ts';
import { FORMAT_OPTION } from '../options.ts';

export const enrich = declare({
  name: 'enrich',
  summary: 'add suppliers, support, licences and vulnerabilities',
  operands: { file: operand('<file>', 'the document; - for stdin') },
  options: {
    format: FORMAT_OPTION,
    output: OUTPUT,
    sources: text('--sources <folder>', 'folder with the packages of the document'),
    author: text('--author <author>', 'author of the document: "Name <address>"'),
    supplier: text('--supplier <name>', 'supplier of the product, where none is stated'),
    purl: text('--purl <purl>', 'package URL of the product, where it has no identifier'),
    vulnerabilities: flag('--vulnerabilities', 'add known vulnerabilities with their assessment'),
    vex: VEX,
    asOf: AS_OF,
    verbose: flag('-v, --verbose', 'list every addition and where it comes from'),
  },
  examples: ['sbom enrich bom.json -o bom.full.json', 'sbom enrich bom.json --sources app -v'],
});

export type EnrichGiven = GivenTo<typeof enrich>;
