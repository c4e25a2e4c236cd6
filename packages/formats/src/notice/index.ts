/** Third-party notices: texts that have to be delivered with a product. Every writer is loaded when it is needed. */
import type { NoticeContent } from './content.ts';

export type { NoticeComponent, NoticeContent, NoticeGap, NoticeText } from './content.ts';

export const NOTICE_FORMATS = ['text', 'html', 'json'] as const;
export type NoticeFormat = (typeof NOTICE_FORMATS)[number];

/** The notices as one document, ending with a newline. */
export async function renderNotice(content: NoticeContent, format: NoticeFormat): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text.ts')).renderNoticeText(content);
    case 'html':
      return (await import('./html.ts')).renderNoticeHtml(content);
    case 'json':
      return (await import('./text.ts')).renderNoticeJson(content);
  }
}
