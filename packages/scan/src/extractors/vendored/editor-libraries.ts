/** Editors, formatted text, documents and what whole applications are built with. */
import { type Library, named, says } from './browser-library.ts';

export const EDITOR_LIBRARIES: readonly Library[] = [
  {
    package: 'codemirror',
    file: 'codemirror',
    inCode: [says('\\bCodeMirror\\.version ?= ?"{V}"'), says('\\.version="{V}"')],
  },
  {
    package: 'ace-builds',
    file: 'ace',
    inCode: [says('\\b(?:exports|[a-z])\\.version ?= ?"{V}"')],
  },
  { package: 'highlight.js', file: 'highlight(?:\\.pack)?', banners: [named('Highlight\\.js')] },
  { package: 'marked', file: 'marked(?:\\.umd)?', banners: [named('marked')] },
  {
    package: 'summernote',
    file: 'summernote(?:-lite|-bs[345])?',
    banners: [says('^ \\* Super simple wysiwyg editor v?{V}')],
  },
  { package: 'simplemde', file: 'simplemde', banners: [named('simplemde')] },
  { package: 'easymde', file: 'easymde', banners: [named('easymde')] },
  { package: 'ckeditor5', file: 'ckeditor5?', inCode: [says('\\bCKEDITOR_VERSION ?= ?"{V}"')] },
  {
    package: 'mermaid',
    file: 'mermaid',
    inCode: [
      says('\\\\?"name\\\\?":\\\\?"mermaid\\\\?",\\\\?"version\\\\?":\\\\?"{V}'),
      says('\\bconst version\\$1 = "{V}"'),
    ],
  },
  {
    package: 'katex',
    file: 'katex',
    inCode: [says('\\bversion: ?"{V}",\\s{0,9}(?:/\\*\\*|render:)')],
  },
  {
    package: 'mathjax',
    file: '(?:mathjax|tex-(?:mml-)?(?:svg|chtml)(?:-full)?)',
    inCode: [says('\\bMathJax\\.version ?= ?"{V}"'), says('\\.MathJax=\\{version:"{V}"')],
  },
  { package: 'pdfmake', file: 'pdfmake', banners: [named('pdfmake')] },
  {
    package: 'jspdf',
    file: 'jspdf(?:\\.umd|\\.debug|\\.es)?',
    inCode: [says('\\bjsPDF - [^\\n]{0,99}\\n[ *]{0,9}Version {V} Built')],
  },
  { package: 'html2canvas', file: 'html2canvas', banners: [named('html2canvas')] },
  { package: 'papaparse', file: 'papaparse', banners: [says('^Papa Parse\\nv?{V}')] },
  {
    package: 'ember-source',
    file: 'ember',
    banners: [says('@overview {1,9}Ember - JavaScript[\\s\\S]{0,500}@version {1,9}{V}')],
  },
  { package: 'yui', file: 'yui(?:-all)?', banners: [named('YUI')] },
  {
    package: 'extjs-gpl',
    file: 'ext-(?:modern-|classic-)?all',
    banners: [named('Ext JS Library'), says('^This file is part of Ext JS {V}')],
  },
  {
    package: 'dojo',
    file: 'dojo',
    inCode: [/\bmajor: ?(\d{1,3}), ?minor: ?(\d{1,3}), ?patch: ?(\d{1,3}), ?flag:/],
  },
  {
    package: 'mootools',
    file: 'mootools(?:-core|-more)?',
    inCode: [says('\\bMooTools ?= ?\\{\\s{0,9}version: ?["\']{V}["\']')],
  },
  { package: 'modernizr', file: 'modernizr', banners: [named('modernizr')] },
  {
    package: 'moment-timezone',
    file: 'moment-timezone(?:-with-data(?:-\\d{4}-\\d{4}|-10-year-range)?)?',
    banners: [says('^//! moment-timezone\\.js\\n//! version : {V}')],
    inCode: [says('\\.version="{V}",\\w{1,3}\\.dataVersion=')],
  },
  { package: 'vuex', file: 'vuex(?:\\.global)?', banners: [named('vuex')] },
  { package: 'vue-router', file: 'vue-router(?:\\.global)?', banners: [named('vue-router')] },
  { package: 'bluebird', file: 'bluebird(?:\\.core)?', banners: [says('^ \\* bluebird build version {V}')] },
  { package: 'htmx.org', file: 'htmx', inCode: [says('\\bversion: ?"{V}"\\s{0,40}\\}')] },
  {
    package: 'jsrsasign',
    file: 'jsrsasign(?:-all|-rsa|-jwths)?',
    banners: [says('^ \\* jsrsasign\\(\\w{1,9}\\) {V}')],
  },
];
