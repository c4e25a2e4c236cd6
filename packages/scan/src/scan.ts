/** The pipeline: target → walk → inventory → match → decide → fix → gate, joined into one `ScanResult`. */
import { hash } from 'node:crypto';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Store } from '@theriac/advisories';
import {
  type ComponentLicences,
  type CsafDocument,
  type EcosystemId,
  type ExtractResult,
  type Finding,
  type Fix,
  type Inventory,
  type RawFinding,
  type RegistryAccess,
  type Remediation,
  type Rule,
  SCAN_RESULT_VERSION,
  type ScanResult,
  TheriacError,
  type VexStatement,
} from '@theriac/core';
import { type Config, judgeGate, orderFixes, planAllFixes, systemsOf } from '@theriac/govern';
import { Lookup } from './findings/advisory-lookup.ts';
import type { Claim } from './findings/claims.ts';
import { coverageOf } from './findings/coverage.ts';
import { judgeRaw } from './findings/judge.ts';
import { findFindings } from './findings/match-advisories.ts';
import { inOrder } from './findings/status.ts';
import { inventoryOf, takeInventory } from './inventory/inventory.ts';
import { Dispatch } from './plugins/dispatch.ts';
import { DETECTORS, EXTRACTORS } from './plugins/list.ts';
import { runDetectors } from './plugins/run-detectors.ts';
import { FileTree, SIBLING_MAX_BYTES } from './target/file-tree.ts';
import { openTarget, type Target } from './target/target.ts';
import { type InspectedFile, walk } from './target/walk.ts';

export interface ScanOptions {
  readonly path: string;
  readonly config: Config;
  readonly vex: readonly VexStatement[];
  /** Advisories of vendors about their own products. */
  readonly csaf?: readonly CsafDocument[];
  /** A supplier's bill of materials of this very target: what differs is a finding. */
  readonly claim?: Claim;
  readonly store: Store;
  /** YYYY-MM-DD */
  readonly asOf: string;
  /** Registries of the user's own configuration, when they may be asked about releases. */
  readonly registry?: RegistryAccess;
  /** Fingerprint → first seen. */
  readonly baseline?: ReadonlyMap<string, string>;
  /** Only findings that the baseline does not have fail the gate. */
  readonly onlyNew: boolean;
  /** Whether the text of advisories goes into the result. */
  readonly prose: boolean;
  readonly toolVersion: string;
  /**
   * Called once the inventory is known and before indexes are opened: the place to fetch what is missing.
   * @param needed ecosystems in the inventory that have advisories
   */
  readonly prepare?: (needed: readonly EcosystemId[]) => Promise<void>;
  readonly progress?: (step: ScanProgress) => void;
}

export type ScanProgress =
  | { readonly step: 'walk'; readonly entries: number }
  | { readonly step: 'extract'; readonly done: number; readonly total: number }
  | { readonly step: 'match'; readonly components: number };

