/** In which layer of an image each finding came in. */
import type { Finding, ImageFacts, Inventory, TraceStep } from '@theriac/core';
import type { RootContents } from '../target/root/root-contents.ts';

/** What `COPY` and a later `rm` leave. */
const HIDDEN =
  'A later layer deletes or replaces the file, and it is still in the image for all who have it.';

/** As against the history, which is beside the files as well. */
const OF_A_LAYER = /^layer \d+!/;

/** Of an image: where each finding came in. */
export function withLayerOf(
  findings: readonly Finding[],
  { components }: Inventory,
  contents: RootContents | undefined,
  image: ImageFacts | undefined,
): readonly Finding[] {
  if (contents === undefined || contents.facts.layers.length === 0) return findings;
  const layers = new Map(components.map(({ id, layer }) => [id, layer]));
  return findings.map((finding) => {
    const { component, path } = finding.subject;
    const [place] = finding.locations;
    const layer =
      component === undefined
        ? contents.layerOf(place?.path ?? path ?? '', place?.line)
        : layers.get(component);
    const isHidden =
      layer !== undefined && contents.isBeside(place?.path ?? '') && OF_A_LAYER.test(place?.path ?? '');
    const notes = isHidden ? [...finding.notes, HIDDEN] : finding.notes;
    return layer === undefined
      ? finding
      : { ...finding, layer, notes, trace: throughImage(finding.trace, layer, image) };
  });
}

/** From the package or the file through the layer to the system that runs the image. */
function throughImage(
  trace: readonly TraceStep[],
  layer: number,
  image: ImageFacts | undefined,
): TraceStep[] {
  const { base, instruction } = image?.layers[layer] ?? {};
  const part = base === undefined ? '' : base ? ' of the base' : '';
  const made =
    instruction === undefined ? '' : `: ${instruction.replace(/\s+/g, ' ').slice(0, MOST_INSTRUCTION)}`;
  const step: TraceStep = { kind: 'image', label: `layer ${layer + 1}${part}${made}` };
  const at = trace.findIndex(({ kind }) => kind === 'system');
  return at < 0 ? [...trace, step] : [...trace.slice(0, at), step, ...trace.slice(at)];
}

const MOST_INSTRUCTION = 200;
