/** Images, root file systems and hosts as targets. */
import { Dispatch } from '../../plugins/dispatch.ts';
import { DETECTORS, EXTRACTORS } from '../../plugins/list.ts';
import type { Target } from '../target.ts';
import { keeper } from './keeps.ts';
import { openRootTarget, type RootOptions } from './open-root-target.ts';

export type { RemoteImage } from './open-root-target.ts';

/**
 * Opens an image, a root file system or this machine. Whoever opens it closes it (`contents.close`), or hands it to a
 * scan, which does.
 * @returns undefined where the target is something else
 */
export function openRoot(given: string, options: Omit<RootOptions, 'keep'>): Promise<Target | undefined> {
  const installed = EXTRACTORS.filter((extractor) => extractor.installed === true);
  const keep = keeper([new Dispatch(installed), new Dispatch(DETECTORS)]);
  return openRootTarget(given, { ...options, keep });
}
