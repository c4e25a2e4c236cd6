/** Bills of materials that lie in a folder. Named as target they are read by `@theriac/formats/bom`. */
import type { Extractor } from '@theriac/core';

const NAMED = /(?:^|\/)(?:[^/]{0,100}[-_.])?s?bom(?:[-_.][^/]{0,100})?\.(?:json|xml)$/i;

export const extractors: readonly Extractor[] = [
  {
    id: 'sbom/in-folder',
    installed: true,
    title: '*.cdx.json, *.spdx, bom.json … in a folder (recognised; scanned when named as target)',
    ecosystem: 'generic',
    files: {
      extensions: ['.cdx.json', '.cdx.xml', '.spdx.json', '.spdx.jsonld', '.spdx'],
      patterns: ['.json', '.xml'].map((extension) => ({ extension, path: NAMED })),
      maxBytes: 16 * 1024 * 1024,
    },
    requires: [],
    provides: { edges: false, exact: false, scope: false },
    onlyInFolders: true,
    load: () => import('./in-folder.ts').then((m) => m.extract),
  },
];
