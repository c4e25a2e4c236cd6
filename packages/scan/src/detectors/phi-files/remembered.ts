/** Answers about names of columns, which dumps and bundles repeat thousands of times. */

/** Characters of a name that count. */
export const LONGEST_LABEL = 100;
const MOST_REMEMBERED = 20_000;

/** A function of labels that answers the same label once. */
export function remembered<T>(answer: (label: string) => T): (label: string) => T {
  const known = new Map<string, { readonly said: T }>();
  return (label) => {
    const before = known.get(label);
    if (before !== undefined) return before.said;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const said = answer(label);
    if (label.length <= LONGEST_LABEL) known.set(label, { said });
    return said;
  };
}
