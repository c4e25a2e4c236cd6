/** What every report says of an image: what it is, upon what it is built, and whose the findings are. */
import {
  count,
  type Finding,
  type ImageFacts,
  type ImageLayer,
  isOpen,
  type ScanResult,
} from '@theriac/core';

const BASE_WORDS = {
  approved: 'its layers are on the approved list',
  label: 'named by a label',
  history: 'told by the history',
} as const;

/** A sentence each; empty where the target is no image, root file system or host. */
export function imageFacts(result: ScanResult): string[] {
  const { image } = result;
  if (image === undefined) return [];
  const { layers, base, counts, digest } = image;
  const size = layers.length === 0 ? counts.bytes : layers.reduce((sum, layer) => sum + layer.size, 0);
  const what = [
    ...(image.name === undefined ? [] : [`Image ${image.name}`]),
    ...(image.platform === undefined ? [] : [image.platform]),
    ...(layers.length === 0 ? [] : [count(layers.length, 'layer')]),
    bytesText(size),
    `${count(counts.files, 'file')}${counts.unowned === undefined ? '' : `, ${counts.unowned} of no package`}`,
  ].join(' · ');
  return [
    what,
    ...(digest === undefined ? [] : [`Digest ${digest}`]),
    ...(base === undefined ? [] : [baseText(base)]),
    ...partsText(result),
  ];
}

function baseText({ name, digest, layers, toldBy }: NonNullable<ImageFacts['base']>): string {
  const called = name ?? 'not named';
  const at = digest === undefined ? '' : ` at ${digest.slice(0, 19)}…`;
  return `Base image: ${called}${at}, the lowest ${count(layers, 'layer')} (${BASE_WORDS[toldBy]})`;
}

/** `Open: 12 in the base, 3 in yours.` */
function partsText({ image, findings }: ScanResult): string[] {
  if (image?.base === undefined) return [];
  const open = findings.filter(isOpen);
  const parts = Map.groupBy(open, (finding) => partOf(finding, image));
  const [base = [], yours = [], whole = []] = [parts.get('base'), parts.get('yours'), parts.get(undefined)];
  const rest = whole.length === 0 ? '' : `, ${whole.length} about the image as a whole`;
  return [`Open findings: ${base.length} in the base, ${yours.length} in yours${rest}`];
}

/** Who brought what a finding is about; undefined where the base is not known, or for the image as a whole. */
export function partOf(
  { layer }: Pick<Finding, 'layer'>,
  image: ImageFacts | undefined,
): 'base' | 'yours' | undefined {
  const base = layer === undefined ? undefined : image?.layers[layer]?.base;
  return base === undefined ? undefined : base ? 'base' : 'yours';
}

const MOST_INSTRUCTION = 60;

/** `layer 2 (base): RUN apt-get update`; the empty string where no layer is known. */
export function layerText({ layer }: Pick<Finding, 'layer'>, image: ImageFacts | undefined): string {
  const found = layer === undefined ? undefined : image?.layers[layer];
  if (layer === undefined || found === undefined) return '';
  const part = found.base === undefined ? '' : found.base ? ' (base)' : ' (yours)';
  const made = shortInstruction(found);
  return `layer ${layer + 1}${part}${made === '' ? '' : `: ${made}`}`;
}

export function shortInstruction({ instruction = '' }: Pick<ImageLayer, 'instruction'>): string {
  const line = instruction.replace(/\s+/g, ' ').trim();
  return line.length > MOST_INSTRUCTION ? `${line.slice(0, MOST_INSTRUCTION - 1)}…` : line;
}

export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
