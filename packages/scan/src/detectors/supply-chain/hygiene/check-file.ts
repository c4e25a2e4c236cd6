/** Which checks a file gets, by its name. */
import type { TargetFile } from '@theriac/core';
import { readYaml } from '@theriac/read/yaml';
import { checkDockerfile } from './dockerfile.ts';
import type { Hit } from './hit.ts';
import { checkSettings, SETTINGS_NAMES } from './settings.ts';
import { checkScript } from './shell.ts';
import { checkWorkflow } from './workflow.ts';

const SCRIPT = /\.(sh|bash|ps1)$/i;
const WORKFLOW = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i;

/** @throws TheriacError for a workflow that is not YAML */
export async function hitsIn(file: TargetFile, name: string): Promise<Hit[]> {
  const { path } = file;
  const text = file.text();
  if (SETTINGS_NAMES.includes(name)) return checkSettings(name, text);
  // By type, not by folder: scripts and Dockerfiles beside workflows are read as what they are.
  const shell = SCRIPT.exec(name)?.[1]?.toLowerCase();
  if (shell !== undefined)
    return checkScript(text.split('\n'), 1, { automated: false, powershell: shell === 'ps1' });
  if (WORKFLOW.test(path) || /^action\.ya?ml$/.test(name)) {
    const [document] = await readYaml(file, () => {});
    return document === undefined ? [] : checkWorkflow(document, text);
  }
  if (/(?:docker|container)file/i.test(name)) return checkDockerfile(text);
  const lines = text.split('\n');
  const pipeline = /\.ya?ml$|^Jenkinsfile/.test(name);
  // In pipelines of other services commands are list items or values: what introduces them is not part of the command.
  const commands = pipeline
    ? lines.map((line) =>
        line.replace(/^\s*(?:-\s+)?(?:(?:script|run|command|bash|sh|pwsh)\s*:?\s*)?["']?/, ''),
      )
    : lines;
  return checkScript(commands, 1, { automated: pipeline });
}
