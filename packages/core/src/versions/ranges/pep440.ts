/** Python version specifiers (https://packaging.python.org/specifications/version-specifiers/#version-specifiers). */
import { compareVersions, isPrerelease } from '../index.ts';
import { parsePep440 } from '../pep440.ts';
import { both, bumped, type Comparator, type ComparatorSet, comparator } from './range.ts';

const CLAUSE = /^(===|~=|==|!=|<=|>=|<|>)?\s*([^\s,;]+)$/;

export function parsePep440Specifiers(text: string): readonly ComparatorSet[] | null {
  let sets: readonly ComparatorSet[] = [{ all: [], prereleases: false }];
  const bare = text.trim().replace(/^\((.*)\)$/s, '$1');
  if (bare === '' || bare === '*') return sets;
  for (const clause of bare.split(',')) {
    if (clause.trim() === '') continue;
    const [, op = '==', version = ''] = CLAUSE.exec(clause.trim()) ?? [];
    const alternatives = version === '' ? null : parseClause(op, version);
    const joined = alternatives === null ? null : both(sets, alternatives);
    if (joined === null) return null;
    sets = joined;
  }
  return sets;
}

function parseClause(op: string, version: string): readonly ComparatorSet[] | null {
  const wildcard = version.endsWith('.*') && (op === '==' || op === '!=');
  const base = wildcard ? version.slice(0, -2) : version;
  const parsed = parsePep440(base);
  if (parsed === null) return null;
  const prereleases = isPrerelease('pep440', base);
  const set = (...all: Comparator[]): ComparatorSet => ({ all, prereleases });
  const epoch = parsed.epoch === '0' ? '' : `${parsed.epoch}!`;
  const { release } = parsed;
  if (wildcard) {
    const lower = `${epoch}${release.join('.')}.dev0`;
    const upper = `${epoch}${bumped(release, release.length - 1)}.dev0`;
    if (op === '==') return [set(comparator('>=', lower), comparator('<', upper))];
    return [set(comparator('<', lower)), set(comparator('>=', upper))];
  }
  switch (op) {
    case '~=':
      if (release.length < 2) return null;
      return [
        set(comparator('>=', base), comparator('<', `${epoch}${bumped(release, release.length - 2)}.dev0`)),
      ];
    case '==':
    case '===':
      return [set(comparator('=', base))];
    case '!=':
    case '<=':
    case '>=':
    case '<':
    case '>':
      return [set(comparator(op, base))];
    default:
      return null;
  }
}

/**
 * One comparator. A local part counts only when the specifier has one; `<` keeps out prereleases of its own version
 * and `>` its post-releases (PEP 440, "Exclusive ordered comparison").
 */
export function holdsPep440(version: string, { op, version: bound }: Comparator): boolean {
  const candidate = bound.includes('+') ? version : (version.split('+')[0] ?? version);
  const order = compareVersions('pep440', candidate, bound);
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
    case '<':
      return (
        order < 0 &&
        !(
          isPrerelease('pep440', candidate) &&
          !isPrerelease('pep440', bound) &&
          sameRelease(candidate, bound)
        )
      );
    case '>':
      return order > 0 && !(isPost(candidate) && !isPost(bound) && sameRelease(candidate, bound));
  }
}

function isPost(version: string): boolean {
  return parsePep440(version)?.post !== null;
}

function sameRelease(a: string, b: string): boolean {
  const left = parsePep440(a);
  const right = parsePep440(b);
  if (left === null || right === null) return false;
  const text = (v: typeof left): string => `${v.epoch}!${v.release.join('.')}`;
  return compareVersions('pep440', text(left), text(right)) === 0;
}
