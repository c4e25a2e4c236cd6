/**
 * `MODULE.bazel` (https://bazel.build/rules/lib/globals/module): modules that it asks for, what overrides replace them
 * by, and the literal artifacts of `maven.install`. Bazel may choose a newer version that another module asks for; which
 * one, and what modules need in turn, is in no file of the repository.
 */
import type { Extract, ExtractContext, Origin, Scope } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { beside } from '../../target/paths.ts';
import { parseCoordinates } from '../maven/gradle-coordinates.ts';
import { exactVersion } from '../maven/maven-version.ts';
import { addAsked } from '../shared/asked-package.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import {
  type Argument,
  argumentsOf,
  type Call,
  callsIn,
  insideOf,
  literalOf,
  withoutComments,
} from '../shared/source-text.ts';

const OVERRIDES: ReadonlySet<string> = new Set([
  'single_version_override',
  'git_override',
  'archive_override',
  'local_path_override',
]);
/** Calls of module extensions that name packages of other ecosystems, which are not read here. */
const OTHERS: ReadonlySet<string> = new Set([
  'maven.artifact',
  'maven.amend_artifact',
  'go_deps.module',
  'pip.parse',
  'npm.npm_translate_lock',
  'crate.spec',
  'crate.from_cargo',
  'oci.pull',
  'http_archive',
  'http_file',
  'http_jar',
  'git_repository',
  'new_git_repository',
]);
/** Those that point to a file which is read for itself. */
const MAVEN_LOCK = 'maven_install.json';
const LOCKED: ReadonlySet<string> = new Set(['pip.parse', 'npm.npm_translate_lock', 'crate.from_cargo']);
const CALLS: ReadonlySet<string> = new Set([
  'bazel_dep',
  'maven.install',
  'include',
  ...OVERRIDES,
  ...OTHERS,
]);

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'bazel');
  const text = withoutComments(file.text(), { line: '#' });
  const lines = new LineIndex(text);
  const calls = [...callsIn(text, CALLS)];
  const overrides = new Map<string, readonly Argument[]>();
  for (const call of calls) {
    if (!OVERRIDES.has(call.name)) continue;
    const args = argumentsOf(call.inside);
    const module = literalOf(argument(args, 'module_name'));
    if (module !== undefined)
      overrides.set(module, [...args, { label: 'override', value: call.name, offset: 0 }]);
  }
  const pinned = new RootBuilder(file.path, 'maven');
  let modules = 0;
  for (const call of calls) {
    const line = lines.line(call.offset);
    if (call.name === 'bazel_dep') modules += addModule(root, argumentsOf(call.inside), overrides, line);
    else if (call.name === 'maven.install')
      addMaven(lockedBy(call, file.path, context) ? pinned : root, call, lines);
    else if (call.name === 'include')
      root.unknown('unresolved-include', 'a further MODULE.bazel is included', line, false);
    else if (OTHERS.has(call.name) && !LOCKED.has(call.name))
      root.unknown('not-read', `packages of ${call.name} are not read`, line, true);
  }
  if (modules > 0) root.transitivesUnknown('scan a bill of materials that the build writes');
  const { locked } = pinned.lockedIn(beside(file.path, MAVEN_LOCK));
  return locked === undefined || locked.asks.length === 0 ? root.build() : { ...root.build(), locked };
};

function argument(args: readonly Argument[], label: string): string | undefined {
  return args.find((a) => a.label === label)?.value;
}

function addModule(
  root: RootBuilder,
  args: readonly Argument[],
  overrides: ReadonlyMap<string, readonly Argument[]>,
  line: number,
): number {
  const name = literalOf(argument(args, 'name') ?? args.find((a) => a.label === undefined)?.value);
  if (name === undefined || name === '') {
    root.unknown('dynamic', 'the name of a module is computed', line, true);
    return 0;
  }
  const override = overrides.get(name) ?? [];
  const how = argument(override, 'override');
  if (how === 'local_path_override') return 0;
  const scope: Scope = argument(args, 'dev_dependency') === 'True' ? 'development' : 'production';
  const asked = literalOf(argument(args, 'version')) ?? '';
  const single = how === 'single_version_override' ? literalOf(argument(override, 'version')) : undefined;
  const commit = literalOf(argument(override, 'commit')) ?? literalOf(argument(override, 'tag'));
  const version = how === 'git_override' ? (commit ?? null) : single || asked || null;
  const origin = originOf(how, override, commit);
  addAsked(root, { name, range: asked, version, scope, line, origin });
  return 1;
}

function originOf(
  how: string | undefined,
  override: readonly Argument[],
  commit: string | undefined,
): Origin {
  if (how === 'git_override') {
    const remote = literalOf(argument(override, 'remote'));
    if (remote !== undefined) return gitOrigin(remote, commit);
  }
  if (how === 'archive_override') {
    const urls = argument(override, 'urls') ?? argument(override, 'url');
    const url = literalOf(urls) ?? literalOf(argumentsOf(insideOf(urls) ?? '')[0]?.value);
    if (url !== undefined) return { kind: 'url', url: withoutCredentials(url) };
  }
  return { kind: 'registry' };
}

/** Whether maven_install.json lists what follows from the artifacts. */
function lockedBy(call: Call, path: string, context: ExtractContext): boolean {
  if (!context.exists(beside(path, MAVEN_LOCK))) return false;
  const args = argumentsOf(call.inside);
  return argument(args, 'lock_file') !== undefined || argument(args, 'name') === undefined;
}

function addMaven(root: RootBuilder, call: Call, lines: LineIndex): void {
  const args = argumentsOf(call.inside);
  const line = lines.line(call.offset);
  for (const section of ['artifacts', 'boms']) {
    const value = argument(args, section);
    const list = insideOf(value);
    if (value === undefined) continue;
    if (list === undefined) {
      root.unknown('dynamic', `the ${section} of maven.install are computed`, line, true);
      continue;
    }
    const start = call.start + (args.find((a) => a.label === section)?.offset ?? 0);
    const inList = call.inside.indexOf(list, args.find((a) => a.label === section)?.offset ?? 0) + call.start;
    for (const item of argumentsOf(list)) {
      const at = lines.line((inList < start ? start : inList) + item.offset);
      const found = parseCoordinates(literalOf(item.value) ?? '');
      if (found === null) {
        root.unknown('dynamic', 'an artifact is computed', at, true);
        continue;
      }
      const version = exactVersion(found.range);
      addAsked(root, {
        name: found.name,
        range: found.range,
        version,
        scope: argument(args, 'dev_dependency') === 'True' ? 'development' : 'production',
        line: at,
        more: { ecosystem: 'maven' },
      });
    }
  }
  root.unknown(
    'unresolved-version',
    'transitive dependencies of maven.install are not listed; pin them (`bazel run @maven//:pin`) and commit maven_install.json',
    line,
    true,
  );
}
