/** A comparison on the terminal: the verdict, what differs, what is as it was said, what is not known. */
import { type Bom, count, type Finding, isOpen, type ScanResult } from '@theriac/core';
import { hanging, printable, wrap } from '@theriac/formats/terminal-text';
import {
  compareWithArtefact,
  DISCREPANCIES,
  DISCREPANCY_RULES,
  type DiscrepancyKind,
} from '@theriac/govern/sbom';

const SHOWN = 20;

interface Compared {
  readonly bom: Bom;
  /** What the document is called. */
  readonly path: string;
  /** List every difference. */
  readonly all: boolean;
}

/** Gravest first. */
const KINDS: readonly DiscrepancyKind[] = [
  'contents',
  ...DISCREPANCIES.filter((kind) => kind !== 'contents'),
];

export function comparisonLines({ bom, path, all }: Compared) {
  return (result: ScanResult, width: number): string[] => {
    const { matched, sameContents } = compareWithArtefact(bom, result.inventory);
    const open = result.findings.filter(isOpen);
    const accepted = result.findings.length - open.length;
    const unverified = open.filter((finding) => finding.rule === ruleOf('unverifiable')).length;
    const differing = open.length - unverified;
    const verdict =
      differing > 0
        ? `does NOT match ${result.target.name}: ${count(differing, 'difference')}`
        : unverified > 0
          ? `does not contradict ${result.target.name}: ${count(unverified, 'component')} cannot be checked`
          : `matches ${result.target.name}`;
    return [
      ...wrap(printable(`${path} ${verdict}`), width),
      ...KINDS.flatMap((kind) =>
        kindLines(
          kind,
          open.filter((finding) => finding.rule === ruleOf(kind)),
          all ? Number.POSITIVE_INFINITY : SHOWN,
          width,
        ),
      ),
      '',
      ...wrap(
        `As the document says: ${count(matched, 'component')} of the artefact, ${sameContents} of them with an equal hash`,
        width,
      ),
      ...(accepted === 0 ? [] : wrap(`Accepted by exceptions: ${count(accepted, 'difference')}`, width)),
      ...gapLines(result, width),
      ...wrap(`Gate ${result.gate.state}${reasonsOf(result)}`, width),
    ];
  };
}

function ruleOf(kind: DiscrepancyKind): string {
  return `THERIAC-SBOM-${kind.toUpperCase()}`;
}

function kindLines(
  kind: DiscrepancyKind,
  findings: readonly Finding[],
  shown: number,
  width: number,
): string[] {
  if (findings.length === 0) return [];
  const { title, severity } = DISCREPANCY_RULES[kind];
  return [
    '',
    ...wrap(`${title} (${severity})`, width),
    ...findings.slice(0, shown).flatMap((finding) => differenceLines(finding, width)),
    ...(findings.length > shown ? [`  … and ${findings.length - shown} more (--all)`] : []),
  ];
}

function differenceLines({ evidence, locations }: Finding, width: number): string[] {
  const [place] = locations;
  const where = place === undefined ? '' : `${place.path}${place.line === undefined ? '' : `:${place.line}`}`;
  return evidence.flatMap((one) =>
    'observed' in one
      ? [
          ...hanging('  document  ', shortened(one.expected ?? ''), width),
          ...hanging('  artefact  ', `${shortened(one.observed)} (${printable(where)})`, width),
        ]
      : [],
  );
}

/** Hashes are shown by both ends: reports of other formats have them whole. */
function shortened(text: string): string {
  return printable(text).replace(/\b[0-9a-f]{40,128}\b/g, (hash) => `${hash.slice(0, 16)}…${hash.slice(-8)}`);
}

function gapLines({ inventory, coverage }: ScanResult, width: number): string[] {
  const gaps = coverage.filter((c) => c.state !== 'complete').flatMap((c) => c.reasons);
  if (gaps.length === 0 && inventory.unknowns.length === 0) return [];
  return [
    '',
    'Not fully known of the artefact:',
    ...gaps.slice(0, SHOWN).flatMap((gap) => hanging('  - ', printable(gap), width)),
    '',
  ];
}

function reasonsOf({ gate }: ScanResult): string {
  return gate.reasons.length === 0 ? '' : `: ${gate.reasons.join('; ')}`;
}
