/** `1 finding`, `2 findings`: the only place where a word gets its plural. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n} ${n === 1 ? singular : plural}`;
}
