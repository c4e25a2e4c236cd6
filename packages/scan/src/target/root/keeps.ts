/** Which files of an image are kept when its layers stream by: those that the walk would give to a plug-in, and texts. */
import type { StreamedEntry } from '@theriac/read/archive';
import { beginsAsText, TEXT_PROBE_BYTES } from '../begins-as-text.ts';
import { baseName } from '../paths.ts';

/** What knows the plug-ins of a run. */
export interface WantsFiles {
  wanted(path: string, base: string): readonly unknown[];
  wantedByMagic(head: string): readonly unknown[];
  wantsBinary(head: string): boolean;
}

/** Databases that are whole only with the file beside them, and those of RPM wherever links lead to them. */
const BESIDE_DATABASE = /\/(?:rpmdb\.sqlite-(?:wal|journal)|Packages(?:\.db)?)$/;
const MAGIC_BYTES = 4;

export function keeper(plugins: readonly WantsFiles[]): (entry: StreamedEntry, head: Uint8Array) => boolean {
  return ({ path }, head) => {
    const clean = path.replace(/^(?:\.?\/)+/, '');
    const base = baseName(clean);
    if (plugins.some((plugin) => plugin.wanted(clean, base).length > 0)) return true;
    if (BESIDE_DATABASE.test(clean)) return true;
    // Of any size: who finds it too large says so.
    if (beginsAsText(head.subarray(0, TEXT_PROBE_BYTES))) return true;
    const magic = Buffer.from(head.subarray(0, MAGIC_BYTES)).toString('hex');
    const beginning = Buffer.from(head.subarray(0, TEXT_PROBE_BYTES)).toString('latin1');
    return plugins.some((plugin) => plugin.wantedByMagic(magic).length > 0 || plugin.wantsBinary(beginning));
  };
}
