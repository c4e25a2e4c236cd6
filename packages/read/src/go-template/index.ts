/** Templates of Go, with the functions of Sprig and Helm, rendered without running or fetching anything. */
import { DATA_FUNCTIONS } from './functions-data.ts';
import { DOCUMENT_FUNCTIONS } from './functions-documents.ts';
import { TEXT_FUNCTIONS } from './functions-text.ts';
import type { GoFunction } from './render.ts';

export { yamlValue } from './functions-documents.ts';
export { parseTemplate, type Template } from './parse.ts';
export { NotRendered, type Rendered, renderTemplate } from './render.ts';
export { unknownReason } from './unknown-text.ts';
export { copied, GoMap, type GoValue, mergeInto, printed } from './values.ts';

const KNOWN: Readonly<Record<string, GoFunction>> = {
  ...DATA_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...DOCUMENT_FUNCTIONS,
};

/** Each with its twin that fails instead of giving nothing: `mustToJson`. */
export const GO_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  ...Object.fromEntries(
    Object.entries(KNOWN).map(([name, call]) => [
      `must${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      call,
    ]),
  ),
  ...KNOWN,
};
