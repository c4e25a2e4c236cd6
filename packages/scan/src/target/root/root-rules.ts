/** Who reads which file of a root file system. */
import type { Detector, Extractor } from '@theriac/core';
import type { ShippedFiles } from '../../extractors/os/shipped-files.ts';
import type { RootContents } from './root-contents.ts';

/** What is looked for beside the root file system: in what later layers hide, and in the history. */
const BESIDE: ReadonlySet<string> = new Set(['secrets', 'phi-files']);
/** Read what packages own as well: the databases of the package managers belong to nobody or to them. */
const OF_DISTRIBUTIONS = 'os/';
/** About projects, their lockfiles and how they are built. */
const OF_PROJECTS: ReadonlySet<string> = new Set(['supply-chain']);
/** Nobody logs in to a container or an image of a disk: what distributions generate for logins says nothing there. */
const OF_LOGINS = /^etc\/(?:pam\.d|security)\//;

/** What a package of Python was made of, beside its own metadata, which lists it. */
const OF_WHEELS = /\.dist-info\/sboms\//;

/** @param wasOwned whether a file that a later layer hides was one that a package had brought */
export function rootRules(
  contents: Pick<RootContents, 'isBeside' | 'kind'>,
  owned: ShippedFiles,
  wasOwned: (path: string) => boolean,
): {
  isBeside(path: string): boolean;
  offered<Plugin extends Extractor | Pick<Detector<never>, 'id' | 'area'>>(
    path: string,
    plugins: readonly Plugin[],
  ): readonly Plugin[];
} {
  return {
    isBeside: (path) => contents.isBeside(path),
    offered: (path, plugins) => {
      if (plugins.length === 0) return plugins;
      if (contents.isBeside(path)) {
        if (wasOwned(path)) return [];
        return plugins.filter((one) => 'area' in one && BESIDE.has(one.area));
      }
      let shipped: boolean | undefined;
      const isShipped = (): boolean => {
        shipped ??= owned.isShipped(path);
        return shipped;
      };
      const isOfLogins = contents.kind !== 'host' && OF_LOGINS.test(path);
      return plugins.filter((one) => {
        if ('area' in one) return !isOfLogins && !OF_PROJECTS.has(one.area) && !isShipped();
        if (one.id === 'sbom/in-folder' && OF_WHEELS.test(path)) return false;
        return one.id.startsWith(OF_DISTRIBUTIONS) || !owned.mayBeOwned(path);
      });
    },
  };
}
