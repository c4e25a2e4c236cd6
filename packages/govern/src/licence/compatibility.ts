/**
 * Licences that cannot both be kept in one linked work that is distributed, as a table to review. `project` is the
 * licence of the product, `component` that of what is linked into it.
 */
import type { LicenceTerm } from '@theriac/core/licence';
import { termCategory } from './obligations.ts';

interface Incompatibility {
  readonly project: RegExp;
  readonly component: RegExp;
  readonly because: string;
}

const PERMISSIVE_OR_OWN =
  /^(?:MIT|ISC|BSD|Apache|Zlib|0BSD|Unlicense|CC0|BSL|UPL|BlueOak|AFL|ECL|NCSA|PSF|Python|PostgreSQL|X11|HPND|MS-PL|MulanPSL|LicenseRef-)/;
const ANY_GPL = /^A?GPL-/;

/** https://www.gnu.org/licenses/license-list.html and the licences' own texts; the first row that fits is reported. */
export const INCOMPATIBLE: readonly Incompatibility[] = [
  {
    project: PERMISSIVE_OR_OWN,
    component: /^AGPL-/,
    because: 'a product that links AGPL code must as a whole be under the AGPL',
  },
  {
    project: /^Apache-/,
    component: /^GPL-(?:1|2)\.0(?:-only)?$/,
    because:
      'GPL-2.0-only forbids the further terms of the Apache licence (patents), and the whole would have to be under the GPL',
  },
  {
    project: PERMISSIVE_OR_OWN,
    component: /^GPL-/,
    because: 'a product that links GPL code must as a whole be under the GPL',
  },
  {
    project: PERMISSIVE_OR_OWN,
    component: /^(?:CECILL-(?:1|2)|QPL|Sleepycat|OSL-|RPL|SSPL|Parity|copyleft-next|EUPL|CPAL|APL-1)/,
    because: 'its copyleft reaches the product that contains it',
  },
  {
    project: /^GPL-(?:1|2)\.0-only$/,
    component: /^(?:Apache-2\.0|Apache-1|GPL-3\.0|AGPL-3\.0|LGPL-3\.0)/,
    because: 'GPL-2.0-only permits no further conditions and no later version',
  },
  {
    project: /^A?GPL-3\.0|^LGPL-3\.0/,
    component: /^GPL-(?:1|2)\.0-only$/,
    because: 'GPL-2.0-only code cannot be put under version 3',
  },
  {
    project: ANY_GPL,
    component: /^(?:BSD-4-Clause|OpenSSL|SSLeay|Apache-1|PHP-3|zlib-acknowledgement|XFree86)/,
    because: 'its advertising or naming clause is a further restriction that the GPL forbids',
  },
  {
    project: ANY_GPL,
    component:
      /^(?:CDDL|EPL|CPL|IPL|MPL-1|NPL|APSL|Nokia|SISSL|Sun|QPL|Artistic-1\.0$|LPPL|OSL|AFL|MS-PL|MS-RL|Motosoto|RPSL|CUA|SPL|Watcom)/,
    because: 'both licences want the whole, or parts of it, under their own terms',
  },
  {
    project: ANY_GPL,
    component: /^(?:JSON|Hippocratic|BUSL|SSPL|Elastic|FSL|PolyForm|CC-BY-NC|CC-BY-ND|CPOL)/,
    because: 'it limits use, which the GPL forbids',
  },
  { project: /^LGPL-2/, component: /^A?GPL-/, because: 'the whole would have to be under the GPL' },
  {
    project: /^MPL-|^EPL-|^CDDL-/,
    component: ANY_GPL,
    because: 'a product that links GPL code must as a whole be under the GPL',
  },
];

/**
 * Why the two cannot be kept together, or null. A linking exception of the component lifts it.
 * @param project one licence of the product; with a choice, ask for each
 */
export function incompatibility(project: LicenceTerm, component: LicenceTerm): string | null {
  if (termCategory(component) === 'weak-copyleft' && component.exception !== undefined) return null;
  const row = INCOMPATIBLE.find((r) => r.project.test(project.id) && r.component.test(component.id));
  return row?.because ?? null;
}
