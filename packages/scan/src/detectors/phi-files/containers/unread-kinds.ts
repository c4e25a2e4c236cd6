/**
 * When a file of a kind that is not read counts. Each that counts makes the area partial; documents that by custom stand
 * in a project for its users are no records.
 */
import { isHealthText } from '../health-words.ts';
import { isExamplePath, isSyntheticPath } from '../synthetic.ts';
import { UNREAD_KINDS } from './unread-table.ts';

/** Folders and names of documents for readers of the software. */
const DOCUMENTATION =
  /(?:^|\/)(?:docs?|documentation|manuals?|help|guides?|man|papers?|licen[cs]es?|legal|references?|books?|tutorials?|slides|talks?|website|site)\/|(?:^|[/._ -])(?:readme|licen[cs]e|manual|guide|handbook|tutorial|specs?|specification|white-?paper|data-?sheet|brochure|poster|slides|presentation|paper|change-?log|release-?notes|architecture|design|diagrams?|policy|privacy|terms|cheat-?sheet|quick-?start|contributing|notice|standard|template|book)(?=[._ -]|$)/i;
/** Folders of the software of others. */
const FOREIGN =
  /(?:^|\/)(?:node_modules|vendor|third[-_]party|site-packages|dist-packages|bower_components|usr\/(?:share|lib)|opt)\//i;

/** What a file is called in coverage; undefined when it is of no such kind, or no record. */
export function unreadKindOf(path: string, bytes: Uint8Array): string | undefined {
  const dot = path.lastIndexOf('.');
  const extension = dot === -1 ? '' : path.slice(dot).toLowerCase();
  let head: string | undefined;
  const begins = (form: RegExp): boolean => {
    head ??= Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
    return form.test(head);
  };
  const kind = UNREAD_KINDS.find(
    ({ extensions, head: form }) =>
      (extensions.length === 0 || extensions.includes(extension)) && (form === undefined || begins(form)),
  );
  if (kind === undefined || bytes.length === 0 || isSyntheticPath(path)) return undefined;
  return kind.is === 'document' && isForReaders(path) ? undefined : kind.title;
}

function isForReaders(path: string): boolean {
  if (DOCUMENTATION.test(path) || FOREIGN.test(path)) return true;
  return isExamplePath(path) && !isHealthText(path.replace(/[/_.-]/g, ' '));
}
