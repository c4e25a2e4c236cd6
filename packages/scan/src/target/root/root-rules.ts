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

export function rootRules(
  contents: Pick<RootContents, 'isBeside' | 'kind'>,
  owned: ShippedFiles,
): {
  offered<Plugin extends Extractor | Pick<Detector<never>, 'id' | 'area'>>(
    path: string,
    plugins: readonly Plugin[],
  ): readonly Plugin[];
} {
  return {
    offered: (path, plugins) => {
      if (plugins.length === 0) return plugins;
      if (contents.isBeside(path)) return plugins.filter((one) => 'area' in one && BESIDE.has(one.area));
      const isShipped = owned.isShipped(path);
      const isOfLogins = contents.kind !== 'host' && OF_LOGINS.test(path);
      return plugins.filter((one) => {
        if ('area' in one) return !isShipped && !isOfLogins && !OF_PROJECTS.has(one.area);
        return one.id.startsWith(OF_DISTRIBUTIONS) || !(isShipped || owned.mayBeOwned(path));
      });
    },
  };
}
