/** In which layer of an image each finding came in. */
import type { Finding, Inventory } from '@theriac/core';
import type { RootContents } from '../target/root/root-contents.ts';

/** What `COPY` and a later `rm` leave. */
const HIDDEN =
  'A later layer deletes or replaces the file, and it is still in the image for all who have it.';

/** Of an image: where each finding came in. */
export function withLayerOf(
  findings: readonly Finding[],
  { components }: Inventory,
  contents: RootContents | undefined,
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
    const isHidden = layer !== undefined && contents.isBeside(place?.path ?? '');
    const notes = isHidden ? [...finding.notes, HIDDEN] : finding.notes;
    return layer === undefined ? finding : { ...finding, layer, notes };
  });
}
