/**
 * Licences by how far their conditions reach, as a table to review: one row a category, ids of the SPDX list; `*` stands
 * for any ending. What is in no row is unknown, and unknown is never pass. The first row that fits decides.
 */

export const LICENCE_CATEGORIES = [
  'public-domain',
  'permissive',
  'weak-copyleft',
  'strong-copyleft',
  'network-copyleft',
  'content',
  'source-available',
  'field-of-use',
  'non-commercial',
  'proprietary',
  'unknown',
] as const;

/**
 * - `public-domain`: no conditions
 * - `permissive`: keep notices; any licence for the whole
 * - `weak-copyleft`: the component and changes to it stay under its licence (file or library)
 * - `strong-copyleft`: a whole that contains it is under its licence when distributed
 * - `network-copyleft`: also when the whole is only used over a network
 * - `content`: for fonts, documents and data rather than code
 * - `source-available`: the source can be read, its use is limited (time, competition, hosting)
 * - `field-of-use`: some purposes are forbidden
 * - `non-commercial`: no commercial use
 * - `proprietary`: no public licence
 */
export type LicenceCategory = (typeof LICENCE_CATEGORIES)[number];

const ROWS: readonly (readonly [category: LicenceCategory, ids: string])[] = [
  [
    'public-domain',
    `0BSD ANTLR-PD ANTLR-PD-fallback blessing CC-PDDC CC-PDM-1.0 CC0-1.0 libselinux-1.0 LZMA-SDK-9.11-to-9.20
     MIT-0 MIT-Khronos-old NCBI-PD NIST-PD NIST-PD-fallback NIST-PD-TNT NTIA-PD PDDL-1.0 SAX-PD SAX-PD-2.0
     Unlicense`,
  ],
  [
    'non-commercial',
    `Aladdin CC-BY-NC-* NCGL-UK-2.0 PolyForm-Noncommercial-1.0.0 PolyForm-Small-Business-1.0.0 PPL`,
  ],
  [
    'field-of-use',
    `BSD-3-Clause-No-Military-License BSD-3-Clause-No-Nuclear-License BSD-3-Clause-No-Nuclear-License-2014
     BSD-3-Clause-No-Nuclear-Warranty Hippocratic-2.1 Hippocratic-3.0-core JSON MS-LPL UnRAR`,
  ],
  [
    'source-available',
    `ASWF-Digital-Assets-1.0 ASWF-Digital-Assets-1.1 BUSL-1.1 CPOL-1.02 Elastic-2.0 FSL-1.1-ALv2 FSL-1.1-MIT
     Parity-6.0.0 Parity-7.0.0 PolyForm-* Sendmail Sendmail-* SSPL-1.0 SUL-1.0`,
  ],
  [
    'network-copyleft',
    `AGPL-1.0 AGPL-1.0-* AGPL-3.0 AGPL-3.0-* APL-1.0 APSL-1.0 APSL-1.1 APSL-1.2 CAL-1.0 CAL-1.0-* CPAL-1.0
     EUPL-1.0 EUPL-1.1 EUPL-1.2 LiLiQ-Rplus-1.1 NPOSL-3.0 OSL-1.0 OSL-1.1 OSL-2.0 OSL-2.1 OSL-3.0 RPL-1.1
     RPL-1.5 RPSL-1.0 Watcom-1.0`,
  ],
  [
    'strong-copyleft',
    `Arphic-1999 BSD-Protection CECILL-1.0 CECILL-1.1 CECILL-2.0 CECILL-2.1 CERN-OHL-S-2.0 copyleft-next-*
     D-FSL-1.0 ESA-PL-strong-copyleft-2.4 Frameworx-1.0 GPL-1.0 GPL-1.0-* GPL-2.0 GPL-2.0-* GPL-3.0 GPL-3.0-*
     gSOAP-1.3b QPL-1.0 QPL-1.0-* SimPL-2.0 Sleepycat SMAIL-GPL TAPR-OHL-1.0 TGPPL-1.0 TMate YPL-1.0 YPL-1.1`,
  ],
  [
    'weak-copyleft',
    `APSL-2.0 Artistic-1.0 Artistic-1.0-* Artistic-2.0 BitTorrent-1.0 BitTorrent-1.1 CATOSL-1.1 CDDL-1.0
     CDDL-1.1 CDLA-Sharing-1.0 CECILL-C CERN-OHL-1.1 CERN-OHL-1.2 CERN-OHL-W-2.0 ClArtistic CPL-1.0
     CUA-OPL-1.0 eCos-2.0 EPL-1.0 EPL-2.0 ErlPL-1.1 ESA-PL-weak-copyleft-2.4 Eurosym FreeImage GL2PS gnuplot
     Imlib2 Interbase-1.0 IPL-1.0 LGPL-2.0 LGPL-2.0-* LGPL-2.1 LGPL-2.1-* LGPL-3.0 LGPL-3.0-* LGPLLR
     LiLiQ-R-1.1 LPL-1.0 LPL-1.02 LPPL-* MakeIndex Motosoto MPL-1.0 MPL-1.1 MPL-2.0 MPL-2.0-* MS-RL NASA-1.3
     NBPL-1.0 NGPL Nokia NOSL Noweb NPL-1.0 NPL-1.1 OCCT-PL OCLC-2.0 OGTSL OLDAP-1.1 OLDAP-1.2 OLDAP-1.3
     OLDAP-1.4 OLFL-1.3 OPL-1.0 OSET-PL-2.1 RHeCos-1.1 RSCPL Ruby SGI-B-1.0 SGI-B-1.1 SISSL SISSL-1.2 SMPPL
     SNIA SPL-1.0 SugarCRM-1.1.3 TORQUE-1.1 TOSL TPL-1.0 UCL-1.0 URT-RLE Vim VOSTROM wxWindows Zimbra-1.3
     Zimbra-1.4`,
  ],
  [
    'content',
    `AdaCore-doc Adobe-Display-PostScript Adobe-Utopia ALGLIB-Documentation Baekmuk Bitstream-Charter
     Bitstream-Vera C-UDA-1.0 CAPEC-tou CC-BY-* CC-SA-1.0 CDL-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0
     Community-Spec-1.0 DL-DE-BY-2.0 DL-DE-ZERO-2.0 DocBook-DTD DocBook-Schema DocBook-Stylesheet DocBook-XML
     etalab-2.0 GCR-docs GFDL-1.1 GFDL-1.1-* GFDL-1.2 GFDL-1.2-* GFDL-1.3 GFDL-1.3-* IPA JPL-image LAL-1.2
     LAL-1.3 Linux-man-pages-1-para Linux-man-pages-copyleft Linux-man-pages-copyleft-2-para NLOD-1.0
     NLOD-2.0 O-UDA-1.0 ODbL-1.0 ODC-By-1.0 OFL-1.0 OFL-1.0-* OFL-1.1 OFL-1.1-* OGDL-Taiwan-1.0
     OGL-Canada-2.0 OGL-UK-1.0 OGL-UK-2.0 OGL-UK-3.0 OPL-UK-3.0 OPUBL-1.0 ParaType-Free-Font-1.3
     Ubuntu-font-1.0 Unicode-TOU`,
  ],
  [
    'permissive',
    `3D-Slicer-1.0 AAL Abstyles Adobe-2006 Adobe-Glyph ADSL AFL-1.1 AFL-1.2 AFL-2.0 AFL-2.1 AFL-3.0 Afmparse
     AMD-newlib AMDPLPA AML AMPAS Apache-1.0 Apache-1.1 Apache-2.0 APAFML Aspell-RU Bahyph Barr
     bcrypt-Solar-Designer Beerware BlueOak-1.0.0 Boehm-GC Boehm-GC-* Borceux Brian-Gladman-* BSD-1-Clause
     BSD-2-Clause BSD-2-Clause-* BSD-3-Clause BSD-3-Clause-* BSD-4-Clause BSD-4-Clause-* BSD-4.3RENO
     BSD-4.3TAHOE BSD-Advertising-Acknowledgement BSD-ask-to-endorse BSD-Attribution-HPND-disclaimer
     BSD-Inferno-Nettverk BSD-Mark-Modifications BSD-Source-* BSD-Source-Code BSD-Systemics BSD-Systemics-*
     BSL-1.0 Buddy bzip2-1.0.5 bzip2-1.0.6 Caldera Caldera-no-preamble Catharon CECILL-B CERN-OHL-P-2.0
     CFITSIO check-cvs Clips CMU-Mach CMU-Mach-nodoc CNRI-Jython CNRI-Python CNRI-Python-GPL-Compatible
     COIL-1.0 Condor-1.1 Cornell-Lossless-JPEG Cronyx CryptoSwift CrystalStacker Cube curl DEC-3-Clause
     diffmark DOC Dotseqn DRL-1.0 DRL-1.1 DSDP dtoa dvipdfm ECL-1.0 ECL-2.0 EFL-1.0 EFL-2.0 eGenix Entessa
     EPICS ESA-PL-permissive-2.4 EUDatagrid Fair FBM FreeBSD-DOC FSFAP FSFAP-no-warranty-disclaimer FSFUL
     FSFULLR FSFULLRSD FSFULLRWD FTL Furuseth fwlw GD generic-xts Giftware Glulxe GLWTPL gtkbook
     HaskellReport HDF5 hdparm HIDAPI HP-1986 HP-1989 HPND HPND-* HTMLTIDY IBM-pibs ICU IJG IJG-short
     ImageMagick iMatix Info-ZIP Inner-Net-2.0 InnoSetup Intel Intel-ACPI ISC ISC-Veillard ISO-permission Jam
     JasPer-2.0 jove JPNIC Kastrup Kazlib Knuth-CTAN Latex2e Latex2e-translated-notice Leptonica Libpng
     libpng-1.6.35 libpng-2.0 libtiff libutil-David-Nugent LiLiQ-P-1.1 Linux-OpenIB LOOP LPD-document lsof
     Lucida-Bitmap-Fonts LZMA-SDK-9.22 Mackerras-3-Clause Mackerras-3-Clause-acknowledgment magaz mailprio
     Martin-Birgmeier McPhee-slideshow metamail Minpack MIPS MirOS MIT MIT-* MITNFA MMIXware mpi-permissive
     mpich2 mplus MS-PL MTLL MulanPSL-1.0 MulanPSL-2.0 Multics Mup NAIST-2003 Naumen NCL NCSA Net-SNMP NetCDF
     Newsletr ngrep NICTA-1.0 NIST-Software NLPL NRL NTP NTP-0 Nunit OAR OFFIS OGC-1.0 OLDAP-* OML OpenSSL
     OpenSSL-standalone OpenVision OSC-1.0 OSSP PADL PHP-3.0 PHP-3.01 Pixar pkgconf Plexus pnmstitch
     PostgreSQL PSF-2.0 psfrag psutils Python-2.0 Python-2.0.1 python-ldap Qhull radvd Rdisc RSA-MD Saxpath
     SCEA SchemeReport SGI-B-2.0 SGP4 SHL-0.5 SHL-0.51 SL SMLNJ snprintf softSurfer Soundex Spencer-86
     Spencer-94 Spencer-99 ssh-keyscan SSH-OpenSSH SSH-short SSLeay-standalone StandardML-NJ Sun-PPP
     Sun-PPP-2000 SunPro SWL Symlinks TCL TCP-wrappers TermReadKey ThirdEye threeparttable TPDL TrustedQSL
     TTWL TTYP0 TU-Berlin-1.0 TU-Berlin-2.0 UCAR ulem UMich-Merit Unicode-3.0 Unicode-DFS-2015
     Unicode-DFS-2016 UnixCrypt Unlicense-libtelnet Unlicense-libwhirlpool UPL-1.0 Vixie-Cron VSL-1.0 W3C
     W3C-19980720 W3C-20150513 w3m Widget-Workshop WordNet Wsuipa WTFPL wwl X11 X11-* Xdebug-1.03 Xerox Xfig
     XFree86-1.1 xinetd xkeyboard-config-Zinoviev xlock Xnet xpp XSkat xzoom Zed Zeeff Zend-2.0 Zlib
     zlib-acknowledgement ZPL-1.1 ZPL-2.0 ZPL-2.1`,
  ],
  ['proprietary', `LicenseRef-proprietary LicenseRef-scancode-proprietary-license`],
];

let exact: ReadonlyMap<string, LicenceCategory> | undefined;
let prefixes: readonly (readonly [prefix: string, category: LicenceCategory])[] = [];

/** @param id an SPDX id in the list's spelling, without `+` */
export function licenceCategory(id: string): LicenceCategory {
  if (exact === undefined) {
    const map = new Map<string, LicenceCategory>();
    const starts: [string, LicenceCategory][] = [];
    for (const [category, ids] of ROWS) {
      for (const entry of ids.trim().split(/\s+/)) {
        if (entry.endsWith('*')) starts.push([entry.slice(0, -1), category]);
        else if (!map.has(entry)) map.set(entry, category);
      }
    }
    exact = map;
    prefixes = starts;
  }
  return exact.get(id) ?? prefixes.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'unknown';
}

/** Ids of the table without patterns, for its test. */
export function categorisedIds(): readonly string[] {
  licenceCategory('');
  return [...(exact?.keys() ?? [])];
}
