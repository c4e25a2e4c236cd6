/** The lists of well-known names, for the tool that writes them. */
export { packNames } from './popular-list.ts';
export { PACKED as POPULAR_NPM } from './popular-npm.ts';
export { HALVES as PYPI_HALVES, PACKED as POPULAR_PYPI } from './popular-pypi.ts';
