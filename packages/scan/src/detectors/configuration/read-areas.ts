/** Gives each file to the technologies that claim it, and gathers what they declare. */
import { type DetectContext, type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';
import type { Resource } from '@theriac/core/configuration';
import { matchesFile } from '../../plugins/dispatch.ts';
import { CONFIGURATION_AREAS } from './areas.ts';
import { type AreaReader, type ConfigurationArea, type LoadedArea, USUAL_BYTES } from './contract.ts';
import { MAX_BYTES } from './files.ts';

interface ReadArea {
  readonly rules: LoadedArea['rules'];
  readonly resources: readonly Resource[];
}

export interface Reading {
  /**
   * @returns whether a technology claimed the file
   * @throws TheriacError when one of the technologies cannot read the file; the others have seen it
   */
  readonly inspect: (file: TargetFile) => Promise<boolean>;
  /** In the order of the table, whatever the order in which files came. */
  readonly conclude: (context: DetectContext) => Promise<readonly ReadArea[]>;
  /** What could not be read, so far. */
  readonly unknowns: readonly KnownUnknown[];
}

/** @param day of the run, YYYY-MM-DD; absent: the age of what is read does not matter */
export function readAreas(day?: string): Reading {
  const unknowns: KnownUnknown[] = [];
  const readers = new Map<
    ConfigurationArea,
    { readonly reader: AreaReader; readonly rules: LoadedArea['rules'] }
  >();
  const readerOf = async (area: ConfigurationArea): Promise<AreaReader> => {
    const known = readers.get(area);
    if (known !== undefined) return known.reader;
    const { rules, start } = await area.load();
    const reader = start((unknown) => unknowns.push(unknown), day);
    readers.set(area, { reader, rules });
    return reader;
  };
  return {
    unknowns,
    inspect: async (file) => {
      let failed: unknown;
      let isClaimed = false;
      for (const area of CONFIGURATION_AREAS) {
        if (!mayClaim(area, file.path)) continue;
        try {
          if (!area.claims(file)) continue;
          isClaimed = true;
          refuseLarge(file, area);
          await (await readerOf(area)).inspect(file);
        } catch (error) {
          if (!(error instanceof TheriacError)) throw error;
          failed ??= error;
        }
      }
      if (failed !== undefined) throw failed;
      return isClaimed;
    },
    conclude: async (context) => {
      const read: ReadArea[] = [];
      for (const area of CONFIGURATION_AREAS) {
        const { reader, rules } = readers.get(area) ?? {};
        if (reader === undefined || rules === undefined) continue;
        read.push({ rules, resources: await reader.conclude(context) });
      }
      return read;
    },
  };
}

/** @throws TheriacError THERIAC_INPUT_LIMIT */
function refuseLarge({ path, size }: TargetFile, { maxBytes = USUAL_BYTES }: ConfigurationArea): void {
  if (size <= maxBytes) return;
  const limit = `larger than ${Math.round(maxBytes / 1024 / 1024)} MiB`;
  throw new TheriacError('THERIAC_INPUT_LIMIT', limit, { path });
}

/** Whether the file was matched for this technology; what its first bytes say, the technology looks at itself. */
function mayClaim({ files }: ConfigurationArea, path: string): boolean {
  return (
    matchesFile({ ...files, maxBytes: MAX_BYTES }, path) ||
    (files.heads?.some(({ extension }) => path.endsWith(extension)) ?? false)
  );
}
