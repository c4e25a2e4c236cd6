/** The pipeline: target → walk → inventory → match → decide → fix → gate, joined into one `ScanResult`. */
import { hash } from 'node:crypto';
import type { Store } from '@theriac/advisories';
import {
  type AdvisoryIndexId,
  type Area,
  type Capability,
  type ComponentLicences,
  type CsafDocument,
  type Defect,
  type FixRecipe,
  type History,
  type Inventory,
  identityOf,
  type RawFinding,
  type RegistryAccess,
  SCAN_RESULT_VERSION,
  type ScanResult,
  type VexStatement,
  valueWithoutCredentials,
} from '@theriac/core';
import { type Config, judgeGate, orderFixes, planAllFixes, SuppressionUse, systemsOf } from '@theriac/govern';
import { collectGarbage } from '@theriac/read/memory';
import { Lookup } from './findings/advisory-lookup.ts';
import type { Claim } from './findings/claims.ts';
import { coverageOf } from './findings/coverage.ts';
import { indexFor } from './findings/distribution.ts';
import { oneEach, uniqueRules, withRemediation } from './findings/join-result.ts';
import { withLayerOf } from './findings/layer-of.ts';
import { matchAdvisories } from './findings/match-advisories.ts';
import { type NewerBase, newerBase } from './findings/newer-base.ts';
import { configOfArea, coverageOfArea, pluginsOf } from './findings/one-area.ts';
import { judgeRaw } from './findings/raw-findings.ts';
import { type Baseline, inOrder } from './findings/status.ts';
import { unusedSettings } from './findings/unused-settings.ts';
import { type InventoryProgress, type Taken, takeInventory } from './inventory/take-inventory.ts';
import type { Detected } from './plugins/detections.ts';
import { DETECTORS, EXTRACTORS, type Plugins } from './plugins/list.ts';
import { ruleCatalogue } from './plugins/rule-catalogue.ts';
import type { Target } from './target/target.ts';

export interface ScanOptions {
  /** A path on disk, or a target that is open already (a git revision). */
  readonly path: string | Target;
  readonly config: Config;
  readonly vex: readonly VexStatement[];
  /** What the inputs of the run could not give: VEX documents that cannot be read. */
  readonly warnings?: readonly string[];
  /** Advisories of vendors about their own products. */
  readonly csaf?: readonly CsafDocument[];
  /** A supplier's bill of materials of this very target: what differs is a finding, and nothing else is. */
  readonly claim?: Claim;
  /** Looks at this area alone: its detectors run, no advisory is asked, and the gate requires nothing else. */
  readonly only?: Area;
  /** What the repository held before, for the detectors that look into it. */
  readonly history?: History;
  /** Reads installed packages that no lockfile speaks of: the target is an artefact, not a project. */
  readonly artefact?: boolean;
  /** A newer base image: what building upon it clears is shown. */
  readonly newerBase?: { readonly target: Target; readonly name: string };
  readonly store: Store;
  /** YYYY-MM-DD */
  readonly asOf: string;
  /** Registries of the user's own configuration, when the network is allowed. */
  readonly registry?: RegistryAccess;
  /** What plug-ins may use; nothing when absent. Plug-ins that need more do not run, and coverage says so. */
  readonly allow?: readonly Capability[];
  /** Other plug-ins than those of Theriac. */
  readonly plugins?: Plugins;
  /** Findings of an earlier state. */
  readonly baseline?: Baseline;
  /** Only findings that the baseline does not have fail the gate. */
  readonly onlyNew: boolean;
  /** Folder of the target in its repository, for reports that name files from there; absent: it is the whole. */
  readonly prefix?: string;
  /** Whether the text of advisories goes into the result. */
  readonly prose: boolean;
  readonly toolVersion: string;
  /**
   * Called once the inventory is known and before indexes are opened: the place to fetch what is missing.
   * @param needed ecosystems in the inventory that have advisories
   */
  readonly prepare?: (needed: readonly AdvisoryIndexId[]) => Promise<void>;
  readonly progress?: (step: ScanProgress) => void;
  /** Called for each error that a plug-in should not have thrown; coverage reports it without the stack. */
  readonly onDefect?: (defect: Defect) => void;
}

export type ScanProgress = InventoryProgress | { readonly step: 'match'; readonly components: number };

