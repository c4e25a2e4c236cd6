/** Licences of packages: texts recognised, the corpus they are compared with, exceptions. */
export { type Corpus, type CorpusHeader, loadCorpus, loadLicenceTexts } from './corpus.ts';
export { type TextDetection, TextDetector } from './detect-text.ts';
export { EXCEPTION_PHRASES, exceptionsIn } from './exceptions.ts';
export { licenceWords, runAt } from './licence-words.ts';
