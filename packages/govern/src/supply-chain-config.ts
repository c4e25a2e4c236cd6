/** The `supplyChain:` section of `theriac.yaml`: what the project knows of its own supply chain. */

export interface SupplyChainConfig {
  /** Names that are the organisation's own, `*` for any ending (`@clinic/*`): they must never come from a public registry. */
  readonly privateNames: readonly string[];
  /** Hosts from which packages may come besides the registry of the project. */
  readonly allowedHosts: readonly string[];
  /** Packages whose install script was read. */
  readonly allowScripts: readonly string[];
  /** Names that look like others and were checked. */
  readonly trustedNames: readonly string[];
  /** A release younger than this many days is not to be used yet. */
  readonly cooldownDays: number;
}

export const DEFAULT_SUPPLY_CHAIN: SupplyChainConfig = {
  privateNames: [],
  allowedHosts: [],
  allowScripts: [],
  trustedNames: [],
  cooldownDays: 7,
};

/** Whether a name is one of `patterns`; `*` at the end stands for any ending. Case does not count. */
export function matchesName(patterns: readonly string[], name: string): boolean {
  const lower = name.toLowerCase();
  return patterns.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted.endsWith('*') ? lower.startsWith(wanted.slice(0, -1)) : lower === wanted;
  });
}