export async function scan(options: ScanOptions): Promise<ScanResult> {
  const {
    asOf,
    claim,
    only,
    history,
    plugins: given = { extractors: EXTRACTORS, detectors: claim === undefined ? DETECTORS : [] },
  } = options;
  const plugins = only === undefined ? given : pluginsOf(given, only);
  const whole = claim === undefined && only === undefined;
  const judged = claim === undefined ? options.config : comparing(options.config);
  const config = only === undefined ? judged : configOfArea(judged, only);
  const taken = await takeInventory({
    ...options,
    plugins,
    detect: {
      run: (target) => ({
        systems: systemsOf(config.systems, target.name),
        config,
        asOf,
        extractors: plugins.extractors,
      }),
      allow: new Set(options.allow),
    },
  });
  const { inventory, target } = taken;
  if (history !== undefined) await taken.detections?.inspectPast(history);
  collectGarbage();
  options.progress?.({ step: 'match', components: inventory.components.length });
  // A comparison asks no advisories: what it says does not depend on an index.
  const matchable = whole ? inventory : { ...inventory, components: [] };
  const asked = matchable.components.filter((c) => identityOf(c) !== 'other');
  const needed = [...new Set(asked.flatMap((c) => indexFor(c) ?? []))].sort();
  await options.prepare?.(needed);
  const lookup = new Lookup(options.store, asOf, config.policy.maxIndexAgeDays);
  try {
    await lookup.open(needed);
    const systems = systemsOf(config.systems, target.name);
    const suppressions = [...config.exceptions, ...config.ignore, ...taken.suppressions];
    const side = {
      warnings: commentWarnings(taken),
      vexUsed: new Set<string>(),
      suppressions: new SuppressionUse(),
    };
    const context = {
      config,
      vex: options.vex,
      suppressions,
      asOf,
      baseline: options.baseline,
      systems,
      exploitationKnown: lookup.facts() !== undefined,
    };
    const matched = matchAdvisories(
      {
        ...context,
        inventory: matchable,
        uses: taken.uses,
        lookup,
        recipes: recipesOf(plugins),
        prose: options.prose,
      },
      side,
    );
    const detected = await concluded(taken, lookup, options.registry);
    collectGarbage();
    const raw = [
      ...(await vendorFindings(options.csaf ?? [], inventory, lookup)),
      ...(await claimedFindings(claim, inventory)),
      ...detected.findings,
    ];
    const checked = judgeRaw(raw, inventory, context, side);
    if (whole) {
      const rules = suppressions.length === 0 ? [] : (await ruleCatalogue()).map((r) => r.id);
      const unused = side.suppressions.unused(suppressions, rules);
      const settings = unusedSettings(config, options.vex, {
        components: inventory.components,
        needed: [...new Set(asked.map((c) => c.ecosystem))],
        vexUsed: side.vexUsed,
      });
      for (const warning of [...unused, ...settings]) side.warnings.add(warning);
    }
    for (const note of history?.notes() ?? []) side.warnings.add(note);
    for (const warning of options.warnings ?? []) side.warnings.add(warning);
    const lockfiles = new Map(inventory.roots.map((root) => [root.id, root.lockfile]));
    const all = inOrder([...matched.findings, ...checked.findings]);
    const rebuilt = await rebuiltUpon(options, {
      ...(taken.image === undefined ? {} : { image: taken.image }),
      inventory,
      findings: all,
    });
    for (const warning of rebuilt.warnings) side.warnings.add(warning);
    const fixes = orderFixes(
      [
        ...planAllFixes(matched.cases, (id) => lockfiles.get(id)),
        ...checked.fixes,
        ...(rebuilt.fix === undefined ? [] : [rebuilt.fix]),
      ],
      new Map(all.map((f) => [f.fingerprint, f])),
    );
    const findings = withLayerOf(withRemediation(all, fixes), inventory, target.contents, taken.image);
    const everything = oneEach([
      ...coverageOf({
        inventory,
        lookup,
        defects: taken.defects,
        findings,
        acceptUnmatched: config.policy.acceptUnmatched,
        onlyNew: options.onlyNew,
      }),
      ...detected.coverage,
    ]).filter(({ area }) => claim === undefined || area === 'inventory');
    const coverage = only === undefined ? everything : coverageOfArea(only, everything, inventory);
    const result: ScanResult = {
      schemaVersion: SCAN_RESULT_VERSION,
      tool: { name: 'theriac', version: options.toolVersion },
      asOf,
      target: {
        kind: taken.kind,
        name: target.name,
        ...(options.prefix === undefined ? {} : { prefix: options.prefix }),
      },
      systems,
      ...(taken.image === undefined ? {} : { image: taken.image }),
      inventory: withDetected(inventory, detected),
      indexes: lookup.indexes(),
      coverage,
      rules: uniqueRules([...matched.rules, ...checked.rules]),
      findings,
      fixes,
      ...(detected.secretSources.length === 0 ? {} : { secretSources: detected.secretSources }),
      warnings: [...side.warnings].sort(),
      gate: judgeGate(findings, coverage, config.policy, {
        onlyNew: options.onlyNew,
        policyHash: hash('sha256', JSON.stringify([config.policy, config.exceptions, config.ignore])),
      }),
    };
    const clean = cleanScan(result);
    collectGarbage();
    return clean;
  } finally {
    lookup.close();
    target.contents?.close();
  }
}

