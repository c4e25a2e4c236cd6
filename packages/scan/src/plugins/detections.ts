/** Runs the detectors of one scan: files as the pass reads them, then the inventory; and how far each area was covered. */

import {
  type Area,
  type Capability,
  type ComponentLicences,
  type Coverage,
  type Defect,
  type EolCycle,
  type ExtractContext,
  type ExtractResult,
  type History,
  type Inventory,
  type KnownUnknown,
  type RawFinding,
  type RegistryAccess,
  type RunContext,
  type SecretSourceUse,
  TheriacError,
  type Tree,
} from '@theriac/core';
import type { Config } from '@theriac/govern';
import { cleanFile } from '../inventory/clean-file.ts';
import { baseName } from '../target/paths.ts';
import type { WalkedFile } from '../target/walk.ts';
import { describeDefect } from './defect.ts';
import type { ScanDetector } from './list.ts';
import { coverageOf, damageOf, type Running } from './running.ts';

export interface DetectionOptions {
  readonly run: RunContext<Config>;
  readonly tree: Tree;
  /** Capabilities that detectors may use in this run. */
  readonly allow: ReadonlySet<Capability>;
  readonly report: (defect: Defect) => void;
  /** Places whose files nobody saw, one sentence each. */
  readonly unseen?: readonly string[];
}

/** What the end of a run adds to what files said. */
export interface Conclusion {
  readonly inventory: Inventory;
  readonly endOfLife: ((product: string) => readonly EolCycle[]) | undefined;
  readonly registry: RegistryAccess | undefined;
}

export interface Detected {
  readonly findings: readonly RawFinding[];
  readonly unknowns: readonly KnownUnknown[];
  /** What detectors learnt of components' licences, by component id. */
  readonly licences: ReadonlyMap<string, ComponentLicences>;
  readonly secretSources: readonly SecretSourceUse[];
  /** One entry per area that has detectors. */
  readonly coverage: readonly Coverage[];
}

const NOT_ALLOWED: Readonly<Record<Capability, string>> = {
  network: 'it needs the network, which this run may not use (--online allows it)',
  process: 'it needs to run programs, which this run may not do',
};

export class Detections {
  readonly #options: DetectionOptions;
  readonly #running: readonly Running[];
  readonly #byDetector: ReadonlyMap<ScanDetector, Running>;
  readonly #named: ReadonlyMap<string, readonly string[]>;

