/** From a target to its inventory: a folder, a package file, a bill of materials or an executable. */
import { setFlagsFromString } from 'node:v8';
import type {
  Capability,
  Defect,
  Extractor,
  ExtractResult,
  ImageFacts,
  Inventory,
  KnownUnknown,
  PackageUses,
  RunContext,
  ScanResult,
  Skipped,
  Tree,
} from '@theriac/core';
import { TheriacError } from '@theriac/core';
import type { CommentProblem, Config, Suppression } from '@theriac/govern';
import { INSTALLED_PACKAGES } from '../extractors/npm/index.ts';
import { databasesIn } from '../extractors/os/databases.ts';
import { shippedFilesOf } from '../extractors/os/shipped-files.ts';
import { Detections } from '../plugins/detections.ts';
import { Dispatch } from '../plugins/dispatch.ts';
import { DETECTORS, EXTRACTORS, type Plugins, type ScanDetector } from '../plugins/list.ts';
import { beginsAsText, TEXT_PROBE_BYTES } from '../target/begins-as-text.ts';
import { withBase } from '../target/image/base-image.ts';
import { shownFacts } from '../target/image/without-secrets.ts';
import { baseName } from '../target/paths.ts';
import { hiddenOwned } from '../target/root/hidden-owned.ts';
import type { RootContents } from '../target/root/root-contents.ts';
import { rootRules } from '../target/root/root-rules.ts';
import { unownedFiles } from '../target/root/unowned-files.ts';
import { openTarget, type Target } from '../target/target.ts';
import { type WalkedFile, walk } from '../target/walk.ts';
import { inventoryOf } from './inventory.ts';
import { withLayers } from './layers.ts';
import { withProjectLicences } from './project-licences.ts';
import { readFiles } from './read-files.ts';

export type InventoryProgress =
  | { readonly step: 'walk'; readonly entries: number }
  | { readonly step: 'extract'; readonly done: number; readonly total: number };

export interface TakeOptions {
  /** A path on disk, or a target that is open already. */
  readonly path: string | Target;
  readonly config: Pick<Config, 'exclude' | 'licences' | 'images'>;
  readonly plugins?: Plugins;
  /** Reads installed packages that no lockfile speaks of: the target is an artefact, not a project. */
  readonly artefact?: boolean;
  /** Absent: detectors do not run. */
  readonly detect?: {
    readonly run: (target: Target) => RunContext<Config>;
    readonly allow: ReadonlySet<Capability>;
  };
  readonly onDefect?: (defect: Defect) => void;
  readonly progress?: (step: InventoryProgress) => void;
}

export interface Taken {
  readonly target: Target;
  readonly kind: ScanResult['target']['kind'];
  readonly inventory: Inventory;
  /** Who asks for each component, by root id; empty for a bill of materials. */
  readonly uses: ReadonlyMap<string, PackageUses>;
  /** Errors that extractors should not have thrown. */
  readonly defects: readonly Defect[];
  readonly detections: Detections | undefined;
  readonly suppressions: readonly Suppression[];
  readonly commentProblems: readonly CommentProblem[];
  /** Of an image, a root file system or a host. */
  readonly image?: ImageFacts;
  /** Files that no package owns, sorted; undefined where that is not known. */
  readonly unowned?: readonly string[] | undefined;
}

/** From this size on, in bytes, a bill of materials is not held as a whole. */
const LARGE_SBOM_BYTES = 32 * 1024 * 1024;
/** Largest single file that is read as a whole to find out what it is. */
const WHOLE_FILE_BYTES = 64 * 1024 * 1024;
const MAGIC_BYTES = 4;
/** Where detectors look for what a file is. */
const HEAD_BYTES = 2048;

export async function takeInventory(options: TakeOptions): Promise<Taken> {
  const taken = await take(options);
  const { config } = options;
  return { ...taken, inventory: withProjectLicences(taken.inventory, { tree: taken.target.tree, config }) };
}

