/** How nodes and hops are called in every report. */
import { count } from '@theriac/core';
import type { AccessPath, AccessReport, Hop, Known, PathNode } from '@theriac/core/configuration';

const DATA = { phi: 'patient data', other: 'no patient data', unknown: 'may be patient data' } as const;
const KNOWN: Readonly<Record<Known, string>> = { yes: 'yes', no: 'no', unknown: 'not known' };

export interface ReportView {
  readonly report: AccessReport;
  readonly label: (id: string) => string;
  readonly node: (id: string) => PathNode | undefined;
}

export function viewOf(report: AccessReport): ReportView {
  const nodes = new Map(report.nodes.map((node) => [node.id, node]));
  return { report, node: (id) => nodes.get(id), label: (id) => nodes.get(id)?.label ?? id };
}

export function headline({ declared, paths, unreached }: AccessReport): string {
  const stores = paths.length + unreached.length;
  if (declared === 0) return 'No configuration that paths are read from was found.';
  if (stores === 0)
    return 'No store of data was recognised in the configuration, so nothing is known of the ways to it.';
  const certain = paths.filter(({ isCertain }) => isCertain);
  const bad = paths.filter(shouldBeCut).length;
  const open = paths.length - certain.length;
  const more =
    open === 0 ? '' : `; whether it reaches ${certain.length === 0 ? open : `${open} more`} is not known`;
  const reached = `The internet reaches ${certain.length} of ${count(stores, 'store')} of data`;
  if (certain.length === 0) return `${reached}${more}.`;
  return `${reached}; ${bad === 0 ? 'none' : bad} in a way that should be cut${more}.`;
}

const isEgress = (rule: string): boolean => rule.endsWith('-EGRESS');

/** Whether the way to the store is wrong, not only what may leave. */
export function shouldBeCut({ rules }: Pick<AccessPath, 'rules'>): boolean {
  return rules.some((rule) => !isEgress(rule));
}

/** Whether something about the way is not known that would matter. */
export function isOpen({ isCertain, doubts }: Pick<AccessPath, 'isCertain' | 'doubts'>): boolean {
  return !isCertain || doubts.length > 0;
}

/** `PostgreSQL, may be patient data: no system says what data it has`. */
export function storeText(node: PathNode | undefined): string {
  if (node?.data === undefined) return node?.technology ?? '';
  return `${node.technology ?? 'a store'}, ${DATA[node.data.class]}: ${node.data.why}`;
}

export function hopText({ tls, authentication, mfa }: Hop): string {
  const factor = mfa === undefined ? '' : `, second factor ${KNOWN[mfa]}`;
  return `TLS ${KNOWN[tls]}, login ${KNOWN[authentication]}${factor}`;
}

export function placeText({ at }: Hop): string {
  return `${at.path}:${at.line}`;
}

/** What each rule of the graph calls a path. */
const RULES: Readonly<Record<string, string>> = {
  'THERIAC-PATH-STORE-EXPOSED': 'reached directly',
  'THERIAC-PATH-CLINICAL-OPEN': 'reached directly, and it asks nobody who they are',
  'THERIAC-PATH-NOT-SEGMENTED': 'not kept apart from what faces the internet',
  'THERIAC-PATH-EGRESS': 'may connect to every address',
};

const textOf = (rule: string): string => RULES[rule] ?? rule;

export function verdictText({ rules, doubts, isCertain, hops }: AccessPath): string {
  // The way in first, then what may be one, then what may leave.
  const all = [
    ...rules.filter((rule) => !isEgress(rule)).map(textOf),
    ...doubts.map(({ rule }) => `perhaps ${textOf(rule)}`),
    ...rules.filter(isEgress).map(textOf),
  ];
  if (all.length > 0) return all.join('; ');
  if (!isCertain) return 'possible, not certain';
  return hops.every(({ isUsed }) => isUsed)
    ? 'through what uses it'
    : 'in reach, though nothing says that it is used';
}

/** Why it is not known whether a path is wrong, where the hops that are shown do not say it. */
export function doubtTexts({ hops, doubts }: AccessPath): string[] {
  const shown = new Set(hops);
  return [
    ...new Set(
      doubts
        .flatMap((doubt) => doubt.hops.filter((hop) => hop.unknown !== undefined && !shown.has(hop)))
        .map((hop) => `${hop.by}: ${hop.unknown ?? ''} (${placeText(hop)})`),
    ),
  ];
}

/** What ends a hop: its own cut, or that of anything else that it needs; with the places. */
export function cutsOf(hop: Hop): string {
  const ways = [{ cut: hop.cut, at: hop.at }, ...(hop.also ?? [])].map(
    ({ cut, at }) => `${cut} (${at.path}:${at.line})`,
  );
  return [...new Set(ways)].join('; or ');
}
