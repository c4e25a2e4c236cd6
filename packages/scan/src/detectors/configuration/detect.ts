/** Reads the configuration of every technology, then asks the rules of everything that it declares. */
import { type KnownUnknown, type StartDetector, TheriacError } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { matchesFile } from '../../plugins/dispatch.ts';
import { ResourceJudge } from '../shared/judge-resources.ts';
import { CONFIGURATION_AREAS } from './areas.ts';
import type { AreaReader, ConfigurationArea } from './contract.ts';
import { MAX_BYTES } from './files.ts';
import { PREFIX } from './prefix.ts';

export const start: StartDetector<Config> = () => {
  const judge = new ResourceJudge('detector/configuration', PREFIX);
  const unknowns: KnownUnknown[] = [];
  const readers = new Map<ConfigurationArea, AreaReader>();
  const readerOf = async (area: ConfigurationArea): Promise<AreaReader> => {
    const known = readers.get(area);
    if (known !== undefined) return known;
    const { rules, start: startReader } = await area.load();
    judge.add(rules);
    const reader = startReader((unknown) => unknowns.push(unknown));
    readers.set(area, reader);
    return reader;
  };
  return {
    inspect: async (file) => {
      let failed: unknown;
      for (const area of CONFIGURATION_AREAS) {
        if (!mayClaim(area, file.path)) continue;
        try {
          if (area.claims(file)) await (await readerOf(area)).inspect(file);
        } catch (error) {
          if (!(error instanceof TheriacError)) throw error;
          // The other technologies still see the file.
          failed ??= error;
        }
      }
      if (failed !== undefined) throw failed;
    },
    conclude: async (context) => {
      // In the order of the table, whatever the order in which files came.
      for (const area of CONFIGURATION_AREAS) {
        const reader = readers.get(area);
        if (reader === undefined) continue;
        for (const resource of await reader.conclude(context)) judge.look(resource);
      }
      return { findings: judge.findings, unknowns, reasons: judge.reasons() };
    },
  };
};

/** Whether the file was matched for this technology; what its first bytes say, the technology looks at itself. */
function mayClaim({ files }: ConfigurationArea, path: string): boolean {
  return (
    matchesFile({ ...files, maxBytes: MAX_BYTES }, path) ||
    (files.heads?.some(({ extension }) => path.endsWith(extension)) ?? false)
  );
}
