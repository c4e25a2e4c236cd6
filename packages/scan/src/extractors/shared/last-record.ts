/** A list of records that was cut off inside the last one: it lacks what its tool writes for each. */

/** @returns the last record where it alone lacks something, else undefined */
export function cutRecord<T>(records: readonly T[], isWhole: (record: T) => boolean): T | undefined {
  const last = records.at(-1);
  if (last === undefined || records.length === 1 || isWhole(last)) return undefined;
  return records.every((record) => record === last || isWhole(record)) ? last : undefined;
}
