/** R itself with its base and recommended packages (https://cran.r-project.org/doc/FAQ/R-FAQ.html, section 5): renv need not lock them. */
export const COMES_WITH_R: ReadonlySet<string> = new Set([
  'R',
  ...['base', 'compiler', 'datasets', 'graphics', 'grDevices', 'grid', 'methods', 'parallel', 'splines'],
  ...['stats', 'stats4', 'tcltk', 'tools', 'translations', 'utils'],
  ...['boot', 'class', 'cluster', 'codetools', 'foreign', 'KernSmooth', 'lattice', 'MASS', 'Matrix'],
  ...['mgcv', 'nlme', 'nnet', 'rpart', 'spatial', 'survival'],
]);
