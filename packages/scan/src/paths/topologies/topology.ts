/** Ways to patient data and their twins without one: what the graph must find, and what it must not. */

export interface Topology {
  readonly name: string;
  /** Ends of rule ids that the first must have and the second must not. */
  readonly rule: 'STORE-EXPOSED' | 'CLINICAL-OPEN' | 'NOT-SEGMENTED' | 'EGRESS';
  readonly store: string;
  readonly path: Readonly<Record<string, string>>;
  readonly cut: Readonly<Record<string, string>>;
}

/** One file before and after one change. */
export function changed(
  file: string,
  text: string,
  from: string,
  to: string,
): Pick<Topology, 'path' | 'cut'> {
  return { path: { [file]: text }, cut: { [file]: text.replace(from, to) } };
}