async function take(options: TakeOptions): Promise<Taken> {
  const target = typeof options.path === 'string' ? openTarget(options.path) : options.path;
  const { extractors, detectors } = options.plugins ?? { extractors: EXTRACTORS, detectors: DETECTORS };
  if (target.contents !== undefined) return takeRoot(target, target.contents, options);
  const dispatch = {
    extractors: new Dispatch(extractors),
    detectors: new Dispatch(asked(detectors, options)),
  };
  const { tree, file } = target;
  if (file === undefined) {
    const walked = walk(tree, {
      ...dispatch,
      exclude: options.config.exclude,
      ...(options.artefact === true ? { installed: INSTALLED_PACKAGES } : {}),
      progress: (entries) => options.progress?.({ step: 'walk', entries }),
    });
    return read(target, 'directory', walked, detectors, options);
  }
  const status = tree.status(file);
  const size = status.kind === 'file' ? status.size : 0;
  const probe = tree.head(file, TEXT_PROBE_BYTES);
  const detectorsOfTexts = dispatch.detectors.withEvery(
    [],
    () => beginsAsText(probe),
    () => Buffer.from(probe).toString('latin1'),
  );
  const alone = (readers: readonly Extractor[]): WalkedFile => ({
    path: file,
    size,
    extractors: readers,
    detectors: [...new Set([...dispatch.detectors.wanted(file, file), ...detectorsOfTexts])],
  });
  const wanted = dispatch.extractors.wanted(file, file).filter((e) => e.onlyInFolders !== true);
  if (wanted.length > 0) return read(target, 'file', { files: [alone(wanted)] }, detectors, options);
  // Who asks for no packages takes a bill of materials for the text that it is.
  const sbom = extractors.length === 0 ? null : await readSbomFile(tree, file, size);
  if (sbom !== null) {
    const taken = await read(target, 'sbom', { files: [] }, detectors, options);
    return { ...taken, inventory: inventoryOf(`sbom/${sbom.format}`, sbom) };
  }
  const head = Buffer.from(tree.head(file, MAGIC_BYTES)).toString('hex');
  const byMagic = dispatch.extractors.wantedByMagic(head);
  if (byMagic.length > 0) return read(target, 'file', { files: [alone(byMagic)] }, detectors, options);
  const checked = alone([]);
  const byHead = dispatch.detectors.wantedByHead(baseName(file), () =>
    Buffer.from(tree.head(file, HEAD_BYTES)).toString('latin1'),
  );
  if (options.detect !== undefined && checked.detectors.length + byHead.length > 0) {
    const detecting = [...new Set([...checked.detectors, ...byHead])];
    const taken = await read(
      target,
      'file',
      { files: [{ ...checked, detectors: detecting }] },
      detectors,
      options,
    );
    // Any text is a target for those that look into every text; what is none is one only for who knows its kind.
    if (taken.detections?.hasClaimed === true || detectorsOfTexts.length > 0) return taken;
  }
  throw new TheriacError(
    'THERIAC_TARGET_KIND',
    'this file is neither text nor a package file, nor configuration that Theriac reads, nor an SBOM',
    { path: target.name },
  );
}

/** An image, a root file system, a host: what is installed there, by whom, and since which layer. */
async function takeRoot(target: Target, contents: RootContents, options: TakeOptions): Promise<Taken> {
  const { extractors, detectors } = options.plugins ?? { extractors: EXTRACTORS, detectors: DETECTORS };
  const owned = shippedFilesOf(target.tree, (path) => contents.realPath(path));
  const walked = walk(target.tree, {
    extractors: new Dispatch(extractors.filter(({ installed }) => installed === true)),
    detectors: new Dispatch(asked(detectors, options)),
    exclude: options.config.exclude,
    ...(extractors.length === 0 ? {} : { installed: INSTALLED_PACKAGES }),
    root: rootRules(contents, owned, hiddenOwned(target.tree, contents, owned)),
    progress: (entries) => options.progress?.({ step: 'walk', entries }),
  });
  const unowned = unownedFiles(contents, owned);
  const { config, annotations = {} } = contents;
  const image = withBase(
    {
      ...contents.facts,
      counts: { ...contents.facts.counts, ...(unowned === undefined ? {} : { unowned: unowned.length }) },
      setId: contents.facts.setId.map((file) =>
        owned.known ? { ...file, owned: owned.owns(file.path) } : file,
      ),
    },
    config === undefined ? undefined : { config, annotations },
    options.config.images,
  );
  const files = withLinkedDatabases(walked.files, extractors, target, contents);
  const found: Found = {
    files,
    skipped: [...contents.skipped, ...walked.skipped],
    unknowns: [...contents.unknowns, ...walked.unknowns],
    unseen: [
      ...contents.unknowns
        .filter(({ losesComponents }) => losesComponents)
        .map(({ location: { path }, message }) => `${path}: ${message}`),
      ...walked.unseen,
    ],
  };
  const taken = await read(target, contents.kind, found, detectors, options, shownFacts(image));
  const inventory = await withLayers(taken.inventory, files, contents, target.tree);
  return { ...taken, inventory: withoutPackageList(inventory), image: shownFacts(image), unowned };
}

