/** All checks of how a repository fetches and builds: file by file, then over the inventory. */
import type { RawFinding, StartDetector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { baseName } from '../../../target/paths.ts';
import { floatingFindings } from './floating.ts';
import { findingsOf } from './hit.ts';
import { imageFindings } from './images.ts';
import { UPDATE_TOOL_NAMES, updateFindings } from './updates.ts';

export const start: StartDetector<Config> = ({ extractors }) => {
  const found: RawFinding[] = [];
  const updateTools: { path: string; text: string }[] = [];
  const lockCommands = new Map(
    extractors.flatMap(({ id, lockCommand }) => (lockCommand === undefined ? [] : [[id, lockCommand]])),
  );
  return {
    inspect: async (file) => {
      const name = baseName(file.path);
      if (UPDATE_TOOL_NAMES.some((tool) => tool === name))
        updateTools.push({ path: file.path, text: file.text() });
      else {
        // Most repositories that are scanned for their packages alone have none of these files.
        const { hitsIn } = await import('./check-file.ts');
        for (const one of findingsOf(file.path, await hitsIn(file, name))) found.push(one);
      }
    },
    conclude: ({ inventory, exists }) => ({
      findings: [
        ...found,
        ...imageFindings(inventory),
        ...floatingFindings(inventory, lockCommands),
        ...updateFindings(inventory, updateTools, exists('.git/HEAD')),
      ],
    }),
  };
};
