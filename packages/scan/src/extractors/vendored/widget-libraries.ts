/** Parts of pages: dialogues, lists, fields, galleries. */
import { type Library, named, says } from './browser-library.ts';

export const WIDGET_LIBRARIES: readonly Library[] = [
  { package: 'jquery-mobile', file: 'jquery\\.mobile', banners: [named('jQuery Mobile')] },
  { package: 'jquery-mousewheel', file: 'jquery\\.mousewheel', banners: [named('jQuery Mousewheel')] },
  { package: 'jquery.cookie', file: 'jquery\\.cookie', banners: [named('jQuery Cookie Plugin')] },
  { package: 'jquery-colorbox', file: 'jquery\\.colorbox', banners: [named('Colorbox')] },
  {
    package: 'jquery-mask-plugin',
    file: 'jquery\\.mask',
    banners: [named('jQuery Mask Plugin'), says('^ \\* jquery\\.mask\\.js\\n \\* @version: v{V}')],
  },
  {
    package: 'fancybox',
    file: 'jquery\\.fancybox',
    banners: [says('^ \\* FancyBox - jQuery Plugin\\n(?: \\*[^\\n]{0,300}\\n){0,12} \\* version: {V}', 'im')],
  },
  { package: '@fancyapps/fancybox', file: 'jquery\\.fancybox', banners: [says('^// fancyBox v{V}')] },
  { package: 'magnific-popup', file: 'jquery\\.magnific-popup', banners: [named('Magnific Popup')] },
  { package: 'chosen-js', file: 'chosen\\.(?:jquery|proto)', banners: [named('Chosen')] },
  {
    package: 'selectize',
    file: 'selectize',
    banners: [named('selectize\\.js'), says('^ \\* selectize\\.js \\(v{V}\\)')],
  },
  { package: 'typeahead.js', file: 'typeahead(?:\\.bundle|\\.jquery)?', banners: [named('typeahead\\.js')] },
  {
    package: 'bootbox',
    file: 'bootbox(?:\\.all)?',
    banners: [named('bootbox\\.js'), says('^ \\* bootbox\\.js\\n \\* version: {V}')],
  },
  {
    package: 'bootstrap-table',
    file: 'bootstrap-table',
    banners: [says('^ {1,3}\\* bootstrap-table - [^\\n]{0,200}\\n {1,3}\\*\\n {1,3}\\* @version v{V}')],
    inCode: [says("\\bvar VERSION = '{V}'")],
  },
  { package: 'flatpickr', file: 'flatpickr', banners: [named('flatpickr')] },
  { package: 'clipboard', file: 'clipboard', banners: [named('clipboard\\.js')] },
  { package: 'cropperjs', file: 'cropper', banners: [named('Cropper\\.js')] },
  {
    package: 'sortablejs',
    file: 'sortable',
    banners: [named('Sortable')],
    inCode: [says('\\.version ?= ?"{V}"')],
  },
  { package: 'swiper', file: 'swiper(?:-bundle)?', banners: [named('Swiper')] },
  { package: 'signature_pad', file: 'signature_pad', banners: [named('Signature Pad')] },
  { package: 'materialize-css', file: 'materialize', banners: [named('Materialize')] },
  {
    package: 'foundation-sites',
    file: 'foundation',
    inCode: [says('\\bFOUNDATION_VERSION ?= ?[\'"]{V}[\'"]')],
  },
];
