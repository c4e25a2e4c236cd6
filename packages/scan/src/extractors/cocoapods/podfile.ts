/** `Podfile` (https://guides.cocoapods.org/syntax/podfile.html) where no Podfile.lock covers it: its literal pods. */
import type { Extract, Origin } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { siblingOf } from '../../target/paths.ts';
import { addAsked } from '../shared/asked-package.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { type Argument, argumentsOf, literalOf, withoutComments } from '../shared/source-text.ts';

/** Calls that add pods which only running the Podfile would name. */
const COMPUTED =
  /^[ \t]{0,60}(use_react_native!|use_native_modules!|use_expo_modules!|flutter_install_\w{1,60}|podspec|eval)(?![\w!])/;
const POD = /^[ \t]{0,60}pod[ \t(]{1,20}/;

/** A statement goes on where a line ends with a comma. */
const CONTINUED = /,[ \t]{0,60}$/;
const MAX_LINES = 100;
const END = /\)?[ \t]{0,60}(?:\b(?:if|unless) [^\n]{0,1000})?$/;

export const extract: Extract = (file, context) => {
  const lock = siblingOf(file.path, ['Podfile.lock'], context);
  const root = new RootBuilder(file.path, 'cocoapods');
  const text = withoutComments(file.text(), { line: '#' });
  const lines = text.split('\n');
  const places = new LineIndex(text);
  let offset = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = places.line(offset);
    const first = lines[at] ?? '';
    offset += first.length + 1;
    const computed = COMPUTED.exec(first)?.[1];
    if (computed !== undefined)
      root.unknown('dynamic', `${computed} adds pods that only running the Podfile would name`, line, true);
    if (!POD.test(first)) continue;
    const parts = [first];
    while (CONTINUED.test(parts.at(-1) ?? '') && at + 1 < lines.length && parts.length < MAX_LINES) {
      at += 1;
      const next = lines[at] ?? '';
      offset += next.length + 1;
      parts.push(next);
    }
    addPod(root, argumentsOf(parts.join('').replace(POD, '').replace(END, '')), line);
  }
  if (lock !== undefined) return root.lockedIn(lock);
  if (root.hasWanted) root.transitivesUnknown('run `pod install` and commit Podfile.lock');
  return root.build();
};

function addPod(root: RootBuilder, args: readonly Argument[], line: number): void {
  const [first, ...rest] = args;
  const name = first?.label === undefined ? literalOf(first?.value) : undefined;
  if (name === undefined || name === '') {
    root.unknown('dynamic', 'the name of a pod is computed', line, true);
    return;
  }
  const option = (label: string): string | undefined => literalOf(rest.find((a) => a.label === label)?.value);
  const ranges = rest.filter((a) => a.label === undefined).map((a) => literalOf(a.value) ?? '');
  const range = ranges.filter((r) => r !== '').join(', ');
  const [path, git] = [option('path'), option('git')];
  const origin: Origin =
    path !== undefined
      ? { kind: 'path', path: withoutCredentials(path) }
      : git === undefined
        ? { kind: 'registry' }
        : gitOrigin(git, option('commit') ?? option('tag'));
  const exact = ranges.length === 1 ? /^=?[ \t]*(\d[\w.+-]*)$/.exec(range)?.[1] : undefined;
  const version = exact ?? option('commit') ?? option('tag') ?? null;
  root.want(addAsked(root, { name, range, version, scope: 'production', line, origin }), 'production', range);
}
