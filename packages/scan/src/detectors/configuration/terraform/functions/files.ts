/** Files of the target; nothing outside of it is read. */
import { posix } from 'node:path';
import { TheriacError } from '@theriac/core';
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import { readHclTemplate } from '@theriac/read/hcl';
import { boolean, missing, unknown } from '../values.ts';
import { type CallContext, type FunctionTable, ofTexts, outside } from './function.ts';

/** Relative to the target; undefined: it leads outside. */
function targetPath(path: string, { scope }: CallContext): string | undefined {
  if (path.startsWith('/') || path.startsWith('~')) return undefined;
  const joined = posix.normalize(posix.join(scope.rootFolder, path));
  return joined === '..' || joined.startsWith('../') ? undefined : joined;
}

function textOf(
  path: ConfigValue | undefined,
  at: Place,
  context: CallContext,
): { readonly text: string; readonly path: string } | ConfigValue {
  if (path?.kind !== 'scalar') return missing('it is no path', at);
  const inTarget = targetPath(path.text, context);
  if (inTarget === undefined) return unknown('the file is outside of what is scanned', at);
  const text = context.scope.readText(inTarget);
  return text === null ? unknown('the file is not there, or is no text', at) : { text, path: inTarget };
}

function template(
  text: string,
  path: string,
  variables: ConfigValue,
  at: Place,
  context: CallContext,
): ConfigValue {
  try {
    return context.evaluateTemplate(readHclTemplate(text, path), path, variables);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return unknown('the template cannot be read', at);
  }
}

const NOT_LISTED = outside('files are not listed');

export const FILE_FUNCTIONS: FunctionTable = {
  file: ([path], at, context) => {
    const found = textOf(path, at, context);
    return 'kind' in found ? found : scalar(found.text, { path: found.path, line: 1, column: 1 });
  },
  fileexists: ([path], at, context) => {
    const found = textOf(path, at, context);
    return boolean(!('kind' in found), at);
  },
  templatefile: ([path, variables], at, context) => {
    const found = textOf(path, at, context);
    if ('kind' in found) return found;
    return template(found.text, found.path, variables ?? unknown('no variables', at), at, context);
  },
  templatestring: ([text, variables], at, context) =>
    text?.kind === 'scalar'
      ? template(text.text, at.path, variables ?? unknown('no variables', at), at, context)
      : undefined,
  fileset: NOT_LISTED,
  filebase64: outside('the file is not encoded'),
  filemd5: outside('the file is not hashed'),
  filesha1: outside('the file is not hashed'),
  filesha256: outside('the file is not hashed'),
  filesha512: outside('the file is not hashed'),
  filebase64sha256: outside('the file is not hashed'),
  filebase64sha512: outside('the file is not hashed'),
  basename: ofTexts((path) => posix.basename(path)),
  dirname: ofTexts((path) => posix.dirname(path)),
  abspath: outside('it depends on where it is run'),
  pathexpand: ofTexts((path) => path),
};
