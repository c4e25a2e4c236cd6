/** Libraries that pages are built with. */
import { CODE_VERSION, type Library, named, says, VERSION } from './browser-library.ts';

const MINIFIED_LODASH = new RegExp(String.raw`\}var [A-Za-z]{1,3},[A-Za-z]{1,3}="${VERSION}"`);

/** AngularJS publishes its modules as packages of their own, all with one banner. */
const ANGULAR_MODULES = [
  ...['animate', 'aria', 'cookies', 'loader', 'message-format', 'messages', 'mocks', 'parse-ext', 'resource'],
  ...['route', 'sanitize', 'touch'],
];

export const PAGE_LIBRARIES: readonly Library[] = [
  { package: 'jquery', file: 'jquery', banners: [named('jQuery(?: JavaScript Library)?')] },
  { package: 'jquery-ui', file: 'jquery[-.]ui', banners: [named('jQuery UI')] },
  { package: 'jquery-migrate', file: 'jquery[-.]migrate', banners: [named('jQuery Migrate')] },
  {
    package: 'jquery-validation',
    file: 'jquery[-.]validat(?:e|ion)',
    banners: [named('jQuery Validation Plugin')],
  },
  { package: 'bootstrap', file: 'bootstrap(?:\\.bundle)?', banners: [named('Bootstrap')] },
  {
    package: 'bootstrap-datepicker',
    file: 'bootstrap-datepicker',
    banners: [named('Datepicker for Bootstrap')],
  },
  {
    package: 'bootstrap-select',
    file: 'bootstrap-select',
    banners: [named('Bootstrap-select')],
  },
  { package: 'angular', file: 'angular', banners: [named('AngularJS')] },
  ...ANGULAR_MODULES.map((module) => ({
    package: `angular-${module}`,
    file: `angular-${module}`,
    banners: [named('AngularJS')],
  })),
  {
    package: 'lodash',
    file: 'lodash(?:\\.core)?',
    banners: [named('lodash')],
    inCode: [CODE_VERSION, MINIFIED_LODASH],
  },
  {
    package: 'moment',
    file: 'moment(?:-with-locales)?',
    banners: [new RegExp(String.raw`^//! moment\.js\n//! version : ${VERSION}`, 'm'), named('moment\\.js')],
    inCode: [new RegExp(String.raw`(?:\bmoment|\b[A-Za-z])\.version[ ]?=[ ]?["']${VERSION}["']`)],
  },
  { package: 'underscore', file: 'underscore(?:-umd|-esm)?', banners: [named('Underscore\\.js')] },
  { package: 'backbone', file: 'backbone', banners: [named('Backbone\\.js')] },
  { package: 'handlebars', file: 'handlebars(?:\\.runtime)?', banners: [named('handlebars')] },
  { package: 'mustache', file: 'mustache', inCode: [CODE_VERSION] },
  {
    package: 'd3',
    file: 'd3',
    banners: [new RegExp(String.raw`^// https://d3js\.org v?${VERSION}`, 'm')],
    inCode: [new RegExp(String.raw`\bversion: ?"${VERSION}"`)],
  },
  { package: 'vue', file: 'vue(?:\\.global|\\.runtime)?', banners: [named('Vue\\.js'), named('vue')] },
  {
    package: 'react-dom',
    file: 'react-dom',
    banners: [new RegExp(String.raw`@license React v?${VERSION}\r?\n[ ]\* react-dom`), named('ReactDOM')],
  },
  {
    package: 'react',
    file: 'react',
    banners: [
      new RegExp(String.raw`@license React v?${VERSION}\r?\n[ ]\* react\.`),
      new RegExp(String.raw`^[ ]?/\*\*\n[ ]{1,4}\* React v${VERSION}\n`),
    ],
  },
  { package: 'knockout', file: 'knockout(?:-latest)?', banners: [named('Knockout JavaScript library')] },
  { package: 'select2', file: 'select2(?:\\.full)?', banners: [named('Select2')] },
  {
    package: 'datatables.net',
    file: '(?:jquery\\.)?datatables',
    banners: [
      named('DataTables'),
      new RegExp(
        String.raw`^ \* File: {1,20}jquery\.dataTables[\w.]{0,20}\n \* Version: {1,20}${VERSION}`,
        'm',
      ),
    ],
  },
  { package: 'chart.js', file: 'chart(?:\\.bundle)?', banners: [named('Chart\\.js')] },
  { package: 'axios', file: 'axios', banners: [named('axios')] },
  {
    package: 'dompurify',
    file: '(?:dom)?purify',
    banners: [named('DOMPurify')],
    inCode: [says("\\bDOMPurify\\.version = '{V}'"), says('\\.version="{V}",\\w{1,3}\\.removed=\\[\\]')],
  },
  { package: 'socket.io-client', file: 'socket\\.io', banners: [named('Socket\\.IO')] },
  { package: 'leaflet', file: 'leaflet(?:-src)?', banners: [named('Leaflet')] },
  { package: 'video.js', file: 'video', banners: [named('Video\\.js')] },
  { package: 'html5shiv', file: 'html5shiv(?:-printshiv)?', banners: [named('HTML5 Shiv')] },
  { package: 'respond.js', file: 'respond(?:\\.src)?', banners: [named('Respond\\.js')] },
  { package: 'requirejs', file: 'require(?:js)?', banners: [named('RequireJS')] },
  { package: 'swfobject', file: 'swfobject', banners: [named('SWFObject')] },
  { package: 'sweetalert2', file: 'sweetalert2(?:\\.all)?', banners: [named('sweetalert2')] },
  { package: 'jstree', file: 'jstree', banners: [named('jsTree')] },
  {
    package: 'tinymce',
    file: 'tinymce',
    banners: [new RegExp(String.raw`Tiny Technologies[\s\S]{0,400}\n \* Version: ${VERSION}`)],
    inCode: [says('^// {V} \\(\\d{4}-\\d\\d-\\d\\d\\)\\n', '')],
  },
  {
    package: 'popper.js',
    file: 'popper',
    banners: [new RegExp(String.raw`poppers near their reference[^\n]{0,40}\n \* @version ${VERSION}`)],
  },
  {
    package: '@popperjs/core',
    file: 'popper',
    banners: [new RegExp(`@popperjs/core v${VERSION}`)],
  },
  {
    package: 'plupload',
    file: 'plupload(?:\\.full|\\.dev)?',
    banners: [new RegExp(String.raw`^ \* Plupload - [^\n]{0,60}\n \* v${VERSION}`, 'm')],
  },
  {
    package: 'jquery-form',
    file: 'jquery\\.form',
    banners: [new RegExp(String.raw`^ \* jQuery Form Plugin\n \* version: ${VERSION}`, 'm')],
  },
  { package: 'jszip', file: 'jszip', banners: [named('JSZip')] },
  { package: 'markdown-it', file: 'markdown-it', banners: [named('markdown-it')] },
  { package: 'fullcalendar', file: 'fullcalendar', banners: [named('FullCalendar')] },
  { package: 'highcharts', file: 'highcharts', banners: [named('Highcharts JS')] },
  {
    package: 'quill',
    file: 'quill(?:\\.core)?',
    banners: [named('Quill Editor')],
    inCode: [says('\\bstatic version="{V}";static imports=')],
  },
  {
    package: 'slick-carousel',
    file: 'slick',
    banners: [new RegExp(String.raw`^ Version: ${VERSION}\n {1,4}Author: Ken Wheeler`, 'm')],
  },
  {
    package: 'ckeditor4',
    file: 'ckeditor',
    inCode: [new RegExp(String.raw`timestamp:"\w{1,9}",version:"${VERSION}`)],
  },
  { package: 'toastr', file: 'toastr', inCode: [new RegExp(String.raw`\bversion: ?["']${VERSION}["']`)] },
  {
    package: 'dropzone',
    file: 'dropzone',
    inCode: [new RegExp(String.raw`\bDropzone\.version ?= ?"${VERSION}"`)],
  },
  {
    package: 'pdfjs-dist',
    file: 'pdf',
    inCode: [says('\\bpdfjsVersion = ["\']{V}["\']'), says('\\bapiVersion(?:: ?| = )["\']{V}["\']')],
  },
  {
    package: 'mootools',
    file: 'mootools(?:-core)?',
    inCode: [new RegExp(String.raw`\bversion: ?["']${VERSION}["'],\s{0,9}build`)],
  },
];
