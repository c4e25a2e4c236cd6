/** What a person does to fix a finding, as data: reports print it, editors and servers can act on it. */

export type FixStep =
  /** Run this in `folder`, relative to the target; the empty string is the target itself. */
  | { readonly kind: 'command'; readonly command: string; readonly folder?: string }
  /** Write this text into a file: a manifest, a configuration. */
  | { readonly kind: 'edit'; readonly text: string /** Name or path of the file. */; readonly file?: string }
  /** Words for what neither a command nor a text can say. */
  | { readonly kind: 'text'; readonly text: string };

/** @param folder where to run it, relative to the target; left out for the target itself */
export const command = (text: string, folder = ''): FixStep =>
  folder === '' ? { kind: 'command', command: text } : { kind: 'command', command: text, folder };

/** @param file name of the file beside the manifest or lockfile, where it is not the file of the finding itself */
export const edit = (text: string, file?: string): FixStep =>
  file === undefined ? { kind: 'edit', text } : { kind: 'edit', text, file };

export const words = (text: string): FixStep => ({ kind: 'text', text });

/** One step as text: `npm ci (in web)`, `package.json: {"overrides":…}`. An edit may have several lines. */
export function describeStep(step: FixStep): string {
  if (step.kind === 'command')
    return (step.folder ?? '') === '' ? step.command : `${step.command} (in ${step.folder})`;
  return step.kind === 'edit' && step.file !== undefined ? `${step.file}: ${step.text}` : step.text;
}

/** Steps in order, as one text; the empty string when there are none. */
export function describeSteps(steps: readonly FixStep[]): string {
  return steps.map(describeStep).join(', then ');
}
