/**
 * Whether a declared licence is an SPDX licence expression (SPDX 2.3, annex D) over ids that are known. Packages
 * write anything there (`BSD`, `see LICENSE`); what is no expression must be carried as a name.
 */

/** Ids in use among packages, as the SPDX list spells them, deprecated spellings included. */
const IDS = `
0BSD AAL AFL-2.1 AFL-3.0 AGPL-1.0-only AGPL-1.0-or-later AGPL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-1.0
Apache-1.1 Apache-2.0 APSL-2.0 Artistic-1.0 Artistic-1.0-Perl Artistic-2.0 Beerware BlueOak-1.0.0 BSD-1-Clause
BSD-2-Clause BSD-2-Clause-FreeBSD BSD-2-Clause-Patent BSD-2-Clause-Views BSD-3-Clause BSD-3-Clause-Attribution
BSD-3-Clause-Clear BSD-3-Clause-LBNL BSD-3-Clause-Modification BSD-4-Clause BSD-4-Clause-UC BSD-Source-Code
BSL-1.0 BUSL-1.1 bzip2-1.0.6 CAL-1.0 CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-NC-4.0
CC-BY-NC-ND-4.0 CC-BY-NC-SA-4.0 CC-BY-ND-4.0 CC-BY-SA-2.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-PDDC CC0-1.0 CDDL-1.0
CDDL-1.1 CDLA-Permissive-2.0 CECILL-2.1 CECILL-B CECILL-C ClArtistic CNRI-Python CPAL-1.0 CPL-1.0 curl ECL-2.0
EFL-2.0 Elastic-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 Fair FSFAP FSFUL FSFULLR FTL GFDL-1.2-only
GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later GPL-1.0 GPL-1.0-only GPL-1.0-or-later GPL-2.0 GPL-2.0+
GPL-2.0-only GPL-2.0-or-later GPL-3.0 GPL-3.0+ GPL-3.0-only GPL-3.0-or-later HPND HPND-sell-variant ICU IJG
ImageMagick Info-ZIP IPA IPL-1.0 ISC JSON LGPL-2.0 LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1 LGPL-2.1+
LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0 LGPL-3.0+ LGPL-3.0-only LGPL-3.0-or-later LGPLLR Libpng libtiff
LiLiQ-P-1.1 LPL-1.02 LPPL-1.3c MirOS MIT MIT-0 MIT-advertising MIT-CMU MIT-Modern-Variant Motosoto MPL-1.0 MPL-1.1
MPL-2.0 MPL-2.0-no-copyleft-exception MS-PL MS-RL MulanPSL-2.0 NAIST-2003 Naumen NCSA Net-SNMP NIST-PD Nokia NTP
OFL-1.0 OFL-1.1 OGC-1.0 OGL-UK-3.0 OLDAP-2.8 OpenSSL OSL-1.0 OSL-2.0 OSL-2.1 OSL-3.0 PHP-3.0 PHP-3.01 PostgreSQL
PSF-2.0 Python-2.0 Python-2.0.1 QPL-1.0 RPL-1.5 RSA-MD Ruby SAX-PD SGI-B-2.0 Sleepycat SMLNJ SSPL-1.0 TCL
TCP-wrappers Unicode-3.0 Unicode-DFS-2015 Unicode-DFS-2016 Unlicense UPL-1.0 Vim W3C W3C-20150513 WTFPL X11 XFree86-1.1
Xnet xpp Zed Zend-2.0 Zlib zlib-acknowledgement ZPL-1.1 ZPL-2.0 ZPL-2.1
`;

const EXCEPTIONS = `
389-exception Autoconf-exception-2.0 Autoconf-exception-3.0 Bison-exception-2.2 Bootloader-exception
Classpath-exception-2.0 eCos-exception-2.0 Fawkes-Runtime-exception Font-exception-2.0 freertos-exception-2.0
GCC-exception-2.0 GCC-exception-3.1 GPL-CC-1.0 Libtool-exception Linux-syscall-note LLVM-exception
LZMA-exception OCaml-LGPL-linking-exception OpenJDK-assembly-exception-1.0 PS-or-PDF-font-exception-20170817
Qt-GPL-exception-1.0 Qt-LGPL-exception-1.1 Qwt-exception-1.0 Swift-exception u-boot-exception-2.0
Universal-FOSS-exception-1.0 WxWindows-exception-3.1
`;

const table = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((id) => [id.toLowerCase(), id]),
  );

const LICENCES = table(IDS);
const LICENCE_EXCEPTIONS = table(EXCEPTIONS);
/** Every id that {@link licenceExpression} knows, for its test. */
export const KNOWN_LICENCE_IDS: readonly string[] = [...LICENCES.values()];

const MAX_LENGTH = 2000;
const TOKEN = /[()]|[^\s()]+/g;

/**
 * The expression with ids and operators in their canonical spelling, or null for text that is none. Licence
 * references (`LicenseRef-…`) point into a document that is not at hand, so they make it none.
 */
export function licenceExpression(text: string): string | null {
  if (text.length > MAX_LENGTH || /[^\x20-\x7e]/.test(text)) return null;
  const parts: string[] = [];
  let open = 0;
  /** What may stand next: an operand, an operator, or the exception that follows WITH. */
  let wanted: 'operand' | 'operator' | 'exception' = 'operand';
  for (const [token] of text.matchAll(TOKEN)) {
    const word = token.toUpperCase();
    if (wanted === 'operand') {
      if (token === '(') {
        open += 1;
        parts.push('(');
        continue;
      }
      const id = licenceId(token);
      if (id === null) return null;
      parts.push(id);
      wanted = 'operator';
    } else if (wanted === 'exception') {
      const id = LICENCE_EXCEPTIONS.get(token.toLowerCase());
      if (id === undefined) return null;
      parts.push(id);
      wanted = 'operator';
    } else if (token === ')') {
      if (open === 0) return null;
      open -= 1;
      parts.push(')');
    } else if (word === 'AND' || word === 'OR') {
      parts.push(word);
      wanted = 'operand';
    } else if (word === 'WITH' && parts.at(-1) !== ')' && parts.at(-2) !== 'WITH') {
      parts.push('WITH');
      wanted = 'exception';
    } else return null;
  }
  if (open > 0 || wanted !== 'operator') return null;
  return parts.join(' ').replaceAll('( ', '(').replaceAll(' )', ')');
}

function licenceId(token: string): string | null {
  const known = LICENCES.get(token.toLowerCase());
  if (known !== undefined) return known;
  const plus = token.endsWith('+') ? LICENCES.get(token.slice(0, -1).toLowerCase()) : undefined;
  return plus === undefined ? null : `${plus}+`;
}
