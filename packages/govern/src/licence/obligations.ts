/**
 * What licences ask for, as tables to review: the duties of each category, and what single licences add or lift. A duty
 * has a trigger; whether it is met follows from how the system reaches people and how the component is built in.
 */
import type { Distribution } from '@theriac/core';
import type { LicenceTerm } from '@theriac/core/licence';
import { type LicenceCategory, licenceCategory } from './categories.ts';

/** How a component is part of the product. `separate`: a program or file of its own, aggregated at most. */
export type Linking = 'static' | 'dynamic' | 'separate';

export interface Use {
  /** How the system reaches people; empty: nobody said. */
  readonly distribution: readonly Distribution[];
  readonly linking: Linking;
  readonly modified: boolean;
}

type Trigger =
  /** Whenever a copy is given away, in source or binary. */
  | 'distribution'
  /** Whenever a changed copy is given away. */
  | 'modified-distribution'
  /** When a product into which it is linked is given away. */
  | 'linked-distribution'
  /** The same, and only when it is linked statically. */
  | 'static-distribution'
  /** When people use it over a network, or a copy is given away. */
  | 'network-use'
  /** Whatever is done with it. */
  | 'use';

interface ObligationRow {
  readonly trigger: Trigger;
  /** For people: what to do. */
  readonly duty: string;
  /** Discloses source, or shows how the product is built: what confidentiality clauses may forbid. */
  readonly discloses: boolean;
}

const OBLIGATIONS = {
  attribution: { trigger: 'distribution', duty: 'Keep its copyright notices.', discloses: false },
  'include-text': { trigger: 'distribution', duty: 'Give its licence text along.', discloses: false },
  'notice-file': {
    trigger: 'distribution',
    duty: 'Give the contents of its NOTICE file along.',
    discloses: false,
  },
  'state-changes': {
    trigger: 'modified-distribution',
    duty: 'Say in changed files that they were changed.',
    discloses: false,
  },
  'source-offer': {
    trigger: 'distribution',
    duty: 'Give its source, or a written offer of it, along.',
    discloses: true,
  },
  'modified-source': {
    trigger: 'distribution',
    duty: 'Offer the source of its files, changed ones included.',
    discloses: true,
  },
  'same-licence': {
    trigger: 'linked-distribution',
    duty: 'Put the product that contains it under the same licence, with its whole source.',
    discloses: true,
  },
  'network-source': {
    trigger: 'network-use',
    duty: 'Offer the source of the running service to everybody who uses it.',
    discloses: true,
  },
  relinking: {
    trigger: 'static-distribution',
    duty: 'Let people replace the library: give object files or the means to link again, and allow reverse engineering for it.',
    discloses: true,
  },
  'installation-information': {
    trigger: 'linked-distribution',
    duty: 'For consumer devices: give what is needed to install changed versions.',
    discloses: true,
  },
  'share-alike': {
    trigger: 'modified-distribution',
    duty: 'Put changed versions under the same licence.',
    discloses: false,
  },
  'no-endorsement': {
    trigger: 'distribution',
    duty: 'Do not advertise with the names of its authors.',
    discloses: false,
  },
  'no-warranty': { trigger: 'distribution', duty: 'Keep its disclaimer of warranty.', discloses: false },
  advertising: {
    trigger: 'distribution',
    duty: 'Name its authors in advertising that mentions it.',
    discloses: false,
  },
  'display-attribution': {
    trigger: 'network-use',
    duty: 'Show its attribution in the user interface.',
    discloses: false,
  },
  rename: { trigger: 'modified-distribution', duty: 'Give changed versions another name.', discloses: false },
  'patent-grant': {
    trigger: 'use',
    duty: 'It grants patent rights; contributions grant them too.',
    discloses: false,
  },
  'patent-retaliation': {
    trigger: 'use',
    duty: 'Its patent rights end for who sues over patents in it.',
    discloses: false,
  },
  'non-commercial': { trigger: 'use', duty: 'Do not use it commercially.', discloses: false },
  'field-of-use': { trigger: 'use', duty: 'Some purposes are forbidden: have them read.', discloses: false },
  'limited-use': {
    trigger: 'use',
    duty: 'Production use, hosting or competing use is limited: have it read.',
    discloses: false,
  },
  'no-derivatives': {
    trigger: 'modified-distribution',
    duty: 'Do not give changed versions away.',
    discloses: false,
  },
  'commercial-terms': {
    trigger: 'use',
    duty: 'There is no public licence: a contract with its owner is needed.',
    discloses: false,
  },
} as const satisfies Record<string, ObligationRow>;

