/**
 * Third-party notices: who made what the product contains, under which licence, with the texts that have to be given
 * along. The content is put together elsewhere; here it is grouped, ordered and written.
 */
import { hash } from 'node:crypto';
import { withoutEnd } from '@theriac/core';
import { visible } from '../text/plain-text.ts';
import { UNSEEN } from '../text/unseen.ts';
import type { NoticeComponent, NoticeContent, NoticeText } from './content.ts';

/** One text with everybody who needs it. */
export interface TextGroup {
  /** `L1`, `L2`, … in the order of the document. */
  readonly id: string;
  readonly kind: NoticeText['kind'];
  readonly origin: NoticeText['origin'];
  readonly text: string;
  readonly components: readonly NoticeComponent[];
  /** Files or ids it came from, sorted; the first few. */
  readonly sources: readonly string[];
}

const SHOWN_SOURCES = 3;

/** Equal texts together, licences before notices, in the order of the first component that has them. */
export function groupTexts(components: readonly NoticeComponent[]): TextGroup[] {
  const groups = new Map<
    string,
    { first: NoticeText; text: string; components: Set<NoticeComponent>; sources: Set<string> }
  >();
  for (const component of components) {
    for (const item of component.texts) {
      const text = tidyText(item.text);
      const key = hash('sha256', `${item.kind}\n${item.origin}\n${text}`);
      const group = groups.get(key) ?? { first: item, text, components: new Set(), sources: new Set() };
      group.components.add(component);
      group.sources.add(item.source);
      groups.set(key, group);
    }
  }
  const ordered = [...groups.values()].sort(
    (a, b) => Number(a.first.kind === 'notice') - Number(b.first.kind === 'notice'),
  );
  return ordered.map(({ first, text, components: users, sources }, i) => ({
    id: `L${i + 1}`,
    kind: first.kind,
    origin: first.origin,
    text,
    components: [...users],
    sources: [...sources].sort().slice(0, SHOWN_SOURCES),
  }));
}

/** Ends of lines and of the text without white space, unseen characters gone: what makes no difference to a reader. */
function tidyText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .toWellFormed()
    .replace(UNSEEN, '')
    .split('\n')
    .map((line) => withoutEnd(line, ' \t'))
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

export function componentLabel({ name, version }: Pick<NoticeComponent, 'name' | 'version'>): string {
  return visible(version === null ? name : `${name} ${version}`);
}

/** The licence with the branch that is taken. */
export function licenceLabel({ licence, chosen }: NoticeComponent): string {
  if (licence === null) return 'licence not known';
  return visible(chosen === null ? licence : `${licence} (taken: ${chosen})`);
}

const LINE = '='.repeat(80);
const THIN = '-'.repeat(80);

/** Plain text, lines ended by LF. */
export function renderNoticeText(content: NoticeContent): string {
  const groups = groupTexts(content.components);
  const ids = textIds(groups);
  const out: string[] = [
    'THIRD-PARTY NOTICES',
    '',
    `${visible(content.product)} contains the ${content.components.length} third-party components listed here.`,
    'Their licences and notices follow.',
    '',
    LINE,
    'COMPONENTS',
    LINE,
  ];
  for (const component of content.components) {
    out.push('', `${componentLabel(component)}`, `  Licence: ${licenceLabel(component)}`);
    const texts = ids.get(component) ?? [];
    if (texts.length > 0) out.push(`  Texts:   ${texts.join(', ')}`);
    for (const line of component.copyrights) out.push(`  ${visible(line)}`);
  }
  if (content.gaps.length > 0) {
    out.push('', LINE, 'NOT FOUND', LINE, '');
    for (const gap of content.gaps) out.push(visible(`${gap.component}: ${gap.why}`));
  }
  for (const group of groups) {
    out.push('', LINE, `${group.id}  ${visible(titleOf(group))}`);
    for (const line of wrapped(`For: ${group.components.map(componentLabel).join(', ')}`)) out.push(line);
    out.push(THIN, '', group.text);
  }
  return `${out.join('\n')}\n`;
}

export function titleOf(group: TextGroup): string {
  if (group.kind === 'notice') return `Notice (${group.sources.join(', ')})`;
  return group.origin === 'standard'
    ? `Licence: standard text of ${group.sources.join(', ')}, because the packages contain none`
    : `Licence (${group.sources.join(', ')}${group.components.length > group.sources.length ? ', …' : ''})`;
}

/** Component → ids of its texts. */
export function textIds(groups: readonly TextGroup[]): ReadonlyMap<NoticeComponent, readonly string[]> {
  const ids = new Map<NoticeComponent, string[]>();
  for (const group of groups)
    for (const component of group.components) {
      const list = ids.get(component);
      if (list === undefined) ids.set(component, [group.id]);
      else list.push(group.id);
    }
  return ids;
}

/** At most 80 columns, broken at spaces. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > 80) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** For other tools: every text once, components refer to texts by id. */
export function renderNoticeJson(content: NoticeContent): string {
  const groups = groupTexts(content.components);
  const ids = textIds(groups);
  return `${JSON.stringify(
    {
      format: 'theriac-notice',
      version: 1,
      product: content.product,
      components: content.components.map((component) => ({
        name: component.name,
        version: component.version,
        purl: component.purl,
        licence: component.licence,
        ...(component.chosen === null ? {} : { chosen: component.chosen }),
        copyrights: component.copyrights,
        texts: ids.get(component) ?? [],
      })),
      gaps: content.gaps,
      texts: groups.map(({ id, kind, origin, sources, text }) => ({ id, kind, origin, sources, text })),
    },
    null,
    2,
  )}\n`;
}
