/** Charts, maps, three dimensions and medical images. */
import { type Library, named, says } from './browser-library.ts';

/** Libraries of one project, all with one kind of banner: `/*! cornerstone-core - 2.3.0 - 2019-07-03`. */
const CORNERSTONE: readonly Library[] = [
  { package: 'cornerstone-core', file: 'cornerstone', banners: [named('cornerstone-core')] },
  { package: 'cornerstone-tools', file: 'cornerstoneTools', banners: [named('cornerstone-tools')] },
  { package: 'cornerstone-math', file: 'cornerstoneMath', banners: [named('cornerstone-math')] },
  { package: 'dicom-parser', file: 'dicomParser', banners: [named('dicom-parser')] },
];

export const DRAWING_LIBRARIES: readonly Library[] = [
  ...CORNERSTONE,
  { package: 'dwv', file: 'dwv', banners: [named('dwv')] },
  {
    package: 'three',
    file: 'three(?:\\.module|\\.cjs)?',
    // Releases are counted: r90 is published as 0.90.0.
    inCode: [/\bREVISION ?= ?["'](\d{2,3})(?:dev)?["']/],
    release: (revision) => `0.${revision}.0`,
  },
  {
    package: 'openlayers',
    file: 'ol(?:-debug)?',
    banners: [says('^// OpenLayers\\. [^\\n]{0,99}\\n// License: [^\\n]{0,120}\\n// Version: v{V}')],
  },
  { package: 'plotly.js', file: 'plotly(?:-basic|-cartesian|-latest)?', banners: [named('plotly\\.js')] },
  {
    package: 'echarts',
    file: 'echarts(?:-en)?(?:\\.common|\\.simple)?',
    inCode: [says("\\bversion = '{V}';\\s{1,9}var dependencies"), says('\\.version="{V}"')],
  },
  {
    package: 'cytoscape',
    file: 'cytoscape(?:\\.umd)?',
    inCode: [says('\\bvar version = "{V}";'), says('\\.version="{V}",\\w{1,3}\\.stylesheet=')],
  },
  {
    package: 'raphael',
    file: 'raphael(?:\\.no-deps)?',
    inCode: [says('\\bR\\.version = "{V}"'), says('\\.version="{V}",\\w{1,3}\\.eve=')],
  },
  { package: 'morris.js', file: 'morris', banners: [named('morris\\.js')] },
  {
    package: 'flot',
    file: 'jquery\\.flot',
    banners: [says('^/\\* Javascript plotting library for jQuery, (?:version|v\\.) ?{V}\\.')],
  },
  {
    package: 'vis',
    file: 'vis',
    banners: [says('^ \\* A dynamic, browser-based visualization library\\.\\n[ *\\n]{1,20}@version {V}')],
  },
];
