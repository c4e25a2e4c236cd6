/** Style sheets that are copied without the rest of their package; their banners say which release they are. */
import { type CopiedLibrary, VERSION } from './copied-library.ts';

const row = (name: string, files: CopiedLibrary['files'], says: string, unless?: string): CopiedLibrary => {
  const banner = new RegExp(String.raw`^(?:@charset "[^"\n]{1,20}";\s{0,9})?/\*[!*]?[\s*]{0,20}${says}`, 'i');
  return {
    ecosystem: 'npm',
    package: name,
    files,
    is: banner,
    release: [[new RegExp(`${banner.source}[\\s*-]{0,9}(?:version[ :-]{1,4})?v?${VERSION}`, 'i')]],
    ...(unless === undefined ? {} : { unless }),
  };
};

/** A minified sheet beside the readable one is the same copy. */
const sheet = (name: string, base: string, says: string): readonly CopiedLibrary[] => [
  row(name, [`${base}.css`], says),
  row(name, [`${base}.min.css`], says, `${base}.css`),
];

export const STYLE_LIBRARIES: readonly CopiedLibrary[] = [
  ...sheet('bootstrap', 'bootstrap', 'Bootstrap(?=[ ]{1,2}v)'),
  ...sheet('font-awesome', 'font-awesome', 'Font Awesome(?= \\d)'),
  ...sheet('@fortawesome/fontawesome-free', 'all', 'Font Awesome Free'),
  ...sheet('@fortawesome/fontawesome-free', 'fontawesome', 'Font Awesome Free'),
  ...sheet('normalize.css', 'normalize', 'normalize\\.css'),
  ...sheet('foundation-sites', 'foundation', 'Foundation for Sites'),
  ...sheet('animate.css', 'animate', 'animate\\.css[^\\n]{0,80}'),
  ...sheet('bulma', 'bulma', 'bulma\\.io'),
  ...sheet('materialize-css', 'materialize', 'Materialize'),
];
