/** Whether a target, as typed, is a root file system as a whole: light, for those who only ask. */
import { recogniseRoot } from './recognise.ts';
import { wordedTarget } from './target-words.ts';

export { TARGET_WORDS, type WordedTarget, wordedTarget } from './target-words.ts';

/** An image, a root file system or this machine; an archive is only looked into when it is opened. */
export function mayBeRoot(given: string): boolean {
  return wordedTarget(given) !== undefined || recogniseRoot(given) !== undefined;
}
