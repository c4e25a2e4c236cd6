/** Whether an image is built upon a base that was approved, and upon the state of it that was. */
import type { ImageFacts, RawFinding } from '@theriac/core';
import type { ApprovedBase } from '@theriac/govern';
import { aboutImage } from './about-image.ts';
import { IMAGE_RULES } from './image-rules.ts';

export function baseFindings({ base, layers }: ImageFacts, approved: readonly ApprovedBase[]): RawFinding[] {
  if (approved.length === 0 || layers.length === 0) return [];
  if (base?.toldBy === 'approved') return [];
  const names = approved.map(({ name }) => name).join(', ');
  if (base === undefined || (base.name === undefined && base.digest === undefined))
    return [aboutImage(IMAGE_RULES['BASE-UNKNOWN'], 'FROM', 'nothing names the base', `one of ${names}`)];
  const observed = [base.name, base.digest].filter((part) => part !== undefined).join(' at ');
  if (base.digest !== undefined && approved.some(({ digests }) => digests.includes(base.digest ?? '')))
    return [];
  const same = approved.find(({ name }) => isSameName(name, base.name ?? ''));
  if (same === undefined)
    return [aboutImage(IMAGE_RULES['BASE-UNAPPROVED'], 'FROM', observed, `one of ${names}`)];
  const expected = `${same.name} at ${[...same.digests, ...same.layers.slice(-1)].join(' or ')}`;
  return [aboutImage(IMAGE_RULES['BASE-DRIFT'], 'FROM', observed, expected)];
}

/** The repository counts; of two names with tags, the tag too. Docker's own names are written in three ways. */
function isSameName(approved: string, found: string): boolean {
  const [a, b] = [nameParts(approved), nameParts(found)];
  if (a.repository !== b.repository) return false;
  return a.tag === undefined || b.tag === undefined || a.tag === b.tag;
}

function nameParts(name: string): { readonly repository: string; readonly tag: string | undefined } {
  const [whole = ''] = name.split('@', 1);
  const colon = whole.lastIndexOf(':');
  // A colon before a slash stands before a port.
  const hasTag = colon > whole.lastIndexOf('/');
  const repository = hasTag ? whole.slice(0, colon) : whole;
  return {
    repository: repository.replace(/^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/, ''),
    tag: hasTag ? whole.slice(colon + 1) : undefined,
  };
}