/** What building anew upon the newer base clears. */
async function rebuiltUpon(
  options: ScanOptions,
  current: Pick<ScanResult, 'image' | 'inventory' | 'findings'>,
): Promise<NewerBase> {
  const { newerBase: newer, baseline: _, ...same } = options;
  if (newer === undefined) return { warnings: [] };
  const { extractors } = options.plugins ?? { extractors: EXTRACTORS };
  const plugins = { extractors, detectors: [] };
  const result = await scan({ ...same, path: newer.target, plugins, onlyNew: false, prose: false });
  return newerBase(current, result, newer.name);
}

/** Components were cleaned when they entered the inventory; evidence, messages and what the user wrote are cleaned here. */
function cleanScan(result: ScanResult): ScanResult {
  const { inventory, ...rest } = result;
  const { components, ...lists } = inventory;
  return { ...valueWithoutCredentials(rest), inventory: { ...valueWithoutCredentials(lists), components } };
}

/** Only the inventory: for `theriac list` and `theriac why`. */
export async function inventory(
  options: Pick<ScanOptions, 'path' | 'config' | 'progress' | 'onDefect' | 'artefact'>,
): Promise<Inventory & Pick<Taken, 'image' | 'unowned'>> {
  const { inventory: found, image, unowned, target } = await takeInventory(options);
  target.contents?.close();
  return {
    ...found,
    ...(image === undefined ? {} : { image }),
    ...(unowned === undefined ? {} : { unowned }),
  };
}

const NOTHING: Detected = {
  findings: [],
  unknowns: [],
  licences: new Map(),
  secretSources: [],
  coverage: [],
};

async function concluded(
  { detections, inventory }: Taken,
  lookup: Lookup,
  registry: RegistryAccess | undefined,
): Promise<Detected> {
  if (detections === undefined) return NOTHING;
  return detections.conclude({ inventory, endOfLife: lookup.facts()?.eol, registry });
}

function recipesOf({ extractors }: Plugins): ReadonlyMap<string, FixRecipe> {
  return new Map(extractors.flatMap(({ id, fix }) => (fix === undefined ? [] : [[id, fix]])));
}

function commentWarnings({ commentProblems }: Taken): Set<string> {
  return new Set(commentProblems.map(({ source, message }) => `${source}: ${message}`));
}

/** Of an artefact that is compared, only what is in it must be known. */
function comparing(config: Config): Config {
  return { ...config, policy: { ...config.policy, require: ['inventory'] } };
}

async function claimedFindings(claim: Claim | undefined, inventory: Inventory): Promise<RawFinding[]> {
  if (claim === undefined) return [];
  const { claimFindings } = await import('./findings/claims.ts');
  return claimFindings(claim, inventory);
}

async function vendorFindings(
  documents: readonly CsafDocument[],
  inventory: Inventory,
  lookup: Lookup,
): Promise<RawFinding[]> {
  if (documents.length === 0) return [];
  const { csafFindings } = await import('./findings/csaf-findings.ts');
  return csafFindings(documents, inventory.components, lookup.facts());
}

function withDetected(inventory: Inventory, { unknowns, licences }: Detected): Inventory {
  const all =
    unknowns.length === 0 ? inventory : { ...inventory, unknowns: [...inventory.unknowns, ...unknowns] };
  return withLicences(all, licences);
}

function withLicences(inventory: Inventory, licences: ReadonlyMap<string, ComponentLicences>): Inventory {
  if (licences.size === 0) return inventory;
  const components = inventory.components.map((component) => {
    const known = licences.get(component.id);
    return known === undefined ? component : { ...component, licences: known };
  });
  return { ...inventory, components };
}
