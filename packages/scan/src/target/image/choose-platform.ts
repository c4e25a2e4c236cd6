/** Which image of an index is meant. */
import { TheriacError } from '@theriac/core';
import type { Platform, PlatformDescriptor } from './manifest.ts';

/** Names of Go, by those of Node.js. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

/** @param wanted `linux/arm64`, `linux/arm/v7`; undefined: Linux on the processor of this machine, or the only one */
export function choosePlatform(
  index: readonly PlatformDescriptor[],
  wanted: string | undefined,
): PlatformDescriptor {
  // Attestations are listed beside images, for a platform that does not exist.
  const images = index.filter(({ platform }) => platform?.os !== 'unknown');
  const [only] = images;
  if (only === undefined) throw new TheriacError('THERIAC_IMAGE', 'the index names no image');
  if (wanted === undefined && images.length === 1) return only;
  const name = wanted ?? `linux/${ARCHITECTURES[process.arch] ?? process.arch}`;
  const [os = '', architecture = '', variant] = name.split('/');
  const found = images.filter(
    ({ platform }) =>
      platform?.os === os &&
      platform.architecture === architecture &&
      (variant === undefined || platform.variant === variant),
  );
  const [best] = found;
  if (best !== undefined) return best;
  const known = [...new Set(images.map(({ platform }) => platformText(platform)))].join(', ');
  throw new TheriacError('THERIAC_IMAGE_PLATFORM', `there is none for ${name}; there are ${known}`);
}

function platformText(platform: Platform | undefined): string {
  if (platform === undefined) return 'one without a platform';
  return [platform.os, platform.architecture, platform.variant]
    .filter((part) => part !== undefined)
    .join('/');
}

/** An image that stands alone says only in its configuration for what it was made. */
export function checkPlatform(platform: Platform, wanted: string | undefined): void {
  if (wanted === undefined) return;
  const [os, architecture, variant] = wanted.split('/');
  const fits =
    platform.os === os &&
    platform.architecture === architecture &&
    (variant === undefined || platform.variant === undefined || platform.variant === variant);
  if (!fits)
    throw new TheriacError(
      'THERIAC_IMAGE_PLATFORM',
      `there is none for ${wanted}; there is ${platformText(platform)}`,
    );
}