/** Databases of packages that links lead to: the walk meets what they lead to under another name. */
function withLinkedDatabases(
  files: readonly WalkedFile[],
  extractors: readonly Extractor[],
  { tree }: Target,
  contents: RootContents,
): readonly WalkedFile[] {
  const isOfDistribution = ({ id }: Extractor): boolean => id.startsWith('os/');
  const walked = new Set(files.filter((f) => f.extractors.some(isOfDistribution)).map(({ path }) => path));
  const readers = new Dispatch(extractors.filter(isOfDistribution));
  const linked = databasesIn(tree, (path) => contents.realPath(path)).flatMap((path): WalkedFile[] => {
    const status = tree.status(path);
    if (walked.has(path) || walked.has(contents.realPath(path)) || status.kind !== 'file') return [];
    const wanting = readers.wanted(path, baseName(path));
    return wanting.length === 0 ? [] : [{ path, size: status.size, extractors: wanting, detectors: [] }];
  });
  return linked.length === 0 ? files : [...files, ...linked].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A distribution consists of packages: without a list of them nothing is known of what is there. */
function withoutPackageList(inventory: Inventory): Inventory {
  const { roots, unknowns } = inventory;
  const release = roots.find(({ extractor }) => extractor === 'os/release');
  const isListed = roots.some(({ extractor }) => extractor.startsWith('os/') && extractor !== 'os/release');
  const isTold = unknowns.some(
    ({ location: { path }, losesComponents }) => losesComponents && LIST.test(path),
  );
  if (release === undefined || isListed || isTold) return inventory;
  const unknown: KnownUnknown = {
    reason: 'no-package-data',
    message: 'there is a distribution and no list of its packages: what is installed is not known',
    location: { path: release.path },
    losesComponents: true,
  };
  return { ...inventory, unknowns: [...unknowns, unknown] };
}

const LIST = /(?:dpkg\/status|apk\/db\/installed|rpm\/[^/]+|opkg\/status)$/;

/** Who only wants the inventory opens no file for detectors. */
function asked(
  detectors: readonly ScanDetector[],
  { detect }: Pick<TakeOptions, 'detect'>,
): readonly ScanDetector[] {
  return detect === undefined ? [] : detectors;
}

interface Found {
  readonly files: readonly WalkedFile[];
  readonly skipped?: readonly Skipped[];
  readonly unknowns?: readonly KnownUnknown[];
  readonly unseen?: readonly string[];
}

async function read(
  target: Target,
  kind: Taken['kind'],
  { files, skipped = [], unknowns = [], unseen = [] }: Found,
  detectors: readonly ScanDetector[],
  options: TakeOptions,
  image?: ImageFacts,
): Promise<Taken> {
  const { tree } = target;
  const defects: Defect[] = [];
  const report = (defect: Defect): void => options.onDefect?.(defect);
  const { detect } = options;
  const detections =
    detect === undefined
      ? undefined
      : await Detections.start(detectors, files, {
          run: { ...detect.run(target), ...(image === undefined ? {} : { image }) },
          tree,
          allow: detect.allow,
          report,
          unseen,
        });
  const result = await readFiles({
    name: target.name,
    tree,
    files,
    skipped,
    unknowns,
    ...(detections === undefined ? {} : { detections }),
    report: (defect) => {
      defects.push(defect);
      report(defect);
    },
    progress: (done, total) => options.progress?.({ step: 'extract', done, total }),
  });
  return { target, kind, defects, detections, ...result };
}

/** A bill of materials, whatever its name; null for everything else. */
async function readSbomFile(
  tree: Tree,
  path: string,
  size: number,
): Promise<({ readonly format: string } & ExtractResult) | null> {
  if (size > LARGE_SBOM_BYTES) {
    // Twice the time for half the memory: garbage is collected before the heap grows (bench/sbom.ts --large).
    setFlagsFromString('--optimize-for-size');
    const { readLargeSbom } = await import('@theriac/formats/bom');
    const large = tree.file(path, Number.POSITIVE_INFINITY);
    const sbom = large === null ? null : await readLargeSbom(large.chunks(), path);
    if (sbom !== null) return sbom;
  }
  const file = tree.file(path, WHOLE_FILE_BYTES);
  if (file === null) return null;
  const { readSbom } = await import('@theriac/formats/bom');
  return readSbom(file.bytes(), path);
}
