/** All checks of hygiene over the files of one walk. */
import { type Detect, type KnownUnknown, type RawFinding, TheriacError } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { readYaml } from '../../read/yaml-subset.ts';
import { withoutIgnored } from '../../supply-chain-options.ts';
import { checkDockerfile } from './dockerfile.ts';
import { floatingFindings } from './floating.ts';
import { findingsOf, type Hit } from './hit.ts';
import { imageFindings } from './images.ts';
import { checkSettings, SETTINGS_NAMES } from './settings.ts';
import { checkScript } from './shell.ts';
import { UPDATE_TOOL_NAMES, updateFindings } from './updates.ts';
import { checkWorkflow } from './workflow.ts';

export const detect: Detect<Config> = async (context) => {
  const { inventory, config } = context;
  const findings: RawFinding[] = [];
  const unknowns: KnownUnknown[] = [];
  const tools: { path: string; text: string }[] = [];
  for (const path of context.matched) {
    try {
      const text = context.file(path)?.text();
      if (text === undefined) continue;
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (UPDATE_TOOL_NAMES.some((tool) => tool === name)) tools.push({ path, text });
      else findings.push(...findingsOf(path, await hitsIn(path, name, text)));
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      unknowns.push({
        reason: 'unparseable',
        message: 'how it fetches and builds could not be checked',
        location: { path },
        losesComponents: false,
      });
    }
  }
  findings.push(
    ...imageFindings(inventory),
    ...floatingFindings(inventory),
    ...updateFindings(inventory, tools, context.exists('.git/HEAD')),
  );
  return { findings: withoutIgnored(findings, config.supplyChain, inventory), unknowns, reasons: [] };
};

async function hitsIn(path: string, name: string, text: string): Promise<Hit[]> {
  if (SETTINGS_NAMES.includes(name)) return checkSettings(name, text);
  if (/(?:^|\/)\.github\/workflows\/|^action\.ya?ml$/.test(path) || /^action\.ya?ml$/.test(name)) {
    const [document] = await readYaml(
      { path, size: text.length, bytes: () => Buffer.from(text), text: () => text },
      () => {},
    );
    return document === undefined ? [] : checkWorkflow(document, text);
  }
  if (/(?:docker|container)file/i.test(name)) return checkDockerfile(text);
  const lines = text.split('\n');
  const pipeline = /\.ya?ml$|^Jenkinsfile/.test(name);
  // In pipelines of other services commands are list items or values: what introduces them is no part of the command.
  const commands = pipeline
    ? lines.map((line) =>
        line.replace(/^\s*(?:-\s+)?(?:(?:script|run|command|bash|sh|pwsh)\s*:?\s*)?["']?/, ''),
      )
    : lines;
  return checkScript(commands, 1, { automated: pipeline });
}
