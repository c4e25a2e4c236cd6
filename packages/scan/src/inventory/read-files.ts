/**
 * The one pass over the files that plug-ins asked for: each is opened and decoded once, read by its extractors and
 * then inspected by its detectors.
 */
import {
  type Defect,
  type ExtractContext,
  type ExtractResult,
  type Inventory,
  type KnownUnknown,
  type LockedAsks,
  type LockfileFacts,
  type PackageUses,
  type Skipped,
  type TargetFile,
  TheriacError,
  type Tree,
  valueWithoutCredentials,
} from '@theriac/core';
import {
  type CommentProblem,
  hasSuppressionComment,
  type Suppression,
  suppressionComments,
} from '@theriac/govern';
import { collectorAfterFiles } from '@theriac/read/memory';
import type { Detections } from '../plugins/detections.ts';
import { baseName } from '../target/paths.ts';
import type { WalkedFile } from '../target/walk.ts';
import { cleanFile } from './clean-file.ts';
import { cleanResult } from './clean-result.ts';
import { type FoundBom, withForeignBoms } from './foreign-boms.ts';
import { InventoryBuilder } from './inventory.ts';
import { settleLocalFolders } from './local-folders.ts';
import { withDrift } from './lock-drift.ts';
import { runExtractor } from './run-extractor.ts';

export interface ReadOptions {
  /** What the target is called. */
  readonly name: string;
  readonly tree: Tree;
  /** Sorted by path. */
  readonly files: readonly WalkedFile[];
  readonly skipped: readonly Skipped[];
  /** What the walk could not read. */
  readonly unknowns: readonly KnownUnknown[];
  /** Absent: only the inventory is wanted. */
  readonly detections?: Detections;
  readonly report: (defect: Defect) => void;
  readonly progress?: (done: number, total: number) => void;
  /** Components after which no more files are read. */
  readonly maxComponents?: number;
}

export interface ReadFiles {
  readonly inventory: Inventory;
  /** Who asks for each component, by root id. */
  readonly uses: ReadonlyMap<string, PackageUses>;
  /** Suppressions in comments of the files that were read. */
  readonly suppressions: readonly Suppression[];
  readonly commentProblems: readonly CommentProblem[];
}

/** Components of one scan; each takes kilobytes until the result is written. */
const MAX_COMPONENTS = 250_000;
/** Larger files are data rather than code, and are not searched for comments. */
const COMMENTED_BYTES = 1024 * 1024;

export async function readFiles(options: ReadOptions): Promise<ReadFiles> {
  const { tree, files, detections, maxComponents = MAX_COMPONENTS } = options;
  const builder = new InventoryBuilder();
  const contexts = contextsFor(options);
  const suppressions: Suppression[] = [];
  const commentProblems: CommentProblem[] = [];
  const locked: LockedAsks[] = [];
  const boms: FoundBom[] = [];
  const collect = collectorAfterFiles();
  tree.prefetch?.(files.map((f) => f.path));
  for (const [done, walked] of files.entries()) {
    options.progress?.(done + 1, files.length);
    const extracted: ExtractResult[] = [];
    for (const extractor of walked.extractors) {
      const { maxBytes } = extractor.files;
      const file = walked.size > maxBytes ? null : tree.file(walked.path, maxBytes);
      const read =
        builder.size < maxComponents
          ? await runExtractor(extractor, file, walked, contexts(extractor.id), options.report)
          : notReadAny(walked.path, maxComponents);
      const result = cleanResult(read);
      builder.add(extractor.id, result);
      if (result.locked !== undefined) locked.push(result.locked);
      if (result.describes !== undefined) boms.push({ path: walked.path, describes: result.describes });
      extracted.push(once(result));
    }
    await detections?.inspect(walked, extracted);
    if (detections !== undefined && walked.size <= COMMENTED_BYTES) {
      const comments = commentsIn(tree.file(walked.path));
      for (const one of comments.suppressions) suppressions.push(one);
      for (const one of comments.problems) commentProblems.push(one);
    }
    tree.release?.(walked.path);
    collect(walked.size);
  }
  const manifests = files.flatMap((f) => f.extractors.filter((e) => e.lockCommand !== undefined));
  const settled = settleLocalFolders(
    builder.finish(options.unknowns, options.skipped),
    new Set(manifests.map((e) => e.id)),
  );
  return {
    inventory: withForeignBoms(withDrift(settled, locked), boms, options.name),
    uses: builder.uses(),
    suppressions,
    commentProblems,
  };
}

function notReadAny(path: string, most: number): ExtractResult {
  const unknown: KnownUnknown = {
    reason: 'too-large',
    message: `not read: the files before it list more than ${most} packages; scan its folder by itself`,
    location: { path },
    losesComponents: true,
  };
  return { roots: [], unknowns: [unknown] };
}

/** The facts of a lockfile, computed once however many detectors ask for them. */
function once(result: ExtractResult): ExtractResult {
  const { lockfile } = result;
  if (lockfile === undefined) return result;
  let facts: LockfileFacts | undefined;
  return {
    ...result,
    lockfile: () => {
      // Findings quote names and addresses, and cut them: half an address no longer shows what in it is a password.
      facts ??= valueWithoutCredentials(lockfile());
      return facts;
    },
  };
}

/** One context for all files of an extractor, so that what it learns of the target (all poms, say) is learnt once. */
function contextsFor({ tree, files }: ReadOptions): (id: string) => ExtractContext {
  const paths = new Map<string, string[]>();
  for (const { path, extractors } of files) {
    for (const { id } of extractors) {
      const list = paths.get(id);
      if (list === undefined) paths.set(id, [path]);
      else list.push(path);
    }
  }
  const named = Map.groupBy(
    files.filter((f) => f.extractors.length > 0).map((f) => f.path),
    baseName,
  );
  const contexts = new Map<string, ExtractContext>();
  return (id) => {
    const context = contexts.get(id) ?? {
      file: (path: string) => {
        const file = tree.file(path);
        return file === null ? null : cleanFile(file);
      },
      exists: (path: string) => tree.exists(path),
      matched: paths.get(id) ?? [],
      named: (name: string) => named.get(name) ?? [],
    };
    contexts.set(id, context);
    return context;
  };
}

function commentsIn(file: TargetFile | null): ReturnType<typeof suppressionComments> {
  const nothing = { suppressions: [], problems: [] };
  if (file === null) return nothing;
  try {
    if (!hasSuppressionComment(file.bytes())) return nothing;
    return suppressionComments(file.path, file.text());
  } catch (error) {
    // What is not text, or gone since it was found, has no comments; who wanted it reports it.
    if (error instanceof TheriacError) return nothing;
    throw error;
  }
}