type ObligationId = keyof typeof OBLIGATIONS;

const KEEP: readonly ObligationId[] = ['attribution', 'include-text', 'no-warranty'];

/** Duties that all licences of a category have. */
const BY_CATEGORY: Readonly<Record<LicenceCategory, readonly ObligationId[]>> = {
  'public-domain': [],
  permissive: KEEP,
  'weak-copyleft': [...KEEP, 'modified-source', 'state-changes'],
  'strong-copyleft': [...KEEP, 'source-offer', 'same-licence', 'state-changes'],
  'network-copyleft': [...KEEP, 'source-offer', 'same-licence', 'network-source', 'state-changes'],
  content: ['attribution', 'include-text'],
  'source-available': [...KEEP, 'limited-use'],
  'field-of-use': [...KEEP, 'field-of-use'],
  'non-commercial': [...KEEP, 'non-commercial'],
  proprietary: ['commercial-terms'],
  unknown: [],
};

interface Change {
  readonly ids: RegExp;
  readonly add?: readonly ObligationId[];
  readonly lift?: readonly ObligationId[];
}

/** What single licences add to their category, or lift from it. All rows that fit count. */
const CHANGES: readonly Change[] = [
  { ids: /^Apache-2\.0$/, add: ['notice-file', 'state-changes', 'patent-grant', 'patent-retaliation'] },
  { ids: /^Apache-1\./, add: ['no-endorsement', 'rename'] },
  {
    ids: /^Apache-1\.0$|^BSD-4-Clause|^OpenSSL|^SSLeay|^PHP-3|^zlib-acknowledgement$|^BSD-3-Clause-Attribution$|^XFree86-1\.1$|^BSD-4\.3/,
    add: ['advertising'],
  },
  {
    ids: /^BSD-3-Clause|^BSD-4-Clause|^OpenSSL|^X11|^HPND|^ISC-Veillard|^W3C|^ZPL|^Net-SNMP|^NCSA|^PSF-2\.0$|^Python-2\.0|^PHP-3|^OLDAP-2/,
    add: ['no-endorsement'],
  },
  { ids: /^BSL-1\.0$|^0BSD$|^MIT-0$|^Zlib$|^libpng-2\.0$|^Libpng$/, lift: ['include-text'] },
  {
    ids: /^Zlib$|^libpng|^Libpng$|^AFL-|^ECL-|^Python-2\.0|^PSF-2\.0$|^CNRI|^MulanPSL/,
    add: ['state-changes'],
  },
  {
    ids: /^(?:BSD-2-Clause-Patent|BlueOak-1\.0\.0|UPL-1\.0|AFL-3\.0|ECL-2\.0|MS-PL|MulanPSL-2\.0|MulanPSL-1\.0)$/,
    add: ['patent-grant'],
  },
  {
    ids: /^(?:MPL-1\.1|MPL-2\.0|EPL|CDDL|CPL|IPL|APSL|EUPL|OSL|AGPL-3\.0|GPL-3\.0|LGPL-3\.0|Artistic-2\.0|MS-RL|CAL|LiLiQ)/,
    add: ['patent-grant'],
  },
  { ids: /^(?:MPL|EPL|CDDL|CPL|IPL|APSL|OSL|AFL-3|MS-PL|MS-RL|Artistic-2\.0)/, add: ['patent-retaliation'] },
  { ids: /^(?:LGPL|LGPLLR|wxWindows)/, add: ['relinking'] },
  { ids: /^(?:GPL-3\.0|AGPL-3\.0)/, add: ['installation-information'] },
  { ids: /^(?:CPAL-1\.0|AAL|SugarCRM-1\.1\.3|Zimbra|GPL-CC)/, add: ['display-attribution'] },
  { ids: /^(?:Artistic-|LPPL|OFL|PHP-3|Bitstream|Ubuntu-font|QPL|Vim)/, add: ['rename'] },
  { ids: /^(?:CC-BY-(?:NC-)?SA|OFL|GFDL|ODbL|CC-SA|CDLA-Sharing|LAL)/, add: ['share-alike'] },
  { ids: /^CC-BY-(?:NC-)?ND/, add: ['no-derivatives'] },
  { ids: /^CC-BY/, add: ['no-endorsement', 'state-changes'] },
  { ids: /^(?:SSPL-1\.0|Parity)/, add: ['network-source', 'same-licence'] },
  // The source is asked for when it is deployed for others, which their words tie to use over a network.
  { ids: /^EUPL-1\.0$/, lift: ['network-source'] },
];

