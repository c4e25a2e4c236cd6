/** Which of the layers are those of the base image, and what it is called. */
import type { BaseImage, ImageFacts } from '@theriac/core';
import type { ImagesConfig } from '@theriac/govern';
import { asInstruction } from './instructions.ts';
import type { HistoryEntry, ImageConfig } from './manifest.ts';

const BASE_NAME = 'org.opencontainers.image.base.name';
const BASE_DIGEST = 'org.opencontainers.image.base.digest';

export interface BaseHints {
  readonly config: Pick<ImageConfig, 'diffIds' | 'history' | 'labels'>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The facts with the base image, where it is recognised, and with what each layer belongs to. */
export function withBase(
  facts: ImageFacts,
  hints: BaseHints | undefined,
  { approved }: Pick<ImagesConfig, 'approved'>,
): ImageFacts {
  const base = hints === undefined ? undefined : baseOf(hints, approved);
  if (base === undefined) return facts;
  return {
    ...facts,
    base,
    layers: facts.layers.map((layer, i) => ({ ...layer, base: i < base.layers })),
  };
}

function baseOf(
  { config, annotations }: BaseHints,
  approved: ImagesConfig['approved'],
): BaseImage | undefined {
  const { diffIds, history, labels } = config;
  const name = annotations[BASE_NAME] ?? labels[BASE_NAME];
  const digest = annotations[BASE_DIGEST] ?? labels[BASE_DIGEST];
  const [best] = approved
    .filter(({ layers }) => layers.length > 0 && layers.every((layer, i) => layer === diffIds[i]))
    .sort((a, b) => b.layers.length - a.layers.length);
  if (best !== undefined) {
    const known = best.digests.length === 1 ? best.digests[0] : best.digests.find((one) => one === digest);
    return {
      name: best.name,
      ...(known === undefined ? {} : { digest: known }),
      layers: best.layers.length,
      toldBy: 'approved',
    };
  }
  const end = baseLayers(history, diffIds.length);
  if (end === 0) return undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(digest === undefined ? {} : { digest }),
    layers: end,
    toldBy: name === undefined ? 'history' : 'label',
  };
}

/**
 * A base image ends with what it runs; what follows it and changes files is of the image that was built upon it. Of a
 * base that was built upon another one, the upper end counts: that is what `FROM` names.
 * @returns how many of the lowest layers; 0 where the history does not show it
 */
function baseLayers(history: readonly HistoryEntry[], layers: number): number {
  if (history.filter(({ emptyLayer }) => !emptyLayer).length !== layers) return 0;
  let below = 0;
  let end = 0;
  let ended = 0;
  for (const { createdBy, emptyLayer } of history) {
    if (!emptyLayer) {
      below += 1;
      end = ended;
    } else if (/^(?:CMD|ENTRYPOINT)\b/.test(asInstruction(createdBy))) ended = below;
  }
  return end;
}
