/** Edits of manifests as the steps of a fix write them: what they say is merged in, everything else stays as it is. */

import { editGemfile } from './gemfile-edit.ts';
import { editCatalogOrScript } from './gradle-edit.ts';
import { editJson } from './json-edit.ts';
import { editPom } from './pom-edit.ts';
import { editRequirements } from './requirements-edit.ts';
import { editToml } from './toml-edit.ts';
import { editWorkflow } from './workflow-edit.ts';
import { editYaml } from './yaml-edit.ts';
import { editYarnLock } from './yarn-lock-edit.ts';

/**
 * @param before contents of the file; the empty string where there is none yet
 * @returns the contents afterwards; undefined: the text has no place in it
 */
export type Editor = (before: string, text: string) => string | undefined;

/** By the name of the file, the first that fits. */
const EDITORS: readonly { readonly name: RegExp; readonly edit: Editor }[] = [
  { name: /^yarn\.lock$/, edit: editYarnLock },
  { name: /\.json$/, edit: editJson },
  { name: /^(?:.*\.versions\.toml|build\.gradle|build\.gradle\.kts)$/, edit: editCatalogOrScript },
  { name: /\.toml$/, edit: editToml },
  { name: /^pom\.xml$/, edit: editPom },
  { name: /\.(?:txt|in)$/, edit: editRequirements },
  { name: /^Gemfile$/, edit: editGemfile },
];

/** @param path of the file, for its name and folder only */
export function editorFor(path: string): Editor | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /^action\.ya?ml$/.test(name))
    return editWorkflow;
  if (/\.ya?ml$/.test(name)) return editYaml;
  return EDITORS.find((row) => row.name.test(name))?.edit;
}