export async function scan(options: ScanOptions): Promise<ScanResult> {
  const target = openTarget(options.path);
  const { inventory, kind, tree, inspected } = await inventoryFor(target, options);
  options.progress?.({ step: 'match', components: inventory.components.length });
  const needed = [
    ...new Set(inventory.components.filter((c) => c.firstParty !== true).map((c) => c.ecosystem)),
  ].sort();
  await options.prepare?.(needed);
  const { config, asOf } = options;
  const lookup = new Lookup(options.store, asOf, config.policy.maxIndexAgeDays);
  try {
    await lookup.open(needed);
    const systems = systemsOf(config.systems, target.name);
    const judgedBy = { config, vex: options.vex, asOf, baseline: options.baseline };
    const found = findFindings({ ...judgedBy, inventory, lookup, systems, prose: options.prose });
    const detected = await runDetectors({
      tree,
      inspected,
      inventory,
      systems,
      config,
      asOf,
      endOfLife: lookup.facts()?.eol,
      registry: options.registry,
    });
    const claimed = await claimedFindings(options.claim, inventory);
    const vendors = await vendorFindings(options.csaf ?? [], inventory, lookup);
    const checked = judgeRaw({
      ...judgedBy,
      inventory,
      systems,
      raw: [...vendors, ...claimed, ...detected.findings],
      exploitationKnown: lookup.facts() !== undefined,
    });
    const all = inOrder([...found.findings, ...checked.findings]);
    const fixes = orderFixes(
      [...planAllFixes(found.cases), ...checked.fixes],
      new Map(all.map((f) => [f.fingerprint, f])),
    );
    const findings = withRemediation(all, fixes);
    const coverage = [...coverageOf(inventory, lookup), ...detected.coverage];
    return {
      schemaVersion: SCAN_RESULT_VERSION,
      tool: { name: 'theriac', version: options.toolVersion },
      asOf,
      target: { kind, name: target.name },
      systems,
      inventory: withLicences(
        detected.unknowns.length === 0
          ? inventory
          : { ...inventory, unknowns: [...inventory.unknowns, ...detected.unknowns] },
        detected.licences,
      ),
      indexes: lookup.indexes(),
      coverage,
      rules: uniqueRules([...found.rules, ...checked.rules]),
      findings,
      fixes,
      warnings: [...new Set([...found.warnings, ...checked.warnings])].sort(),
      gate: judgeGate(findings, coverage, config.policy, {
        onlyNew: options.onlyNew,
        policyHash: hash('sha256', JSON.stringify([config.policy, config.exceptions])),
      }),
    };
  } finally {
    lookup.close();
  }
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

function withLicences(inventory: Inventory, licences: ReadonlyMap<string, ComponentLicences>): Inventory {
  if (licences.size === 0) return inventory;
  const components = inventory.components.map((component) => {
    const known = licences.get(component.id);
    return known === undefined ? component : { ...component, licences: known };
  });
  return { ...inventory, components };
}

/** Only the inventory: for `theriac list` and `theriac why`. */
export async function inventory(
  options: Pick<ScanOptions, 'path' | 'config' | 'progress'>,
): Promise<Inventory> {
  return (await inventoryFor(openTarget(options.path), options)).inventory;
}

/** The inventory with the tree it was read from: for checks that look into packages. */
export interface OpenedInventory {
  readonly inventory: Inventory;
  readonly tree: FileTree;
  /** What reports call the target. */
  readonly name: string;
}

export async function openInventory(
  options: Pick<ScanOptions, 'path' | 'config' | 'progress'>,
): Promise<OpenedInventory> {
  const target = openTarget(options.path);
  const { inventory, tree } = await inventoryFor(target, options);
  return { inventory, tree, name: target.name };
}

interface Taken {
  readonly inventory: Inventory;
  readonly kind: ScanResult['target']['kind'];
  readonly tree: FileTree;
  readonly inspected: readonly InspectedFile[];
}

async function inventoryFor(
  target: Target,
  options: Pick<ScanOptions, 'config' | 'progress'>,
): Promise<Taken> {
  const { progress } = options;
  const dispatch = new Dispatch(EXTRACTORS);
  const tree = new FileTree(target.folder);
  const extracting = (done: number, total: number): void => progress?.({ step: 'extract', done, total });
  if (target.kind === 'directory') {
    const walked = walk(tree.root, dispatch, {
      exclude: options.config.exclude,
      detectors: new Dispatch(DETECTORS),
      progress: (entries) => progress?.({ step: 'walk', entries }),
    });
    const taken = await takeInventory({
      tree,
      files: walked.files,
      skipped: walked.skipped,
      unknowns: walked.unknowns,
      progress: extracting,
    });
    return { inventory: taken, kind: 'directory', tree, inspected: walked.inspected };
  }
  const path = target.file ?? '';
  const extractors = dispatch.wanted(path, path);
  if (extractors.length > 0) {
    const files = [{ path, size: target.size, extractors }];
    return {
      inventory: await takeInventory({ tree, files, skipped: [], unknowns: [], progress: extracting }),
      kind: 'file',
      tree,
      inspected: inspectedAlone(path),
    };
  }
  const large = await largeSbom(target, path);
  if (large !== null)
    return { inventory: inventoryOf(`sbom/${large.format}`, large), kind: 'sbom', tree, inspected: [] };
  const file = tree.file(path, SIBLING_MAX_BYTES);
  if (file !== null) {
    const { readSbom } = await import('@theriac/formats/bom');
    const sbom = await readSbom(file.bytes(), path);
    if (sbom !== null)
      return { inventory: inventoryOf(`sbom/${sbom.format}`, sbom), kind: 'sbom', tree, inspected: [] };
    const magic = dispatch.wantedByMagic(Buffer.from(file.bytes().subarray(0, 4)).toString('hex'));
    if (magic.length > 0) {
      const files = [{ path, size: target.size, extractors: magic }];
      return {
        inventory: await takeInventory({ tree, files, skipped: [], unknowns: [], progress: extracting }),
        kind: 'file',
        tree,
        inspected: [],
      };
    }
  }
  throw new TheriacError(
    'THERIAC_TARGET_KIND',
    'this file is neither a package file that Theriac reads nor an SBOM',
    { path: target.name },
  );
}

/** A single file as target is offered to detectors like one of a walk. */
function inspectedAlone(path: string): InspectedFile[] {
  const detectors = new Dispatch(DETECTORS).wanted(path, path);
  return detectors.length === 0 ? [] : [{ path, detectors }];
}

/** An image and a version file may break the same rule. Sorted by id. */
function uniqueRules(rules: readonly Rule[]): Rule[] {
  return [...new Map(rules.map((rule) => [rule.id, rule])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** From this size on, in bytes, a bill of materials is not held as a whole. */
const LARGE_SBOM = 32 * 1024 * 1024;

/** A bill of materials that is too large to hold, read in pieces; null for everything else. */
async function largeSbom(
  target: Target,
  path: string,
): Promise<({ readonly format: string } & ExtractResult) | null> {
  if (target.size <= LARGE_SBOM) return null;
  // Twice the time for half the memory: garbage is collected before the heap grows (bench/sbom.ts --large).
  setFlagsFromString('--optimize-for-size');
  const { readLargeSbom } = await import('@theriac/formats/bom');
  return readLargeSbom(chunksOf(join(target.folder, path)), path);
}

function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(1 << 18);
      const length = readSync(file, buffer, 0, buffer.length, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

function withRemediation(findings: readonly Finding[], fixes: readonly Fix[]): Finding[] {
  const byFinding = new Map<string, Fix>();
  for (const fix of fixes) for (const fingerprint of fix.clears) byFinding.set(fingerprint, fix);
  return findings.map((finding) => {
    const fix = byFinding.get(finding.fingerprint);
    const remediation: Remediation =
      fix === undefined
        ? { kind: 'none', text: '' }
        : fix.kind === 'change'
          ? { kind: 'change', fix: fix.id }
          : fix.to === null
            ? { kind: 'none', text: fix.action }
            : { kind: 'upgrade', fix: fix.id };
    return { ...finding, remediation };
  });
}
