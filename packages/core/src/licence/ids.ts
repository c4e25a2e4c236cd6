/** The SPDX licence list as look-ups: ids in any case, names, OSI approval, and what deprecated ids stand for. */
import { SPDX_EXCEPTION_IDS, SPDX_LICENCE_ROWS } from './spdx-ids.ts';

export interface SpdxLicence {
  readonly id: string;
  readonly name: string;
  readonly osiApproved: boolean;
  readonly deprecated: boolean;
}

let licences: ReadonlyMap<string, SpdxLicence> | undefined;
let exceptions: ReadonlyMap<string, string> | undefined;

/** Lower-case id → row. Built on first use: most runs never ask. */
function licenceRows(): ReadonlyMap<string, SpdxLicence> {
  licences ??= new Map(
    SPDX_LICENCE_ROWS.trim()
      .split('\n')
      .map((line) => {
        const [id = '', name = '', flags = ''] = line.split('|');
        const row = { id, name, osiApproved: flags.includes('O'), deprecated: flags.includes('D') };
        return [id.toLowerCase(), row];
      }),
  );
  return licences;
}

/** Every row of the list, by id. */
export function spdxLicences(): readonly SpdxLicence[] {
  return [...licenceRows().values()];
}

/** The row of an id, whatever its case (SPDX 2.3 annex D.2: matching is case-insensitive). */
export function spdxLicence(id: string): SpdxLicence | undefined {
  return licenceRows().get(id.toLowerCase());
}

/** An exception id in the list's spelling. */
export function spdxException(id: string): string | undefined {
  exceptions ??= new Map(
    SPDX_EXCEPTION_IDS.trim()
      .split('\n')
      .map((e) => [e.toLowerCase(), e]),
  );
  return exceptions.get(id.toLowerCase());
}

/**
 * Deprecated ids and what the list says to write instead. The GNU ids without a suffix meant “this version only”
 * (https://spdx.org/licenses/, list of deprecated ids).
 */
export const DEPRECATED_IDS: Readonly<Record<string, { readonly id: string; readonly exception?: string }>> =
  {
    'AGPL-1.0': { id: 'AGPL-1.0-only' },
    'AGPL-3.0': { id: 'AGPL-3.0-only' },
    'GFDL-1.1': { id: 'GFDL-1.1-only' },
    'GFDL-1.2': { id: 'GFDL-1.2-only' },
    'GFDL-1.3': { id: 'GFDL-1.3-only' },
    'GPL-1.0': { id: 'GPL-1.0-only' },
    'GPL-2.0': { id: 'GPL-2.0-only' },
    'GPL-3.0': { id: 'GPL-3.0-only' },
    'LGPL-2.0': { id: 'LGPL-2.0-only' },
    'LGPL-2.1': { id: 'LGPL-2.1-only' },
    'LGPL-3.0': { id: 'LGPL-3.0-only' },
    'GPL-2.0-with-GCC-exception': { id: 'GPL-2.0-only', exception: 'GCC-exception-2.0' },
    'GPL-2.0-with-autoconf-exception': { id: 'GPL-2.0-only', exception: 'Autoconf-exception-2.0' },
    'GPL-2.0-with-bison-exception': { id: 'GPL-2.0-only', exception: 'Bison-exception-2.2' },
    'GPL-2.0-with-classpath-exception': { id: 'GPL-2.0-only', exception: 'Classpath-exception-2.0' },
    'GPL-2.0-with-font-exception': { id: 'GPL-2.0-only', exception: 'Font-exception-2.0' },
    'GPL-3.0-with-GCC-exception': { id: 'GPL-3.0-only', exception: 'GCC-exception-3.1' },
    'GPL-3.0-with-autoconf-exception': { id: 'GPL-3.0-only', exception: 'Autoconf-exception-3.0' },
    'BSD-2-Clause-FreeBSD': { id: 'BSD-2-Clause-Views' },
    'BSD-2-Clause-NetBSD': { id: 'BSD-2-Clause' },
    'StandardML-NJ': { id: 'SMLNJ' },
    'bzip2-1.0.5': { id: 'bzip2-1.0.6' },
    'eCos-2.0': { id: 'GPL-2.0-or-later', exception: 'eCos-exception-2.0' },
    wxWindows: { id: 'LGPL-2.0-or-later', exception: 'WxWindows-exception-3.1' },
  };

/** Families whose ids end in `-only` or `-or-later` instead of taking the `+` operator. */
const GNU = /^(?:A?GPL|LGPL|GFDL)-\d/;

/** `GPL-2.0-only` and `+` → `GPL-2.0-or-later`; undefined when the id takes the operator itself. */
export function orLaterId(id: string): string | undefined {
  if (!GNU.test(id)) return undefined;
  const base = id.replace(/-(?:only|or-later)$/, '');
  return spdxLicence(`${base}-or-later`)?.id;
}

/** A family and its place in it, so that “or later” can be answered: `['GPL', [2, 0], 'only']`. */
export interface LicenceVersion {
  readonly family: string;
  readonly version: readonly number[];
  readonly suffix: '' | 'only' | 'or-later';
}

const VERSIONED = /^([A-Za-z][A-Za-z-]*?)-(\d{1,4}(?:\.\d{1,4}){0,3})(?:-(only|or-later))?$/;

/** null for ids that carry no version (`MIT`) or something after it (`CC-BY-3.0-AT`). */
export function licenceVersion(id: string): LicenceVersion | null {
  const match = VERSIONED.exec(id);
  if (match === null) return null;
  const [, family = '', version = '', suffix] = match;
  return {
    family,
    version: version.split('.').map(Number),
    suffix: suffix === 'only' || suffix === 'or-later' ? suffix : '',
  };
}
