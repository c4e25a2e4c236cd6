/** What a Python script asks for in its own comments: inline script metadata (PEP 723). */
import { type LockedAsk, TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { readToml } from '@theriac/read/toml';
import { normalName } from './python-package.ts';
import { parseRequirement } from './requirement.ts';

const BEGIN = '# /// script';
const END = '# ///';

/** Packages that the script asks for on every platform; none where its metadata cannot be read. */
export function scriptAsks(path: string, text: string): LockedAsk[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const first = lines.indexOf(BEGIN);
  const last = lines.indexOf(END, first + 1);
  if (first < 0 || last < 0) return [];
  const content = lines.slice(first + 1, last).map((line) => line.replace(/^# ?/, ''));
  const list = dependenciesIn(content.join('\n'), path);
  return (list?.items ?? []).flatMap((item, index) => {
    const asked = typeof item === 'string' ? parseRequirement(item) : null;
    if (asked === null || asked.marker !== undefined) return [];
    return [
      { name: normalName(asked.name), location: { path, line: first + 1 + (list?.lines[index] ?? 1) } },
    ];
  });
}

function dependenciesIn(content: string, path: string) {
  try {
    return readToml(new MemoryFile(path, content), () => undefined).array('dependencies');
  } catch (error) {
    if (error instanceof TheriacError) return undefined;
    throw error;
  }
}
