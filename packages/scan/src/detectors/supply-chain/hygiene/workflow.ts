/**
 * GitHub workflows: what they run, with which rights, on whose behalf. The events and contexts that strangers control
 * are those of GitHub's own security guide.
 */
import { edit } from '@theriac/core';
import { itemsOf, mapOf, scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { brokenBy } from './environment.ts';
import type { Hit } from './hit.ts';
import { checkScript } from './shell.ts';

/** Events that run with secrets although a stranger causes them. */
const PRIVILEGED = new Set(['pull_request_target', 'workflow_run']);
/** What strangers write: titles, bodies, messages, names of branches and people. */
const UNTRUSTED = new RegExp(
  String.raw`\$\{\{[^}]{0,300}\b(?:${[
    String.raw`github\.event\.(?:issue|pull_request|comment|review|review_comment|discussion|discussion_comment)\.(?:title|body)`,
    String.raw`github\.event\.pull_request\.head\.(?:ref|label|repo\.default_branch)`,
    String.raw`github\.event\.(?:head_commit|workflow_run\.head_commit)\.(?:message|author\.(?:name|email))`,
    String.raw`github\.event\.workflow_run\.(?:head_branch|display_title|head_repository\.description)`,
    String.raw`github\.event\.commits[^}]{0,80}\.(?:message|author\.(?:name|email))`,
    String.raw`github\.event\.pages[^}]{0,80}page_name`,
    String.raw`github\.head_ref`,
  ].join('|')})\b[^}]{0,300}\}\}`,
  'g',
);
const HEAD =
  /github\.event\.pull_request\.head\.(?:sha|ref)|github\.head_ref|github\.event\.workflow_run\.head_(?:sha|branch)|refs\/pull\//;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const FIRST_PARTY = /^(?:actions|github)\//i;

export function checkWorkflow(document: YamlNode, text: string): Hit[] {
  const hits: Hit[] = [];
  const top = mapOf(document);
  environment(top.get('env'), hits);
  const events = eventsOf(top.get('on') ?? top.get('true'));
  const privileged = [...events].some((event) => PRIVILEGED.has(event));
  const jobs = [...mapOf(top.get('jobs')).entries];
  for (const [, job] of jobs) {
    const fields = mapOf(job);
    const reusable = scalarOf(fields.get('uses'));
    if (reusable !== undefined) pinned(reusable, fields.get('uses')?.line ?? job.line, hits);
    checkSteps(fields.get('steps'), text, { privileged, shell: shellOf(fields) ?? shellOf(top) }, hits);
    writeAll(fields.get('permissions'), hits);
    environment(fields.get('env'), hits);
  }
  checkSteps(mapOf(top.get('runs')).get('steps'), text, { privileged: false, shell: undefined }, hits);
  writeAll(top.get('permissions'), hits);
  const silent = jobs.filter(
    ([, job]) => mapOf(job).get('permissions') === undefined && mapOf(job).get('uses') === undefined,
  );
  if (top.get('permissions') === undefined) {
    for (const [name, job] of silent) {
      hits.push({
        rule: 'WORKFLOW-PERMISSIONS',
        line: job.line,
        name,
        observed: `no permissions for job ${name}`.slice(0, 200),
        step: edit('permissions:\n  contents: read'),
      });
    }
  }
  return hits;
}

interface StepContext {
  /** Whether it runs with secrets although a stranger causes it. */
  readonly privileged: boolean;
  /** Shell of the steps that name none; undefined: that of the runner. */
  readonly shell: string | undefined;
}

function shellOf(of: YamlMap): string | undefined {
  return scalarOf(mapOf(mapOf(of.get('defaults')).get('run')).get('shell'));
}

