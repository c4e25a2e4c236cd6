/** What a command scans: a path as it was typed, or an image, a root file system or this machine, opened. */
import { TheriacError } from '@theriac/core';
import { mayBeRoot, wordedTarget } from '@theriac/scan/root-targets';
import type { Target } from '@theriac/scan/target';
import type { Io } from '../command/command.ts';
import { VERSION } from '../version.ts';

export interface OpenOptions {
  readonly env: Io['env'];
  /** Nothing is asked of registries. */
  readonly offline?: boolean;
  /** `linux/arm64` */
  readonly platform?: string | undefined;
  readonly progress?: (what: string) => void;
}

/**
 * @returns the path itself where it is a folder, a package file or a bill of materials
 */
export async function openScanTarget(given: string, options: OpenOptions): Promise<string | Target> {
  if (!mayBeRoot(given)) return given;
  const { env, offline = false, platform, progress } = options;
  const word = wordedTarget(given)?.word;
  if (offline && word === 'registry')
    throw new TheriacError('THERIAC_USAGE', 'registry: needs the network, and the run is offline');
  const { openRoot } = await import('@theriac/scan/roots');
  const opened = await openRoot(given, {
    ...(platform === undefined ? {} : { platform }),
    ...(progress === undefined ? {} : { progress }),
    remote: async (target) => {
      const { openRemote } = await import('@theriac/scan/remote-images');
      return openRemote(target, { env, userAgent: `theriac/${VERSION}` });
    },
  });
  return opened ?? given;
}