/** Exceptions that let the product keep its own licence. */
const LINKING_EXCEPTIONS =
  /^(?:Classpath-exception-2\.0|GCC-exception|LLVM-exception|Bison-exception|Autoconf|Libtool|Font-exception|WxWindows|OCaml-LGPL|Linux-syscall-note|eCos-exception|freertos|u-boot|Qt-|Qwt|Swift-exception|LGPL-3\.0-linking|GNAT-exception|i2p-gpl-java|mif-exception|Universal-FOSS|openvpn-openssl|cryptsetup-OpenSSL|Classpath)/;

export interface Obligation {
  readonly id: ObligationId;
  readonly duty: string;
  /** Whether this use triggers it. */
  readonly applies: boolean;
  readonly discloses: boolean;
}

/** The category that counts: a linking exception makes a strong licence reach no further than a weak one. */
export function termCategory(term: LicenceTerm): LicenceCategory {
  const category = licenceCategory(term.id);
  const lifts = term.exception !== undefined && LINKING_EXCEPTIONS.test(term.exception);
  return lifts && (category === 'strong-copyleft' || category === 'network-copyleft')
    ? 'weak-copyleft'
    : category;
}

/** Every duty of the licence, in the order of the table, and whether `use` triggers it. */
export function obligationsOf(term: LicenceTerm, use: Use): Obligation[] {
  const ids = new Set<ObligationId>(BY_CATEGORY[termCategory(term)]);
  for (const { ids: pattern, add = [], lift = [] } of CHANGES) {
    if (!pattern.test(term.id)) continue;
    for (const id of add) ids.add(id);
    for (const id of lift) ids.delete(id);
  }
  return OBLIGATION_IDS.filter((id) => ids.has(id)).map((id) => {
    const { duty, trigger, discloses } = OBLIGATIONS[id];
    return { id, duty, applies: isTriggered(trigger, use), discloses };
  });
}

const OBLIGATION_IDS = Object.keys(OBLIGATIONS).filter((id): id is ObligationId =>
  Object.hasOwn(OBLIGATIONS, id),
);

function isTriggered(trigger: Trigger, use: Use): boolean {
  const distributed = isDistributed(use.distribution);
  switch (trigger) {
    case 'use':
    case 'network-use':
      return true;
    case 'distribution':
      return distributed;
    case 'modified-distribution':
      return distributed && use.modified;
    case 'linked-distribution':
      return distributed && use.linking !== 'separate';
    case 'static-distribution':
      return distributed && use.linking === 'static';
  }
}

/** Whether copies leave the house. Nothing declared counts as yes: too mild an assumption would hide a duty. */
export function isDistributed(distribution: readonly Distribution[]): boolean {
  return distribution.length === 0 || distribution.some((d) => d !== 'saas');
}