  private constructor(options: DetectionOptions, running: readonly Running[], files: readonly WalkedFile[]) {
    this.#options = options;
    this.#running = running;
    this.#byDetector = new Map(running.map((r) => [r.detector, r]));
    this.#named = Map.groupBy(
      files.map((f) => f.path),
      baseName,
    );
  }

  /** Starts the detectors that asked for one of `files`; the others start when the inventory concerns them. */
  static async start(
    detectors: readonly ScanDetector[],
    files: readonly WalkedFile[],
    options: DetectionOptions,
  ): Promise<Detections> {
    const running = detectors.map(
      (detector): Running => ({
        detector,
        matched: [],
        passedOver: 0,
        past: 0,
        hasClaimed: false,
        detection: undefined,
        failed: false,
        reasons: [],
        unknowns: [],
      }),
    );
    const concerned = files.filter((f) => f.detectors.length > 0);
    const detections = new Detections(options, running, concerned);
    for (const { path, detectors: wanting } of concerned)
      for (const detector of wanting) detections.#byDetector.get(detector)?.matched.push(path);
    for (const one of running) if (one.matched.length > 0) await detections.#load(one);
    return detections;
  }

  /** Offers a file to the detectors that asked for it. */
  async inspect(walked: WalkedFile, extracted: readonly ExtractResult[]): Promise<void> {
    const damage = damageOf(walked.path, extracted);
    for (const detector of walked.detectors) {
      const one = this.#byDetector.get(detector);
      if (one?.detection?.inspect === undefined) continue;
      await this.#inspect(one, walked, extracted);
      // What an extractor could not read it could not hand on to be checked.
      if (damage !== undefined) {
        const reason = `${walked.path}: not checked for ${detector.title}: ${damage.message}`;
        if (!one.reasons.includes(reason)) one.reasons.push(reason);
      }
    }
  }

  async #inspect(
    one: Running,
    { path, size }: WalkedFile,
    extracted: readonly ExtractResult[],
  ): Promise<void> {
    const { title, files, seesCredentials } = one.detector;
    const maxBytes = files?.maxBytes ?? 0;
    if (size > maxBytes) {
      const limit = `${Math.round(maxBytes / 1024 / 1024)} MiB`;
      this.#unread(one, 'too-large', path, `larger than ${limit}: not checked for ${title}`);
      return;
    }
    const read = this.#options.tree.file(path, maxBytes);
    if (read === null) {
      this.#unread(one, 'unreadable', path, `the file cannot be read: not checked for ${title}`);
      return;
    }
    // Findings quote what they are about, and cut it.
    const file = seesCredentials === true ? read : cleanFile(read);
    try {
      const isOwn = await one.detection?.inspect?.(file, { ...this.#context(one.matched), extracted });
      if (isOwn === false) one.passedOver += 1;
      one.hasClaimed ||= isOwn === true;
    } catch (error) {
      if (error instanceof TheriacError) {
        one.hasClaimed = true;
        this.#unread(one, 'unparseable', path, `not checked for ${title}: ${error.message}`);
      } else this.#fail(one, error, path);
    }
  }

  /** Offers what the history holds to the detectors that look into it. */
  async inspectPast(history: History): Promise<void> {
    const concerned = this.#running.filter(({ detector }) => detector.readsHistory === true);
    for (const one of concerned) await this.#load(one);
    for await (const past of history.files)
      for (const one of concerned) {
        const { path } = past.file;
        if (one.detection?.inspectPast === undefined || one.failed) continue;
        one.past += 1;
        try {
          one.detection.inspectPast(past);
        } catch (error) {
          if (!(error instanceof TheriacError)) this.#fail(one, error, path);
          else
            this.#unread(one, 'unparseable', path, `not checked for ${one.detector.title}: ${error.message}`);
        }
      }
    for (const one of concerned)
      for (const gap of history.gaps()) {
        one.unknowns.push(gap);
        one.reasons.push(`${gap.location.path}: ${gap.message}`);
      }
  }

  /** Whether a detector has said of a file that it is of its kind. */
  get hasClaimed(): boolean {
    return this.#running.some((one) => one.hasClaimed);
  }

  async conclude(conclusion: Conclusion): Promise<Detected> {
    const findings: RawFinding[] = [];
    const secretSources: SecretSourceUse[] = [];
    let licences: ReadonlyMap<string, ComponentLicences> = new Map();
    for (const one of this.#running) {
      if (
        !one.detector.concerns(
          conclusion.inventory,
          one.matched.length - one.passedOver + one.past,
          this.#options.run.image,
        )
      ) {
        one.detection = undefined;
        continue;
      }
      await this.#load(one);
      const { detection } = one;
      if (detection === undefined) continue;
      try {
        const result = await detection.conclude({
          ...this.#context(one.matched),
          inventory: conclusion.inventory,
          endOfLife: conclusion.endOfLife,
          registry: one.detector.requires.includes('network') ? conclusion.registry : undefined,
          list: (folder) => this.#options.tree.list(folder) ?? [],
        });
        for (const one of result.findings) findings.push(one);
        for (const each of result.secretSources ?? []) secretSources.push(each);
        for (const each of result.unknowns ?? []) one.unknowns.push(each);
        if (result.licences !== undefined) licences = joined(licences, result.licences);
        for (const each of result.reasons ?? []) one.reasons.push(each);
      } catch (error) {
        this.#fail(one, error);
      }
    }
    return {
      findings,
      unknowns: this.#running.flatMap((one) => one.unknowns),
      licences,
      secretSources,
      coverage: coverageOf(this.#running, this.#options.unseen),
    };
  }

  /** Loads and starts a detector once, unless it needs what the run may not use. */
  async #load(one: Running): Promise<void> {
    const { detector } = one;
    if (one.detection !== undefined || one.failed || one.reasons.length > 0) return;
    const missing = detector.requires.filter((capability) => !this.#options.allow.has(capability));
    if (missing.length > 0) {
      for (const m of missing) one.reasons.push(`${detector.title} not checked: ${NOT_ALLOWED[m]}`);
      return;
    }
    try {
      const start = await detector.load();
      one.detection = start(this.#options.run);
    } catch (error) {
      this.#fail(one, error);
    }
  }

  #context(matched: readonly string[]): ExtractContext {
    const { tree } = this.#options;
    return {
      file: (path) => {
        const file = tree.file(path);
        return file === null ? null : cleanFile(file);
      },
      exists: (path) => tree.exists(path),
      matched,
      named: (name) => this.#named.get(name) ?? [],
    };
  }

  #unread(one: Running, reason: KnownUnknown['reason'], path: string, message: string): void {
    one.unknowns.push({ reason, message, location: { path }, losesComponents: false });
    one.reasons.push(`${path}: ${message}`);
  }

  /** A defect in a detector must not end the run, nor hide that its area was not covered. */
  #fail(one: Running, error: unknown, path?: string): void {
    one.failed = true;
    const defect: Defect = {
      plugin: `detector ${one.detector.id}`,
      error,
      ...(path === undefined ? {} : { path }),
    };
    this.#options.report(defect);
    one.reasons.push(describeDefect(defect));
  }
}

/** The areas that detectors answer for, in the order in which they are listed. */
export function areasOf(detectors: readonly Pick<ScanDetector, 'area'>[]): Area[] {
  return [...new Set(detectors.map((d) => d.area))];
}

/** One detector speaks of licences as a rule: its map, of a hundred thousand packages perhaps, is not copied. */
function joined<Value>(
  before: ReadonlyMap<string, Value>,
  found: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  return before.size === 0 ? found : new Map([...before, ...found]);
}