function checkSteps(
  steps: YamlNode | undefined,
  text: string,
  { privileged, shell: usual }: StepContext,
  hits: Hit[],
): void {
  for (const step of itemsOf(steps)) {
    const fields = mapOf(step);
    const uses = scalarOf(fields.get('uses'));
    const inputs = mapOf(fields.get('with'));
    const line = fields.get('uses')?.line ?? step.line;
    if (uses !== undefined) {
      pinned(uses, line, hits);
      const ref = `${scalarOf(inputs.get('ref')) ?? ''} ${scalarOf(inputs.get('repository')) ?? ''}`;
      if (privileged && /^actions\/checkout@/i.test(uses) && HEAD.test(ref)) {
        hits.push({
          rule: 'PULL-REQUEST-TARGET',
          line,
          observed: 'the head of the pull request is checked out',
        });
      }
      if (/^actions\/github-script@/i.test(uses)) injection(inputs.get('script'), text, false, hits);
    }
    environment(fields.get('env'), hits);
    const run = fields.get('run');
    const shell = scalarOf(fields.get('shell')) ?? usual;
    const powershell = /^(?:pwsh|powershell)\b/i.test(shell ?? '');
    injection(run, text, powershell, hits);
    const script = scalarOf(run);
    if (run !== undefined && script !== undefined) {
      const { lines, first } = linesOf(run, script, text);
      for (const one of checkScript(lines, first, { automated: true, powershell })) hits.push(one);
      if (
        privileged &&
        /\bgit\s+(?:fetch|checkout)\b|\bgh\s+pr\s+checkout\b/.test(script) &&
        (HEAD.test(script) || /gh\s+pr\s+checkout/.test(script))
      ) {
        hits.push({
          rule: 'PULL-REQUEST-TARGET',
          line: run.line,
          observed: 'the head of the pull request is checked out',
        });
      }
    }
  }
}

function injection(node: YamlNode | undefined, text: string, powershell: boolean, hits: Hit[]): void {
  const script = scalarOf(node);
  if (node === undefined || script === undefined || !script.includes('${{')) return;
  const { lines, first } = linesOf(node, script, text);
  for (const [at, line] of lines.entries()) {
    if (line.length >= 4000) continue;
    for (const [expression] of line.matchAll(UNTRUSTED)) {
      const name = /github\.[\w.*[\]]+/.exec(expression)?.[0] ?? 'an expression';
      hits.push({
        rule: 'WORKFLOW-INJECTION',
        line: first + at,
        observed: name,
        step: edit(`env:\n  VALUE: \${{ ${name} }}\nrun: echo "${powershell ? '$env:VALUE' : '$VALUE'}"`),
      });
    }
  }
}

/** The lines of a block scalar start below its key; of a plain one on the line itself. */
function linesOf(node: YamlNode, script: string, text: string): { lines: string[]; first: number } {
  const lines = script.split('\n');
  const head = text.split('\n', node.line)[node.line - 1] ?? '';
  return { lines, first: /:\s*[|>][-+\d]*\s*(?:#.*)?$/s.test(head) ? node.line + 1 : node.line };
}

function pinned(uses: string, line: number, hits: Hit[]): void {
  if (/^(?:\.{1,2}\/|\$\/|docker:\/\/)/.test(uses) || uses.includes('${{')) return;
  const at = uses.lastIndexOf('@');
  const name = at < 0 ? uses : uses.slice(0, at);
  const ref = at < 0 ? '' : uses.slice(at + 1);
  if (COMMIT.test(ref) || !/^[\w.-]+\/[\w.-]/.test(name)) return;
  hits.push({
    rule: FIRST_PARTY.test(name) ? 'ACTION-UNPINNED-FIRST-PARTY' : 'ACTION-UNPINNED',
    line,
    name,
    observed: `${name} at ${ref === '' ? 'no revision' : ref}`.slice(0, 200),
    step: edit(`uses: ${name}@<commit of ${ref === '' ? 'the release' : ref}> # ${ref}`.slice(0, 300)),
  });
}

function writeAll(permissions: YamlNode | undefined, hits: Hit[]): void {
  if (permissions !== undefined && scalarOf(permissions)?.trim() === 'write-all') {
    hits.push({
      rule: 'WORKFLOW-WRITE-ALL',
      line: permissions.line,
      observed: 'permissions: write-all',
      step: edit('permissions:\n  contents: read'),
    });
  }
}

function environment(node: YamlNode | undefined, hits: Hit[]): void {
  for (const [name, value] of mapOf(node).entries) {
    const rule = brokenBy(name, scalarOf(value)?.trim() ?? '');
    if (rule !== undefined)
      hits.push({ rule, line: value.line, observed: name, text: scalarOf(value) ?? '' });
  }
}

function eventsOf(node: YamlNode | undefined): Set<string> {
  const single = scalarOf(node);
  if (single !== undefined) return new Set([single.trim()]);
  if (node?.value instanceof YamlMap) return new Set(node.value.entries.keys());
  return new Set(itemsOf(node).flatMap((item) => scalarOf(item)?.trim() ?? []));
}
