/**
 * The commands that raise the score of a document against the FDA profile. Each is tried on the document in memory first:
 * what would not raise the score is not printed.
 */
import { existsSync } from 'node:fs';
import { type Bom, bomComponentName, command, count } from '@theriac/core';
import { stepLines } from '@theriac/formats/reports/terminal';
import { hanging, printable, shellWord, wrap } from '@theriac/formats/terminal-text';
import { judgeQuality, type QualityReport } from '@theriac/govern/sbom';
import type { CommandContext } from '../../../command/command.ts';
import { formatNameOf } from '../document-format.ts';
import { enriched } from '../enrich/enrichment.ts';
import { withVulnerabilities } from '../enrich/vulnerabilities.ts';

const SHOWN = 5;
const AUTHOR = 'Your organisation <sbom@example.org>';
const SUPPLIER = 'Your organisation';

/** @returns lines; none where the document conforms or nothing at hand raises its score */
export async function raiseLines(bom: Bom, file: string, context: CommandContext): Promise<string[]> {
  const before = judged(bom);
  if (before.conforms) return [];
  const tried = await attempt(bom, file, before, context);
  const after = judged(tried.bom);
  const { width } = context;
  const format = formatOf(bom);
  const raising =
    after.score > before.score
      ? [
          '',
          ...wrap(`This raises the score from ${before.score} to ${after.score}:`, width),
          ...commandLines(tried.words, width),
        ]
      : [];
  const only = configurationLines(after, tried.bom, width);
  return [
    ...raising,
    ...assessmentLines(tried.bom, file, format, width),
    ...only,
    ...(only.length === 0
      ? []
      : ['  and then:', ...commandLines(['theriac', 'sbom', 'enrich', file, ...format, '-o', file], width)]),
  ];
}

function assessmentLines(bom: Bom, file: string, format: readonly string[], width: number): string[] {
  const pending = unassessed(bom);
  if (pending === 0) return [];
  const vex = `${file}.vex.json`;
  // Who answers for the document answers for its statements.
  const author = ['--author', bom.authors[0]?.name ?? SUPPLIER];
  const adding = ['--vulnerabilities', '--vex', vex, '-o', file];
  return [
    '',
    ...wrap(
      `An assessment is missing for ${count(pending, 'vulnerability', 'vulnerabilities')}. List them, assess each with \`theriac vex add\`, and add them:`,
      width,
    ),
    ...commandLines(['theriac', 'vex', 'create', file, ...author, '-o', vex], width),
    ...commandLines(['theriac', 'sbom', 'enrich', file, ...format, ...adding], width),
  ];
}

function judged(bom: Bom): QualityReport {
  const [report] = judgeQuality(bom, ['fda']);
  if (report === undefined) throw new RangeError('there is a profile of the FDA');
  return report;
}

function lacks({ elements }: QualityReport, id: string): boolean {
  const element = elements.find((e) => e.id === id);
  return element !== undefined && element.notCarried !== true && element.have < Math.max(1, element.asked);
}

function lacksOf({ elements }: QualityReport, id: string, ref: string): boolean {
  return elements.find((e) => e.id === id)?.missing.includes(ref) === true;
}

interface Attempt {
  readonly bom: Bom;
  readonly words: readonly string[];
}

async function attempt(
  bom: Bom,
  file: string,
  report: QualityReport,
  context: CommandContext,
): Promise<Attempt> {
  const folder = existsSync('theriac.yaml') ? '.' : undefined;
  const base = { asOf: undefined, config: {}, env: context.env, folder };
  // What theriac.yaml says of the product needs no option.
  const own = judged((await enriched(bom, { ...base, product: {} })).bom);
  const [ref = '', ...others] = new Set(bom.subjects);
  const product = others.length > 0 ? undefined : bom.components.find((c) => c.ref === ref);
  const author = lacks(own, 'author') ? AUTHOR : undefined;
  const supplier = lacksOf(own, 'supplier', ref) ? SUPPLIER : undefined;
  const purl = product !== undefined && lacksOf(own, 'identifier', ref) ? purlOf(product) : undefined;
  const filled = await enriched(bom, {
    ...base,
    author,
    product: { ...(supplier === undefined ? {} : { supplier }), ...(purl === undefined ? {} : { purl }) },
  });
  const lookUp = lacks(report, 'vulnerability-assessment');
  const whole = lookUp
    ? await withVulnerabilities(filled.bom, { file, asOf: undefined, folder, vex: [] }, context)
    : filled.bom;
  return {
    bom: whole,
    words: [
      ...['theriac', 'sbom', 'enrich', file, ...formatOf(bom)],
      ...(author === undefined ? [] : ['--author', author]),
      ...(supplier === undefined ? [] : ['--supplier', supplier]),
      ...(purl === undefined ? [] : ['--purl', purl]),
      ...(lookUp ? ['--vulnerabilities'] : []),
      ...['-o', file],
    ],
  };
}

/** A product that no registry has is known by its name and version. */
function purlOf(product: Bom['components'][number]): string {
  const name = encodeURIComponent(bomComponentName(product));
  return `pkg:generic/${name}${product.version === undefined ? '' : `@${encodeURIComponent(product.version)}`}`;
}

function formatOf({ source }: Bom): string[] {
  return source === undefined ? [] : ['--format', formatNameOf(source)];
}

function unassessed({ vulnerabilities }: Bom): number {
  return vulnerabilities.filter((v) => v.analysis?.state === undefined || v.analysis.state === 'in_triage')
    .length;
}

/** As a shell takes it, over several lines where it is long. */
function commandLines(words: readonly string[], width: number): string[] {
  return stepLines(command(words.map(shellWord).join(' ')), width, '  ');
}

/** What no feed knows. */
function configurationLines(report: QualityReport, bom: Bom, width: number): string[] {
  const ids = ['support-level', 'end-of-support'];
  const missing = new Set(report.elements.filter((e) => ids.includes(e.id)).flatMap((e) => e.missing));
  const [subject = ''] = bom.subjects;
  const purls = bom.components
    .filter((c) => missing.has(c.ref) && c.ref !== subject)
    .map((c) => c.purl ?? bomComponentName(c));
  if (missing.size === 0) return [];
  return [
    '',
    ...wrap(
      'What only you know goes into theriac.yaml (level: support, limitedSupport, endOfSupport or noSupport):',
      width,
    ),
    ...(existsSync('theriac.yaml') ? [] : ['  version: 1']),
    ...(missing.has(subject)
      ? ['  product:', '    supportLevel: support', '    endOfSupport: 2031-12-31']
      : []),
    ...(purls.length === 0 ? [] : ['  support:']),
    ...purls
      .slice(0, SHOWN)
      .flatMap((purl) => [
        ...hanging('    - package: ', printable(JSON.stringify(purl)), width),
        '      level: support',
        '      endOfSupport: 2031-12-31',
      ]),
    ...(purls.length > SHOWN ? [`    … and ${purls.length - SHOWN} more`] : []),
  ];
}
